import type { Fact, FactField } from '../../connectors/contract/layout.js';
import type { Metric } from '../../connectors/contract/metric.js';
import { clipped, probablyMeant, unknownName } from '../../connectors/contract/nearest.js';
import type { Content, Dimensions, Entry, Observation, Series, Snapshot } from '../../connectors/contract/observation.js';
import { type Calendar, isCivilDate, isWhole, type Period, periodOf } from '../../connectors/contract/period.js';
import { remembering } from '../../connectors/contract/remember.js';
import type { Config } from '../config/config.js';

/** What facts are checked against. */
export interface Rules {
  readonly metrics: ReadonlyMap<string, Metric>;
  /** the ids of accounts and named subjects */
  readonly subjects: ReadonlySet<string>;
  readonly calendar: Calendar;
}

/** What is wrong with a fact, or doubtful in it, and in which part. */
export interface Remark {
  readonly field: FactField;
  readonly reason: string;
}

/** A fact that may be stored, perhaps with remarks on what is doubtful; or one that may not, and why. */
export type Verdict =
  | { readonly accepted: true; readonly fact: Fact; readonly warnings: readonly Remark[] }
  | { readonly accepted: false; readonly violation: Remark };

/** The rules of a configuration. */
export function rulesOf(config: Pick<Config, 'metrics' | 'accounts' | 'subjects' | 'organisation'>): Rules {
  const subjects = new Set([...config.accounts, ...config.subjects].map(({ id }) => id));
  return { metrics: config.metrics, subjects, calendar: config.organisation.calendar };
}

/** Checks one fact of any origin against the rules; every fact passes here on its way into the store. */
export function normalise(fact: Fact, rules: Rules): Verdict {
  const violation = violationOf(fact, rules);
  if (violation !== undefined) return { accepted: false, violation };
  return { accepted: true, fact, warnings: fact.type === 'observation' ? findingsOn(fact.observation.series, rules).doubtful : [] };
}

function violationOf(fact: Fact, rules: Rules): Remark | undefined {
  switch (fact.type) {
    case 'observation':
      return observationViolation(fact.observation, rules);
    case 'snapshot':
      return snapshotViolation(fact.snapshot, rules);
    case 'content':
      return contentViolation(fact.content, rules);
    case 'entry':
      return entryViolation(fact.entry);
  }
}

const unknownMetric = (metric: string, rules: Rules): Remark => ({
  field: 'metric',
  reason: unknownName('metric', metric, rules.metrics.keys()),
});

interface Findings {
  readonly metric: Metric | undefined;
  readonly violation: Remark | undefined;
  readonly doubtful: readonly Remark[];
  /** the last period that was right for this series */
  period: Period | undefined;
}

const MOST_REMEMBERED = 50_000;
const findings = new WeakMap<Rules, Map<Series, Findings>>();

/** What there is to say of a series under the rules, whatever its values; rows of one series share one object. */
function findingsOn(series: Series, rules: Rules): Findings {
  const known = findings.get(rules) ?? new Map<Series, Findings>();
  const seen = known.get(series);
  if (seen !== undefined) return seen;
  const metric = rules.metrics.get(series.metric);
  const violation =
    metric === undefined
      ? unknownMetric(series.metric, rules)
      : (subjectViolation('subject', series.subject, rules) ?? dimensionViolation(series.dimensions, metric));
  const found: Findings = { metric, violation, doubtful: violation === undefined ? doubtfulDimensions(series, rules) : [], period: undefined };
  if (known.size >= MOST_REMEMBERED) known.clear();
  known.set(series, found);
  findings.set(rules, known);
  return found;
}

function observationViolation(observation: Observation, rules: Rules): Remark | undefined {
  const { series, period } = observation;
  const found = findingsOn(series, rules);
  const { metric, violation } = found;
  if (metric === undefined || violation !== undefined) return violation;
  if (found.period === period) return valueViolation(observation, metric);
  const wrong: Remark | undefined =
    (series.grain === period.grain
      ? undefined
      : { field: 'period', reason: `The period is a ${period.grain} and the series has one value a ${series.grain}.` }) ??
    periodViolation(period, metric, rules.calendar);
  if (wrong !== undefined) return wrong;
  found.period = period;
  return valueViolation(observation, metric);
}

function snapshotViolation(snapshot: Snapshot, rules: Rules): Remark | undefined {
  const metric = rules.metrics.get(snapshot.metric);
  if (metric === undefined) return { field: 'metric', reason: unknownName('metric', snapshot.metric, rules.metrics.keys()) };
  const [subject, id] = split(snapshot.content);
  if (id === '')
    return {
      field: 'content',
      reason: `"${clipped(snapshot.content)}" is no content item. Write the account and the id, such as instagram:name/17900.`,
    };
  return subjectViolation('content', subject, rules) ?? valueViolation(snapshot, metric);
}

function contentViolation(content: Content, rules: Rules): Remark | undefined {
  const wrongSubject = subjectViolation('subject', content.subject, rules);
  if (wrongSubject !== undefined) return wrongSubject;
  const [subject, id] = split(content.id);
  if (subject !== content.subject || id === '' || /\s/.test(id))
    return { field: 'id', reason: `"${clipped(id)}" is no id. It has no spaces and is not empty.` };
  return wordViolation('kind', content.kind);
}

