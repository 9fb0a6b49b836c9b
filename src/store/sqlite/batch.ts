import type { Fact } from '../../../connectors/contract/layout.js';
import type { Observation, Series } from '../../../connectors/contract/observation.js';
import { seriesKey } from '../../../connectors/contract/observation.js';
import { dayNumber, type Period } from '../../../connectors/contract/period.js';
import { PantauError } from '../../errors.js';

/** What many values of an import have in common; `absence` is empty where there is a value. */
export interface StagedStatement {
  readonly quality: string;
  readonly precision: string;
  readonly absence: string;
  /** ms */
  readonly observedAt: number;
}

/** The texts of a row that has any: its place in the batch, a reference that is no line number, and the note. */
export type RowTexts = readonly [row: number, reference: string | null, note: string | null];

/** A fact that is no observation. */
export type OtherFact = Exclude<Fact, { readonly type: 'observation' }>;

/** The values of a batch in columns; all of one length. */
export interface Columns {
  /** NaN where there is none */
  readonly values: Float64Array;
  /** the reference where it is the number of a line, else NaN */
  readonly lines: Float64Array;
  /** in a batch positions among the import's series, in a run numbers of series */
  readonly series: Uint32Array;
  /** days since 1970-01-01 */
  readonly starts: Int32Array;
  /** the length of each period in days */
  readonly days: Int32Array;
  /** positions among the import's statements */
  readonly statements: Uint32Array;
}

/** Facts on their way into the store's thread. Series and statements are named once in an import and have positions from then on. */
export interface Batch {
  readonly newSeries: readonly string[];
  readonly newStatements: readonly StagedStatement[];
  readonly columns: Columns;
  readonly texts: readonly RowTexts[];
  readonly others: readonly OtherFact[];
}

/** Columns for so many rows, in one piece of memory that can be handed to another thread. */
export function newColumns(rows: number, memory: ArrayBuffer = new ArrayBuffer(rows * 32)): Columns {
  return {
    values: new Float64Array(memory, 0, rows),
    lines: new Float64Array(memory, rows * 8, rows),
    series: new Uint32Array(memory, rows * 16, rows),
    starts: new Int32Array(memory, rows * 20, rows),
    days: new Int32Array(memory, rows * 24, rows),
    statements: new Uint32Array(memory, rows * 28, rows),
  };
}

/** Turns the facts of one import into batches, in the thread that hands them in. */
export interface Encoder {
  /** Throws `PantauError('refused-input')` for a fact that states no proper value; then nothing of these facts is staged. */
  readonly encode: (facts: readonly Fact[]) => Batch;
}

/** Opens the encoder of an import. */
export function openEncoder(): Encoder {
  const series = openSeriesPositions();
  const statements = openStatementPositions();
  const spanOf = openSpans();
  return {
    encode: (facts) => {
      const others: OtherFact[] = [];
      const texts: RowTexts[] = [];
      const observations: Observation[] = [];
      for (const fact of facts) {
        if (fact.type === 'observation') observations.push(fact.observation);
        else others.push(proper(fact));
      }
      const columns = newColumns(observations.length);
      for (let row = 0; row < observations.length; row++) {
        const observation = observations[row];
        if (observation === undefined) continue;
        encodeRow(observation, spanOf(observation.period), row, columns, texts);
        columns.series[row] = series.of(observation.series);
        columns.statements[row] = statements.of(observation);
      }
      return { newSeries: series.take(), newStatements: statements.take(), columns, texts, others };
    },
  };
}

function encodeRow(observation: Observation, { start, days }: Span, row: number, columns: Columns, texts: RowTexts[]): void {
  const { value, absence, period, reference, note } = observation;
  if ((value === null) !== (absence !== undefined) || (value !== null && !Number.isFinite(value))) {
    throw refused(observation, 'has neither a number nor a reason for its absence, or both');
  }
  if (period.grain !== observation.series.grain || days < 0 || (period.grain === 'day' && days !== 1)) {
    throw refused(observation, 'has a period that does not fit its series');
  }
  columns.values[row] = value ?? Number.NaN;
  columns.starts[row] = start;
  columns.days[row] = days;
  const line = lineOf(reference);
  columns.lines[row] = line;
  const text = reference !== undefined && Number.isNaN(line) ? reference : null;
  if (text !== null || note !== undefined) texts.push([row, text, note ?? null]);
}

function refused(observation: Observation, what: string): PantauError {
  const { series, period, reference } = observation;
  const where = `${seriesKey(series)} from ${period.start} (${reference ?? 'no reference'})`;
  return new PantauError('refused-input', `${where} ${what}. Correct that row.`);
}

function proper(fact: OtherFact): OtherFact {
  if (fact.type === 'snapshot' && (fact.snapshot.value === null) !== (fact.snapshot.absence !== undefined)) {
    throw new PantauError('refused-input', `A figure of ${fact.snapshot.content} has neither a number nor a reason for its absence, or both.`);
  }
  return fact;
}

interface Span {
  readonly start: number;
  readonly days: number;
}

const MOST_REMEMBERED = 100_000;

/** The first day and the length of periods; rows of one period of a file share one object. */
function openSpans(): (period: Period) => Span {
  const known = new Map<Period, Span>();
  let last: Period | undefined;
  let lastSpan: Span = { start: 0, days: 0 };
  return (period) => {
    if (period === last) return lastSpan;
    let found = known.get(period);
    if (found === undefined) {
      const start = dayNumber(period.start);
      found = { start, days: dayNumber(period.end) - start };
      if (known.size >= MOST_REMEMBERED) known.clear();
      known.set(period, found);
    }
    last = period;
    lastSpan = found;
    return found;
  };
}

const LINE = /^[1-9]\d{0,14}$/;

const lineOf = (reference: string | undefined): number => (reference !== undefined && LINE.test(reference) ? Number(reference) : Number.NaN);

interface Positions<Thing, Named> {
  readonly of: (thing: Thing) => number;
  /** what was named since the last call */
  readonly take: () => readonly Named[];
}

function openSeriesPositions(): Positions<Series, string> {
  const byObject = new Map<Series, number>();
  const byKey = new Map<string, number>();
  let fresh: string[] = [];
  return {
    of: (series) => {
      const seen = byObject.get(series);
      if (seen !== undefined) return seen;
      const key = seriesKey(series);
      let position = byKey.get(key);
      if (position === undefined) {
        position = byKey.size;
        byKey.set(key, position);
        fresh.push(key);
      }
      if (byObject.size >= MOST_REMEMBERED) byObject.clear();
      byObject.set(series, position);
      return position;
    },
    take: () => {
      const taken = fresh;
      fresh = [];
      return taken;
    },
  };
}

function openStatementPositions(): Positions<Observation, StagedStatement> {
  const known = new Map<string, number>();
  let fresh: StagedStatement[] = [];
  let last: Observation | undefined;
  let lastPosition = 0;
  return {
    of: (observation) => {
      if (last !== undefined && alike(last, observation)) return lastPosition;
      const { quality, precision, absence = '', observedAt } = observation;
      const key = `${observedAt} ${quality} ${precision} ${absence}`;
      let position = known.get(key);
      if (position === undefined) {
        position = known.size;
        known.set(key, position);
        fresh.push({ quality, precision, absence, observedAt: Date.parse(observedAt) });
      }
      last = observation;
      lastPosition = position;
      return position;
    },
    take: () => {
      const taken = fresh;
      fresh = [];
      return taken;
    },
  };
}

const alike = (one: Observation, other: Observation): boolean =>
  one.observedAt === other.observedAt && one.quality === other.quality && one.precision === other.precision && one.absence === other.absence;
