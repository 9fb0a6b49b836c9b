import type { App } from '@slack/bolt';
import { answerMessage } from '../../blocks/answer.js';
import type { FeatureCommand } from '../../feature.js';
import { replyPrivately } from '../../reply.js';
import type { ListenerDeps } from '../deps.js';

/** `/pantau QUESTION`: acknowledged before any work, answered to the one who asked. A first word of a feature's command goes to that feature. */
export function registerPantau(app: App, deps: ListenerDeps, commands: readonly FeatureCommand[]): void {
  app.command('/pantau', async ({ ack, command, respond, client }) => {
    await ack();
    if (!deps.seen.first(`command ${command.trigger_id}`)) return;
    const { user_id: userId, channel_id: channelId, trigger_id: trigger } = command;
    const text = command.text.trim();
    const language = await deps.language(userId, channelId);
    const way = { respond, client, channel: channelId, user: userId };
    await deps.guard({ listener: '/pantau', language, tell: (message) => replyPrivately(way, message) }, async () => {
      const [first = ''] = text.split(/\s+/, 1);
      const rest = text.slice(first.length).trim();
      const feature = commands.find(({ words, takes }) => words.includes(first.toLowerCase()) && (takes?.(rest) ?? true));
      const message = feature
        ? await feature.run({ rest, user: userId, channel: channelId, trigger, language, client })
        : answerMessage(await deps.answer({ text, userId, channelId, language, shownTo: 'person' }), language);
      if (message) await replyPrivately(way, message);
    });
  });
}
