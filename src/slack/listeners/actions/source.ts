import type { App, BlockAction, ButtonAction } from '@slack/bolt';
import { z } from 'zod';
import { answerMessage } from '../../blocks/answer.js';
import { replyPrivately } from '../../reply.js';
import type { ListenerDeps } from '../deps.js';

const value = z.object({ digest: z.string(), section: z.string(), period: z.string() });

/** The button "Sumber" below a section: shows the rows behind it to the one who pressed. */
export function registerSource(app: App, deps: ListenerDeps): void {
  app.action<BlockAction<ButtonAction>>('source', async ({ ack, action, body, respond, client }) => {
    await ack();
    const user = body.user.id;
    if (!deps.seen.first(`action ${action.action_ts} ${user} ${body.message?.ts ?? ''}`)) return;
    const channel = body.channel?.id;
    const language = await deps.language(user, channel);
    const way = { respond, client, channel, user };
    await deps.guard({ listener: 'source', language, tell: (message) => replyPrivately(way, message) }, async () => {
      const asked = value.parse(JSON.parse(action.value ?? ''));
      const answer = await deps.source({ ...asked, userId: user, channelId: channel ?? user, language });
      await replyPrivately(way, answerMessage(answer, language));
    });
  });
}
