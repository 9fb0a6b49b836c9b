import type { Metric, MetricTerm } from '../../connectors/contract/metric.js';
import { type Content, type Dimensions, ORIGIN_KINDS, type OriginKind } from '../../connectors/contract/observation.js';
import { addDays, type Calendar, daysBetween, type Instant, lastDay, type Period, periodOf } from '../../connectors/contract/period.js';
import type { Account, Config } from '../config/config.js';
import type { BasisValue } from '../domain/basis.js';
import { type Figure, type FigureQuestion, figureValue, type KnownFigure, looserPrecision, type MissingFigure } from '../domain/figure.js';
import { count, type Expression, number, operation, sum, value } from '../domain/formula.js';
import { nameOfPerson } from '../domain/person.js';
import { sign } from '../domain/rational.js';
import type { Store, StoredObservation } from '../store/port.js';

/** Answers what a figure is, from the store, as it stood at one moment. */
export interface FigureReader {
  readonly read: (question: FigureQuestion) => Promise<Figure>;
  /** the figure as it is stated by somebody or derived from what is, whatever a ledger counts */
  readonly readReported: (question: FigureQuestion) => Promise<Figure>;
  /** one figure for each value of a dimension that is reported or derivable for the period */
  readonly readBy: (question: FigureQuestion, dimension: string) => Promise<readonly KnownFigure[]>;
  /** of the values of a dimension those of which the figure was voided */
  readonly readVoidedBy: (question: FigureQuestion, dimension: string) => Promise<readonly MissingFigure[]>;
  /** the figure from the stored content alone, whatever is reported beside it */
  readonly readContentOnly: (question: FigureQuestion) => Promise<Figure>;
  /** the day-grain rows of a series */
  readonly readDays: (question: FigureQuestion) => Promise<readonly StoredObservation[]>;
  /** whether the figure is counted anew for whatever days are asked, so that nothing has to be added up */
  readonly countsAnyDays: (question: FigureQuestion) => Promise<boolean>;
}

/** What a reader needs to know. `asOf` undefined reads what is stored now. */
export interface FigureReaderOptions {
  readonly store: Pick<Store, 'readSeries' | 'listSeries' | 'readContent' | 'readSnapshots' | 'origin'>;
  readonly metrics: ReadonlyMap<string, Metric>;
  readonly accounts: readonly Account[];
  readonly people: Config['people'];
  readonly calendar: Calendar;
  readonly asOf: Instant | undefined;
  /** with `asOf`: nothing is read that came in later */
  readonly cameIn?: true;
  readonly now: Instant;
}

const worseOrigin = (a: OriginKind, b: OriginKind): OriginKind => (ORIGIN_KINDS.indexOf(a) >= ORIGIN_KINDS.indexOf(b) ? a : b);

/** Opens a reader of figures. */
export function createFigureReader(options: FigureReaderOptions): FigureReader {
  const read = (question: FigureQuestion): Promise<Figure> => readFigure(question, options);
  return {
    read,
    readReported: read,
    readBy: async (question, dimension) => (await readByDimension(question, dimension, options)).filter(isKnown),
    readVoidedBy: async (question, dimension) => (await readByDimension(question, dimension, options)).filter(isVoided),
    readContentOnly: (question) => readFromContent(question, options),
    readDays: (question) => readRows(question, 'day', options),
    countsAnyDays: async () => false,
  };
}

const missing = (question: FigureQuestion, gap?: string): MissingFigure => ({ state: 'missing', question, absence: 'not-available', gap });

const isKnown = (figure: Figure): figure is KnownFigure => figure.state === 'known';

type VoidedFigure = MissingFigure & { readonly absence: 'voided' };

const isVoided = (figure: Figure): figure is VoidedFigure => figure.state === 'missing' && figure.absence === 'voided';

/** A row as a leaf of a formula. */
export const leafOf = (row: StoredObservation): BasisValue => ({ observation: row.id, value: row.value, quality: row.quality });

function readRows(question: FigureQuestion, grain: Period['grain'], options: FigureReaderOptions): Promise<readonly StoredObservation[]> {
  return options.store.readSeries({
    subject: question.subject,
    metric: question.metric.id,
    grain,
    dimensions: question.dimensions,
    window: question.period,
    ...(options.asOf === undefined ? {} : { asOf: options.asOf }),
    ...(options.cameIn ? { cameIn: true } : {}),
  });
}

