import type { Metric, Text } from '../../connectors/contract/metric.js';
import { type Calendar, civilDate, parsePeriod } from '../../connectors/contract/period.js';
import { BUILT_IN_METRICS } from '../../connectors/contract/registry.js';
import { FIRST_RULE } from '../domain/activation-rule.js';
import type { QuietHours } from '../domain/quiet-hours.js';
import type { Plan } from '../domain/target.js';
import type {
  Account,
  AlertBaseline,
  AlertRuleSetting,
  Baseline,
  Config,
  DutySetting,
  FigureSetting,
  SectionSetting,
  Target,
  TermSetting,
} from './config.js';
import type { RawConfig } from './schema.js';

const MONTHS = ['january', 'february', 'march', 'april', 'may', 'june', 'july', 'august', 'september', 'october', 'november', 'december'];

/** What the organisation calls a week and a quarter; ISO where the part could not be read. */
export const calendarOf = (organisation: RawConfig['organisation'] | undefined): Calendar => ({
  weekStart: organisation?.weekStart ?? 'monday',
  quarterStartMonth: MONTHS.indexOf(organisation?.quarterStart ?? 'january') + 1,
});

const textOf = (words: string | Text): Text => (typeof words === 'string' ? { id: words, en: words } : words);
const baselineOf = (raw: 'previous' | 'year-ago' | { periodsAgo: number }): Baseline =>
  typeof raw === 'string' ? { kind: raw } : { kind: 'periods-ago', periods: raw.periodsAgo };

type RawSection = RawConfig['digests'][number]['sections'][number];
type RawFigure = Extract<RawSection, { kind: 'counted' }>['figures'][number];
type RawTerm = NonNullable<RawFigure['of']>;

const termOf = (raw: RawTerm): TermSetting => ({ metric: raw.metric, dimensions: raw.dimensions, ...(raw.by === undefined ? {} : { by: raw.by }) });

const figureOf = (raw: RawFigure): FigureSetting => ({
  ...termOf(raw),
  subject: raw.subject,
  compare: raw.compare.map(baselineOf),
  chart: raw.chart,
  ...(raw.of ? { of: termOf(raw.of) } : {}),
  ...(raw.entries === undefined ? {} : { entries: raw.entries }),
});

function sectionOf(raw: RawSection, config: RawConfig): SectionSetting {
  const title = raw.title === undefined ? undefined : textOf(raw.title);
  const id = raw.id ?? raw.kind;
  switch (raw.kind) {
    case 'summary':
      return { kind: raw.kind, id, title, figures: raw.figures.map(figureOf) };
    case 'advocacy':
      return { kind: raw.kind, id, title, subject: raw.subject, target: raw.target, scope: raw.scope === undefined ? undefined : textOf(raw.scope) };
    case 'counted':
      return {
        kind: raw.kind,
        id,
        title: textOf(raw.title),
        figures: raw.figures.map(figureOf),
        checks: raw.checks.map((check) => ({ subject: check.subject, sum: check.sum.map(termOf), equals: termOf(check.equals) })),
      };
    default:
      return {
        kind: raw.kind,
        id,
        title,
        accounts: raw.accounts ?? config.accounts.filter((account) => account.platform === raw.kind).map((account) => account.id),
      };
  }
}

function metricOf(raw: RawConfig['metrics'][number]): Metric {
  return {
    id: raw.id,
    label: textOf(raw.label),
    unit: raw.unit,
    additivity: raw.additivity,
    better: raw.better,
    dimensions: Object.fromEntries(
      Object.entries(raw.dimensions).map(([name, dimension]) => [
        name,
        {
          kind: dimension.kind,
          ...(dimension.labels
            ? { labels: Object.fromEntries(Object.entries(dimension.labels).map(([value, label]) => [value, textOf(label)])) }
            : {}),
        },
      ]),
    ),
    ...(raw.validFrom === undefined ? {} : { validFrom: civilDate(raw.validFrom) }),
    ...(raw.validTo === undefined ? {} : { validTo: civilDate(raw.validTo) }),
    ...(raw.successor === undefined ? {} : { successor: raw.successor }),
  };
}

/** The default plan is linear for flows and none for what does not add up. */
function planOf(raw: RawConfig['targets'][number], metrics: ReadonlyMap<string, Metric>): Plan {
  if (raw.plan === undefined) return { kind: metrics.get(raw.metric)?.additivity === 'flow' ? 'linear' : 'none' };
  if (raw.plan.kind !== 'milestones') return raw.plan;
  return { kind: 'milestones', milestones: raw.plan.milestones.map((milestone) => ({ by: civilDate(milestone.by), value: milestone.value })) };
}

function targetOf(raw: RawConfig['targets'][number], calendar: Calendar, metrics: ReadonlyMap<string, Metric>): Target {
  const period = parsePeriod(raw.period, calendar);
  if (!period) throw new RangeError(`"${raw.period}" was checked to be a period.`);
  return { ...raw, label: textOf(raw.label), period, plan: planOf(raw, metrics) };
}

