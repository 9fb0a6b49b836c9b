import type { App } from '@slack/bolt';
import { homeBlocks } from '../../blocks/answer.js';
import type { ListenerDeps } from '../deps.js';

/** App Home: what Pantau is, how it stands, how to ask. */
export function registerAppHomeOpened(app: App, deps: ListenerDeps): void {
  app.event('app_home_opened', async ({ event, body, client }) => {
    if (event.tab !== 'home' || !deps.seen.first(`event ${body.event_id}`)) return;
    const language = await deps.language(event.user, undefined);
    const publish = async (blocks: ReturnType<typeof homeBlocks>): Promise<void> => {
      await client.views.publish({ user_id: event.user, view: { type: 'home', blocks } });
    };
    await deps.guard({ listener: 'app_home_opened', language, tell: (message) => publish(message.blocks) }, async () => {
      await publish(homeBlocks(await deps.status(event.user, language), language));
    });
  });
}
