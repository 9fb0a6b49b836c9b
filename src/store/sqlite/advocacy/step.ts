import type { Instant } from '../../../../connectors/contract/period.js';
import type { Database } from '../driver.js';
import { monthOf } from '../rows.js';
import { idOfRow } from './activations.js';
import { FORGOTTEN } from './advocates.js';
import type { Facets } from './facets.js';
import type { InsertRows, NewRows } from './insert-rows.js';
import { CONTENT, hashKey, hashNumber, type KeyHash, type KeyTable, LINK, SECOND, whoOf } from './key-table.js';
import { noteRepeats, type RepeatCells } from './repeats.js';
import { FIRST_FACET, rowNumber, UNDONE, VOID } from './schema.js';
import { appendSegments, patchSegments, placeOf, reserve } from './segments.js';
import type { StagedColumns } from './staging.js';
import { addTouch, type TouchValues } from './touches.js';

/** What of an import that is being swapped in lies in memory; read again from the store after a crash. */
export interface SwapState {
  readonly origin: number;
  readonly insert: InsertRows;
  /** seconds */
  readonly recorded: number;
  /** of the origin */
  readonly id: string;
  /** who handed the file in; the origin where that is not known */
  readonly who: string;
  readonly at: Instant;
  /** advocates by position */
  readonly people: Uint32Array;
  /** the numbers of words by position */
  readonly words: readonly number[];
  readonly table: KeyTable;
  readonly firstDay: number;
  readonly lastDay: number;
  /** by month the place up to which the key table knows the rows */
  readonly known: Map<number, number>;
}

/** One short transaction of an import: takes a batch, then writes what it decided. */
export interface Step {
  readonly take: (columns: StagedColumns, links: readonly string[], evidence: readonly string[] | undefined) => void;
  readonly write: () => void;
}

interface MonthRows extends NewRows {
  readonly month: number;
  readonly base: number;
}

const REPORTED = 100;
const NO_LINKS: readonly string[] = [];

/** The row that is looked at; one object for all rows, since there may be a million. */
interface Current {
  who: number;
  day: number;
  place: number;
  window: number;
  content: number;
  text: string;
  links: readonly string[];
  second: number;
  line: number;
  evidence: string | null;
  shape: number;
  unit: number;
  campaign: number;
  rule: number;
}

/** Opens a step of an import. */
export function newStep(database: Database, facets: Facets, state: SwapState, number: number): Step {
  const months = new Map<number, MonthRows>();
  const patches = new Map<number, { readonly facet: number }>();
  const touched: { readonly activation: number; readonly values: TouchValues }[] = [];
  const counts = { added: 0, touches: 0, repeats: 0, forgotten: 0 };
  const repeated: { readonly line: number; readonly of: string }[] = [];
  const shapes = new Map<number, number>();
  const monthOfDay = openMonths();
  const now: Current = {
    ...{ who: 0, day: 0, place: 0, window: 0, content: 0, text: '', links: NO_LINKS, second: 0, line: 0, evidence: null },
    ...{ shape: 0, unit: 0, campaign: 0, rule: 0 },
  };
  const retold: RepeatCells[] = [];

  /** The facet that counts for a row now: of this step, or in the store. */
  const facetOf = (month: number, place: number): number => {
    const rows = months.get(month);
    if (rows !== undefined && place >= rows.base) return rows.facet[place - rows.base] ?? VOID;
    const of = rowNumber(month, place);
    return patches.get(of)?.facet ?? placeOf(database, of)?.facet ?? VOID;
  };

  const addPlatforms = (month: number, place: number, held: number, added: number): void => {
    const facet = facets.of(held);
    const next = facets.numberOf({ ...facet, platforms: facet.platforms | added });
    const rows = months.get(month);
    const activation = rowNumber(month, place);
    if (rows !== undefined && place >= rows.base) rows.facet[place - rows.base] = next;
    else patches.set(activation, { facet: next });
    touched.push({ activation, values: [added, now.content, state.origin, now.line, state.recorded, now.text || null, now.evidence] });
    counts.touches += 1;
  };

  const repeatOf = (activation: number): RepeatCells => {
    const { second, day, unit, content, rule, line, text, evidence } = now;
    const facet = facetNumber(facets, shapes, now.shape, now.campaign);
    return { activation, second, day, unit, facet, content, rule, line, links: text || null, evidence };
  };

  /** Deals with a row that shares a key with a kept one; false where the kept one was taken back. */
  const repeats = (slot: number): boolean => {
    const [day, place] = [state.table.dayAt(slot), state.table.placeAt(slot)];
    const month = monthOfDay(day);
    const held = facetOf(month, place);
    if (held === UNDONE) return false;
    if (place < (months.get(month)?.base ?? Number.POSITIVE_INFINITY)) retold.push(repeatOf(rowNumber(month, place)));
    const added = held < FIRST_FACET ? 0 : (now.shape >> 2) & ~facets.of(held).platforms;
    if (added === 0) {
      counts.repeats += 1;
      if (repeated.length < REPORTED) repeated.push({ line: now.line, of: idOfRow(rowNumber(month, place)) });
      return true;
    }
    addPlatforms(month, place, held, added);
    rememberKeys(state.table, { ...now, day, place });
    return true;
  };

  const addRow = (advocate: number): void => {
    const rows = rowsOf(months, state, monthOfDay(now.day));
    now.place = rows.base + rows.day.length;
    rememberKeys(state.table, now);
    const facet = facetNumber(facets, shapes, now.shape, now.campaign);
    rows.second.push(now.second);
    rows.content.push(now.content);
    rows.rule.push(now.rule);
    rows.line.push(now.line);
    rows.links.push(now.text);
    rows.evidence.push(now.evidence ?? '');
    rows.advocate.push(advocate);
    rows.facet.push(facet);
    rows.unit.push(now.unit);
    rows.day.push(now.day);
    counts.added += 1;
  };

  const word = (column: Uint32Array, row: number): number => state.words[column[row] ?? 0] ?? 0;

  const take: Step['take'] = (columns, allLinks, allEvidence) => {
    for (let row = 0; row < columns.second.length; row++) {
      const advocate = state.people[columns.person[row] ?? 0] ?? FORGOTTEN;
      if (advocate === FORGOTTEN) {
        counts.forgotten += 1;
        continue;
      }
      now.shape = columns.shape[row] ?? 0;
      now.who = whoOf(advocate, now.shape & 3);
      now.day = columns.day[row] ?? 0;
      now.window = columns.window[row] ?? 0;
      now.second = columns.second[row] ?? 0;
      now.line = columns.line[row] ?? 0;
      now.content = word(columns.content, row);
      now.text = allLinks[row] ?? '';
      now.links = linksOf(now.text);
      now.evidence = allEvidence?.[row] || null;
      now.unit = word(columns.unit, row);
      now.campaign = word(columns.campaign, row);
      now.rule = columns.rule[row] ?? 0;
      const slot = findKept(state.table, now);
      if (slot !== -1 && repeats(slot)) continue;
      addRow(advocate);
    }
  };

  const write = (): void => {
    for (const rows of months.values()) {
      const first = reserve(database, rows.month, rows.day.length);
      state.insert(first, rows);
      appendSegments(database, first, rows);
      state.known.set(rows.month, rows.base + rows.day.length);
    }
    for (const { activation, values } of touched) addTouch(database, activation, values);
    if (patches.size > 0) patchSegments(database, patches);
    noteRepeats(database, state.origin, state.recorded, retold);
    report(database, number, counts, repeated);
  };
  return { take, write };
}

