import type { Fact, FactField } from '../../connectors/contract/layout.js';
import type { Metric, Text } from '../../connectors/contract/metric.js';
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
  /** in English */
  readonly reason: string;
  readonly text: Text;
}

/** A fact that may be stored, perhaps with remarks on what is doubtful; or one that may not, and why. */
export type Verdict =
  | { readonly accepted: true; readonly fact: Fact; readonly warnings: readonly Remark[] }
  | { readonly accepted: false; readonly violation: Remark };

const said = (text: Text): Omit<Remark, 'field'> => ({ reason: text.en, text });

const METRIC = { id: 'metrik', en: 'metric' };
const SOURCE = { id: 'sumber', en: 'source' };

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
  ...said(unknownName(METRIC, metric, rules.metrics.keys())),
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
      : {
          field: 'period',
          ...said({
            id: `Periodenya ${period.grain}, sedangkan deretnya memiliki satu nilai per ${series.grain}.`,
            en: `The period is a ${period.grain} and the series has one value a ${series.grain}.`,
          }),
        }) ?? periodViolation(period, metric, rules.calendar);
  if (wrong !== undefined) return wrong;
  found.period = period;
  return valueViolation(observation, metric);
}

function snapshotViolation(snapshot: Snapshot, rules: Rules): Remark | undefined {
  const metric = rules.metrics.get(snapshot.metric);
  if (metric === undefined) return { field: 'metric', ...said(unknownName(METRIC, snapshot.metric, rules.metrics.keys())) };
  const [subject, id] = split(snapshot.content);
  if (id === '')
    return {
      field: 'content',
      ...said({
        id: `"${clipped(snapshot.content)}" bukan kiriman. Tulis akun dan id, misalnya instagram:nama/17900.`,
        en: `"${clipped(snapshot.content)}" is no content item. Write the account and the id, such as instagram:name/17900.`,
      }),
    };
  return subjectViolation('content', subject, rules) ?? valueViolation(snapshot, metric);
}

function contentViolation(content: Content, rules: Rules): Remark | undefined {
  const wrongSubject = subjectViolation('subject', content.subject, rules);
  if (wrongSubject !== undefined) return wrongSubject;
  const [subject, id] = split(content.id);
  if (subject !== content.subject || id === '' || /\s/.test(id))
    return {
      field: 'id',
      ...said({
        id: `"${clipped(id)}" bukan id. Id tidak memuat spasi dan tidak kosong.`,
        en: `"${clipped(id)}" is no id. It has no spaces and is not empty.`,
      }),
    };
  return wordViolation('kind', content.kind);
}

function entryViolation(entry: Entry): Remark | undefined {
  if (entry.title.trim() !== entry.title || entry.title === '')
    return {
      field: 'title',
      ...said({ id: 'Judulnya kosong atau memiliki spasi di tepinya.', en: 'The title is missing or has a space beside it.' }),
    };
  if (!isCivilDate(entry.date))
    return {
      field: 'date',
      ...said({
        id: `"${clipped(entry.date)}" bukan tanggal kalender. Tulis sebagai TTTT-BB-HH, misalnya 2024-02-29.`,
        en: `"${clipped(entry.date)}" is no calendar day. Write it as YYYY-MM-DD.`,
      }),
    };
  return wordViolation('kind', entry.kind);
}

function wordViolation(field: FactField, word: string): Remark | undefined {
  return /^[a-z][a-z0-9_]*$/.test(word)
    ? undefined
    : {
        field,
        ...said({
          id: `"${clipped(word)}" bukan jenis. Tulis satu kata huruf kecil, angka, dan garis bawah.`,
          en: `"${clipped(word)}" is no kind. Write one word of small letters, digits and underscores.`,
        }),
      };
}

function subjectViolation(field: FactField, subject: string, rules: Rules): Remark | undefined {
  return rules.subjects.has(subject) ? undefined : { field, ...said(unknownName(SOURCE, subject, rules.subjects)) };
}

function dimensionViolation(dimensions: Dimensions, metric: Metric): Remark | undefined {
  for (const [name, value] of Object.entries(dimensions)) {
    if (!Object.hasOwn(metric.dimensions, name)) {
      const known = Object.keys(metric.dimensions).join(', ');
      const [idHint, enHint] = known === '' ? ['Metrik ini tidak memiliki dimensi.', 'It has none.'] : [`Yang ada: ${known}.`, `It has: ${known}.`];
      return {
        field: 'dimensions',
        ...said({
          id: `"${metric.id}" tidak memiliki dimensi "${clipped(name)}". ${idHint}`,
          en: `"${metric.id}" has no dimension "${clipped(name)}". ${enHint}`,
        }),
      };
    }
    if (value === '' || value.trim() !== value || hasControlCharacter(value)) {
      return {
        field: 'dimensions',
        ...said({
          id: `"${clipped(value)}" bukan nilai "${name}": kosong, memiliki spasi di tepinya, atau ganti baris di dalamnya.`,
          en: `"${clipped(value)}" is no value of "${name}": it is empty, has a space beside it or a line break in it.`,
        }),
      };
    }
  }
  return undefined;
}

const hasControlCharacter = (text: string): boolean => [...text].some((character) => character < ' ' || character === '\u007f');