function entryViolation(entry: Entry): Remark | undefined {
  if (entry.title.trim() !== entry.title || entry.title === '') return { field: 'title', reason: 'The title is missing or has a space beside it.' };
  if (!isCivilDate(entry.date)) return { field: 'date', reason: `"${clipped(entry.date)}" is no calendar day. Write it as YYYY-MM-DD.` };
  return wordViolation('kind', entry.kind);
}

function wordViolation(field: FactField, word: string): Remark | undefined {
  return /^[a-z][a-z0-9_]*$/.test(word)
    ? undefined
    : { field, reason: `"${clipped(word)}" is no kind. Write one word of small letters, digits and underscores.` };
}

function subjectViolation(field: FactField, subject: string, rules: Rules): Remark | undefined {
  return rules.subjects.has(subject) ? undefined : { field, reason: unknownName('source', subject, rules.subjects) };
}

function dimensionViolation(dimensions: Dimensions, metric: Metric): Remark | undefined {
  for (const [name, value] of Object.entries(dimensions)) {
    if (!Object.hasOwn(metric.dimensions, name)) {
      const known = Object.keys(metric.dimensions);
      const hint = known.length === 0 ? 'It has none.' : `It has: ${known.join(', ')}.`;
      return { field: 'dimensions', reason: `"${metric.id}" has no dimension "${clipped(name)}". ${hint}` };
    }
    if (value === '' || value.trim() !== value || hasControlCharacter(value)) {
      return {
        field: 'dimensions',
        reason: `"${clipped(value)}" is no value of "${name}": it is empty, has a space beside it or a line break in it.`,
      };
    }
  }
  return undefined;
}

const hasControlCharacter = (text: string): boolean => [...text].some((character) => character < ' ' || character === '\u007f');

function periodViolation(period: Period, metric: Metric, calendar: Calendar): Remark | undefined {
  const wrong = (reason: string): Remark => ({ field: 'period', reason });
  const shape = shapeOf(period, calendar);
  if (shape.kind === 'impossible') return wrong(shape.reason);
  if (shape.kind === 'to-date' && metric.reported !== 'quarter-to-date')
    return wrong(`"${metric.id}" is not counted to date. Give a whole ${period.grain}.`);
  if (period.grain === 'total') return undefined;
  if (metric.validFrom !== undefined && period.end <= metric.validFrom) return wrong(`"${metric.id}" is defined from ${metric.validFrom} on.`);
  if (metric.validTo !== undefined && period.start > metric.validTo) {
    return wrong(
      `"${metric.id}" is defined up to ${metric.validTo}.${metric.successor === undefined ? '' : ` Its successor is "${metric.successor}".`}`,
    );
  }
  return undefined;
}

type Shape = { readonly kind: 'whole' | 'to-date' } | { readonly kind: 'impossible'; readonly reason: string };

const shapeOf: (period: Period, calendar: Calendar) => Shape = remembering(
  ({ grain, start, end }, { weekStart, quarterStartMonth }) => `${grain} ${start} ${end} ${weekStart} ${quarterStartMonth}`,
  (period, calendar) => {
    const impossible = (reason: string): Shape => ({ kind: 'impossible', reason });
    if (!isCivilDate(period.start) || (period.grain !== 'total' && !isCivilDate(period.end)))
      return impossible('The period has a day that does not exist.');
    if (period.grain === 'total') return { kind: 'whole' };
    if (period.start < '1970-01-01' || period.end > '2200-01-01') return impossible('The period lies outside the years 1970 to 2199.');
    const whole = periodOf(period.grain, period.start, calendar);
    if (period.start !== whole.start || period.end <= period.start || period.end > whole.end) {
      return impossible(`${period.start} to ${period.end} is no ${period.grain} of this organisation's calendar.`);
    }
    return { kind: isWhole(period, calendar) ? 'whole' : 'to-date' };
  },
);

function valueViolation({ value, absence }: Pick<Observation, 'value' | 'absence'>, metric: Metric): Remark | undefined {
  const wrong = (reason: string): Remark => ({ field: 'value', reason });
  if (value === null) return absence === undefined ? wrong('There is no value and nothing says why.') : undefined;
  if (absence !== undefined) return wrong('There is a value, and yet it is called absent.');
  if (!Number.isFinite(value)) return wrong('The value is no number.');
  // A score, such as that of sentiment, and a net change may go below zero; everything else is a count or a mean of counts.
  if (value < 0 && metric.unit !== 'score' && metric.signed !== true) return wrong(`${value} is negative, and "${metric.id}" can't be.`);
  if (metric.additivity === 'rate') return undefined;
  if (!Number.isInteger(value)) return wrong(`${value} is a fraction, and "${metric.id}" is counted in whole ${metric.unit}.`);
  return Number.isSafeInteger(value) ? undefined : wrong(`${value} is too large to be kept exactly.`);
}

function doubtfulDimensions(series: Series, rules: Rules): readonly Remark[] {
  const entries = Object.entries(series.dimensions);
  if (entries.length === 0) return [];
  const definitions = rules.metrics.get(series.metric)?.dimensions ?? {};
  return entries.flatMap(([name, value]): readonly Remark[] => {
    const labels = Object.keys(definitions[name]?.labels ?? {});
    if (labels.includes(value)) return [];
    const meant = probablyMeant(value, labels);
    return meant === undefined ? [] : [{ field: 'dimensions', reason: `"${value}" is a new value of "${name}". Was "${meant}" meant?` }];
  });
}

/** The account and the rest of a content item's id. */
function split(id: string): readonly [string, string] {
  const at = id.indexOf('/');
  return at === -1 ? [id, ''] : [id.slice(0, at), id.slice(at + 1)];
}
