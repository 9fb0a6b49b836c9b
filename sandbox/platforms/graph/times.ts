import { dayNumber } from '../../calendar.js';
import { dayOf, startOfDay } from './days.js';
import { invalid } from './errors.js';

/** From `since` (included) to `until`, milliseconds since 1970. */
export interface Range {
  readonly since: number;
  readonly until: number;
}

/** A moment given as seconds since 1970, as a day (its beginning in California) or as ISO 8601; undefined where it is not given. */
export function readMoment(parameters: ReadonlyMap<string, string>, name: 'since' | 'until'): number | undefined {
  const text = parameters.get(name);
  if (text === undefined) return undefined;
  if (/^\d{1,11}$/.test(text)) return Number(text) * 1_000;
  const moment = /^\d{4}-\d\d-\d\d$/.test(text) ? startOfDay(dayNumber(text)) : Date.parse(text);
  if (Number.isNaN(moment)) throw invalid(`param ${name} must be a valid date/time or a UNIX timestamp`);
  return moment;
}

const DAYS_OF_PRESET: Readonly<Record<string, number>> = {
  yesterday: 1,
  last_3d: 3,
  last_7d: 7,
  last_14d: 14,
  last_28d: 28,
  last_30d: 30,
  last_90d: 90,
};

/** Names of ranges that Page insights take. */
const DATE_PRESETS: readonly string[] = Object.keys(DAYS_OF_PRESET);

/** Where an edge of insights is asked without a range, it tells of the last `defaultDays` days. */
export function readRange(parameters: ReadonlyMap<string, string>, now: number, defaultDays: number, maximumSeconds: number): Range {
  const preset = parameters.get('date_preset');
  if (preset !== undefined) {
    const days = DAYS_OF_PRESET[preset];
    if (days === undefined) throw invalid(`date_preset must be one of the following values: ${DATE_PRESETS.join(', ')}`);
    const today = dayOf(now);
    return { since: startOfDay(today - days), until: startOfDay(today) };
  }
  const [since, until] = [readMoment(parameters, 'since'), readMoment(parameters, 'until')];
  const end = until ?? now;
  const begin = since ?? end - defaultDays * 86_400_000;
  if (begin > end) throw invalid('since param must be earlier than until param');
  if (end - begin > maximumSeconds * 1_000) throw tooLong(maximumSeconds);
  return { since: begin, until: end };
}

/** The refusal of a range that is too long. */
export const tooLong = (maximumSeconds: number) =>
  invalid(`There cannot be more than ${maximumSeconds / 86_400} days (${maximumSeconds} s) between since and until`);

const KEPT_DAYS = 730;

/** Refuses a range that begins before the two years that are kept. */
export function refuseForgotten({ since }: Range, now: number): void {
  if (since < now - KEPT_DAYS * 86_400_000) throw invalid('since param is not valid. Metrics data is available for the last 2 years');
}

/** Whether the figures of something published so long ago are no longer kept. */
export const isForgotten = (publishedAt: number, now: number): boolean => publishedAt < now - KEPT_DAYS * 86_400_000;
