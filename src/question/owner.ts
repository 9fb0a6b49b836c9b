import type { Metric, Text } from '../../connectors/contract/metric.js';
import type { Dimensions } from '../../connectors/contract/observation.js';
import { PLATFORM_FACTS } from '../../connectors/index.js';
import type { Config } from '../config/config.js';
import { valueLabel } from '../digest/rows.js';

/** The name of an account with its platform, or of a subject: "Instagram @ditjenpk", "Contact Center". */
export function ownerOf(subject: string, config: Config): Text {
  const account = config.accounts.find((candidate) => candidate.id === subject);
  if (!account) return config.subjects.find((candidate) => candidate.id === subject)?.label ?? { id: subject, en: subject };
  const name = `${PLATFORM_FACTS[account.platform].label} ${account.label}`;
  return { id: name, en: name };
}

/** A metric with the values that split it: "Tiket konsultasi (WhatsApp)". */
function metricLabel(metric: Metric, dimensions: Dimensions): Text {
  const values = Object.entries(dimensions).map(([name, value]) => valueLabel(metric.dimensions[name]?.labels, value));
  if (values.length === 0) return metric.label;
  const listed = (language: 'id' | 'en'): string => values.map((value) => value[language]).join(', ');
  return { id: `${metric.label.id} (${listed('id')})`, en: `${metric.label.en} (${listed('en')})` };
}

/** Whose figure it is and what: "Contact Center · Tiket konsultasi (WhatsApp)". */
export function figureLabel(subject: string, metric: Metric, dimensions: Dimensions, config: Config): Text {
  const [owner, label] = [ownerOf(subject, config), metricLabel(metric, dimensions)];
  return { id: `${owner.id} · ${label.id}`, en: `${owner.en} · ${label.en}` };
}
