import { type Period, periodOf } from '../../../connectors/contract/period.js';
import { checked } from './checks.js';
import { type Draft, draftsOf } from './drafts.js';
import type { FigureItem } from './items.js';
import { type HandedNames, handedNames } from './names.js';
import type { LeftText, PasteAnswers, PasteContext, PasteReading, ReadFigure } from './reading.js';
import { settle } from './settle.js';
import { monthOf } from './tokens.js';

/** The longest message that is read, in characters. */
const PASTE_LIMIT = 20_000;

/**
 * Reads a message as people send it: figures by their labels, entries of lists, remarks. What can be read in two ways is asked; `answers` are those given
 * to an earlier reading of the same text. Pure: nothing is stored.
 */
export function readPaste(text: string, context: PasteContext, answers: PasteAnswers = {}): PasteReading {
  const names = handedNames(context.config);
  const { drafts, entries, left } = draftsOf(text.slice(0, PASTE_LIMIT), names, context, answers);
  const chosen = drafts.map((draft) => beside(draft, drafts, names));
  const current = drafts.some(({ pair }) => pair.thisMonth) ? [periodOf('month', context.today)] : [];
  const otherMonths = [...monthsBeside(drafts, context.period), ...current].filter((month) => month.start !== context.period.start);
  const figures: ReadFigure[] = [];
  const later: PasteReading['later'][number][] = [];
  const unread: LeftText[] = [...left];
  for (const draft of chosen) {
    const [only, second] = draft.candidates;
    if (draft.pair.stated.kind === 'not-yet') {
      if (only && !second) later.push({ line: draft.line, item: only });
      else unread.push({ line: draft.line, source: draft.pair.source, why: 'no-number' });
      continue;
    }
    const figure = settle(draft, { names, context, answers, otherMonths });
    if (figure) figures.push(figure);
  }
  if (text.length > PASTE_LIMIT) unread.push({ line: text.slice(0, PASTE_LIMIT).split('\n').length, source: '…', why: 'pairing' });
  return { ...checked({ figures, entries }, context, answers, names), later, left: unread.sort((a, b) => a.line - b.line) };
}

/** Of several figures that a label may mean, those that belong to what stands beside it: "Telp 46, email 131" are both channels. */
function beside(draft: Draft, drafts: readonly Draft[], names: HandedNames): Draft {
  if (draft.open || draft.candidates.length === 1) return draft;
  const siblings = drafts.filter((other) => other !== draft && other.block === draft.block);
  const families = new Set(siblings.flatMap((other) => (other.candidates.length === 1 ? other.candidates.map(family) : [])));
  if (draft.candidates.length > 1) {
    const related = draft.candidates.filter((item) => families.has(family(item)));
    const chosen = related.length > 0 ? related : ofSubjectBefore(draft, siblings);
    return chosen.length === 1 ? { ...draft, candidates: chosen } : draft;
  }
  // "Total 967" under its parts.
  if (!draft.pair.label.total || draft.pair.label.phrases.length > 0) return draft;
  const wholes = names.items.filter(
    (item): item is FigureItem =>
      item.kind === 'figure' && Object.keys(item.dimensions).length === 0 && siblings.some(({ candidates }) => isPart(candidates, item)),
  );
  return wholes.length === 1 ? { ...draft, candidates: wholes } : draft;
}

/** "fb follower 14.038, postingan 33": the subject that the line began with goes on. */
function ofSubjectBefore(draft: Draft, siblings: readonly Draft[]): readonly FigureItem[] {
  const before = siblings.filter((other) => other.line === draft.line && other.id < draft.id && other.candidates.length === 1);
  const subjects = new Set(before.flatMap(({ candidates }) => candidates.map((item) => item.subject)));
  return subjects.size === 1 ? draft.candidates.filter((item) => subjects.has(item.subject)) : [];
}

const family = ({ subject, metric, dimensions }: FigureItem): string => [subject, metric.id, ...Object.keys(dimensions).sort()].join(' ');

const isPart = ([only, second]: readonly FigureItem[], whole: FigureItem): boolean =>
  only !== undefined &&
  second === undefined &&
  only.subject === whole.subject &&
  only.metric.id === whole.metric.id &&
  Object.keys(only.dimensions).length > 0;

/** The months that figures of the message are said to be of, beside the one that is asked for. */
function monthsBeside(drafts: readonly Draft[], expected: Period): readonly Period[] {
  const months = drafts.flatMap(({ pair }) => pair.periods.map((token) => monthOf(token.period))).filter((period) => period.grain === 'month');
  return [...new Map(months.filter((period) => period.start !== expected.start).map((period) => [period.start, period])).values()];
}
