import type { Metric, Text } from '../../connectors/contract/metric.js';
import type { Dimensions } from '../../connectors/contract/observation.js';
import type { Account, Config } from '../config/config.js';

/** What an account or a subject is called: an account as `ofAccount` says it, a subject as the configuration does, else its id. */
export function subjectLabel(
  subject: string,
  { accounts, subjects }: Pick<Config, 'accounts' | 'subjects'>,
  ofAccount: (account: Account) => string,
): Text {
  const account = accounts.find((candidate) => candidate.id === subject);
  const name = account === undefined ? subject : ofAccount(account);
  return (account === undefined ? subjects.find((candidate) => candidate.id === subject)?.label : undefined) ?? { id: name, en: name };
}

/** The label of a dimension's value: the registry's, else the value itself. */
export const valueLabel = (labels: Readonly<Record<string, Text>> | undefined, value: string): Text => labels?.[value] ?? { id: value, en: value };

/** The labels of the values that split a metric. */
export const valueLabels = (metric: Metric, dimensions: Dimensions): readonly Text[] =>
  Object.entries(dimensions).map(([name, value]) => valueLabel(metric.dimensions[name]?.labels, value));

/** A metric with the values that split it: "Tiket konsultasi (WhatsApp)". */
export function metricLabel(metric: Metric, dimensions: Dimensions): Text {
  const values = valueLabels(metric, dimensions);
  if (values.length === 0) return metric.label;
  const listed = joined(values, ', ');
  return { id: `${metric.label.id} (${listed.id})`, en: `${metric.label.en} (${listed.en})` };
}

/** Texts one after the other, with something between them. */
export const joined = (texts: readonly Text[], between: string): Text => ({
  id: texts.map((text) => text.id).join(between),
  en: texts.map((text) => text.en).join(between),
});