/** The links of a stored text. */
export function linksOf(text: string): readonly string[] {
  if (text === '') return NO_LINKS;
  return text.includes(' ') ? text.split(' ') : [text];
}

function rowsOf(months: Map<number, MonthRows>, state: SwapState, month: number): MonthRows {
  let rows = months.get(month);
  if (rows === undefined) {
    const columns: NewRows = { second: [], content: [], rule: [], line: [], links: [], evidence: [], advocate: [], facet: [], unit: [], day: [] };
    rows = { month, base: state.known.get(month) ?? 0, ...columns };
    months.set(month, rows);
  }
  return rows;
}

const hash: KeyHash = { high: 0, low: 0 };

function findKept(table: KeyTable, { who, day, window, content, links, second }: Current): number {
  let slot = -1;
  if (content !== 0) {
    hashNumber(CONTENT, content, hash);
    slot = table.find(who, hash, day, window);
  }
  for (let at = 0; slot === -1 && at < links.length; at++) {
    hashKey(LINK, links[at] ?? '', hash);
    slot = table.find(who, hash, day, window);
  }
  if (content !== 0 || links.length > 0) return slot;
  hashNumber(SECOND, second, hash);
  return table.find(who, hash, day, window);
}

/** Puts the keys of a row into the table, as those of the activation with this day and place. */
export function rememberKeys(table: KeyTable, row: Pick<Current, 'who' | 'day' | 'place' | 'content' | 'links' | 'second'>): void {
  const { who, day, place, content, links, second } = row;
  if (content !== 0) {
    hashNumber(CONTENT, content, hash);
    table.add(who, hash, day, place);
  }
  for (const link of links) {
    hashKey(LINK, link, hash);
    table.add(who, hash, day, place);
  }
  if (content !== 0 || links.length > 0) return;
  hashNumber(SECOND, second, hash);
  table.add(who, hash, day, place);
}

function facetNumber(facets: Facets, shapes: Map<number, number>, shape: number, campaign: number): number {
  const key = campaign * 1024 + shape;
  let facet = shapes.get(key);
  if (facet === undefined) {
    facet = facets.numberOf({ kind: shape & 3, platforms: shape >> 2, campaign });
    shapes.set(key, facet);
  }
  return facet;
}

function openMonths(): (day: number) => number {
  const known = new Map<number, number>();
  return (day) => {
    let month = known.get(day);
    if (month === undefined) {
      month = monthOf(day);
      known.set(day, month);
    }
    return month;
  };
}

type Counts = Readonly<Record<'added' | 'touches' | 'repeats' | 'forgotten', number>>;

function report(database: Database, number: number, counts: Counts, repeated: readonly { readonly line: number; readonly of: string }[]): void {
  const held = database.prepare<{ repeated: string }>('SELECT repeated FROM activation_imports WHERE number = ?').get(number)?.repeated ?? '[]';
  const before = JSON.parse(held) as readonly unknown[];
  database
    .prepare(
      `UPDATE activation_imports SET touched_at = ?, added = added + ?, touches = touches + ?, repeats = repeats + ?, forgotten = forgotten + ?, repeated = ?
       WHERE number = ?`,
    )
    .run(
      Date.now(),
      counts.added,
      counts.touches,
      counts.repeats,
      counts.forgotten,
      JSON.stringify([...before, ...repeated].slice(0, REPORTED)),
      number,
    );
}
