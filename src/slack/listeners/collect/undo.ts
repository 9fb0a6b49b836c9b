import type { App, BlockAction, ButtonAction } from '@slack/bolt';
import { mayDo } from '../../../config/roles.js';
import type { Language } from '../../../domain/digest.js';
import { RefusedFile } from '../../../pipeline/import-report.js';
import { undoImport, undoneSentences } from '../../../pipeline/undo-import.js';
import { sentenceMessage } from '../../blocks/answer.js';
import { collectSentence, UNDO_HANDED } from '../../blocks/collect-kept.js';
import { COLLECT_WORDS } from '../../blocks/collect-words.js';
import { tellAlone } from '../../modal.js';
import type { ListenerDeps } from '../deps.js';
import { type CollectDesk, personOf } from './parts.js';
import { readCollectMetadata } from './told.js';

/** The button that takes back what was kept at once; what became of it stands in the place of the message or view. */
export function registerUndo(app: App, deps: ListenerDeps, present: () => CollectDesk): void {
  app.action<BlockAction<ButtonAction>>(UNDO_HANDED, async ({ ack, action, body, client }) => {
    await ack();
    const user = body.user.id;
    if (!deps.seen.first(`action ${action.action_ts} ${user}`)) return;
    const { view, message } = body;
    const channel = body.channel?.id;
    const language = view ? readCollectMetadata(view.private_metadata).language : await deps.language(user, channel);
    await deps.guard({ listener: UNDO_HANDED, language, tell: tellAlone.bind(undefined, { user, channel, client }) }, async () => {
      const desk = present();
      const sentence = await undone(action.value ?? '', user, language, desk);
      if (view) await client.views.update({ view_id: view.id, view: collectSentence(COLLECT_WORDS[language].undo, sentence, language) });
      else if (channel !== undefined && message?.ts !== undefined) {
        const { text, blocks } = sentenceMessage(sentence);
        await client.chat.update({ channel, ts: message.ts, text, blocks });
      }
      await desk.refreshed();
    });
  });
}

const REASON = 'the button Undo below what was handed in';

async function undone(id: string, user: string, language: Language, desk: CollectDesk): Promise<string> {
  const person = personOf(user, desk.config);
  const own = person !== undefined && id.startsWith(`typed:${encodeURIComponent(person.id)}:`);
  if (person === undefined || !(own || mayDo(person.role, 'import'))) return COLLECT_WORDS[language].notYourUndo;
  try {
    return undoneSentences(await undoImport({ import: id, by: person.id, reason: REASON }, desk), language).join(' ');
  } catch (error) {
    if (error instanceof RefusedFile) return error.text[language];
    throw error;
  }
}
