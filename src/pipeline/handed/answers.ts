import { createHash } from 'node:crypto';
import type { PasteAnswers, PasteOption, PasteQuestion } from './reading.js';

const short = (text: string): string => createHash('sha256').update(text).digest('hex').slice(0, 16);

/** A short name of an item, by which its field is known in a form. */
export const fieldName = (key: string): string => short(key);

/** A short name of a question, by which its answer comes back from a form. Its words are part of it: asked of another number it is another question. */
export const questionName = ({ id, sentence }: Pick<PasteQuestion, 'id' | 'sentence'>): string => short(`${id}\n${sentence.id}`);

/** A short name of an answer. */
export const optionName = ({ id }: PasteOption): string => short(id);

/** A reading with every question that was asked on the way to it, the answered ones too, in the order in which they came up. */
export interface Answered<Reading> {
  readonly reading: Reading;
  readonly answers: PasteAnswers;
  readonly asked: readonly PasteQuestion[];
}

const MOST_ROUNDS = 10;

/** Reads again and again: an answer may raise a question, which may have been answered already. `given` has short names. */
export function readAnswered<Reading>(
  read: (answers: PasteAnswers) => Reading,
  questionsOf: (reading: Reading) => readonly PasteQuestion[],
  given: Readonly<Record<string, string>>,
): Answered<Reading> {
  const asked = new Map<string, PasteQuestion>();
  let answers: PasteAnswers = {};
  let reading = read(answers);
  for (let round = 0; round < MOST_ROUNDS; round += 1) {
    const fresh: Record<string, string> = {};
    for (const question of questionsOf(reading)) {
      asked.set(question.id, question);
      const name = given[questionName(question)];
      const answer = question.options.find((option) => optionName(option) === name);
      if (answer && answers[question.id] === undefined) fresh[question.id] = answer.id;
    }
    if (Object.keys(fresh).length === 0) break;
    answers = { ...answers, ...fresh };
    reading = read(answers);
  }
  return { reading, answers, asked: [...asked.values()] };
}

const REPLACES = ':revises';

/** The ids of the figures of which a person said that they replace what is stored. */
export const replacedIn = (answers: PasteAnswers): ReadonlySet<string> =>
  new Set(Object.entries(answers).flatMap(([id, answer]) => (answer === 'yes' && id.endsWith(REPLACES) ? [id.slice(0, -REPLACES.length)] : [])));
