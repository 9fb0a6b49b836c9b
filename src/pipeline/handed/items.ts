import type { Metric, Text } from '../../../connectors/contract/metric.js';
import { type Dimensions, dimensionsKey } from '../../../connectors/contract/observation.js';
import { PLATFORM_FACTS } from '../../../connectors/index.js';
import type { Config, DutySetting, OwedFigureSetting, OwedListSetting, ReminderRhythm } from '../../config/config.js';
import { joined, subjectLabel, valueLabels } from '../../text/labels.js';

/** Who hands a thing in, and when. */
export interface Owed {
  /** a person's id */
  readonly owner: string;
  /** the working day after the month */
  readonly due: number;
  readonly remind: ReminderRhythm;
}

/** One figure that is handed in each month. */
export interface FigureItem {
  readonly kind: 'figure';
  /** `contact_centre/tickets/channel=phone` */
  readonly key: string;
  readonly subject: string;
  readonly metric: Metric;
  readonly dimensions: Dimensions;
  readonly label: Text;
  /** the account or subject alone */
  readonly whose: Text;
  /** the label without it */
  readonly what: Text;
  readonly names: readonly string[];
  readonly owed: Owed;
}

/** Figures of a dimension whose values are not known beforehand, such as the regions with most tickets. */
export interface OpenItem {
  readonly kind: 'open';
  /** `contact_centre/tickets_by_region/region=*` */
  readonly key: string;
  readonly subject: string;
  readonly metric: Metric;
  readonly dimension: string;
  readonly label: Text;
  readonly whose: Text;
  readonly what: Text;
  readonly names: readonly string[];
  readonly owed: Owed;
}

/** A list of entries. */
export interface ListItem {
  readonly kind: 'list';
  /** `list:visit` */
  readonly key: string;
  readonly list: string;
  readonly columns: readonly string[];
  readonly label: Text;
  readonly names: readonly string[];
  readonly owed: Owed;
}

/** Something that is handed in each month. */
export type HandedItem = FigureItem | OpenItem | ListItem;

/** The key of a figure among what is handed in. */
export const itemKey = (subject: string, metric: string, dimensions: Dimensions): string =>
  [subject, metric, dimensionsKey(dimensions)].filter((part) => part !== '').join('/');

/** Everything that the configuration has handed in, in its order. */
export const handedItems = (config: Config): readonly HandedItem[] =>
  config.duties.flatMap((duty) => [
    ...duty.figures.flatMap((figure) => figureItems(figure, owedBy(duty), config)),
    ...duty.lists.map((list) => listItem(list, owedBy(duty))),
  ]);

const owedBy = ({ owner, due, remind }: DutySetting): Owed => ({ owner, due, remind });

function figureItems(setting: OwedFigureSetting, owed: Owed, config: Config): readonly HandedItem[] {
  const metric = config.metrics.get(setting.metric);
  if (!metric) return [];
  const { subject, dimensions, by } = setting;
  if (by === undefined) return [figureItem(subject, metric, dimensions, setting.names, owed, config)];
  const given = Object.keys(setting.values);
  const values = given.length > 0 ? given : Object.keys(metric.dimensions[by]?.labels ?? {});
  if (values.length === 0)
    return [
      {
        kind: 'open',
        key: itemKey(subject, metric.id, { ...dimensions, [by]: '*' }),
        subject,
        metric,
        dimension: by,
        label: joined([ownerLabel(subject, config), metric.label], ': '),
        whose: ownerLabel(subject, config),
        what: metric.label,
        names: setting.names,
        owed,
      },
    ];
  return values.map((value) => figureItem(subject, metric, { ...dimensions, [by]: value }, setting.values[value] ?? [], owed, config));
}

function figureItem(subject: string, metric: Metric, dimensions: Dimensions, names: readonly string[], owed: Owed, config: Config): FigureItem {
  const whose = ownerLabel(subject, config);
  const what = joined([metric.label, ...valueLabels(metric, dimensions)], ', ');
  return {
    kind: 'figure',
    key: itemKey(subject, metric.id, dimensions),
    subject,
    metric,
    dimensions,
    label: joined([whose, what], ': '),
    whose,
    what,
    names,
    owed,
  };
}

const listItem = ({ kind, label, columns, names }: OwedListSetting, owed: Owed): ListItem => ({
  kind: 'list',
  key: `list:${kind}`,
  list: kind,
  columns,
  label,
  names,
  owed,
});

/** What an account or subject is called: the account by its platform, with its own name where there are several. */
const ownerLabel = (subject: string, config: Config): Text =>
  subjectLabel(subject, config, ({ platform, label }) => {
    const several = config.accounts.filter((other) => other.platform === platform).length > 1;
    const name = PLATFORM_FACTS[platform].label;
    return several ? `${name} ${label}` : name;
  });
