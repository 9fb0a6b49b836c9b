import { periodLabel } from '../../connectors/contract/period.js';
import type { Config } from '../config/config.js';
import { number } from '../domain/formula.js';
import type { Store } from '../store/port.js';
import { integer, name } from '../text/sentence.js';
import { answerFigures, answerOverview } from './answer-figures.js';
import { type Answer, type AnswerDeps, inWords } from './deps.js';
import { examplesOf, helpLines } from './help.js';
import { leaderboardAnswer } from './leaderboard.js';
import { correctionNotes, misfitNote, quoted, sentence, unknownNotes } from './notes.js';
import type { Question } from './question.js';
import { sourceOfId } from './source.js';
import { sourceLines } from './source-lines.js';
import { periodAsked } from './span.js';

/** Answers a question from the store. A question that was not understood gets the nearest known words and examples that are. */
export async function answer(question: Question, deps: AnswerDeps): Promise<Answer> {
  switch (question.kind) {
    case 'help':
      return inWords(true, [...correctionNotes(question.corrections), ...helpLines(deps.config)]);
    case 'status':
      return statusAnswer(deps.store, deps.config);
    case 'leaderboard':
      return leaderboardAnswer(question, deps);
    case 'figure':
      return answerFigures(question, deps);
    case 'overview':
      return answerOverview(question, deps);
    case 'digest':
      return digestAnswer(question, deps);
    case 'row':
      return rowAnswer(question.id, deps);
    default:
      return notUnderstood(question, deps.config);
  }
}

const SUGGESTED = 3;

type NotUnderstood = Extract<Question, { kind: 'ambiguous' | 'misfit' | 'too-long' | 'unknown' }>;

function notUnderstood(question: NotUnderstood, config: Config): Answer {
  const examples = examplesOf(config)
    .slice(0, SUGGESTED)
    .map((example) => example.question);
  switch (question.kind) {
    case 'unknown':
      return inWords(false, unknownNotes(question.words), examples);
    case 'too-long': {
      const words = {
        id: 'Pertanyaannya lebih dari {limit} karakter dan tidak dibaca.',
        en: 'The question has more than {limit} characters and was not read.',
      };
      return inWords(false, [sentence('too-long', 'headline', words, { limit: integer(number(question.limit)) })], examples);
    }
    case 'ambiguous': {
      const words = { id: '"{word}" dapat berarti beberapa hal. Yang mana?', en: '"{word}" may mean several things. Which one?' };
      return inWords(
        false,
        [...correctionNotes(question.corrections), sentence('ambiguous', 'headline', words, { word: quoted(question.word) })],
        inBoth(question.suggestions),
      );
    }
    case 'misfit':
      return inWords(false, [...correctionNotes(question.corrections), misfitNote(question, config)], inBoth(question.suggestions));
  }
}

const inBoth = (texts: readonly string[]): Answer['suggestions'] => texts.map((text) => ({ id: text, en: text }));

/** How much is stored. */
export async function statusAnswer(store: Store, config: Config): Promise<Answer> {
  const status = await store.status();
  const count = (of: 'series' | 'observations' | 'entries' | 'content') => integer(number(status[of]));
  const words = {
    id: '{organisation}: {series} deret, {observations} nilai, {entries} entri, {content} konten.',
    en: '{organisation}: {series} series, {observations} values, {entries} entries, {content} content items.',
  };
  const counts = { series: count('series'), observations: count('observations'), entries: count('entries'), content: count('content') };
  return inWords(true, [sentence('status', 'headline', words, { organisation: name(config.organisation.name), ...counts })]);
}

/** Where and when a digest is posted, and how to make it now: the digest itself goes to its channels alone. */
function digestAnswer({ id, when, corrections }: Extract<Question, { kind: 'digest' }>, { config, today }: AnswerDeps): Answer {
  const digest = config.digests.find((candidate) => candidate.id === id);
  if (!digest) return inWords(false, []);
  const { calendar } = config.organisation;
  const period =
    when?.kind === 'period' && when.period.grain === digest.period ? ` --period ${periodLabel(periodAsked(when, today, calendar), calendar)}` : '';
  const words = {
    id: '{title} dikirim ke saluran: {channels}. Untuk membuatnya sekarang, di baris perintah: {command}',
    en: '{title} is posted to the channels: {channels}. To make it now, on the command line: {command}',
  };
  const parts = { title: name(digest.title), channels: quoted(digest.channels.join(', ')), command: quoted(`pantau digest ${id}${period}`) };
  return inWords(true, [...correctionNotes(corrections), sentence('digest', 'headline', words, parts)]);
}

async function rowAnswer(id: string, deps: AnswerDeps): Promise<Answer> {
  const sourced = await sourceOfId(id, deps);
  if (sourced) return inWords(true, sourceLines(sourced, deps.config.organisation.zone));
  const words = { id: 'Tidak ada baris dengan id "{row}".', en: 'There is no row with the id "{row}".' };
  return inWords(false, [sentence('row', 'headline', words, { row: quoted(id) })]);
}
