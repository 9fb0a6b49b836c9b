import type { CapabilityTable, KnownAccount, KnownContent } from '../../connectors/contract/connector.js';
import { addDays, type CivilDate, type Instant } from '../../connectors/contract/period.js';
import type { Store, StoredSnapshot } from '../store/port.js';
import { PRESENCE, STATED_POSTS } from './pulled-facts.js';

/** For how many days after publication the figures of a post are read again; the platforms' own windows are 30 days. */
const CONTENT_DAYS = 30;

type KnownStore = Pick<Store, 'readContent' | 'readSnapshots' | 'readSeries'>;

/** What earlier pulls learned of an account: the posts whose figures may still move, and the number of posts that the platform stated. */
export async function readKnownAccount(
  account: string,
  capabilities: CapabilityTable,
  moment: { readonly now: Instant; readonly today: CivilDate },
  store: KnownStore,
): Promise<KnownAccount> {
  const stated = await store.readSeries({
    subject: account,
    metric: STATED_POSTS,
    grain: 'day',
    dimensions: {},
    window: { start: addDays(moment.today, -CONTENT_DAYS), end: addDays(moment.today, 1) },
  });
  const contents = await store.readContent(account, { start: addDays(moment.today, -CONTENT_DAYS), end: addDays(moment.today, 2) });
  const ids = contents.map(({ id }) => id);
  const gone = await readGone(ids, moment.now, store);
  const never = await readNever(ids, capabilities, moment.now, store);
  const content = contents
    .filter(({ id }) => !gone.has(id))
    .map(
      ({ id, kind, publishedAt }): KnownContent => ({
        platformId: id.slice(account.length + 1),
        kind,
        publishedAt,
        never: never.get(id) ?? [],
      }),
    )
    .sort((a, b) => b.publishedAt.localeCompare(a.publishedAt));
  return { content, statedPosts: stated.at(-1)?.value ?? undefined };
}

/** Two absences so close together are one disappearance; longer ago, the first was a slip. */
const ABSENCES_WITHIN_MS = 72 * 3_600_000;

/** The items that two pulls in a row did not find: one absence may be a slip of the platform, and the item is asked for again. */
async function readGone(ids: readonly string[], now: Instant, store: KnownStore): Promise<ReadonlySet<string>> {
  const absent = new Map<Instant, string[]>();
  for (const { content, value, readAt } of await store.readSnapshots(ids, PRESENCE, now)) {
    if (value === 0) absent.set(readAt, [...(absent.get(readAt) ?? []), content]);
  }
  const gone = new Set<string>();
  for (const [readAt, contents] of absent) {
    const before = new Date(Date.parse(readAt) - 1).toISOString() as Instant;
    for (const { content, value, readAt: first } of await store.readSnapshots(contents, PRESENCE, before)) {
      if (value === 0 && Date.parse(readAt) - Date.parse(first) <= ABSENCES_WITHIN_MS) gone.add(content);
    }
  }
  return gone;
}

/** For each content item the capabilities of which the platform said that it will never give them. */
async function readNever(
  ids: readonly string[],
  capabilities: CapabilityTable,
  now: Instant,
  store: KnownStore,
): Promise<ReadonlyMap<string, readonly string[]>> {
  const never = new Map<string, string[]>();
  const forEver = (snapshot: StoredSnapshot): boolean => snapshot.value === null && snapshot.absence === 'not-available';
  for (const [name, capability] of Object.entries(capabilities)) {
    if (capability.subject !== 'content' || ids.length === 0) continue;
    for (const snapshot of await store.readSnapshots(ids, capability.metric, now)) {
      if (forEver(snapshot)) never.set(snapshot.content, [...(never.get(snapshot.content) ?? []), name]);
    }
  }
  return never;
}
