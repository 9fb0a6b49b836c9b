import { LogLevel } from '@slack/bolt';
import type { Logger } from '../log.js';

/** The logger that Bolt wants. Its debug lines are dropped: they hold whole payloads and addresses with tickets. */
export function boltLogger(log: Logger) {
  const words = (parts: unknown[]): string => parts.map((part) => (part instanceof Error ? part.message : String(part))).join(' ');
  return {
    debug: () => {},
    info: () => {},
    warn: (...parts: unknown[]) => log.warn('Slack library', { said: words(parts) }),
    error: (...parts: unknown[]) => log.error('Slack library', { said: words(parts) }),
    setLevel: () => {},
    getLevel: () => LogLevel.INFO,
    setName: () => {},
  };
}
