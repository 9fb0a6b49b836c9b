import type { Text } from '../../connectors/contract/metric.js';
import { SECTION_KINDS } from '../digest/index.js';

/** A platform by the name of its section: Instagram, X; its id where it has none. */
export function platformLabel(platform: string): Text {
  const kind = Object.values(SECTION_KINDS).find((candidate) => candidate.kind === platform);
  return kind?.title ?? { id: platform, en: platform };
}