/** The reported row or the derived figure, whichever comes from the better origin; a rate is derived where both are as good. */
async function readFigure(question: FigureQuestion, options: FigureReaderOptions): Promise<Figure> {
  const reported = await readStated(question, options);
  // Somebody said that the figure was wrong: what it could be made from instead is not put in its place unasked.
  if (isVoided(reported)) return reported;
  const derived = await readDerived(question, options);
  if (reported.state === 'missing') return derived.state === 'known' || !reported.gap ? preferKnown(derived, reported) : reported;
  if (derived.state === 'missing') return reported;
  const better = ORIGIN_KINDS.indexOf(derived.origin) - ORIGIN_KINDS.indexOf(reported.origin);
  const derivedWins = better < 0 || (better === 0 && question.metric.additivity === 'rate');
  return derivedWins ? derived : reported;
}

const preferKnown = (first: Figure, second: MissingFigure): Figure => (first.state === 'known' ? first : second);

async function readStated(question: FigureQuestion, options: FigureReaderOptions): Promise<Figure> {
  if (question.metric.additivity === 'stock') return readStock(question, options);
  const rows = await readRows(question, question.period.grain, options);
  const direct = rows.find((row) => row.period.start === question.period.start && row.period.end === question.period.end);
  const toDate = direct ?? (question.metric.reported === 'quarter-to-date' ? await readToDate(question, options) : undefined);
  return toDate ? statedFigure(question, toDate, options) : missing(question);
}

/** A stored row as a figure; a row without a value is a missing figure with its reason. */
export function reportedFigure(question: FigureQuestion, row: StoredObservation): Figure {
  if (row.value === null) return { state: 'missing', question, absence: row.absence ?? 'not-available', gap: undefined };
  const known: KnownFigure = {
    state: 'known',
    question,
    expression: value(leafOf(row)),
    precision: row.precision,
    origin: row.originKind,
    via: 'reported',
  };
  return question.metric.additivity === 'stock' ? { ...known, day: lastDay(row.period) } : known;
}

/** A stored row as a figure, with who voided it where somebody did. */
async function statedFigure(question: FigureQuestion, row: StoredObservation, { store, people }: FigureReaderOptions): Promise<Figure> {
  const figure = reportedFigure(question, row);
  if (!isVoided(figure)) return figure;
  const by = (await store.origin(row.origin))?.name ?? '';
  return { ...figure, voided: { by: nameOfPerson(by, people), reason: row.note ?? '', row: row.id } };
}

/** The quarter's row that ends where the asked period ends: a quarter to date. */
async function readToDate(question: FigureQuestion, options: FigureReaderOptions): Promise<StoredObservation | undefined> {
  const quarter = periodOf('quarter', question.period.start, options.calendar);
  const rows = await readRows({ ...question, period: quarter }, 'quarter', options);
  if (question.period.grain === 'quarter') return rows.filter((row) => row.period.start === question.period.start).at(-1);
  return rows.find((row) => row.period.end === question.period.end);
}

/** A stock is the last snapshot in the period: the newest day, else the period's own row. */
async function readStock(question: FigureQuestion, options: FigureReaderOptions): Promise<Figure> {
  const daily = (await readRows(question, 'day', options)).filter((row) => row.value !== null).at(-1);
  const own = (await readRows(question, question.period.grain, options)).find((row) => row.period.start === question.period.start);
  const monthly = own ?? (question.period.grain === 'month' ? undefined : (await readRows(question, 'month', options)).at(-1));
  const candidates = [daily, monthly].filter((row): row is StoredObservation => row !== undefined && row.value !== null);
  candidates.sort((a, b) => ORIGIN_KINDS.indexOf(a.originKind) - ORIGIN_KINDS.indexOf(b.originKind));
  const [best] = candidates;
  if (best) return reportedFigure(question, best);
  return monthly?.absence === 'voided' ? statedFigure(question, monthly, options) : missing(question);
}

