import type { AnswerRequest, AnswerResult, SourceRequest } from '../../domain/answer.js';
import type { Language } from '../../domain/digest.js';
import type { Guard } from '../guard.js';
import type { Seen } from '../seen.js';

/** What Slack asks of the rest of Pantau. */
export interface SlackQuestions {
  readonly answer: (request: AnswerRequest) => Promise<AnswerResult>;
  readonly source: (request: SourceRequest) => Promise<AnswerResult>;
  /** how Pantau stands, for App Home of this person */
  readonly status: (user: string, language: Language) => Promise<AnswerResult>;
}

/** What every listener is given. */
export interface ListenerDeps extends SlackQuestions {
  readonly guard: Guard;
  readonly seen: Seen;
  /** the language of an answer to a person in a channel; never rejects */
  readonly language: (user: string, channel: string | undefined) => Promise<Language>;
}
