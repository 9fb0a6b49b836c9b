import type { App, BlockAction, ButtonAction } from '@slack/bolt';
import type { Language } from '../../../domain/digest.js';
import { sentenceMessage } from '../../blocks/answer.js';
import type { Message } from '../../blocks/block.js';
import { FILE_WORDS } from '../../blocks/files-words.js';
import { replyPrivately } from '../../reply.js';
import type { ListenerDeps } from '../deps.js';
import { type FileWork, mayImport, type Place, placeName, whoMay } from './parts.js';
import { aboveDecision, type SentBlocks } from './sent-blocks.js';

/** A button below a file, pressed by somebody who may hand in figures. */
export interface Pressed {
  readonly value: string;
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

/** Listens to a button below files, one press after the other; who may not hand in figures is told so. */
export function onButton(
  app: App,
  action: string,
  { deps, work }: { readonly deps: ListenerDeps; readonly work: FileWork },
  decide: (pressed: Pressed) => Promise<void>,
): void {
  const ids = new RegExp(`^${action.replace('.', '\\.')}(:|$)`);
  app.action<BlockAction<ButtonAction>>(ids, async ({ ack, action: pressed, body, respond, client }) => {
    await ack();
    const { id: user } = body.user;
    const channel = body.channel?.id;
    const ts = body.message?.ts;
    if (channel === undefined || ts === undefined || !deps.seen.first(`action ${pressed.action_ts} ${user} ${ts}`)) return;
    const language = await deps.language(user, channel);
    const tell = (message: Message): Promise<void> => replyPrivately({ respond, client, channel, user }, message);
    await deps.guard({ listener: action, language, tell }, async () => {
      const settings = work.settings();
      if (!mayImport(settings, user)) return tell(sentenceMessage(FILE_WORDS[language].notAllowedToPress(whoMay(settings, language))));
      const place = { client, channel, ts };
      const { value = '', action_id: id } = pressed;
      const asked = { value, place, user, language, trigger: body.trigger_id, tell };
      const message = { above: aboveDecision(body.message?.blocks), text: body.message?.text ?? '' };
      await work.turns.take(
        placeName(place),
        (button) => button.action === id && button.value === value,
        () => decide({ ...asked, ...message }),
      );
    });
  });
}