async function readDerived(question: FigureQuestion, options: FigureReaderOptions): Promise<Figure> {
  const { derivation, additivity } = question.metric;
  if (additivity === 'flow') {
    const fromFiner = await readSumOfFiner(question, options);
    if (fromFiner.state === 'known' || fromFiner.gap !== undefined) return fromFiner;
  }
  switch (derivation?.kind) {
    case 'content-count':
    case 'content-sum':
      return readFromContent(question, options);
    case 'ratio':
      return readRatio(question, derivation.numerator, derivation.denominator, options);
    case 'platform-mean':
      return readPlatformMean(question, derivation.of, options);
    case undefined:
      return additivity === 'flow' ? readSumOfParts(question, options) : missing(question);
  }
}

/** A flow is the sum of its days, or of its months for a quarter or a year; with a gap it is no sum. */
async function readSumOfFiner(question: FigureQuestion, options: FigureReaderOptions): Promise<Figure> {
  const { period } = question;
  if (period.grain === 'day' || question.metric.reported === 'quarter-to-date') return missing(question);
  const days = await readRows(question, 'day', options);
  if (days.length > 0) return sumOfRows(question, days, daysBetween(period.start, period.end));
  if (period.grain !== 'quarter' && period.grain !== 'year') return missing(question);
  const months = await readRows(question, 'month', options);
  return months.length > 0 ? sumOfRows(question, months, period.grain === 'quarter' ? 3 : 12) : missing(question);
}

function sumOfRows(question: FigureQuestion, rows: readonly StoredObservation[], expected: number): Figure {
  const present = rows.filter((row) => row.value !== null);
  if (present.length < expected) return missing(question, firstGap(question.period, present));
  return knownSum(question, present);
}

function firstGap(period: Period, rows: readonly StoredObservation[]): string {
  const starts = new Set(rows.map((row) => row.period.start));
  const step = rows[0]?.period.grain ?? 'day';
  let day = period.start;
  while (starts.has(day) && day < period.end) day = step === 'day' ? addDays(day, 1) : periodOf(step, day).end;
  return day;
}

function knownSum(question: FigureQuestion, rows: readonly StoredObservation[]): KnownFigure {
  return {
    state: 'known',
    question,
    expression: sum(rows.map((row) => value(leafOf(row)))),
    precision: rows.map((row) => row.precision).reduce(looserPrecision, 'exact'),
    origin: rows.map((row) => row.originKind).reduce(worseOrigin, 'api'),
    via: 'derived',
  };
}

/** The parts of the only partition add up to the whole that nobody reports. */
async function readSumOfParts(question: FigureQuestion, options: FigureReaderOptions): Promise<Figure> {
  const partitions = Object.entries(question.metric.dimensions).filter(([, definition]) => definition.kind === 'partition');
  const [name] = partitions[0] ?? [];
  if (partitions.length !== 1 || name === undefined || name in question.dimensions) return missing(question);
  const all = await readByDimension(question, name, options);
  const voided = all.find(isVoided);
  if (voided !== undefined) return { ...voided, question };
  const parts = all.filter(isKnown);
  return parts.length > 0 ? combine(question, sum(parts.map((part) => part.expression)), parts) : missing(question);
}

/** A figure that is computed from others. */
export function combine(question: FigureQuestion, expression: Expression, parts: readonly KnownFigure[]): KnownFigure {
  return {
    state: 'known',
    question,
    expression,
    precision: parts.map((part) => part.precision).reduce(looserPrecision, 'exact'),
    origin: parts.map((part) => part.origin).reduce(worseOrigin, 'api'),
    via: 'derived',
  };
}

async function readFromContent(question: FigureQuestion, options: FigureReaderOptions): Promise<Figure> {
  const { derivation } = question.metric;
  if (derivation?.kind === 'content-count') return readContentCount(question, options);
  if (derivation?.kind === 'content-sum') return readContentSum(question, derivation.of, derivation.contentKinds, options);
  return missing(question);
}

/** Content comes from one pull or one file, so its origin is that of its first item. */
async function contentOrigin(items: readonly Content[], options: FigureReaderOptions): Promise<OriginKind> {
  const origin = items[0] ? await options.store.origin(items[0].origin) : undefined;
  return origin?.kind ?? 'synthetic';
}

const contentLeaf = (item: Content, origin: OriginKind): BasisValue => ({
  observation: `content:${item.id}`,
  value: 1,
  quality: origin === 'synthetic' ? 'synthetic' : 'complete',
});

