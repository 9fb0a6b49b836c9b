import type { Text } from '../../connectors/contract/metric.js';
import { addDays, type CivilDate, earlierDay, lastDay, type Period, periodOf, shiftPeriod, type Window } from '../../connectors/contract/period.js';
import type { Target } from '../config/config.js';
import { effectiveTargets } from '../domain/advocacy-target.js';
import type { Figure, KnownFigure } from '../domain/figure.js';
import { figureValue } from '../domain/figure.js';
import { type Expression, exact } from '../domain/formula.js';
import { ledgerSubject } from '../domain/ledger-count.js';
import { sign, subtract } from '../domain/rational.js';
import { valueLabel } from '../text/labels.js';
import { beginning, dayReached } from './ledger.js';
import { daysCounted, ledgerFigure } from './ledger-figures.js';
import { metricOf } from './rows.js';
import type { SectionContext } from './section.js';
import { isTargetOf, type Reached, type Standing } from './target-lines.js';

/** One part of a whole, such as a kind or a platform. */
export interface Part {
  readonly label: Text;
  readonly figure: KnownFigure;
}

/** A unit, a campaign or a month with its people and activations. */
export interface PeopleAndActs {
  readonly id: string;
  readonly label: Text;
  readonly people: Expression;
  readonly activations: Expression;
}

/** What only a ledger can tell. */
export interface LedgerParts {
  /** given where names that nobody linked may be the same people */
  readonly atLeast: Expression | undefined;
  /** the first day of the ledger where that lies after the first counted day: nothing is known of the days before */
  readonly begins: CivilDate | undefined;
  readonly units: readonly PeopleAndActs[];
  /** how many further units there are that might be shown */
  readonly moreUnits: number;
  /** the small units together */
  readonly smallUnits: { readonly units: number; readonly row: PeopleAndActs } | undefined;
  readonly campaigns: readonly PeopleAndActs[];
  /** each month by itself, oldest first; the people of months are never added up */
  readonly months: readonly (PeopleAndActs & { readonly period: Period })[];
}

/** Everything that is said about advocacy, either counted in the ledger or as somebody reports it: never of both together. */
export interface AdvocacyData {
  /** what the figures count: a quarter to date for a week or a month, else the asked days themselves */
  readonly counted: Period;
  readonly ledger: LedgerParts | undefined;
  readonly people: Figure;
  readonly activations: Figure;
  readonly kinds: readonly Part[];
  readonly touches: Figure;
  readonly platforms: readonly Part[];
  readonly headcount: Figure;
  readonly standings: readonly Standing[];
  /** what is reported beside a ledger that holds the same days */
  readonly reported: readonly KnownFigure[];
}

/** Reads what a section on advocacy says. `named` is the target that the section names; others of the same time stand after it. */
export async function readAdvocacy(subject: string, named: string | undefined, context: SectionContext): Promise<AdvocacyData> {
  const counted = countedPeriod(context);
  const fromLedger = subject === ledgerSubject(context.config) && (await context.ledger.holds(counted));
  const headcount = await read(subject, 'headcount', context.period, context);
  return fromLedger
    ? { counted, headcount, ...(await readLedger(subject, named, counted, context)) }
    : { counted, headcount, ...(await readReported(subject, named, counted, context)) };
}

/** The quarter up to the end of a week or a month; any other period itself. What lies after the day of the digest is left out. */
function countedPeriod({ period, calendar, today }: SectionContext): Period {
  const quarterly = period.grain === 'week' || period.grain === 'month' || period.grain === 'quarter';
  const quarter = periodOf('quarter', lastDay(period), calendar);
  const whole: Period = quarterly ? { ...quarter, end: earlierDay(period.end, quarter.end) } : period;
  return { ...whole, ...daysCounted(whole, today) };
}

const read = (subject: string, metric: string, period: Period, context: SectionContext): Promise<Figure> =>
  context.figures.read({ subject, metric: metricOf(metric, context), dimensions: {}, period });

type Counts = Omit<AdvocacyData, 'counted' | 'headcount'>;

