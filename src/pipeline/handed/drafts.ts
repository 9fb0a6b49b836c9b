import { beginsWithDay, readEntry } from './entries.js';
import { type FigureItem, type HandedConfig, itemKey, type ListItem, type OpenItem } from './items.js';
import { candidates, type Label, NO_LABEL, withHeading } from './label.js';
import type { HandedNames } from './names.js';
import type { LeftText, PasteAnswers, PasteContext, ReadEntry } from './reading.js';
import { type Pair, type Piece, readPieces } from './segments.js';
import { cleanLine, type Token, tokensOf } from './tokens.js';

type PeriodToken = Extract<Token, { kind: 'period' }>;

/** A figure of a message before it is known which it is. */
export interface Draft {
  readonly id: string;
  readonly line: number;
  /** lines without an empty one between them belong together */
  readonly block: number;
  readonly pair: Pair;
  readonly candidates: readonly FigureItem[];
  /** a heading of an open dimension, and the value that the line gives */
  readonly open: { readonly item: OpenItem; readonly value: string } | undefined;
  /** the heading above is about something else */
  readonly againstHeading: boolean;
  /** the periods that its own words state, else those of the line, else those of the heading */
  readonly periods: readonly PeriodToken[];
}

/** The drafts of a message, with the entries of its lists and what was not understood. */
export interface Drafts {
  readonly drafts: readonly Draft[];
  readonly entries: readonly ReadEntry[];
  readonly left: readonly LeftText[];
}

interface Heading {
  readonly label: Label;
  readonly periods: readonly PeriodToken[];
}

interface State {
  heading: Heading;
  /** the periods of the last heading that had some */
  periods: readonly PeriodToken[];
  list: ListItem | undefined;
  open: OpenItem | undefined;
  block: number;
  /** whether lines with figures came since the heading */
  filled: boolean;
}

const NO_HEADING: Heading = { label: NO_LABEL, periods: [] };

/** Reads the lines of a message one after the other. */
export function draftsOf(text: string, names: HandedNames, context: PasteContext, answers: PasteAnswers): Drafts {
  const found = { drafts: [] as Draft[], entries: [] as ReadEntry[], left: [] as LeftText[] };
  const state: State = { heading: NO_HEADING, periods: [], list: undefined, open: undefined, block: 0, filled: false };
  for (const [index, raw] of text.split(/\r\n|\r|\n/).entries()) {
    const line = cleanLine(raw);
    if (line === '') emptyLine(state);
    else readLine(line, index + 1, state, found, names, context, answers);
  }
  return found;
}

function emptyLine(state: State): void {
  state.block += 1;
  if (!state.filled) return;
  Object.assign(state, { heading: NO_HEADING, list: undefined, open: undefined, filled: false });
}

function readLine(
  line: string,
  number: number,
  state: State,
  found: { readonly drafts: Draft[]; readonly entries: ReadEntry[]; readonly left: LeftText[] },
  names: HandedNames,
  context: PasteContext,
  answers: PasteAnswers,
): void {
  if (state.list && beginsWithDay(line)) {
    const read = readEntry(line, { list: state.list, period: context.period, line: number, answers });
    if (read && 'why' in read) found.left.push(read);
    else if (read) found.entries.push(read);
    state.filled = true;
    return;
  }
  const tokens = tokensOf(line, context);
  const pieces = readPieces(line, tokens, names, state.open !== undefined);
  if (tokens.some((token) => token.kind === 'code') && pieces.every((piece) => piece.kind === 'label' || piece.kind === 'empty'))
    found.left.push({ line: number, source: line, why: 'no-number' });
  takePieces(pieces, number, state, found, names, context.config);
}

function takePieces(
  pieces: readonly Piece[],
  number: number,
  state: State,
  found: { readonly drafts: Draft[]; readonly left: LeftText[] },
  names: HandedNames,
  config: HandedConfig,
): void {
  let linePeriods: readonly PeriodToken[] = [];
  for (const [index, piece] of pieces.entries()) {
    if (piece.kind === 'left') found.left.push({ line: number, source: piece.source, why: piece.why });
    if (piece.kind === 'label') {
      linePeriods = [...linePeriods, ...piece.periods];
      if (!pieces.some((other) => other.kind === 'pair')) takeHeading(piece, state, names, config);
    }
    if (piece.kind !== 'pair') continue;
    const { pair } = piece;
    const inherited = carried(pieces, index, pair);
    found.drafts.push(draftOf(`${number}.${index + 1}`, number, inherited, linePeriods, state, names));
    if (linePeriods.length === 0) linePeriods = pair.periods;
    state.filled = true;
    state.list = listOf(inherited.label, names, config) ?? state.list;
  }
}