async function readContentCount(question: FigureQuestion, options: FigureReaderOptions): Promise<Figure> {
  const { kind } = question.dimensions;
  const all = await options.store.readContent(question.subject, question.period);
  const items = kind === undefined ? all : all.filter((item) => item.kind === kind);
  const parts = kind === undefined ? await readSumOfParts(question, options) : undefined;
  const origin = await contentOrigin(items, options);
  // Reported parts of a better origin add up to a better whole than a list of a worse one.
  if (parts?.state === 'known' && ORIGIN_KINDS.indexOf(parts.origin) < ORIGIN_KINDS.indexOf(origin)) return parts;
  if (items.length === 0) return parts ?? missing(question);
  const expression = count(items.map((item) => value(contentLeaf(item, origin))));
  return { state: 'known', question, expression, precision: 'exact', origin, via: 'derived' };
}

async function readContentSum(question: FigureQuestion, of: string, kinds: readonly string[], options: FigureReaderOptions): Promise<Figure> {
  const items = (await options.store.readContent(question.subject, question.period)).filter(
    (item) => kinds.includes(item.kind) || item.kind === 'post',
  );
  if (items.length === 0) return missing(question);
  const snapshots = await options.store.readSnapshots(
    items.map((item) => item.id),
    of,
    options.asOf ?? options.now,
  );
  const known = snapshots.filter((snapshot) => snapshot.value !== null);
  if (known.length < items.length)
    return missing(question, items.find((item) => !known.some((snapshot) => snapshot.content === item.id))?.publishedOn);
  const parts = known.map((snapshot) => value({ observation: snapshot.id, value: snapshot.value, quality: snapshot.quality }));
  return { state: 'known', question, expression: sum(parts), precision: 'exact', origin: await contentOrigin(items, options), via: 'derived' };
}

async function readTerm(question: FigureQuestion, term: MetricTerm, options: FigureReaderOptions): Promise<Figure> {
  const metric = options.metrics.get(term.metric);
  return metric ? readFigure({ ...question, metric, dimensions: term.dimensions ?? {} }, options) : missing(question);
}

async function readRatio(question: FigureQuestion, over: MetricTerm, under: MetricTerm, options: FigureReaderOptions): Promise<Figure> {
  const [numerator, denominator] = [await readTerm(question, over, options), await readTerm(question, under, options)];
  if (numerator.state === 'missing' || denominator.state === 'missing' || sign(figureValue(denominator)) === 0) return missing(question);
  return combine(question, operation(numerator.expression, '/', denominator.expression), [numerator, denominator]);
}

async function readPlatformMean(question: FigureQuestion, of: string, options: FigureReaderOptions): Promise<Figure> {
  const metric = options.metrics.get(of);
  if (!metric || options.accounts.length === 0) return missing(question);
  const totals: KnownFigure[] = [];
  for (const account of options.accounts) {
    const total = await readFigure({ ...question, subject: account.id, metric, dimensions: {} }, options);
    if (total.state === 'missing') return missing(question);
    totals.push(total);
  }
  const platforms = new Set(options.accounts.map((account) => account.platform)).size;
  const terms = totals.flatMap((total) =>
    total.expression.kind === 'call' && total.expression.name === 'sum' ? total.expression.parts : [total.expression],
  );
  return combine(question, operation(sum(terms), '/', number(platforms)), totals);
}

async function readByDimension(question: FigureQuestion, dimension: string, options: FigureReaderOptions): Promise<readonly Figure[]> {
  const values = new Set<string>();
  for (const series of await options.store.listSeries({ subject: question.subject, metric: question.metric.id })) {
    const found = series.dimensions[dimension];
    if (found !== undefined && matches(series.dimensions, question.dimensions, dimension)) values.add(found);
  }
  if (question.metric.derivation?.kind === 'content-count' && dimension === 'kind') {
    for (const item of await options.store.readContent(question.subject, question.period)) values.add(item.kind);
  }
  const figures: Figure[] = [];
  for (const found of [...values].sort()) {
    figures.push(await readFigure({ ...question, dimensions: { ...question.dimensions, [dimension]: found } }, options));
  }
  return figures;
}

const matches = (found: Dimensions, asked: Dimensions, extra: string): boolean =>
  Object.keys(found).length === Object.keys(asked).length + 1 &&
  Object.entries(asked).every(([name, wanted]) => found[name] === wanted) &&
  extra in found;
