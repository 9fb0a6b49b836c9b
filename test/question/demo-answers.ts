import type { Text } from '../../connectors/contract/metric.js';
import { civilDate, periodOf } from '../../connectors/contract/period.js';
import type { Config } from '../../src/config/config.js';
import type { SectionStore } from '../../src/digest/context.js';
import { type Unfounded, verifyDigest } from '../../src/digest/verify.js';
import type { Language } from '../../src/domain/digest.js';
import { answer } from '../../src/question/answer.js';
import type { Answer } from '../../src/question/deps.js';
import { parseQuestion } from '../../src/question/parse.js';
import { MARCH_FIRST } from '../support/ministry.js';

/** Asks on the morning of 1 March 2024 unless another day is given. */
export function asking(store: SectionStore, config: Config, today = '2024-03-01'): (text: string, language?: Language) => Promise<Answer> {
  const day = civilDate(today);
  const now = today === '2024-03-01' ? MARCH_FIRST : (`${today}T02:00:00.000Z` as typeof MARCH_FIRST);
  return (text, language = 'id') => answer(parseQuestion(text, { config, language, today: day }), { config, store, now, today: day });
}

/** The sentences of an answer in one language. */
export const sentences = (given: Answer, language: Language): readonly string[] => given.lines.map((line) => line.text[language]);

const NAME: Text = { id: '', en: '' };

/** What an answer prints and its bases do not yield. */
export const unfounded = ({ lines }: Answer): readonly Unfounded[] =>
  verifyDigest({
    version: 1,
    digest: 'answer',
    title: NAME,
    organisation: NAME,
    period: periodOf('month', civilDate('2024-02-01')),
    asOf: MARCH_FIRST,
    zone: 'Asia/Jakarta',
    sections: [{ id: 'answer', title: NAME, lines, charts: [], checks: [] }],
  });
