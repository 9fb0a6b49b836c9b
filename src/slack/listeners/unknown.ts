import type { App } from '@slack/bolt';
import type { Logger } from '../../log.js';
import { SLACK_WORDS } from '../blocks/words.js';
import type { ListenerDeps } from './deps.js';

/**
 * Acknowledges whatever has no listener of its own: over Socket Mode Slack would otherwise wait in vain. `known` are the ids that have one,
 * without what may follow a colon.
 */
export function registerUnknown(app: App, deps: ListenerDeps, log: Logger, known: readonly string[]): void {
  const others = new RegExp(`^(?!(?:${known.map(escaped).join('|')})(?::|$))`);
  app.command(/^(?!\/pantau$)/, async ({ ack, command }) => {
    log.warn('Slack sent a command that Pantau does not know.', { command: command.command });
    const language = await deps.language(command.user_id, command.channel_id);
    await ack({ response_type: 'ephemeral', text: SLACK_WORDS[language].unknown });
  });
  app.action(others, async ({ ack }) => ack());
  app.shortcut(others, async ({ ack }) => ack());
  app.options(others, async ({ ack }) => ack({ options: [] }));
  app.view(others, async ({ ack }) => ack());
}

const escaped = (id: string): string => id.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
