import type { App } from '@slack/bolt';
import { answerMessage } from '../../blocks/answer.js';
import { droppedFiles, filesToRead } from '../../dropped-files.js';
import type { ListenerDeps } from '../deps.js';

/** A mention in a channel or thread: the answer goes into that thread, where everybody reads it. With files to read it is another listener's. */
export function registerAppMention(app: App, deps: ListenerDeps): void {
  app.event('app_mention', async ({ event, body, client }) => {
    const { user, channel, ts } = event;
    const dropped = droppedFiles(event);
    if (dropped !== undefined && filesToRead(dropped).length > 0) return;
    if (!user || !deps.seen.first(`event ${body.event_id}`, `message ${channel} ${ts}`)) return;
    const language = await deps.language(user, channel);
    const say = async (message: ReturnType<typeof answerMessage>): Promise<void> => {
      await client.chat.postMessage({ channel, thread_ts: event.thread_ts ?? ts, text: message.text, blocks: message.blocks, unfurl_links: false });
    };
    await deps.guard({ listener: 'app_mention', language, tell: say }, async () => {
      const text = event.text.replace(/<@[A-Z0-9]+(\|[^>]*)?>/g, ' ').trim();
      await say(answerMessage(await deps.answer({ text, userId: user, channelId: channel, language, shownTo: 'channel' }), language));
    });
  });
}
