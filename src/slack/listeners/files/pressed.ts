import type { App, BlockAction, ButtonAction } from '@slack/bolt';
import { z } from 'zod';
import type { Language } from '../../../domain/digest.js';
import { sentenceMessage } from '../../blocks/answer.js';
import type { Message } from '../../blocks/block.js';
import { FILE_WORDS } from '../../blocks/files-words.js';
import { replyPrivately } from '../../reply.js';
import type { ListenerDeps } from '../deps.js';
import { type FileParts, mayImport, type Place, whoMay } from './parts.js';

const blocksSchema = z.array(z.looseObject({ type: z.string() }));

/** Blocks of a message as Slack sent them back. */
export type SentBlocks = z.infer<typeof blocksSchema>;

/** A button below a file, pressed by somebody who may hand in figures. */
export interface Pressed {
  readonly value: string | undefined;
  readonly place: Place;
  readonly user: string;
  readonly language: Language;
  /** opens a form for three seconds */
  readonly trigger: string;
  /** the part of the message above the decision */
  readonly above: SentBlocks;
  /** the message's own text */
  readonly text: string;
  /** tells the one who pressed, and nobody else */
  readonly tell: (message: Message) => Promise<void>;
}

/** Listens to a button below files; who may not hand in figures is told so. */
export function onButton(
  app: App,
  action: string,
  { deps, parts }: { readonly deps: ListenerDeps; readonly parts: FileParts },
  work: (pressed: Pressed) => Promise<void>,
): void {
  const id = new RegExp(`^${action.replace('.', '\\.')}(:|$)`);
  app.action<BlockAction<ButtonAction>>(id, async ({ ack, action: pressed, body, respond, client }) => {
    await ack();
    const { id: user } = body.user;
    const channel = body.channel?.id;
    const ts = body.message?.ts;
    if (channel === undefined || ts === undefined || !deps.seen.first(`action ${pressed.action_ts} ${user} ${ts}`)) return;
    const language = await deps.language(user, channel);
    const tell = (message: Message): Promise<void> => replyPrivately({ respond, client, channel, user }, message);
    await deps.guard({ listener: action, language, tell }, async () => {
      const settings = parts.settings();
      if (!mayImport(settings, user)) return tell(sentenceMessage(FILE_WORDS[language].notAllowedToPress(whoMay(settings, language))));
      const above = aboveDecision(body.message?.blocks);
      const place = { client, channel, ts };
      await work({ value: pressed.value, place, user, language, trigger: body.trigger_id, above, text: body.message?.text ?? '', tell });
    });
  });
}

function aboveDecision(blocks: unknown): SentBlocks {
  const read = blocksSchema.safeParse(blocks);
  if (!read.success) return [];
  const divider = read.data.findIndex(({ type }) => type === 'divider');
  return (divider < 0 ? read.data : read.data.slice(0, divider)).filter(({ type }) => type !== 'actions');
}