function periodViolation(period: Period, metric: Metric, calendar: Calendar): Remark | undefined {
  const wrong = (text: Text): Remark => ({ field: 'period', ...said(text) });
  const shape = shapeOf(period, calendar);
  if (shape.kind === 'impossible') return wrong(shape.reason);
  if (shape.kind === 'to-date' && metric.reported !== 'quarter-to-date')
    return wrong({
      id: `"${metric.id}" tidak dihitung sampai tanggal tertentu. Berikan ${period.grain} yang utuh.`,
      en: `"${metric.id}" is not counted to date. Give a whole ${period.grain}.`,
    });
  if (period.grain === 'total') return undefined;
  if (metric.validFrom !== undefined && period.end <= metric.validFrom)
    return wrong({ id: `"${metric.id}" didefinisikan sejak ${metric.validFrom}.`, en: `"${metric.id}" is defined from ${metric.validFrom} on.` });
  if (metric.validTo !== undefined && period.start > metric.validTo) {
    return wrong({
      id: `"${metric.id}" didefinisikan sampai ${metric.validTo}.${metric.successor === undefined ? '' : ` Penggantinya "${metric.successor}".`}`,
      en: `"${metric.id}" is defined up to ${metric.validTo}.${metric.successor === undefined ? '' : ` Its successor is "${metric.successor}".`}`,
    });
  }
  return undefined;
}

type Shape = { readonly kind: 'whole' | 'to-date' } | { readonly kind: 'impossible'; readonly reason: Text };

const shapeOf: (period: Period, calendar: Calendar) => Shape = remembering(
  ({ grain, start, end }, { weekStart, quarterStartMonth }) => `${grain} ${start} ${end} ${weekStart} ${quarterStartMonth}`,
  (period, calendar) => {
    const impossible = (reason: Text): Shape => ({ kind: 'impossible', reason });
    if (!isCivilDate(period.start) || (period.grain !== 'total' && !isCivilDate(period.end)))
      return impossible({ id: 'Periodenya memuat tanggal yang tidak ada.', en: 'The period has a day that does not exist.' });
    if (period.grain === 'total') return { kind: 'whole' };
    if (period.start < '1970-01-01' || period.end > '2200-01-01')
      return impossible({ id: 'Periodenya di luar tahun 1970 sampai 2199.', en: 'The period lies outside the years 1970 to 2199.' });
    const whole = periodOf(period.grain, period.start, calendar);
    if (period.start !== whole.start || period.end <= period.start || period.end > whole.end) {
      return impossible({
        id: `${period.start} sampai ${period.end} bukan ${period.grain} dalam kalender organisasi ini.`,
        en: `${period.start} to ${period.end} is no ${period.grain} of this organisation's calendar.`,
      });
    }
    return { kind: isWhole(period, calendar) ? 'whole' : 'to-date' };
  },
);

function valueViolation({ value, absence }: Pick<Observation, 'value' | 'absence'>, metric: Metric): Remark | undefined {
  const wrong = (text: Text): Remark => ({ field: 'value', ...said(text) });
  if (value === null)
    return absence === undefined
      ? wrong({ id: 'Tidak ada nilai dan tidak ada alasannya.', en: 'There is no value and nothing says why.' })
      : undefined;
  if (absence !== undefined) return wrong({ id: 'Ada nilai, tetapi disebut tidak ada.', en: 'There is a value, and yet it is called absent.' });
  if (!Number.isFinite(value)) return wrong({ id: 'Nilainya bukan angka.', en: 'The value is no number.' });
  // A score, such as that of sentiment, and a net change may go below zero; everything else is a count or a mean of counts.
  if (value < 0 && metric.unit !== 'score' && metric.signed !== true)
    return wrong({ id: `${value} negatif, padahal "${metric.id}" tidak mungkin negatif.`, en: `${value} is negative, and "${metric.id}" can't be.` });
  if (metric.additivity === 'rate') return undefined;
  if (!Number.isInteger(value))
    return wrong({
      id: `${value} pecahan, padahal "${metric.id}" dihitung dalam bilangan bulat (${metric.unit}).`,
      en: `${value} is a fraction, and "${metric.id}" is counted in whole ${metric.unit}.`,
    });
  return Number.isSafeInteger(value)
    ? undefined
    : wrong({ id: `${value} terlalu besar untuk disimpan dengan tepat.`, en: `${value} is too large to be kept exactly.` });
}

function doubtfulDimensions(series: Series, rules: Rules): readonly Remark[] {
  const entries = Object.entries(series.dimensions);
  if (entries.length === 0) return [];
  const definitions = rules.metrics.get(series.metric)?.dimensions ?? {};
  return entries.flatMap(([name, value]): readonly Remark[] => {
    const labels = Object.keys(definitions[name]?.labels ?? {});
    if (labels.includes(value)) return [];
    const meant = probablyMeant(value, labels);
    return meant === undefined
      ? []
      : [
          {
            field: 'dimensions',
            ...said({
              id: `"${value}" nilai baru untuk "${name}". Apakah maksudnya "${meant}"?`,
              en: `"${value}" is a new value of "${name}". Was "${meant}" meant?`,
            }),
          },
        ];
  });
}

/** The account and the rest of a content item's id. */
function split(id: string): readonly [string, string] {
  const at = id.indexOf('/');
  return at === -1 ? [id, ''] : [id.slice(0, at), id.slice(at + 1)];
}
