import { addDays, type CivilDate } from '../../connectors/contract/period.js';
import type { WorldAccount, WorldPost } from '../../sandbox/platforms/world.js';
import { readCompleteness } from '../../src/pipeline/completeness.js';
import type { StoredObservation } from '../../src/store/port.js';
import { FIRST, LAST, type Soaked, type SoakedPull } from './run.js';
import { LEAVE_OUT, LIES, lastGoodReader, likesAt, nameOf, readersOf, settledDays, statedFollowers, TOLD, wasUntroubled } from './truth.js';

const WINDOW = { start: FIRST, end: addDays(LAST, 1) };
const POST_WINDOW = { start: addDays(FIRST, -40), end: addDays(LAST, 2) };
const DAY_MS = 86_400_000;

const readMetric = (soaked: Soaked, account: WorldAccount, metric: string): Promise<readonly StoredObservation[]> =>
  soaked.rig.store.readSeries({ subject: nameOf(account), metric, grain: 'day', dimensions: {}, window: WINDOW });

/** Where the stored daily figures differ from the truth that the platform could have given; in words. `whole`: after a backfill, when it gave everything. */
export async function wrongDays(soaked: Soaked, whole: boolean): Promise<readonly string[]> {
  const wrong: string[] = [];
  const last = soaked.pulls.at(-1)?.at ?? 0;
  for (const account of soaked.world.accounts) {
    const days = settledDays(account, last);
    for (const [metric, truthOf] of Object.entries(TOLD[account.platform].metrics)) {
      const rows = new Map((await readMetric(soaked, account, metric)).map((row) => [row.period.start, row]));
      const marked = await markedGaps(soaked, account, metric);
      for (const day of days) {
        const truth = truthOf(account.days.get(day) ?? NO_DAY);
        const readers = readersOf(day, account, soaked.pulls);
        const good = lastGoodReader(day, account, readers);
        if (!whole && wasLiedTo(readers.slice(good + 1), account)) continue;
        const fault = faultOf(rows.get(day), truth, whole || good >= 0, marked.has(day));
        if (fault !== undefined) wrong.push(`${nameOf(account)} ${metric} ${day}: ${fault}`);
      }
    }
  }
  return wrong;
}

const NO_DAY = { followers: 0, gained: 0, lost: 0, reach: 0, views: 0, profileViews: 0 };

/** What is wrong with one day: a figure that could be had and is missing or another one, a figure that is false, or a hole that is not marked. */
function faultOf(row: StoredObservation | undefined, truth: number, couldBeHad: boolean, isMarked: boolean): string | undefined {
  const value = row?.value ?? undefined;
  if (couldBeHad) return value === truth ? undefined : `${value ?? row?.absence ?? 'nothing'} (${row?.quality}) instead of ${truth}`;
  if (value !== undefined) return value === truth || row?.quality !== 'complete' ? undefined : `${value} is stored as final instead of ${truth}`;
  const isExplained = row?.absence !== undefined && row.absence !== 'not-yet';
  return isMarked || isExplained ? undefined : 'nothing is stored, and it is not marked as a gap';
}

/** Whether a platform stated another figure than the true one since a day was read well. */
const wasLiedTo = (readers: readonly SoakedPull[], account: WorldAccount): boolean =>
  readers.some(({ fired }) => fired.some(({ name, account: of }) => of === account.id && LIES.has(name)));

/** The days of a metric that `pantau status` names as without a figure; all of them where nothing is stored at all, and those before the first. */
async function markedGaps(soaked: Soaked, account: WorldAccount, metric: string): Promise<ReadonlySet<CivilDate>> {
  const connector = soaked.rig.connections.find(({ id }) => id === account.platform)?.connector;
  if (connector === undefined) throw new Error(`Nothing pulls ${account.platform}.`);
  const all = await readCompleteness(nameOf(account), connector.capabilities, WINDOW, LAST, soaked.rig.store);
  const found = all.find((one) => one.metric === metric);
  const marked = new Set<CivilDate>();
  const first = (await readMetric(soaked, account, metric)).find(({ value }) => value !== null)?.period.start ?? WINDOW.end;
  for (let day = FIRST; day < first; day = addDays(day, 1)) marked.add(day as CivilDate);
  for (const { start, end } of found?.gaps ?? []) for (let day = start; day < end; day = addDays(day, 1)) marked.add(day);
  return marked;
}

