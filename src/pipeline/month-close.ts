import { createHash, randomUUID } from 'node:crypto';
import type { Text } from '../../connectors/contract/metric.js';
import { type Instant, type Period, periodLabel } from '../../connectors/contract/period.js';
import { type BusinessClock, systemWallClock } from '../clock.js';
import type { Config, DigestSetting } from '../config/config.js';
import { type ClosedMonth, closeSetting, readClosed } from '../digest/closing.js';
import type { SectionStore } from '../digest/context.js';
import type { Digest } from '../domain/digest.js';
import { nameOfPerson } from '../domain/person.js';
import { PantauError } from '../errors.js';
import type { Logger } from '../log.js';
import type { Store } from '../store/port.js';
import { civilDateIn } from '../text/date.js';
import { composeDigest } from './compose.js';
import { collectionStatus } from './handed/collection.js';
import { readHeld } from './handed/held.js';
import { RefusedFile } from './import-report.js';
import { withLease } from './lease.js';
import { readReason } from './void-value.js';

/** Which month is closed or opened again, and by whom. */
export interface MonthRequest {
  readonly period: Period;
  /** the id of the person in the configuration, else of the member in Slack */
  readonly by: string;
}

/** What became of closing: done, or first asked, because something was not handed in. */
export type CloseOutcome =
  | { readonly outcome: 'closed'; readonly closed: ClosedMonth }
  | { readonly outcome: 'asks'; readonly missing: readonly MissingHanding[] };

/** Something that was not handed in for a month; `owner` is the person's id. */
export interface MissingHanding {
  readonly key: string;
  readonly label: Text;
  readonly owner: string;
}

/** What closing works with. */
export interface CloseDependencies {
  readonly store: SectionStore;
  readonly config: Config;
  readonly clock: BusinessClock;
  readonly log: Logger;
}

const documentSetting = (label: string, digest: string): string => `published:${label}:${digest}`;

const LEASE_MS = 60_000;

/**
 * Closes a month: each monthly digest is composed once more and kept as it is, with the moment that it shows. What comes later stands beside it. Asks
 * where something was not handed in, unless that is `accepted`. Throws `PantauError('refused-input')` where the month is not over or closed already.
 */
export async function closeMonth(request: MonthRequest & { readonly accepted: boolean }, deps: CloseDependencies): Promise<CloseOutcome> {
  const { period } = request;
  const label = periodLabel(period, deps.config.organisation.calendar);
  return alone(label, deps, async () => {
    const now = deps.clock.now();
    const today = civilDateIn(now, deps.config.organisation.zone);
    if (period.end > today)
      throw new RefusedFile({
        id: `Bulan ${label} belum berakhir; tutup mulai ${period.end}.`,
        en: `${label} is not over. Close it from ${period.end} on.`,
      });
    const before = await readClosed(label, deps);
    if (before !== undefined) throw new RefusedFile(closedAlready(label, before, deps.config));
    const missing = await missingOf(period, deps);
    if (missing.length > 0 && !request.accepted) return { outcome: 'asks', missing };
    const digests = await keepDigests(label, request, now, deps);
    const mark = { state: 'closed', at: now, digests, missing: missing.map(({ key }) => key) } as const;
    // Last of all: until it is written nothing is closed, and what was kept before is kept once more.
    await deps.store.saveSetting({ name: closeSetting(label), value: JSON.stringify(mark), validFrom: now, by: request.by });
    return { outcome: 'closed', closed: { at: now, by: request.by, digests, missing: mark.missing } };
  });
}

/** What nobody handed in for a month, as things stand. */
export async function missingOf(period: Period, { store, config, clock }: CloseDependencies): Promise<readonly MissingHanding[]> {
  const now = clock.now();
  const held = await readHeld({ store, config, now }, period);
  const { items } = collectionStatus(config, held, period, civilDateIn(now, config.organisation.zone));
  const missing = items.filter(({ state }) => state !== 'received');
  return missing.map(({ item }) => ({ key: item.key, label: item.label, owner: item.owed.owner }));
}

/** Opens a closed month again; what was published stays in the history. Throws `PantauError('refused-input')` without a reason, or where it is not closed. */
export async function reopenMonth(request: MonthRequest & { readonly reason: string }, deps: CloseDependencies): Promise<void> {
  const label = periodLabel(request.period, deps.config.organisation.calendar);
  const reason = readReason(request.reason);
  await alone(label, deps, async () => {
    if ((await readClosed(label, deps)) === undefined) throw new RefusedFile({ id: `Bulan ${label} belum ditutup.`, en: `${label} is not closed.` });
    const value = JSON.stringify({ state: 'reopened', reason });
    await deps.store.saveSetting({ name: closeSetting(label), value, validFrom: deps.clock.now(), by: request.by });
  });
}

/** The digest of a closed month as it was published, the same bytes; undefined where the month is open or the digest is none of it. Throws where it was damaged. */
export async function publishedDigest(
  setting: Pick<DigestSetting, 'id' | 'period'>,
  period: Period,
  { store, config }: { readonly store: Pick<Store, 'readSetting'>; readonly config: Pick<Config, 'organisation'> },
): Promise<Digest | undefined> {
  if (setting.period !== 'month' || period.grain !== 'month') return undefined;
  const label = periodLabel(period, config.organisation.calendar);
  const kept = (await readClosed(label, { store }))?.digests.find(({ id }) => id === setting.id);
  if (kept === undefined) return undefined;
  return JSON.parse(await publishedText(label, kept, store));
}

/** A published digest as it was kept, byte for byte. Throws `PantauError('failure')` where it was damaged. */
export async function publishedText(label: string, kept: ClosedMonth['digests'][number], store: Pick<Store, 'readSetting'>): Promise<string> {
  const text = (await store.readSetting(documentSetting(label, kept.id)))?.value ?? '';
  if (sha256(text) !== kept.sha256)
    throw new PantauError('failure', `The published digest "${kept.id}" of ${label} was damaged. Restore the store from a backup.`);
  return text;
}

const sha256 = (text: string): string => createHash('sha256').update(text).digest('hex');

async function keepDigests(
  label: string,
  { period, by }: MonthRequest,
  now: Instant,
  { store, config, log }: CloseDependencies,
): Promise<ClosedMonth['digests']> {
  const kept: { id: string; sha256: string }[] = [];
  for (const digest of config.digests.filter((candidate) => candidate.period === 'month')) {
    const value = JSON.stringify(await composeDigest({ config, digest, period, asOf: now, asItStood: false }, store, log));
    await store.saveSetting({ name: documentSetting(label, digest.id), value, validFrom: now, by });
    kept.push({ id: digest.id, sha256: sha256(value) });
  }
  return kept;
}

/** Of two who close at once the second hears of the first. */
async function alone<T>(label: string, { store }: Pick<CloseDependencies, 'store'>, work: () => Promise<T>): Promise<T> {
  const leased = await withLease(store, closeSetting(label), randomUUID(), LEASE_MS, systemWallClock, work);
  if (!leased.held) throw new RefusedFile({ id: `Bulan ${label} sedang ditutup oleh orang lain.`, en: `${label} is being closed by somebody else.` });
  return leased.value;
}

function closedAlready(label: string, { by, at }: ClosedMonth, { people }: Config): Text {
  const name = nameOfPerson(by, people);
  return { id: `Bulan ${label} sudah ditutup oleh ${name} pada ${at}.`, en: `${label} was closed already by ${name} at ${at}.` };
}
