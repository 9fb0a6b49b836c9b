import { z } from 'zod';
import type { Instant } from '../../connectors/contract/period.js';
import type { Store } from '../store/port.js';

/** A month that was closed: the moment up to which things count as published, and the digests as they were then. */
export interface ClosedMonth {
  readonly at: Instant;
  readonly by: string;
  readonly digests: readonly { readonly id: string; readonly sha256: string }[];
  /** keys of what was handed in by nobody when it was closed */
  readonly missing: readonly string[];
}

/** The setting whose versions are the closings and openings of a month. */
export const closeSetting = (label: string): string => `close:${label}`;

const closedSchema = z.object({
  state: z.literal('closed'),
  at: z.iso.datetime(),
  digests: z.array(z.object({ id: z.string(), sha256: z.string() })),
  missing: z.array(z.string()),
});
const markSchema = z.discriminatedUnion('state', [closedSchema, z.object({ state: z.literal('reopened'), reason: z.string() })]);

/** The month whose closings a setting keeps; undefined for another setting. */
export const closedMonthOf = (setting: string): string | undefined => (setting.startsWith('close:') ? setting.slice('close:'.length) : undefined);

/** What one version of a month's setting says was done, for the audit log. */
export function closingOf(label: string, value: string): { readonly kind: 'close' | 'reopen'; readonly detail: string } {
  const mark = markSchema.parse(JSON.parse(value));
  if (mark.state === 'reopened') return { kind: 'reopen', detail: `${label}: ${mark.reason}` };
  const digests = mark.digests.map(({ id, sha256: hash }) => `${id} ${hash.slice(0, 12)}`).join(', ');
  return { kind: 'close', detail: `${label}: ${digests}${mark.missing.length === 0 ? '' : `; without ${mark.missing.join(', ')}`}` };
}

/** The closing of a month; undefined where it was never closed, or opened again since. */
export async function readClosed(label: string, { store }: { readonly store: Pick<Store, 'readSetting'> }): Promise<ClosedMonth | undefined> {
  const version = await store.readSetting(closeSetting(label));
  const mark = version && markSchema.parse(JSON.parse(version.value));
  if (version === undefined || mark?.state !== 'closed') return undefined;
  return { at: mark.at as Instant, by: version.by, digests: mark.digests, missing: mark.missing };
}