async function readLedger(subject: string, named: string | undefined, counted: Period, context: SectionContext): Promise<Counts> {
  const { ledger } = context;
  const question = (metric: string, dimensions = {}) => ({ subject, metric: metricOf(metric, context), dimensions, period: counted });
  const summary = await ledger.summary(counted);
  const people = await ledger.count({ counted: 'people', window: counted });
  const split = summary.people.atLeast < summary.people.atMost;
  return {
    ledger: {
      atLeast: split ? await ledger.count({ counted: 'people-at-least', window: counted }) : undefined,
      begins: await beginning(ledger, counted),
      ...(await readUnits(counted, context)),
      campaigns: await readCampaigns(counted, context),
      months: await readMonths(counted, context),
    },
    people: ledgerFigure(question('active_employees'), people),
    activations: ledgerFigure(question('activations'), await ledger.count({ counted: 'activations', window: counted })),
    kinds: await partsOf(subject, 'activations', 'kind', counted, context),
    touches: ledgerFigure(question('touches'), await ledger.count({ counted: 'touches', window: counted })),
    platforms: await partsOf(subject, 'touches', 'platform', counted, context),
    standings: await ledgerStandings(subject, named, counted, context),
    reported: await readBeside(subject, context),
  };
}

/** What somebody reports for the digest's period while the ledger is what is printed. */
async function readBeside(subject: string, context: SectionContext): Promise<readonly KnownFigure[]> {
  const figures: KnownFigure[] = [];
  for (const metric of ['active_employees', 'activations', 'touches']) {
    const figure = await context.figures.readReported({ subject, metric: metricOf(metric, context), dimensions: {}, period: context.period });
    if (figure.state === 'known') figures.push(figure);
  }
  return figures;
}

async function readReported(subject: string, named: string | undefined, counted: Period, context: SectionContext): Promise<Counts> {
  const { period } = context;
  const people = await read(subject, 'active_employees', period, context);
  const targets = (await targetsOf(subject, named, counted, context)).filter(
    (target) => target.metric === 'active_employees' && target.period.start === counted.start && Object.keys(target.dimensions).length === 0,
  );
  const standings = people.state === 'missing' ? [] : targets.slice(0, 1).map((target) => reportedStanding(target, people, counted));
  return {
    ledger: undefined,
    people,
    activations: await read(subject, 'activations', period, context),
    kinds: await partsOf(subject, 'activations', 'kind', period, context),
    touches: await read(subject, 'touches', period, context),
    platforms: await partsOf(subject, 'touches', 'platform', period, context),
    standings,
    reported: [],
  };
}

const reportedStanding = (target: Target, people: KnownFigure, counted: Window): Standing => ({
  target,
  counted,
  reached: { atMost: people.expression, atLeast: undefined },
  people: undefined,
  met: undefined,
});

async function partsOf(subject: string, metric: string, dimension: string, period: Period, context: SectionContext): Promise<readonly Part[]> {
  const definition = metricOf(metric, context);
  const parts = await context.figures.readBy({ subject, metric: definition, dimensions: {}, period }, dimension);
  return [...parts]
    .sort((a, b) => sign(subtract(figureValue(b), figureValue(a))))
    .map((figure) => ({ label: valueLabel(definition.dimensions[dimension]?.labels, figure.question.dimensions[dimension] ?? ''), figure }));
}

/** The targets of the counted time: the one that the section names first, the whole organisation's before those of units. */
async function targetsOf(subject: string, named: string | undefined, counted: Period, context: SectionContext): Promise<readonly Target[]> {
  const { calendar, config, ledger } = context;
  const revisions = await ledger.ledger.targetRevisions();
  const all = effectiveTargets(config.targets, revisions, { subject: ledgerSubject(config), calendar, asOf: ledger.asOf });
  const place = (target: Target): number => (target.id === named ? 0 : target.dimensions.unit === undefined ? 1 : 2);
  return all
    .filter((target) => target.subject === subject && (target.metric === 'active_employees' || target.metric === 'activations'))
    .filter((target) => isTargetOf(target, counted, calendar))
    .sort((one, other) => place(one) - place(other));
}

async function ledgerStandings(subject: string, named: string | undefined, counted: Period, context: SectionContext): Promise<readonly Standing[]> {
  const standings: Standing[] = [];
  for (const target of await targetsOf(subject, named, counted, context)) standings.push(await standingOf(target, counted, context));
  return standings;
}

/** Where the targets of the ledger's subject stand in the context's period, up to the context's day; none before the period began. */
export async function readStandings(context: SectionContext): Promise<readonly Standing[]> {
  const counted = countedPeriod(context);
  return counted.end <= counted.start ? [] : ledgerStandings(ledgerSubject(context.config), undefined, counted, context);
}

