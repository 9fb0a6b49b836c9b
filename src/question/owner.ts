import type { Metric, Text } from '../../connectors/contract/metric.js';
import type { Dimensions } from '../../connectors/contract/observation.js';
import { PLATFORM_FACTS } from '../../connectors/index.js';
import type { Config } from '../config/config.js';
import { metricLabel, subjectLabel } from '../text/labels.js';

/** The name of an account with its platform, or of a subject: "Instagram @ditjenpk", "Contact Center". */
export const ownerOf = (subject: string, config: Config): Text =>
  subjectLabel(subject, config, ({ platform, label }) => `${PLATFORM_FACTS[platform].label} ${label}`);

/** Whose figure it is and what: "Contact Center · Tiket konsultasi (WhatsApp)". */
export function figureLabel(subject: string, metric: Metric, dimensions: Dimensions, config: Config): Text {
  const [owner, label] = [ownerOf(subject, config), metricLabel(metric, dimensions)];
  return { id: `${owner.id} · ${label.id}`, en: `${owner.en} · ${label.en}` };
}