/** Where the stored readings of followers differ from what was stated on a day on which nothing troubled the pull; in words. */
export async function wrongFollowers(soaked: Soaked): Promise<readonly string[]> {
  const wrong: string[] = [];
  for (const account of soaked.world.accounts) {
    const rows = new Map((await readMetric(soaked, account, 'followers')).map((row) => [row.period.start, row]));
    let isPurged = false;
    for (const pull of soaked.pulls.filter(({ connection, task }) => connection === account.platform && task === 'daily')) {
      isPurged ||= pull.fired.some(({ name, account: of }) => name === 'followers-purged' && of === account.id);
      if (!wasUntroubled(pull, account)) continue;
      const [stored, stated] = [rows.get(pull.day)?.value, statedFollowers(account, pull.day, isPurged)];
      if (stored !== stated) wrong.push(`${nameOf(account)} followers ${pull.day}: ${stored ?? 'nothing'} instead of ${stated}`);
    }
  }
  return wrong;
}

/** The posts that are not stored, and the likes of posts that are not those that were read last; in words. */
export async function wrongPosts(soaked: Soaked): Promise<readonly string[]> {
  const wrong: string[] = [];
  for (const account of soaked.world.accounts) {
    const stored = new Set((await soaked.rig.store.readContent(nameOf(account), POST_WINDOW)).map(({ id }) => id));
    for (const post of account.posts.filter(({ publishedAt }) => publishedAt >= FIRST)) {
      const id = `${nameOf(account)}/${post.id}`;
      const isSight = (pull: SoakedPull): boolean => couldSee(pull, post) && wasUntroubled(pull, account);
      const first = soaked.pulls.findLastIndex((pull) => pull.connection === account.platform && isSight(pull));
      if (first < 0) continue;
      if (!stored.has(id)) wrong.push(`${id} (${post.kind}, ${post.publishedAt}) is not stored`);
      else if (post.kind !== 'story') {
        const since = soaked.pulls.slice(first).filter(({ connection }) => connection === account.platform);
        const [reading] = await soaked.rig.store.readSnapshots([id], 'likes', soaked.rig.deps.clock.now());
        const possible = likesAt(post, since);
        const isHidden = reading?.absence === 'withheld' && since.some(({ fired }) => fired.some(({ name }) => name === 'hidden-counts'));
        if (!isHidden && !wasBelievedGone(soaked.pulls, account) && !possible.has(reading?.value ?? -1))
          wrong.push(`${id} likes: ${reading?.value ?? reading?.absence} instead of ${[...possible].join()}`);
      }
    }
  }
  return wrong;
}

/** Whether an account's posts were left out of answers in two pulls within three days: what is twice not there counts as deleted, until a backfill finds it. */
function wasBelievedGone(pulls: readonly SoakedPull[], { platform, id }: WorldAccount): boolean {
  const left = pulls.filter(
    ({ connection, fired }) => connection === platform && fired.some(({ name, account }) => account === id && LEAVE_OUT.has(name)),
  );
  return left.some(({ at }, index) => at - (left[index - 1]?.at ?? 0) <= 3 * DAY_MS);
}

/** Stories are seen for a day, other posts are read again for thirty. */
function couldSee({ task, at }: SoakedPull, { kind, publishedAt }: WorldPost): boolean {
  const age = at - Date.parse(publishedAt);
  return age >= 0 && (kind === 'story' ? task === 'stories' && age < DAY_MS : task === 'daily' && age < 29 * DAY_MS);
}
