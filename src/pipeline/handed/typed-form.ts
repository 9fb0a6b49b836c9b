import type { Text } from '../../../connectors/contract/metric.js';
import type { Precision } from '../../../connectors/contract/observation.js';
import { shiftPeriod, yearBefore } from '../../../connectors/contract/period.js';
import { checked } from './checks.js';
import type { Held } from './collection.js';
import { readEntry } from './entries.js';
import type { FigureItem } from './items.js';
import { handedNames } from './names.js';
import { fitNumber, isNumberSuffix, readWritten, type WrittenNumber } from './numbers.js';
import type { FormPage } from './pages.js';
import { readPaste } from './paste.js';
import type { PasteAnswers, PasteContext, PasteQuestion, ReadEntry, ReadFigure } from './reading.js';
import { isJump } from './settle.js';
import { askJump, askNumber } from './words-of-questions.js';

/** What stands in a submitted page. `texts` is by the key of the item. */
export interface TypedPage {
  readonly texts: Readonly<Record<string, string>>;
  /** keys of the figures that are not exact */
  readonly about: readonly string[];
  /** keys of the figures of which there are no data */
  readonly none: readonly string[];
}

/** What a page says: what is wrong at which item, or the figures and entries that differ from what is held, with what must be asked of them. */
export type FormReading =
  | { readonly kind: 'wrong'; readonly errors: Readonly<Record<string, Text>> }
  | { readonly kind: 'read'; readonly figures: readonly ReadFigure[]; readonly entries: readonly ReadEntry[] };

/** Reads a submitted page as numbers are written in Indonesian and English. Pure: nothing is stored. */
export function readTypedPage(
  page: FormPage,
  typed: TypedPage,
  context: PasteContext,
  held: ReadonlyMap<string, Held>,
  answers: PasteAnswers = {},
): FormReading {
  switch (page.kind) {
    case 'figures':
      return readFigures(page.items, typed, context, held, answers);
    case 'open':
      return readOpen(page, typed, context, answers);
    case 'list':
      return readList(page, typed, context, answers);
  }
}

function readFigures(
  items: readonly FigureItem[],
  typed: TypedPage,
  context: PasteContext,
  held: ReadonlyMap<string, Held>,
  answers: PasteAnswers,
): FormReading {
  const errors: Record<string, Text> = {};
  const figures: ReadFigure[] = [];
  for (const [index, item] of items.entries()) {
    const told = readFigure(item, index + 1, typed, context, answers);
    if ('wrong' in told) errors[item.key] = told.wrong;
    else if (told.figure && !isHeld(told.figure, held.get(item.key))) figures.push(told.figure);
  }
  if (Object.keys(errors).length > 0) return { kind: 'wrong', errors };
  return { kind: 'read', ...checked({ figures, entries: [] }, context, answers, handedNames(context.config)) };
}

const isHeld = ({ figure, precision }: ReadFigure, held: Held | undefined): boolean =>
  precision === 'exact' && ((held?.kind === 'value' && held.value === figure) || (held?.kind === 'declined' && figure === null));

type ToldFigure = { readonly wrong: Text } | { readonly figure: ReadFigure | undefined };

function readFigure(item: FigureItem, line: number, { texts, about, none }: TypedPage, context: PasteContext, answers: PasteAnswers): ToldFigure {
  const text = (texts[item.key] ?? '').trim();
  const isNone = none.includes(item.key);
  if (isNone && text !== '' && context.known(item.key, context.period) === undefined) return { wrong: BOTH };
  if (!isNone && text === '') return { figure: undefined };
  const previous = context.known(item.key, shiftPeriod(context.period, -1));
  const base = { id: item.key, line, source: text, item, value: undefined, period: context.period, previous };
  if (isNone) return { figure: { ...base, figure: null, precision: 'exact', questions: [] } };
  const stated = statedNumber(text, item);
  if (stated === undefined) return { wrong: NO_NUMBER };
  const precision: Precision = about.includes(item.key) ? 'about' : stated.precision;
  const fitted = fitNumber(stated, { metric: item.metric, language: context.language, previous });
  if (fitted.kind === 'read') return judged({ ...base, figure: fitted.value, precision, questions: [] }, item, context, answers);
  if (fitted.options.length === 0) return { wrong: NO_NUMBER };
  const question = named(askNumber(item.key, text, fitted.options), item);
  const answer = answers[question.id];
  if (answer === 'no') return { figure: undefined };
  const chosen = fitted.options.find((option) => String(option) === answer);
  if (chosen === undefined) return { figure: { ...base, figure: undefined, precision, questions: [question] } };
  return judged({ ...base, figure: chosen, precision, questions: [] }, item, context, answers);
}