const GRACE_HOURS = { day: 72, week: 168, month: 168 } as const;

function alertOf(raw: RawConfig['alerts'][number]): AlertRuleSetting {
  const { metric, subject, platform, target, threshold, recovery, graceHours, baseline } = raw;
  const against: AlertBaseline =
    typeof baseline === 'object' && 'medianOf' in baseline ? { kind: 'median', periods: baseline.medianOf } : baselineOf(baseline);
  return { ...raw, metric, subject, platform, target, threshold, recovery, baseline: against, graceHours: graceHours ?? GRACE_HOURS[raw.grain] };
}

const valuesOf = (raw: string[] | Record<string, string[]>): Readonly<Record<string, readonly string[]>> =>
  Array.isArray(raw) ? Object.fromEntries(raw.map((value) => [value, []])) : raw;

function dutyOf(raw: RawConfig['collection']['duties'][number], { due, remind }: RawConfig['collection']): DutySetting {
  return {
    owner: raw.owner,
    due: raw.due ?? due,
    remind: raw.remind ?? remind,
    figures: raw.figures.map((figure) => ({ ...termOf(figure), subject: figure.subject, values: valuesOf(figure.values), names: figure.names })),
    lists: raw.lists.map(({ kind, label, columns, names }) => ({ kind, label: textOf(label), columns, names })),
  };
}

const quietOf = (raw: RawConfig['people'][number]['quiet'], zone: string): { readonly quiet?: QuietHours } =>
  raw === undefined ? {} : { quiet: { ...raw, zone: raw.zone ?? zone } };

/** The connection by which an account is pulled: the first of its platform where it names none; undefined where its platform's id is not given. */
export function connectionOf(
  { platform, platformId, connection }: RawConfig['accounts'][number],
  connections: RawConfig['connections'],
): string | undefined {
  return platformId === undefined ? undefined : (connection ?? connections.find((candidate) => candidate.connector === platform)?.id);
}

function accountOf(raw: RawConfig['accounts'][number], connections: RawConfig['connections']): Account {
  const { id, platform, label, platformId } = raw;
  const connection = connectionOf(raw, connections);
  return { id, platform, label, pulled: platformId === undefined || connection === undefined ? undefined : { platformId, connection } };
}

/** Fills in every default. What comes in has passed every rule. */
export function normalise(raw: RawConfig): Config {
  const { organisation } = raw;
  const calendar = calendarOf(organisation);
  const [first = 'id', ...others] = organisation.languages;
  const metrics = new Map([...BUILT_IN_METRICS, ...raw.metrics.map(metricOf)].map((metric) => [metric.id, metric]));
  return {
    organisation: {
      name: textOf(organisation.name),
      zone: organisation.zone,
      languages: [first, ...others],
      calendar,
      smallBase: organisation.smallBase,
      holidays: organisation.holidays.map(civilDate),
      ...(organisation.holidaysFile === undefined ? {} : { holidaysFile: organisation.holidaysFile }),
      decimals: organisation.decimals,
      proxy: organisation.proxy,
    },
    channels: Object.entries(raw.slack.channels).map(([name, channel]) => ({
      name,
      id: channel.id,
      class: channel.class,
      language: channel.language ?? first,
      ...(channel.intake ? { intake: true } : {}),
      ...quietOf(channel.quiet, organisation.zone),
    })),
    people: raw.people.map(({ quiet, ...person }) => ({ ...person, language: person.language ?? first, ...quietOf(quiet, organisation.zone) })),
    accounts: raw.accounts.map((account) => accountOf(account, raw.connections)),
    connections: raw.connections,
    sync: {
      daily: { cron: raw.sync.daily, zone: organisation.zone },
      stories: { cron: raw.sync.stories, zone: organisation.zone },
    },
    activationRules: raw.advocacy.rules.map(({ validFrom, kinds, windowDays, linkRequired }) => ({
      validFrom: civilDate(validFrom),
      kinds,
      windowDays,
      linkRequired: {
        provided: linkRequired.provided ?? FIRST_RULE.linkRequired.provided,
        engagement: linkRequired.engagement ?? FIRST_RULE.linkRequired.engagement,
        original: linkRequired.original ?? FIRST_RULE.linkRequired.original,
      },
    })),
    imports: raw.imports,
    folders: raw.intake.folders,
    subjects: raw.subjects.map((subject) => ({ id: subject.id, label: textOf(subject.label) })),
    metrics,
    addedMetrics: raw.metrics.map((metric) => metric.id),
    targets: raw.targets.map((target) => targetOf(target, calendar, metrics)),
    digests: raw.digests.map((digest) => ({
      id: digest.id,
      title: textOf(digest.title),
      period: digest.period,
      schedule: { cron: digest.schedule.cron, zone: digest.schedule.zone ?? organisation.zone },
      channels: digest.channels,
      sections: digest.sections.map((section) => sectionOf(section, raw)),
    })),
    alerts: raw.alerts.map(alertOf),
    duties: raw.collection.duties.map((duty) => dutyOf(duty, raw.collection)),
  };
}
