import { stringify } from 'yaml';
import type { Instant } from '../../connectors/contract/period.js';
import type { Config } from '../../src/config/config.js';
import { demoConfig, demoFile } from './ministry.js';

/** The demo's people and channels with these rules, and no digests. */
export function configWith(rules: readonly object[], ...changes: readonly (readonly [string, string])[]): Config {
  const [head = ''] = demoFile('pantau.yaml')
    .replace(/\nconnections:[\s\S]*?\n\n/, '\n')
    .split('\ndigests:\n');
  return demoConfig(changes.reduce((text, [from, to]) => text.replace(from, to), `${head}\n${stringify({ digests: [], alerts: rules })}`));
}

/** A daily series, and a rule that watches it. */
export const X = { subject: 'x:DitjenPK', metric: 'impressions', dimensions: {}, grain: 'day' as const };
export const FALL = {
  id: 'fall',
  condition: 'relative-decline',
  metric: 'impressions',
  subject: X.subject,
  grain: 'day',
  baseline: { medianOf: 4 },
  threshold: 0.2,
  recovery: 0.1,
  route: ['laporan'],
};

/** A time in Jakarta. */
export const at = (day: string, time = '09:05'): Instant => new Date(`${day}T${time}:00+07:00`).toISOString() as Instant;
