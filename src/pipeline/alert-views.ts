import { parseObservationId } from '../../connectors/contract/observation.js';
import {
  addDays,
  type CivilDate,
  civilDate,
  daysBetween,
  type Instant,
  type Period,
  periodOf,
  shiftPeriod,
} from '../../connectors/contract/period.js';
import { daysOff } from '../alerts/guards.js';
import { pointsOf, pulledAgain, statedAgain } from '../alerts/points.js';
import type { ReconciliationView, SeriesPoint, SeriesView, TargetView } from '../alerts/reading.js';
import type { Config, Target } from '../config/config.js';
import { combine, createFigureReader, type FigureReader } from '../digest/figures.js';
import { type CountingLedger, openLedgerReader } from '../digest/ledger.js';
import { ledgerFigure } from '../digest/ledger-figures.js';
import type { AlertState } from '../domain/alert-state.js';
import { type Figure, type FigureQuestion, figureQualities, figureValue, type KnownFigure } from '../domain/figure.js';
import { leaves, sum } from '../domain/formula.js';
import { ledgerSubject } from '../domain/ledger-count.js';
import { toNumber } from '../domain/rational.js';
import type { AlertStore } from '../store/alerts-port.js';
import type { SeriesQuestion, Store, StoredObservation } from '../store/port.js';
import { civilDateIn } from '../text/date.js';
import type { Watch, WatchedSeries } from './alert-watches.js';

/** The part of a store that alerts read. */
export type AlertReading = Pick<Store, 'readSeries' | 'listSeries' | 'readContent' | 'readSnapshots' | 'origin' | 'readEntries' | 'listDeliveries'> &
  Pick<AlertStore, 'readSeriesMany' | 'readAgain' | 'newestDays'> & {
    /** what targets on people and activations are counted in; left out, they are judged by what is reported */
    readonly advocacy?: CountingLedger;
  };

/** The moment at which rules are judged. `asItStood`: a past one, with the values as they stood then. */
export interface AlertMoment {
  readonly config: Config;
  readonly store: AlertReading;
  readonly now: Instant;
  readonly asItStood: boolean;
}

type SeriesWatch = Extract<Watch, { readonly kind: 'series' }>;

const GRAIN_DAYS = { day: 1, week: 7, month: 31 } as const;

/** Each watch with its series as it is known now, in few questions to the store. */
export async function seriesViews(
  watches: readonly SeriesWatch[],
  states: ReadonlyMap<string, AlertState>,
  moment: AlertMoment,
): Promise<readonly SeriesView[]> {
  const { config, store, now } = moment;
  const { calendar, zone, holidays = [], decimals } = config.organisation;
  const today = civilDateIn(now, zone);
  const needs = needsOf(watches, states, today);
  const keys = [...needs.keys()];
  const asked = keys.map((key) => questionsOf(needs.get(key) as Need, moment));
  const answers = await store.readSeriesMany(asked.flat());
  const rows = new Map<string, { readonly own: readonly StoredObservation[]; readonly days: readonly StoredObservation[] }>();
  let at = 0;
  keys.forEach((key, index) => {
    const own = answers[at] ?? [];
    const days = asked[index]?.length === 2 ? (answers[at + 1] ?? []) : [];
    at += asked[index]?.length ?? 0;
    rows.set(key, { own, days });
  });
  const again = moment.asItStood ? undefined : await readAgain(needs, rows, store);
  const figures = figureReader(moment);
  const shared = { calendar, zone, today, holidays: daysOff(holidays), decimals: decimals.change };
  const points = new Map<string, ReadonlyMap<string, SeriesPoint>>();
  for (const [key, need] of needs) {
    const held = rows.get(key) ?? { own: [], days: [] };
    const readTwice = readTwiceIn([...held.own, ...held.days], again);
    const direct = pointsOf(held, { metric: need.of.metric, grain: need.grain, calendar, readTwice });
    points.set(key, isDerived(need, direct) ? await derivedPoints(need, figures, moment) : direct);
  }
  return watches.map(({ key, rule, of }) => ({
    key,
    metric: of.metric,
    label: of.label,
    grain: rule.grain,
    points: points.get(key) ?? new Map(),
    ...shared,
  }));
}

/**
 * Whether a row was read twice. A pull of days is known by a later pull of the same series: pulls of one connection may be about other things. What a
 * file, a person or a pull of a whole period stated is known by its source having come in again.
 */
function readTwiceIn(rows: readonly StoredObservation[], again: ReadonlySet<string> | undefined): (row: StoredObservation) => boolean {
  if (again === undefined) return statedAgain(rows);
  const pulled = pulledAgain(rows);
  return (row) => pulled(row) || ((row.originKind !== 'api' || row.period.grain !== 'day') && again.has(row.origin));
}

