import type { CivilDate } from '../../connectors/contract/period.js';
import type { Config } from '../config/config.js';
import type { Language } from '../domain/digest.js';
import type { Question } from './question.js';
import { readPhrases } from './reading.js';
import { resolve } from './resolve.js';
import { rowIdIn } from './row-id.js';
import { spell } from './spelling.js';
import { QUESTION_LIMIT, tokenise } from './tokens.js';
import { vocabularyOf } from './vocabulary.js';

/** What a question is read by. */
export interface QuestionContext {
  readonly config: Config;
  /** the language in which suggestions are worded; both languages are always read */
  readonly language: Language;
  /** the business day in the organisation's zone */
  readonly today: CivilDate;
}

/** What a text asks. Never throws; every word that is not understood is named. */
export function parseQuestion(text: string, { config, language, today }: QuestionContext): Question {
  if (text.length > QUESTION_LIMIT) return { kind: 'too-long', limit: QUESTION_LIMIT };
  const id = rowIdIn(text);
  if (id !== undefined) return { kind: 'row', id };
  const vocabulary = vocabularyOf(config);
  const tokens = tokenise(text);
  if (tokens.length === 0) return { kind: 'help', corrections: [] };
  const { tokens: spelled, corrections, unknown } = spell(tokens, vocabulary);
  if (unknown.length > 0) return { kind: 'unknown', words: unknown };
  const read = readPhrases(spelled, vocabulary, { today, calendar: config.organisation.calendar });
  if (read.unknown.length > 0) return { kind: 'unknown', words: read.unknown };
  return resolve(read.reading, { config, language, vocabulary, corrections });
}
