import type { App } from '@slack/bolt';
import { answerMessage } from '../../blocks/answer.js';
import { droppedFiles, filesToRead } from '../../dropped-files.js';
import type { SlackFeature } from '../../feature.js';
import type { ListenerDeps } from '../deps.js';

/** A direct message: answered in place. Messages of bots, edits and joins are not questions, and files to read are another listener's. What is meant for a feature goes there. */
export function registerMessageIm(app: App, deps: ListenerDeps, features: readonly Pick<SlackFeature, 'direct'>[]): void {
  app.event('message', async ({ event, body, client }) => {
    if (event.channel_type !== 'im' || (event.subtype !== undefined && event.subtype !== 'file_share') || 'bot_id' in event) return;
    const dropped = droppedFiles(event);
    if (dropped !== undefined && filesToRead(dropped).length > 0) return;
    const { user, channel, ts, thread_ts: thread } = event;
    if (!deps.seen.first(`event ${body.event_id}`, `message ${channel} ${ts}`)) return;
    const language = await deps.language(user, channel);
    const say = async (message: ReturnType<typeof answerMessage>): Promise<void> => {
      await client.chat.postMessage({
        channel,
        text: message.text,
        blocks: message.blocks,
        unfurl_links: false,
        ...(thread ? { thread_ts: thread } : {}),
      });
    };
    await deps.guard({ listener: 'message.im', language, tell: say }, async () => {
      const text = (event.text ?? '').trim();
      for (const { direct } of features) {
        const message = await direct?.({ user, text: writtenText(text), language });
        if (message) return say(message);
      }
      await say(answerMessage(await deps.answer({ text, userId: user, channelId: channel, language, shownTo: 'person' }), language));
    });
  });
}

/** A text as it was written: links as their words, and without Slack's escapes (docs.slack.dev, 2026-11-25). */
const writtenText = (text: string): string =>
  text
    .replace(/<[^<>|]+\|([^<>]+)>/g, '$1')
    .replace(/<((?:https?|mailto|tel):[^<>]+)>/g, '$1')
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&amp;', '&');
