import { fromDayNumber } from '../../../../connectors/contract/period.js';
import { ACTIVATION_KINDS } from '../../../domain/activation.js';
import { duplicateOf } from '../../../domain/activation-key.js';
import type { Database } from '../driver.js';
import { monthOf } from '../rows.js';
import { type ActivationCells, keptRow } from './activations.js';
import { type Facets, wordOf } from './facets.js';
import { windowOfRule } from './library.js';
import { repeatsBetween, type StoredRepeat } from './repeats.js';
import { FIRST_FACET, UNDONE, VOID } from './schema.js';
import { appendSegments, patchSegments, placeOf, reserve } from './segments.js';
import { linksOf } from './step.js';
import { addTouch, touchesOf } from './touches.js';

/** An undoing of an import of activations that is going on; `at` in ms. */
export interface LedgerUndo {
  readonly number: number;
  readonly origin: number;
  readonly at: number;
  readonly who: string;
  readonly reason: string;
}

/** What an undoing did so far. */
export interface UndoneCounts {
  activations: number;
  touches: number;
  kept: number;
}

/** In which order an undoing goes: the activations that the import added, the platforms that it added to others, and what it only told again. */
export const PHASES = ['rows', 'touches', 'repeats'] as const;

/** One of these. */
export type Phase = (typeof PHASES)[number];

/** Numbers of rows in `(after, until]`. */
interface Span {
  readonly after: number;
  readonly until: number;
}

const TABLES: Readonly<Record<Phase, readonly [table: string, key: string]>> = {
  rows: ['activations', 'number'],
  touches: ['activation_touches', 'rowid'],
  repeats: ['activation_repeats', 'number'],
};

const LOOKED_AT = 50_000;
const AT_ONCE = 1_000;

/** Up to where the next rows of a phase are looked at; undefined where none are left. */
export function nextPlace(database: Database, phase: Phase, after: number): number | undefined {
  const [table, key] = TABLES[phase];
  return (
    database
      .prepare<{ last: number | null }>(
        `SELECT max(place) AS last FROM (SELECT ${key} AS place FROM ${table} WHERE ${key} > ? ORDER BY ${key} LIMIT ?)`,
      )
      .get(after, LOOKED_AT)?.last ?? undefined
  );
}

/** Undoes what lies in a span, or its first thousand rows, and answers up to where it came. */
export function undoPhase(database: Database, facets: Facets, undo: LedgerUndo, phase: Phase, span: Span, counted: UndoneCounts): number {
  if (phase === 'rows') return undoRows(database, facets, undo, span, counted);
  if (phase === 'touches') return undoTouches(database, facets, undo, span, counted);
  database
    .prepare('UPDATE activation_repeats SET undone = ? WHERE number > ? AND number <= ? AND origin = ? AND undone = 0')
    .run(undo.number, span.after, span.until, undo.origin);
  return span.until;
}

function undoRows(database: Database, facets: Facets, undo: LedgerUndo, { after, until }: Span, counted: UndoneCounts): number {
  const rows = database
    .prepare<ActivationCells>('SELECT * FROM activations WHERE number > ? AND number <= ? AND origin = ? ORDER BY number LIMIT ?')
    .all(after, until, undo.origin, AT_ONCE);
  const [first, last] = [rows[0]?.number ?? 0, rows.at(-1)?.number ?? 0];
  const retold = repeatsBetween(database, first, last, undo.origin);
  const gone = new Map<number, { readonly facet: number }>();
  const again: { readonly repeat: StoredRepeat; readonly advocate: number }[] = [];
  for (const { number } of rows) {
    const place = placeOf(database, number);
    // What a person voided stays so, and does not come back with the file.
    if (place === undefined || place.facet < FIRST_FACET) continue;
    correct(database, number, undo);
    gone.set(number, { facet: UNDONE });
    const tellings = retold.get(number) ?? [];
    for (const repeat of tellings) again.push({ repeat, advocate: place.advocate });
    counted[tellings.length > 0 ? 'kept' : 'activations'] += 1;
  }
  if (gone.size > 0) patchSegments(database, gone);
  for (const { repeat, advocate } of again) tellAgain(database, facets, undo, repeat, advocate);
  return rows.length === AT_ONCE ? last : until;
}

