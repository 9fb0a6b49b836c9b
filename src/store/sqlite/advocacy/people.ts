import { addMonths, dayNumber, fromDayNumber, type Window } from '../../../../connectors/contract/period.js';
import { ACTIVATION_KINDS, ADVOCACY_PLATFORMS, NAME_SCOPES, platformSet } from '../../../domain/activation.js';
import type { ActivationFilter, AdvocacyGroup, AdvocacySummary } from '../../advocacy-port.js';
import type { Database } from '../driver.js';
import { monthOf } from '../rows.js';
import { type CountedColumns, columnsAsOf } from './as-of.js';
import { type Facet, type Facets, findWord, wordOf } from './facets.js';
import { FIRST_FACET } from './schema.js';
import { heldMonths, segmentsIn } from './segments.js';

/** Counts people, activations and touches in the store's thread. */
export interface People {
  readonly summary: (window: Window, filter: ActivationFilter | undefined) => AdvocacySummary;
  readonly groups: (by: 'unit' | 'campaign', window: Window, filter: ActivationFilter | undefined) => readonly AdvocacyGroup[];
}

const PLATFORM_BITS = 0xff;
const KIND_SHIFT = 8;
/** 8 platforms and 3 kinds */
const MARK_BITS = 11;
const REMEMBERED_MONTHS = 36;

/** What people did over some days: for each advocate the platforms (bits 0 to 7) and kinds (8 to 10), and how many activations each facet has. */
interface Seen {
  readonly marks: Uint16Array;
  readonly facets: Float64Array;
}

interface RememberedMonth extends Seen {
  readonly version: number;
}

/** Opens the counting. Whole months are remembered as one mark for each advocate until something in them changes; parts of months are read from columns. */
export function openPeople(database: Database, facets: Facets): People {
  const remembered = new Map<number, RememberedMonth>();
  const month = (number: number, all: readonly (Facet | undefined)[]): Seen | undefined => {
    const version = database.prepare<{ version: number }>('SELECT version FROM activation_months WHERE month = ?').get(number)?.version;
    if (version === undefined) return undefined;
    const held = remembered.get(number);
    remembered.delete(number);
    const found = held?.version === version ? held : { version, ...wholeMonth(database, number, all) };
    remembered.set(number, found);
    for (const oldest of remembered.keys()) {
      if (remembered.size <= REMEMBERED_MONTHS) break;
      remembered.delete(oldest);
    }
    return found;
  };
  return {
    summary: (window, filter) => {
      const [start, end] = [dayNumber(window.start), dayNumber(window.end)];
      const all = facets.all();
      const marks = marksOf(database, all, filter);
      const seen = emptySeen(database, all.length);
      if (!isEmpty(filter)) addRows(columnsIn(database, start, end, all, filter), start, end, marks, seen, unitsOf(database, filter));
      else
        for (const part of partsOf(database, start, end)) {
          if (part.month === undefined) addRows(segmentsIn(database, part.start, part.end), part.start, part.end, marks, seen, undefined);
          else addMonth(month(part.month, all), seen);
        }
      return summaryOf(database, seen, all, platformsWanted(filter));
    },
    groups: (by, window, filter) => groupsOf(database, by, window, facets.all(), filter),
  };
}

const isEmpty = (filter: ActivationFilter | undefined): boolean => filter === undefined || Object.values(filter).every((part) => part === undefined);

const platformsWanted = (filter: ActivationFilter | undefined): number =>
  filter?.platforms === undefined ? PLATFORM_BITS : platformSet(filter.platforms);

function emptySeen(database: Database, facets: number): Seen {
  const people = database.prepare<{ last: number | null }>('SELECT max(number) AS last FROM advocates').get()?.last ?? 0;
  return { marks: new Uint16Array(people + 1), facets: new Float64Array(facets) };
}