/** "Telp: Jan 63, Feb 46": a month and a number behind a figure are that figure again. */
function carried(pieces: readonly Piece[], index: number, pair: Pair): Pair {
  const before = pieces[index - 1];
  const bare = pair.label.phrases.length === 0 && !pair.label.total && pair.label.unknown.length === 0 && pair.periods.length > 0;
  return bare && before?.kind === 'pair' && before.pair.periods.length > 0 ? { ...pair, label: before.pair.label } : pair;
}

function takeHeading(
  piece: { readonly label: Label; readonly periods: readonly PeriodToken[] },
  state: State,
  names: HandedNames,
  config: HandedConfig,
): void {
  if (piece.periods.length > 0) state.periods = piece.periods;
  if (piece.label.phrases.length === 0) return;
  state.heading = { label: piece.label, periods: piece.periods };
  state.list = listOf(piece.label, names, config);
  state.open = openOf(piece.label, names);
  state.filled = false;
}

function draftOf(id: string, line: number, pair: Pair, linePeriods: readonly PeriodToken[], state: State, names: HandedNames): Draft {
  const own = candidates(pair.label, names);
  const { label: heading } = state.heading;
  // "Total" alone is the whole of what stands beside it, whatever the heading has.
  const together = heading.phrases.length > 0 && pair.label.phrases.length > 0 ? candidates(withHeading(heading, pair.label), names) : [];
  const open = state.open && pair.label.phrases.length === 0 ? { item: state.open, value: valueIn(pair) } : undefined;
  const named = pair.label.phrases.some(({ meanings }) =>
    meanings.some((meaning) => meaning.kind === 'name' || (meaning.kind === 'subject' && !meaning.weak)),
  );
  const chosen = open ? [] : together.length > 0 && together.length < Math.max(own.length, 2) ? together : own.length > 0 ? own : together;
  return {
    id,
    line,
    block: state.block,
    pair,
    open,
    candidates: chosen,
    againstHeading: heading.phrases.length > 0 && pair.label.phrases.length > 0 && together.length === 0 && !named && open === undefined,
    periods: pair.periods.length > 0 ? pair.periods : linePeriods.length > 0 ? linePeriods : state.periods,
  };
}

/** The words of a line without its number: "Prov. Riau (10)" is Prov. Riau. */
function valueIn({ source, stated }: Pair): string {
  const number = stated.kind === 'number' ? stated.number.text : '';
  return source
    .replace(number, '')
    .replace(/\(\s*\)|[()[\]:=]/g, ' ')
    .replace(/\b(?:tiket|tickets|kali|x)\b\.?\s*$/i, '')
    .replace(/\s+/g, ' ')
    .replace(/^[\s-]+|[\s,-]+$/g, '')
    .trim();
}

const namesKey = (label: Label, key: string): boolean =>
  label.phrases.some(({ meanings }) => meanings.some((meaning) => meaning.kind === 'name' && meaning.key === key));

/** The list that a heading names, or whose count it names. */
function listOf(label: Label, names: HandedNames, config: HandedConfig): ListItem | undefined {
  const lists = names.items.filter((item): item is ListItem => item.kind === 'list');
  const named = lists.filter((item) => namesKey(label, item.key));
  const counted = candidates(label, names).map((item) => listOfFigure(item, config));
  const found = named.length > 0 ? named : lists.filter((item) => counted.includes(item.list));
  return found.length === 1 ? found[0] : undefined;
}

/** The kind of the entries that stand behind a figure, as the digests have it. */
export const listOfFigure = (item: FigureItem, config: HandedConfig): string | undefined =>
  config.digests
    .flatMap((digest) => digest.sections)
    .flatMap((section) => ('figures' in section ? section.figures : []))
    .find((figure) => figure.entries !== undefined && itemKey(figure.subject, figure.metric, figure.dimensions) === item.key)?.entries;

function openOf(label: Label, names: HandedNames): OpenItem | undefined {
  const open = names.items.filter((item): item is OpenItem => item.kind === 'open');
  return open.find(
    (item) =>
      namesKey(label, item.key) ||
      (label.phrases.every(({ meanings }) =>
        meanings.some(
          (meaning) =>
            (meaning.kind === 'metric' && meaning.ids.includes(item.metric.id)) || (meaning.kind === 'subject' && meaning.ids.includes(item.subject)),
        ),
      ) &&
        label.phrases.some(({ meanings }) => meanings.some((meaning) => meaning.kind === 'metric' && meaning.ids.includes(item.metric.id)))),
  );
}
