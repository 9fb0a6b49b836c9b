import type { CapabilityTable, KnownAccount, KnownContent, PullAccount } from '../../connectors/contract/connector.js';
import { addDays, type CivilDate, type Instant } from '../../connectors/contract/period.js';
import type { Store, StoredSnapshot } from '../store/port.js';
import { civilDateIn } from '../text/date.js';
import { PRESENCE, STATED_POSTS } from './pulled-facts.js';

/** Of an account of which nothing is known. */
export const NOTHING_KNOWN: KnownAccount = { content: [], statedPosts: undefined };

/** What is known of accounts, and the last reading of each figure of their posts. */
export interface Histories {
  readonly known: (account: string) => KnownAccount | undefined;
  readonly lastReading: (content: string, metric: string) => StoredSnapshot | undefined;
}

/** The account of a content item, whose own id is behind the last slash. */
const accountOf = (content: string): string => content.slice(0, content.lastIndexOf('/'));

/** Reads what is known of some accounts at a moment; days are those of the zone. */
export async function readHistories(
  accounts: readonly PullAccount[],
  capabilities: CapabilityTable,
  now: Instant,
  zone: string,
  store: KnownStore,
): Promise<Histories> {
  const histories = new Map<string, KnownHistory>();
  const moment = { now, today: civilDateIn(now, zone) };
  for (const { id } of accounts) histories.set(id, await readKnownAccount(id, capabilities, moment, store));
  return {
    known: (account) => histories.get(account)?.account,
    lastReading: (content, metric) => histories.get(accountOf(content))?.lastReadings.get(readingKey(content, metric)),
  };
}

/** For how many days after publication the figures of a post are read again; the platforms' own windows are 30 days. */
const CONTENT_DAYS = 30;

type KnownStore = Pick<Store, 'readContent' | 'readSnapshots' | 'readSeries'>;

/** What earlier pulls learned of an account, and the last reading of each figure of those posts. */
interface KnownHistory {
  readonly account: KnownAccount;
  /** by `content metric` */
  readonly lastReadings: ReadonlyMap<string, StoredSnapshot>;
}

/** The key of a reading among the last ones. */
const readingKey = (content: string, metric: string): string => `${content} ${metric}`;

/** What is known of an account: the posts whose figures may still move, and the numbers of posts and followers that the platform stated last. */
async function readKnownAccount(
  account: string,
  capabilities: CapabilityTable,
  moment: { readonly now: Instant; readonly today: CivilDate },
  store: KnownStore,
): Promise<KnownHistory> {
  const window = { start: addDays(moment.today, -CONTENT_DAYS), end: addDays(moment.today, 1) };
  const stated = await store.readSeries({ subject: account, metric: STATED_POSTS, grain: 'day', dimensions: {}, window });
  const followers = await store.readSeries({ subject: account, metric: 'followers', grain: 'day', dimensions: {}, window });
  const counted = followers.findLast(({ value }) => value !== null)?.value ?? undefined;
  const contents = await store.readContent(account, { start: addDays(moment.today, -CONTENT_DAYS), end: addDays(moment.today, 2) });
  const lastReadings = await readLast(
    contents.map(({ id }) => id),
    capabilities,
    moment.now,
    store,
  );
  const gone = await readGone(lastReadings, store);
  const content = contents
    .filter(({ id }) => !gone.has(id))
    .map(
      ({ id, kind, publishedAt }): KnownContent => ({
        platformId: id.slice(account.length + 1),
        kind,
        publishedAt,
        never: neverGiven(id, capabilities, lastReadings),
      }),
    )
    .sort((a, b) => b.publishedAt.localeCompare(a.publishedAt));
  const statedPosts = stated.at(-1)?.value ?? undefined;
  return { account: { content, statedPosts, ...(counted === undefined ? {} : { followers: counted }) }, lastReadings };
}

/** Two absences so close together are one disappearance; longer ago, the first was a slip. */
const ABSENCES_WITHIN_MS = 72 * 3_600_000;

/** The items that two pulls in a row did not find: one absence may be a slip of the platform, and the item is asked for again. */
async function readGone(last: ReadonlyMap<string, StoredSnapshot>, store: KnownStore): Promise<ReadonlySet<string>> {
  const absent = new Map<Instant, string[]>();
  for (const { metric, content, value, readAt } of last.values()) {
    if (metric === PRESENCE && value === 0) absent.set(readAt, [...(absent.get(readAt) ?? []), content]);
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