/** What each facet marks its people with; 0 where the filter leaves it out. */
function marksOf(database: Database, all: readonly (Facet | undefined)[], filter: ActivationFilter | undefined): Uint16Array {
  const campaigns = filter?.campaigns && new Set(filter.campaigns.map((word) => (word === '' ? 0 : findWord(database, word))));
  const kinds = filter?.kinds && new Set(filter.kinds.map((kind) => ACTIVATION_KINDS.indexOf(kind)));
  const wanted = platformsWanted(filter);
  const marks = new Uint16Array(all.length);
  all.forEach((facet, number) => {
    if (facet === undefined || number < FIRST_FACET || (facet.platforms & wanted) === 0) return;
    if (kinds?.has(facet.kind) === false || campaigns?.has(facet.campaign) === false) return;
    marks[number] = (facet.platforms & wanted) | (1 << (KIND_SHIFT + facet.kind));
  });
  return marks;
}

const unitsOf = (database: Database, filter: ActivationFilter | undefined): ReadonlySet<number> | undefined =>
  filter?.units && new Set(filter.units.map((word) => (word === '' ? 0 : (findWord(database, word) ?? -1))));

/** The activations in columns: those of the present, or as they stood at a past moment. */
function columnsIn(
  database: Database,
  start: number,
  end: number,
  all: readonly (Facet | undefined)[],
  filter: ActivationFilter | undefined,
): Iterable<CountedColumns> {
  if (filter?.asOf === undefined) return segmentsIn(database, start, end);
  return [columnsAsOf(database, start, end, Math.floor(Date.parse(filter.asOf) / 1000), all)];
}

function addRows(
  columns: Iterable<CountedColumns>,
  start: number,
  end: number,
  marks: Uint16Array,
  seen: Seen,
  units: ReadonlySet<number> | undefined,
): void {
  for (const { rows, advocate, facet, unit, day } of columns) {
    for (let row = 0; row < rows; row++) {
      const on = day[row] ?? 0;
      const mark = marks[facet[row] ?? 0] ?? 0;
      if (on < start || on >= end || mark === 0) continue;
      if (units?.has(unit[row] ?? 0) === false) continue;
      const who = advocate[row] ?? 0;
      seen.marks[who] = (seen.marks[who] ?? 0) | mark;
      const shared = facet[row] ?? 0;
      seen.facets[shared] = (seen.facets[shared] ?? 0) + 1;
    }
  }
}

function wholeMonth(database: Database, month: number, all: readonly (Facet | undefined)[]): Seen {
  const seen = emptySeen(database, all.length);
  const [start, end] = [firstDayOf(month), firstDayOf(month + 1)];
  addRows(segmentsIn(database, start, end), start, end, marksOf(database, all, undefined), seen, undefined);
  return seen;
}

function addMonth(from: Seen | undefined, to: Seen): void {
  if (from === undefined) return;
  const { marks, facets } = from;
  for (let who = 0; who < marks.length; who++) to.marks[who] = (to.marks[who] ?? 0) | (marks[who] ?? 0);
  for (let facet = 0; facet < facets.length; facet++) to.facets[facet] = (to.facets[facet] ?? 0) + (facets[facet] ?? 0);
}

const firstDayOf = (month: number): number => dayNumber(addMonths(fromDayNumber(0), month - 1970 * 12));

interface Part {
  readonly start: number;
  readonly end: number;
  /** where it is a whole month */
  readonly month: number | undefined;
}

/** A range of days as whole months and what is left of others. */
function partsOf(database: Database, start: number, end: number): readonly Part[] {
  if (end <= start) return [];
  const [first, last] = heldMonths(database, monthOf(start), monthOf(end - 1));
  const parts: Part[] = [];
  for (let month = first; month <= last; month++) {
    const [from, until] = [firstDayOf(month), firstDayOf(month + 1)];
    const whole = from >= start && until <= end;
    parts.push({ start: Math.max(from, start), end: Math.min(until, end), month: whole ? month : undefined });
  }
  return parts;
}

