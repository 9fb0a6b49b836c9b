import { invalid, unknownPath } from './errors.js';

/** Versions of the Graph API with the days between which they are served (changelog of 2026-10-29, read 2026-11-25). */
const VERSIONS: readonly { readonly number: number; readonly from: string; readonly until?: string }[] = [
  { number: 20, from: '2024-05-21', until: '2026-09-24' },
  { number: 21, from: '2024-10-02', until: '2027-01-21' },
  { number: 22, from: '2025-01-21', until: '2027-05-20' },
  { number: 23, from: '2025-05-29', until: '2027-10-08' },
  { number: 24, from: '2025-10-08', until: '2028-02-18' },
  { number: 25, from: '2026-02-18', until: '2028-07-29' },
  { number: 26, from: '2026-07-29' },
  { number: 27, from: '2026-11-04' },
];

/** The day on which five old habits stopped, in every version: announced 2026-07-29. */
const PROTOCOL_REMOVED = '2026-10-27';
const REMOVED_PARAMETERS = ['pretty', 'debug', 'date_format', 'ids'] as const;

/** Names that were allowed everywhere before they stopped. */
export const oldParameters = (apiDate: string): readonly string[] => (apiDate < PROTOCOL_REMOVED ? ['pretty', 'debug', 'date_format'] : []);

/**
 * The version that serves a call whose path begins with `v25.0`, or with none. A removed version is served by the oldest that lives, and so is a call
 * without one; a version that never was is refused.
 */
export function servedVersion(text: string | undefined, apiDate: string): number {
  const live = VERSIONS.filter((version) => version.from <= apiDate && (version.until === undefined || version.until > apiDate));
  const oldest = live[0]?.number ?? 0;
  if (text === undefined) return oldest;
  const number = Number(text.slice(1));
  if (live.some((version) => version.number === number)) return number;
  if (number < oldest) return oldest;
  throw unknownPath(`/${text}`);
}

/** Refuses what was removed from the protocol: `pretty`, `debug`, `date_format`, the root's `ids`, `If-None-Match`. */
export function refuseOldProtocol(parameters: ReadonlyMap<string, string>, headers: Readonly<Record<string, string>>, apiDate: string): void {
  if (apiDate < PROTOCOL_REMOVED) return;
  const name = REMOVED_PARAMETERS.find((parameter) => parameters.has(parameter));
  if (name !== undefined) throw invalid(`The parameter ${name} is no longer supported`);
  if (headers['if-none-match'] !== undefined) throw invalid('The header If-None-Match is no longer supported');
}