interface Need {
  readonly of: WatchedSeries;
  readonly grain: SeriesView['grain'];
  readonly from: CivilDate;
  /** from here on periods may be judged */
  readonly judgedFrom: CivilDate;
  readonly to: CivilDate;
}

/** Each series once, over the longest span that one of its rules needs. */
function needsOf(watches: readonly SeriesWatch[], states: ReadonlyMap<string, AlertState>, today: CivilDate): ReadonlyMap<string, Need> {
  const needs = new Map<string, Need>();
  for (const { key, rule, condition, of } of watches) {
    const judged = states.get(`${rule.id} ${key}`)?.judged;
    const spare = GRAIN_DAYS[rule.grain];
    const fresh = addDays(today, -2 * spare - Math.ceil(rule.graceHours / 24));
    const judgedFrom = judged !== undefined && judged < fresh ? civilDate(judged) : fresh;
    const from = addDays(judgedFrom, -condition.reach(rule) - spare);
    const known = needs.get(key);
    needs.set(key, {
      of,
      grain: rule.grain,
      from: known !== undefined && known.from < from ? known.from : from,
      judgedFrom: known !== undefined && known.judgedFrom < judgedFrom ? known.judgedFrom : judgedFrom,
      to: today,
    });
  }
  return needs;
}

function questionsOf({ of, grain, from, to }: Need, { asItStood, now }: AlertMoment): readonly SeriesQuestion[] {
  const question: SeriesQuestion = {
    subject: of.subject,
    metric: of.metric.id,
    grain,
    dimensions: of.dimensions,
    window: { start: from, end: to },
    ...(asItStood ? { asOf: now } : {}),
  };
  const fromDays = grain !== 'day' && (of.metric.additivity === 'flow' || of.metric.additivity === 'stock');
  return fromDays ? [question, { ...question, grain: 'day' }] : [question];
}

/** The origins, of the rows that may be judged, whose source was read again since. */
async function readAgain(
  needs: ReadonlyMap<string, Need>,
  rows: ReadonlyMap<string, { readonly own: readonly StoredObservation[]; readonly days: readonly StoredObservation[] }>,
  store: AlertReading,
): Promise<ReadonlySet<string>> {
  const origins = new Set<string>();
  for (const [key, need] of needs) {
    const held = rows.get(key);
    for (const list of [held?.own ?? [], held?.days ?? []]) {
      for (let index = list.length - 1; index >= 0; index -= 1) {
        const row = list[index];
        if (row === undefined || row.period.end < need.judgedFrom) break;
        origins.add(row.origin);
      }
    }
  }
  return store.readAgain([...origins]);
}

/** A metric that follows from others, or a whole of which only the parts are stated. */
function isDerived({ of }: Need, direct: ReadonlyMap<string, SeriesPoint>): boolean {
  if (of.metric.derivation !== undefined) return true;
  const partitions = Object.values(of.metric.dimensions).filter(({ kind }) => kind === 'partition');
  return direct.size === 0 && of.metric.additivity === 'flow' && partitions.length === 1 && Object.keys(of.dimensions).length === 0;
}

/** The reader of digests and answers, over what is known at the moment. */
export function figureReader({ config, store, now, asItStood }: AlertMoment): FigureReader {
  const { metrics, accounts, people, organisation } = config;
  return createFigureReader({ store, metrics, accounts, people, calendar: organisation.calendar, asOf: asItStood ? now : undefined, now });
}

async function derivedPoints(need: Need, figures: FigureReader, { config, now }: AlertMoment): Promise<ReadonlyMap<string, SeriesPoint>> {
  const { calendar } = config.organisation;
  const points = new Map<string, SeriesPoint>();
  for (let period = periodOf(need.grain, need.from, calendar); period.end <= need.to; period = shiftPeriod(period, 1, calendar)) {
    const figure = await figures.read({ ...need.of, period });
    if (figure.state === 'known') points.set(period.start, pointOfFigure(figure, period, now));
  }
  return points;
}

/** Readings of posts grow; a figure over them is settled as far as its rows are, and says nothing of being read twice. */
function pointOfFigure(figure: KnownFigure, period: Period, now: Instant): SeriesPoint {
  const unsettled = figureQualities(figure).some((quality) => ['provisional', 'partial', 'delayed', 'to-be-confirmed'].includes(quality));
  return { period, expression: figure.expression, number: toNumber(figureValue(figure)), settled: !unsettled, knownAt: now, readTwice: false };
}