/** Where a target stands by the end of the counted days, and when it was met. */
async function standingOf(target: Target, { end }: Window, { ledger }: SectionContext): Promise<Standing> {
  const window = { start: target.period.start, end: earlierDay(end, target.period.end) };
  const scope = target.dimensions.unit === undefined ? {} : { units: [target.dimensions.unit] };
  const ofPeople = target.metric === 'active_employees';
  const reached = async (days: Window): Promise<number> => {
    const { people, activations } = await ledger.summary(days, scope);
    return ofPeople ? people.atLeast : activations;
  };
  const atMost = await ledger.count({ counted: ofPeople ? 'people' : 'activations', window, ...scope });
  const { people } = await ledger.summary(window, scope);
  const split = ofPeople && people.atLeast < people.atMost;
  const atLeast = split ? await ledger.count({ counted: 'people-at-least', window, ...scope }) : undefined;
  const counts: Reached = { atMost, atLeast };
  const day = await dayReached(reached, window, target.value);
  const counted = ofPeople ? (split ? 'people-at-least' : 'people') : 'activations';
  const met = day && { day, reached: await ledger.count({ counted, window: { start: window.start, end: addDays(day, 1) }, ...scope }) };
  return { target, counted: window, reached: counts, people: people.atMost, met };
}

/** More units than this are only counted. */
const MOST_UNITS = 15;
const MOST_CAMPAIGNS = 10;
const MOST_MONTHS = 6;

const inBoth = (text: string): Text => ({ id: text, en: text });

async function readUnits(counted: Window, context: SectionContext): Promise<Pick<LedgerParts, 'units' | 'moreUnits' | 'smallUnits'>> {
  const { shown, rest } = await context.ledger.units(counted);
  const units: PeopleAndActs[] = [];
  for (const { name } of shown.slice(0, MOST_UNITS)) {
    const label = name === undefined ? { id: 'Tanpa unit', en: 'No unit named' } : inBoth(name);
    units.push({ id: name ?? '', label, ...(await pairOf(counted, { units: [name ?? ''] }, context)) });
  }
  const small = rest && {
    units: rest.units,
    row: { id: 'small', label: inBoth(''), ...(await pairOf(counted, { units: rest.names }, context)) },
  };
  return { units, moreUnits: Math.max(0, shown.length - MOST_UNITS), smallUnits: small };
}

async function pairOf(
  window: Window,
  scope: { readonly units?: readonly string[]; readonly campaign?: string },
  { ledger }: SectionContext,
): Promise<Pick<PeopleAndActs, 'people' | 'activations'>> {
  return {
    people: await ledger.count({ counted: 'people', window, ...scope }),
    activations: await ledger.count({ counted: 'activations', window, ...scope }),
  };
}

async function readCampaigns(counted: Window, context: SectionContext): Promise<readonly PeopleAndActs[]> {
  const groups = await context.ledger.groups('campaign', counted);
  if (groups.every(({ name }) => name === undefined)) return [];
  const known = new Map((await context.ledger.ledger.listCampaigns()).map(({ id, label }) => [id, label]));
  const campaigns: PeopleAndActs[] = [];
  for (const { name } of groups.slice(0, MOST_CAMPAIGNS)) {
    const label = name === undefined ? { id: 'Tanpa kampanye', en: 'No campaign' } : inBoth(known.get(name) ?? name);
    campaigns.push({ id: name ?? '', label, ...(await pairOf(counted, { campaign: name ?? '' }, context)) });
  }
  return campaigns;
}

/** The last months up to the counted end, from the first in which anything counted. */
async function readMonths(counted: Window, context: SectionContext): Promise<LedgerParts['months']> {
  const last = periodOf('month', lastDay(counted));
  const months: (PeopleAndActs & { readonly period: Period })[] = [];
  for (let back = MOST_MONTHS - 1; back >= 0; back--) {
    const month = shiftPeriod(last, -back);
    const period = { ...month, end: earlierDay(month.end, counted.end) };
    const { people, activations } = await pairOf(period, {}, context);
    if (months.length === 0 && sign(exact(activations)) === 0) continue;
    months.push({ id: month.start.slice(0, 7), label: inBoth(''), period, people, activations });
  }
  return months;
}