function summaryOf(database: Database, { marks, facets }: Seen, all: readonly (Facet | undefined)[], wanted: number): AdvocacySummary {
  const people = new Float64Array(16);
  const scopes = new Float64Array(NAME_SCOPES.length);
  const scopesOf = scopesByAdvocate(database, marks.length);
  // People by mark and kinds of name first: there are few of these and many people.
  const alike = new Uint32Array(1 << (MARK_BITS + NAME_SCOPES.length));
  for (let who = 0; who < marks.length; who++) {
    const same = (marks[who] ?? 0) | ((scopesOf[who] ?? 0) << MARK_BITS);
    alike[same] = (alike[same] ?? 0) + 1;
  }
  let atMost = 0;
  alike.forEach((count, same) => {
    const mark = same & ((1 << MARK_BITS) - 1);
    if (count === 0 || mark === 0) return;
    atMost += count;
    for (let bit = 0; bit < MARK_BITS; bit++) people[bit] = (people[bit] ?? 0) + ((mark >> bit) & 1) * count;
    for (let bit = 0; bit < scopes.length; bit++) scopes[bit] = (scopes[bit] ?? 0) + ((same >> (MARK_BITS + bit)) & 1) * count;
  });
  const byKind = new Float64Array(ACTIVATION_KINDS.length);
  const byPlatform = new Float64Array(ADVOCACY_PLATFORMS.length);
  facets.forEach((count, number) => {
    const facet = all[number];
    if (count === 0 || facet === undefined) return;
    byKind[facet.kind] = (byKind[facet.kind] ?? 0) + count;
    for (let bit = 0; bit < byPlatform.length; bit++) byPlatform[bit] = (byPlatform[bit] ?? 0) + (((facet.platforms & wanted) >> bit) & 1) * count;
  });
  return {
    people: { atLeast: Math.max(...scopes), atMost },
    peopleByKind: named(ACTIVATION_KINDS, (index) => people[KIND_SHIFT + index]),
    peopleByPlatform: named(ADVOCACY_PLATFORMS, (index) => people[index]),
    activations: byKind.reduce((sum, count) => sum + count, 0),
    activationsByKind: named(ACTIVATION_KINDS, (index) => byKind[index]),
    touches: byPlatform.reduce((sum, count) => sum + count, 0),
    touchesByPlatform: named(ADVOCACY_PLATFORMS, (index) => byPlatform[index]),
  };
}

function named<Name extends string>(names: readonly Name[], value: (index: number) => number | undefined): Readonly<Record<Name, number>> {
  return Object.fromEntries(names.map((name, index) => [name, value(index) ?? 0])) as Record<Name, number>;
}

const scopeCache = new WeakMap<Database, { readonly version: number; readonly scopes: Uint8Array }>();

/** By which kinds of name each advocate is known; read again after anybody was added, linked or forgotten. */
function scopesByAdvocate(database: Database, length: number): Uint8Array {
  const version = database.prepare<{ count: number }>("SELECT count FROM totals WHERE name = 'advocate-changes'").get()?.count ?? 0;
  const held = scopeCache.get(database);
  if (held?.version === version && held.scopes.length >= length) return held.scopes;
  const scopes = new Uint8Array(length);
  for (const [number, known] of database.prepareArrays<[number, number]>('SELECT number, scopes FROM advocates').all()) scopes[number] = known;
  scopeCache.set(database, { version, scopes });
  return scopes;
}

interface Group {
  activations: number;
  readonly people: Set<number>;
}

function groupsOf(
  database: Database,
  by: 'unit' | 'campaign',
  window: Window,
  all: readonly (Facet | undefined)[],
  filter: ActivationFilter | undefined,
): readonly AdvocacyGroup[] {
  const [start, end] = [dayNumber(window.start), dayNumber(window.end)];
  const marks = marksOf(database, all, filter);
  const units = unitsOf(database, filter);
  const groups = new Map<number, Group>();
  for (const segment of columnsIn(database, start, end, all, filter)) {
    for (let row = 0; row < segment.rows; row++) {
      const on = segment.day[row] ?? 0;
      const [facet, unit] = [segment.facet[row] ?? 0, segment.unit[row] ?? 0];
      if (on < start || on >= end || marks[facet] === 0 || units?.has(unit) === false) continue;
      addToGroup(groups, by === 'unit' ? unit : (all[facet]?.campaign ?? 0), segment.advocate[row] ?? 0);
    }
  }
  return [...groups]
    .map(([key, { activations, people }]) => ({ name: wordOf(database, key), people: people.size, activations }))
    .sort((one, other) => other.people - one.people || (one.name ?? '').localeCompare(other.name ?? ''));
}

function addToGroup(groups: Map<number, Group>, key: number, advocate: number): void {
  const group = groups.get(key) ?? { activations: 0, people: new Set<number>() };
  if (group.activations === 0) groups.set(key, group);
  group.activations += 1;
  group.people.add(advocate);
}