/** A target with what is reached of it by now. */
export async function targetView(target: Target, key: string, moment: AlertMoment): Promise<TargetView> {
  const { calendar, zone, decimals } = moment.config.organisation;
  const today = civilDateIn(moment.now, zone);
  const { figure, end } = await reachedSoFar(target, today, moment);
  return { key, target, figure, end, calendar, today, decimals: decimals.attainment };
}

/** What is reached up to the last day without a gap, or of what is reported to date. */
async function reachedSoFar(target: Target, today: CivilDate, moment: AlertMoment): Promise<{ readonly figure: Figure; readonly end: CivilDate }> {
  const metric = moment.config.metrics.get(target.metric);
  if (metric === undefined) throw new RangeError(`The metric "${target.metric}" is not in the registry.`);
  const figures = figureReader(moment);
  const { period } = target;
  const cut = today < period.end ? today : period.end;
  const question = { subject: target.subject, metric, dimensions: target.dimensions, period };
  const counted = await countedSoFar({ ...question, period: { ...period, end: cut } }, moment);
  if (counted !== undefined) return { figure: counted, end: cut };
  const whole = await figures.read(question);
  if (whole.state === 'known') return { figure: whole, end: endOf(whole, cut) };
  const soFar = await figures.read({ ...question, period: { ...period, end: cut } });
  if (soFar.state === 'known' || soFar.gap === undefined || soFar.gap <= period.start) return { figure: soFar, end: cut };
  const end = civilDate(soFar.gap);
  return { figure: await figures.read({ ...question, period: { ...period, end } }), end };
}

/** What the ledger counts, as the digest counts it: the people who are surely different ones. Undefined where nothing of those days is in the ledger. */
async function countedSoFar(question: FigureQuestion, { config, store, now, asItStood }: AlertMoment): Promise<KnownFigure | undefined> {
  const { metric, dimensions, period: window } = question;
  const { unit, ...others } = dimensions;
  const counted = metric.id === 'active_employees' ? 'people-at-least' : metric.id === 'activations' ? 'activations' : undefined;
  const isCounted = question.subject === ledgerSubject(config) && counted !== undefined && Object.keys(others).length === 0;
  if (!isCounted || store.advocacy === undefined || window.end <= window.start) return undefined;
  const ledger = openLedgerReader(store.advocacy, asItStood ? now : undefined);
  if (!(await ledger.holds(window))) return undefined;
  const { people } = await ledger.summary(window);
  const scope = unit === undefined ? {} : { units: [unit] };
  const asked = counted === 'people-at-least' && people.atLeast === people.atMost ? 'people' : counted;
  return ledgerFigure(question, await ledger.count({ counted: asked, window: { start: window.start, end: window.end }, ...scope }));
}

/** The day after the last one that a figure counts, as the rows behind it say. */
function endOf(figure: KnownFigure, cut: CivilDate): CivilDate {
  if (figure.day !== undefined) return addDays(figure.day, 1);
  const ends = leaves(figure.expression).flatMap(({ observation }) => {
    const named = parseObservationId(observation);
    if (named === undefined) return [];
    return named.end === undefined ? [periodOf(named.series.grain, civilDate(named.start)).end] : [civilDate(named.end)];
  });
  const [last] = ends.sort().reverse();
  return last !== undefined && daysBetween(last, cut) > 0 ? last : cut;
}

/** A whole beside its parts over the last period that has ended. */
export async function reconciliationView(
  { key, rule, of }: Extract<Watch, { readonly kind: 'reconciliation' }>,
  moment: AlertMoment,
): Promise<ReconciliationView> {
  const { calendar, zone } = moment.config.organisation;
  const running = periodOf(rule.grain, civilDateIn(moment.now, zone), calendar);
  const period = shiftPeriod(running, -1, calendar);
  const figures = figureReader(moment);
  const question = { ...of, period };
  const whole = await figures.read(question);
  const [dimension] = Object.entries(of.metric.dimensions).find(([, { kind }]) => kind === 'partition') ?? [];
  const parts = dimension === undefined || dimension in of.dimensions ? [] : await figures.readBy(question, dimension);
  const content = parts.length === 0 ? await figures.readContentOnly(question) : undefined;
  const summed = parts.length > 0 ? combine(question, sum(parts.map((part) => part.expression)), parts) : undefined;
  return { key, label: of.label, period, calendar, whole, parts: summed ?? (content?.state === 'known' ? content : undefined) };
}

/** The key of the state of a rule over a series. */
export const stateKey = ({ rule, series }: Pick<AlertState, 'rule' | 'series'>): string => `${rule} ${series}`;