/** Takes a telling as if it came now, since the activation that it repeated is undone. */
function tellAgain(database: Database, facets: Facets, undo: LedgerUndo, repeat: StoredRepeat, advocate: number): void {
  const { second, facet, content, rule, links } = repeat;
  const { kind, platforms } = facets.of(facet);
  const [day, windowDays] = [fromDayNumber(repeat.day), windowOfRule(database, rule)];
  const draft = {
    second,
    day,
    windowDays,
    kind: ACTIVATION_KINDS[kind] ?? 'engagement',
    links: linksOf(links ?? ''),
    content: wordOf(database, content),
  };
  const kept = keptRow(database, facets, draft, advocate);
  if (kept !== undefined && isSame(kept, repeat) && placeOf(database, kept.number)?.facet === VOID) {
    // Two names were made one person: this very telling was voided as a repeat of what is undone now, and takes its place.
    correct(database, kept.number, undo);
    patchSegments(database, new Map([[kept.number, { facet: UNDONE }]]));
    tellAgain(database, facets, undo, repeat, advocate);
    return;
  }
  const stands = kept?.number ?? insertAgain(database, undo, repeat, advocate);
  database.prepare('UPDATE activation_repeats SET activation = ? WHERE number = ?').run(stands, repeat.number);
  const held = kept && placeOf(database, kept.number)?.facet;
  if (kept === undefined || held === undefined || held < FIRST_FACET) return;
  const found = duplicateOf({ day, platforms }, { day: fromDayNumber(kept.day), platforms: facets.of(held).platforms }, windowDays);
  if (found.kind === 'touch') touchAgain(database, facets, undo, kept.number, found.added, repeat);
}

const isSame = (row: ActivationCells, { origin, line, second, recorded }: StoredRepeat): boolean =>
  row.origin === origin && row.line === line && row.second === second && row.recorded === recorded;

function correct(database: Database, number: number, { reason, who, at }: LedgerUndo): void {
  database.prepare("INSERT INTO activation_corrections VALUES (?, 'undone', ?, ?, ?)").run(number, reason, who, at);
}

function insertAgain(database: Database, undo: LedgerUndo, repeat: StoredRepeat, advocate: number): number {
  const { second, day, unit, facet, content, rule, origin, line, links, evidence } = repeat;
  const number = reserve(database, monthOf(day), 1);
  database
    .prepare('INSERT INTO activations VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)')
    .run(number, second, day, advocate, unit, facet, content, rule, origin, line, secondOf(undo), links, evidence);
  appendSegments(database, number, { advocate: [advocate], facet: [facet], unit: [unit], day: [day] });
  return number;
}

/** Recorded at the moment of the undoing, so that a reading as of before it does not count a telling beside the row that it repeated. */
const secondOf = ({ at }: LedgerUndo): number => Math.floor(at / 1000);

function touchAgain(database: Database, facets: Facets, undo: LedgerUndo, activation: number, added: number, repeat: StoredRepeat): void {
  const { content, origin, line, links, evidence } = repeat;
  addTouch(database, activation, [added, content, origin, line, secondOf(undo), links, evidence]);
  const facet = facets.of(placeOf(database, activation)?.facet ?? VOID);
  patchSegments(database, new Map([[activation, { facet: facets.numberOf({ ...facet, platforms: facet.platforms | added }) }]]));
}

function undoTouches(database: Database, facets: Facets, undo: LedgerUndo, { after, until }: Span, counted: UndoneCounts): number {
  const touches = database
    .prepare<{ place: number; activation: number; platforms: number }>(
      `SELECT rowid AS place, activation, platforms FROM activation_touches WHERE rowid > ? AND rowid <= ? AND origin = ? AND platforms > 0
       ORDER BY rowid LIMIT ?`,
    )
    .all(after, until, undo.origin, AT_ONCE);
  for (const { activation, platforms } of touches) {
    const held = placeOf(database, activation)?.facet ?? VOID;
    const stands = touchesOf(database, activation).some((one) => one.origin === undo.origin && one.platforms === platforms);
    if (held < FIRST_FACET || !stands) continue;
    addTouch(database, activation, [-platforms, 0, undo.origin, null, secondOf(undo), null, null]);
    const facet = facets.of(held);
    patchSegments(database, new Map([[activation, { facet: facets.numberOf({ ...facet, platforms: facet.platforms & ~platforms }) }]]));
    counted.touches += 1;
    toldByOthers(database, facets, undo, activation);
  }
  return touches.length === AT_ONCE ? (touches.at(-1)?.place ?? until) : until;
}

/** The platforms that others told as well come back as theirs. */
function toldByOthers(database: Database, facets: Facets, undo: LedgerUndo, activation: number): void {
  for (const repeat of repeatsBetween(database, activation, activation, undo.origin).get(activation) ?? []) {
    const held = facets.of(placeOf(database, activation)?.facet ?? VOID).platforms;
    const added = facets.of(repeat.facet).platforms & ~held;
    if (added !== 0) touchAgain(database, facets, undo, activation, added, repeat);
  }
}
