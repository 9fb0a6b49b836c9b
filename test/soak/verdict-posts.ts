import { addDays } from '../../connectors/contract/period.js';
import type { WorldAccount, WorldPost } from '../../sandbox/platforms/world.js';
import type { StoredSnapshot } from '../../src/store/port.js';
import { type Asked, isGivenUp, mayLie, tookAway, wasBelievedGone } from './hindrances.js';
import { FIRST, LAST, type Soaked, type SoakedPull } from './run.js';
import { canSee, nameOf, postFigure, postMetrics } from './truth.js';
import { lastStated, pullsOf, silent } from './verdict.js';
import { postFact } from './witness/statements.js';

const POST_WINDOW = { start: addDays(FIRST, -40), end: addDays(LAST, 2) };
const LATE_MS = 48 * 3_600_000;

/** In words, what is wrong with the posts since the first pull (what was before is for a backfill): each that was shown is stored under its kind, and each of its figures as it was stated last. */
export async function wrongPosts(soaked: Soaked): Promise<readonly string[]> {
  const wrong: string[] = [];
  for (const account of soaked.world.accounts) {
    const stored = new Map((await soaked.rig.store.readContent(nameOf(account), POST_WINDOW)).map((one) => [one.id, one]));
    for (const post of account.posts.filter(({ publishedAt }) => publishedAt >= FIRST)) {
      const id = `${nameOf(account)}/${post.id}`;
      const pulls = pullsOf(soaked, account.platform, post.kind === 'story' ? 'stories' : 'daily').filter((pull) => canSee(pull, post));
      const metrics = postMetrics(account.platform, post.kind);
      const isShown = pulls.some(({ statements }) => metrics.some((metric) => statements.has(postFact(account, post.id, metric))));
      const kind = stored.get(id)?.kind;
      if (isShown && kind === undefined) wrong.push(`${id} (${post.kind}, ${post.publishedAt}) is not stored`);
      // Only Analytics proves that a video is a Short.
      if (kind !== undefined && kind !== post.kind && !(post.kind === 'short' && kind === 'video'))
        wrong.push(`${id} is a ${kind}, not a ${post.kind}`);
      for (const metric of metrics) {
        const [reading] = await soaked.rig.store.readSnapshots([id], metric, soaked.rig.deps.clock.now());
        wrong.push(...figureFaults(soaked, account, post, metric, pulls, reading).map((fault) => `${id} ${metric}: ${fault}`));
      }
    }
  }
  return wrong;
}

function figureFaults(
  soaked: Soaked,
  account: WorldAccount,
  post: WorldPost,
  metric: string,
  pulls: readonly SoakedPull[],
  reading: StoredSnapshot | undefined,
): readonly string[] {
  const asked: Asked = { account, kind: post.kind === 'story' ? 'story' : 'post', metric };
  const fact = postFact(account, post.id, metric);
  const faults = silent(soaked, asked, fact, pulls, (pull) => isAsked(soaked, asked, post, pull));
  const last = lastStated(pulls, fact);
  const value = reading?.value ?? undefined;
  // After days without access a post is read once more though it is older than thirty days: then, too, only what was stated may be stored.
  const isStated = soaked.pulls.some(({ statements }) => value !== undefined && statements.get(fact)?.has(value) === true);
  if (last === undefined) return value === undefined || isStated ? faults : [...faults, `${value} is stored, and was never stated`];
  // In the last hours of its thirty days a post may be read once more, or not.
  const since = soaked.pulls.slice(soaked.pulls.indexOf(last.pull));
  const later = since.flatMap(({ statements }) => [...(statements.get(fact) ?? [])]);
  if (value === undefined && !later.includes(null) && !tookAway(since, asked))
    faults.push(`${reading?.absence ?? 'nothing'}, though ${[...last.values]} was stated`);
  if (value !== undefined && !later.includes(value)) faults.push(`${value} instead of ${[...last.values]}`);
  const truths = [post, post].map((one, index) => postFigure(one, metric, last.pull.at - index * LATE_MS));
  const isLate = last.pull.fired.some(({ name }) => name === 'provisional-values');
  // The shares of YouTube come from its reports, days behind.
  const isKnown = !mayLie(last.pull, asked) && !(account.platform === 'youtube' && metric === 'shares');
  const odd = [...last.values].filter((one) => one !== null && !truths.slice(0, isLate ? 2 : 1).includes(one));
  if (isKnown && odd.length > 0) faults.push(`the platform states ${odd}, not ${truths[0]}`);
  return faults;
}

/** Whether a pull is to ask for a figure of a post: not of one that counts as deleted, or that will never have it; and of shares of YouTube only what there is. */
function isAsked({ pulls }: Soaked, asked: Asked, post: WorldPost, pull: SoakedPull): boolean {
  const before = pulls.slice(0, pulls.indexOf(pull)).filter(({ connection }) => connection === asked.account.platform);
  if (asked.account.platform === 'youtube' && asked.metric === 'shares') return false;
  return (
    !isGivenUp(before, asked) &&
    !wasBelievedGone(before, asked.account) &&
    !isSeenByTooFew(post, pull) &&
    isLookedFor(asked.account, post, pull, before)
  );
}

/**
 * Whether a pull looks for a post: in its own days, and as far back as the posts go that a pull found in its days before. An older one that stands at the
 * head of a list is not taken, and what no list named in its days a backfill finds.
 */
function isLookedFor(account: WorldAccount, post: WorldPost, pull: SoakedPull, before: readonly SoakedPull[]): boolean {
  if (isOfItsDays(pull, post)) return true;
  const older = account.posts.filter(({ publishedAt }) => publishedAt <= post.publishedAt);
  return older.some((one) =>
    before.some(
      (earlier) =>
        isOfItsDays(earlier, one) &&
        postMetrics(account.platform, one.kind).some((metric) => earlier.statements.has(postFact(account, one.id, metric))),
    ),
  );
}

const isOfItsDays = ({ report }: SoakedPull, { publishedAt }: WorldPost): boolean =>
  report.state === 'pulled' && publishedAt >= addDays(report.window.start, -1);

/** Of a story with fewer than five viewers Instagram gives no insights; what it shows may be the figures of two days before. */
const isSeenByTooFew = (post: WorldPost, { at, fired }: SoakedPull): boolean =>
  post.kind === 'story' && postFigure(post, 'reach', at - (fired.some(({ name }) => name === 'provisional-values') ? LATE_MS : 0)) < 5;
