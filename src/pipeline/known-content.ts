import type { CapabilityTable, KnownAccount, KnownContent } from '../../connectors/contract/connector.js';
import { addDays, type CivilDate, type Instant } from '../../connectors/contract/period.js';
import type { Store, StoredSnapshot } from '../store/port.js';
import { PRESENCE, STATED_POSTS } from './pulled-facts.js';

/** For how many days after publication the figures of a post are read again; the platforms' own windows are 30 days. */
const CONTENT_DAYS = 30;

type KnownStore = Pick<Store, 'readContent' | 'readSnapshots' | 'readSeries'>;

/** What earlier pulls learned of an account, and the last reading of each figure of those posts. */
export interface KnownHistory {
  readonly account: KnownAccount;
  /** by `content metric` */
  readonly lastReadings: ReadonlyMap<string, StoredSnapshot>;
}

/** The key of a reading among the last ones. */
export const readingKey = (content: string, metric: string): string => `${content} ${metric}`;

/** What is known of an account: the posts whose figures may still move, and the number of posts that the platform stated. */
export async function readKnownAccount(
  account: string,
  capabilities: CapabilityTable,
  moment: { readonly now: Instant; readonly today: CivilDate },
  store: KnownStore,
): Promise<KnownHistory> {
  const stated = await store.readSeries({
    subject: account,
    metric: STATED_POSTS,
    grain: 'day',
    dimensions: {},
    window: { start: addDays(moment.today, -CONTENT_DAYS), end: addDays(moment.today, 1) },
  });
  const contents = await store.readContent(account, { start: addDays(moment.today, -CONTENT_DAYS), end: addDays(moment.today, 2) });
  const lastReadings = await readLast(
    contents.map(({ id }) => id),
    capabilities,
    moment.now,
    store,
  );
  const content = contents
    .filter(({ id }) => lastReadings.get(readingKey(id, PRESENCE))?.value !== 0)
    .map(
      ({ id, kind, publishedAt }): KnownContent => ({
        platformId: id.slice(account.length + 1),
        kind,
        publishedAt,
        never: neverGiven(id, capabilities, lastReadings),
      }),
    )
    .sort((a, b) => b.publishedAt.localeCompare(a.publishedAt));
  return { account: { content, statedPosts: stated.at(-1)?.value ?? undefined }, lastReadings };
}

async function readLast(
  ids: readonly string[],
  capabilities: CapabilityTable,
  now: Instant,
  store: KnownStore,
): Promise<ReadonlyMap<string, StoredSnapshot>> {
  const last = new Map<string, StoredSnapshot>();
  if (ids.length === 0) return last;
  const metrics = new Set(Object.values(capabilities).flatMap(({ subject, metric }) => (subject === 'content' ? [metric] : [])));
  for (const metric of [...metrics, PRESENCE]) {
    for (const snapshot of await store.readSnapshots(ids, metric, now)) last.set(readingKey(snapshot.content, metric), snapshot);
  }
  return last;
}

/** The capabilities of which the platform said that it will never give them of an item. */
function neverGiven(id: string, capabilities: CapabilityTable, last: ReadonlyMap<string, StoredSnapshot>): readonly string[] {
  return Object.entries(capabilities).flatMap(([name, { subject, metric }]) => {
    const reading = subject === 'content' ? last.get(readingKey(id, metric)) : undefined;
    return reading?.value === null && reading.absence === 'not-available' ? [name] : [];
  });
}