/** Asks where the figure is ten times that of the month before, or of the year before where there is none. */
function judged(read: ReadFigure, item: FigureItem, context: PasteContext, answers: PasteAnswers): ToldFigure {
  const compared = read.previous ?? context.known(read.id, yearBefore(context.period));
  if (typeof read.figure !== 'number' || compared === undefined || !isJump(read.figure, compared)) return { figure: read };
  const question = named(askJump(read.id, read.figure, compared), item);
  const answer = answers[question.id];
  if (answer === 'no') return { figure: undefined };
  return { figure: answer === 'yes' ? read : { ...read, questions: [question] } };
}

/** A form has many figures: a question says of which it is. */
const named = (question: PasteQuestion, { what }: FigureItem): PasteQuestion => ({
  ...question,
  sentence: { id: `${what.id}: ${question.sentence.id}`, en: `${what.en}: ${question.sentence.en}` },
});

const ABOUT = /^(?:±|\+\/-|~|sekitar|kira[- ]kira|kurang lebih|about|approx(?:imately|\.)?|circa|ca\.)\s*/iu;
const NUMBER = /^(\d(?:[\d.,'’ ]*\d)?)\s*([a-z]*)$/i;

/** A number as it stands in a field: 46, 118.069, 58,5 rb, ±45. */
function statedNumber(text: string, { metric }: FigureItem): WrittenNumber | undefined {
  const about = ABOUT.test(text);
  const bare = text.replace(ABOUT, '').replace(metric.unit === 'percent' ? /\s*%$/ : /$^/, '');
  const [, core, letters = ''] = NUMBER.exec(bare) ?? [];
  const suffix = letters.toLowerCase();
  if (core === undefined || (suffix !== '' && !isNumberSuffix(suffix))) return undefined;
  const written = readWritten(core, suffix);
  return about ? { ...written, precision: 'about' } : written;
}

const NO_NUMBER: Text = {
  id: 'Tulis angka saja, misalnya 46, 118.069, atau sekitar 45. Kosongkan bila belum ada.',
  en: 'Write a number alone, such as 46, 118,069 or about 45. Leave it empty where there is none yet.',
};
const BOTH: Text = { id: 'Ada angka dan "tidak ada data": pilih salah satu.', en: 'There is a number and "no data": choose one.' };

/** The lines below the name of the figure, as a message has them. */
function readOpen(page: Extract<FormPage, { kind: 'open' }>, { texts }: TypedPage, context: PasteContext, answers: PasteAnswers): FormReading {
  const [item] = page.items;
  const text = (texts[item.key] ?? '').trim();
  if (text === '') return { kind: 'read', figures: [], entries: [] };
  const { figures, left } = readPaste(`${item.names[0] ?? item.label.id}:\n${text}`, context, answers);
  const [unread] = left;
  const other = figures.find((figure) => figure.item !== item);
  const source = unread?.source ?? other?.source;
  return source === undefined
    ? { kind: 'read', figures, entries: [] }
    : {
        kind: 'wrong',
        errors: { [item.key]: { id: `Tidak terbaca: "${source}". ${OPEN_HINT.id}`, en: `Not understood: "${source}". ${OPEN_HINT.en}` } },
      };
}

/** How the figures of an open dimension are written. */
export const OPEN_HINT: Text = {
  id: 'Satu baris satu: nama, lalu angkanya, misalnya Prov. Riau 10',
  en: 'One in each line: the name, then its figure, such as Prov. Riau 10',
};

function readList(page: Extract<FormPage, { kind: 'list' }>, { texts }: TypedPage, context: PasteContext, answers: PasteAnswers): FormReading {
  const [list] = page.items;
  const entries: ReadEntry[] = [];
  const lines = (texts[list.key] ?? '').split('\n').map((line) => line.trim());
  for (const [index, line] of lines.entries()) {
    if (line === '') continue;
    const read = readEntry(line, { list, period: context.period, line: index + 1, answers });
    if (read === undefined) continue;
    if ('why' in read) {
      const where = { id: `Baris ${index + 1} tidak terbaca: "${line}".`, en: `Line ${index + 1} is not understood: "${line}".` };
      return { kind: 'wrong', errors: { [list.key]: where } };
    }
    entries.push(read);
  }
  return { kind: 'read', figures: [], entries };
}
