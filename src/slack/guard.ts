import type { Language } from '../domain/digest.js';
import { PantauError } from '../errors.js';
import type { Logger } from '../log.js';
import { sentenceMessage } from './blocks/answer.js';
import type { Message } from './blocks/block.js';
import { SLACK_WORDS } from './blocks/words.js';

/** Where a failure is told, and in which language. */
export interface Teller {
  readonly listener: string;
  readonly language: Language;
  readonly tell: (message: Message) => Promise<void>;
}

/** Runs a listener's work; a failure becomes a sentence for the user and a log entry under the same id. Never rejects. */
export type Guard = (teller: Teller, work: () => Promise<void>) => Promise<void>;

/** A guard that writes to `log` and names failures by `newId`. */
export function createGuard(log: Logger, newId: () => string): Guard {
  return async ({ listener, language, tell }, work) => {
    try {
      await work();
    } catch (cause) {
      const id = newId();
      log.error('A request from Slack failed.', { id, listener, cause });
      const words = SLACK_WORDS[language];
      const sentence = cause instanceof PantauError ? words.withId(cause.message, id) : words.failed(id);
      await tell(sentenceMessage(sentence)).catch((second: unknown) => log.error('The failure could not be told.', { id, listener, cause: second }));
    }
  };
}
