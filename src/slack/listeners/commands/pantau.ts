import type { App } from '@slack/bolt';
import { answerMessage } from '../../blocks/answer.js';
import { replyPrivately } from '../../reply.js';
import type { ListenerDeps } from '../deps.js';

/** `/pantau QUESTION`: acknowledged before any work, answered to the one who asked. */
export function registerPantau(app: App, deps: ListenerDeps): void {
  app.command('/pantau', async ({ ack, command, respond, client }) => {
    await ack();
    if (!deps.seen.first(`command ${command.trigger_id}`)) return;
    const { user_id: userId, channel_id: channelId, text } = command;
    const language = await deps.language(userId, channelId);
    const way = { respond, client, channel: channelId, user: userId };
    await deps.guard({ listener: '/pantau', language, tell: (message) => replyPrivately(way, message) }, async () => {
      const answer = await deps.answer({ text: text.trim(), userId, channelId, language, shownTo: 'person' });
      await replyPrivately(way, answerMessage(answer, language));
    });
  });
}
