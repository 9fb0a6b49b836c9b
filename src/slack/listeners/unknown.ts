import type { App } from '@slack/bolt';
import type { Logger } from '../../log.js';
import { SLACK_WORDS } from '../blocks/words.js';
import type { ListenerDeps } from './deps.js';

/** Acknowledges whatever has no listener of its own: over Socket Mode Slack would otherwise wait in vain. */
export function registerUnknown(app: App, deps: ListenerDeps, log: Logger): void {
  app.command(/^(?!\/pantau$)/, async ({ ack, command }) => {
    log.warn('Slack sent a command that Pantau does not know.', { command: command.command });
    const language = await deps.language(command.user_id, command.channel_id);
    await ack({ response_type: 'ephemeral', text: SLACK_WORDS[language].unknown });
  });
  app.action(/^(?!source$)/, async ({ ack }) => ack());
  app.shortcut(/^/, async ({ ack }) => ack());
  app.options(/^/, async ({ ack }) => ack({ options: [] }));
  app.view(/^/, async ({ ack }) => ack());
}
