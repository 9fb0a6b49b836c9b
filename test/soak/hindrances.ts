import type { CaseName } from '../../sandbox/platforms/faults.js';
import type { WorldAccount } from '../../sandbox/platforms/world.js';
import type { SoakedPull } from './run.js';
import { nameOf } from './truth.js';

/** A figure that is asked about: of an account by day or of now, or of a post. */
export interface Asked {
  readonly account: WorldAccount;
  readonly kind: 'day' | 'now' | 'post' | 'story';
  readonly metric: string;
}

/** Whether a figure of a post stands in its insights, and not in its own fields. */
const isInsight = ({ account: { platform }, kind, metric }: Asked): boolean =>
  kind === 'story' ||
  (kind === 'post' &&
    ((platform === 'instagram' && metric !== 'likes' && metric !== 'comments') || (platform === 'facebook' && /reach|views/.test(metric))));
const isDay = ({ kind }: Asked): boolean => kind === 'day';
const isItem = ({ kind }: Asked): boolean => kind === 'post' || kind === 'story';
const isOfInstagram = ({ account: { platform } }: Asked): boolean => platform === 'instagram';
const all = (): boolean => true;
const none = (): boolean => false;

/**
 * What each case may keep a platform from stating in the pull in which it shows. Cases that a connector has to see through (other shapes of ids, other
 * words, lists out of order, figures that still move) keep nothing back.
 */
const KEEPS_BACK: Readonly<Record<CaseName, (asked: Asked) => boolean>> = {
  'no-data': (asked) => isDay(asked) || isInsight(asked),
  'under-100-followers': isDay,
  'window-too-long': isDay,
  'pre-conversion-media': isInsight,
  'product-mismatch': (asked) => isInsight(asked) && isOfInstagram(asked),
  'story-few-viewers': ({ kind }) => kind === 'story',
  'story-expired': ({ kind }) => kind === 'story',
  'hidden-counts': none,
  'value-shapes': (asked) => isDay(asked) || (isInsight(asked) && !isOfInstagram(asked)),
  'breakdown-refused': ({ metric }) => metric.startsWith('followers_'),
  'wrong-period-empty': (asked) => isDay(asked) || isInsight(asked),
  'end-time-next-day': none,
  'summer-time': isDay,
  'account-east-of-utc': isDay,
  'provisional-values': none,
  'endless-paging': isItem,
  'dead-token': all,
  'throttled-as-400': all,
  'partial-permission': (asked) => !isOfInstagram(asked) || isDay(asked) || isInsight(asked),
  'retired-metric': ({ kind, metric, account: { platform } }) =>
    kind === 'day' ? metric === 'profile_views' : kind === 'post' && metric === (platform === 'instagram' ? 'saves' : 'reach'),
  'reduce-data': isItem,
  'batch-items-fail': all,
  'removed-protocol': none,
  'suspended-user': all,
  'no-posts-two-dialects': none,
  'credits-depleted': all,
  'reset-in-the-past': all,
  'private-metrics-too-old': none,
  'refresh-race': all,
  'rounded-subscribers': none,
  'rows-absent-columns-moved': all,
  'views-redefined': none,
  'quota-or-rate': all,
  'invalid-grant': all,
  'html-body': all,
  'ids-as-numbers': none,
  'ok-code-in-error': none,
  'version-sunset': none,
  'secrets-in-bodies': all,
  'moved-and-deleted-posts': isItem,
  'backdated-posts': none,
  'followers-purged': none,
};

/** Cases that spoil a whole answer, and so all accounts that share the call. */
const SHARED: ReadonlySet<CaseName> = new Set<CaseName>([
  'html-body',
  'throttled-as-400',
  'credits-depleted',
  'reset-in-the-past',
  'quota-or-rate',
  'refresh-race',
  'invalid-grant',
  'dead-token',
]);

/** Those of them after which a platform is left alone for a while, a day at most. */
const PAUSING: ReadonlySet<CaseName> = new Set<CaseName>([...SHARED].filter((name) => name !== 'html-body'));
const PAUSE_MS = 26 * 3_600_000;

/** Cases by which posts that are there are left out of an answer. */
const LEAVE_OUT: ReadonlySet<CaseName> = new Set<CaseName>(['suspended-user', 'moved-and-deleted-posts', 'rows-absent-columns-moved']);
/** Cases by which a platform says that it will never give a figure of a post: it is not asked again. */
const NEVER: ReadonlySet<CaseName> = new Set<CaseName>(['pre-conversion-media', 'product-mismatch']);

/** Cases by which a platform states another figure than the true one, without a word. At random an account's days end elsewhere from one call to the next. */
const LIES: Readonly<Partial<Record<CaseName, (asked: Asked) => boolean>>> = {
  'followers-purged': ({ kind }) => kind === 'now',
  'under-100-followers': ({ kind }) => kind === 'now',
  'rounded-subscribers': ({ kind }) => kind === 'now',
  'views-redefined': ({ metric }) => metric.endsWith('views'),
  'account-east-of-utc': isDay,
  'hidden-counts': ({ metric, account: { platform } }) => platform === 'facebook' && metric === 'shares',
  'suspended-user': ({ metric }) => metric === 'impressions',
  'moved-and-deleted-posts': ({ metric }) => metric === 'impressions',
};

const concerns = (asked: Asked, of: string | undefined, name: CaseName): boolean => of === undefined || of === asked.account.id || SHARED.has(name);

/** Whether an account, a capability or both had been stopped before a pull, so that nothing was asked. */
function isStopped({ stopped }: SoakedPull, asked: Asked, capabilities: readonly string[]): boolean {
  const account = nameOf(asked.account);
  return stopped.some((concern) => {
    const [first, second = first] = concern.split(' ');
    return (
      concern === '*' || concern === account || ((first === account || first === second) && second !== undefined && capabilities.includes(second))
    );
  });
}

/** Whether a platform could have given a figure in a pull: nothing that showed itself then, or shortly before, keeps it back. */
export function couldGive(pull: SoakedPull, asked: Asked, before: readonly SoakedPull[], capabilities: readonly string[]): boolean {
  if (pull.report.state !== 'pulled' || isStopped(pull, asked, capabilities)) return false;
  if (pull.fired.some(({ name, account }) => concerns(asked, account, name) && KEEPS_BACK[name](asked))) return false;
  return !before.some(({ at, fired }) => pull.at - at < PAUSE_MS && fired.some(({ name }) => PAUSING.has(name)));
}

/** Whether what a platform stated in a pull may be another figure than the true one. */
export const mayLie = ({ fired }: SoakedPull, asked: Asked): boolean =>
  fired.some(({ name, account }) => concerns(asked, account, name) && LIES[name]?.(asked) === true);

/** Whether a platform said in one of some pulls that it has no such figure of an account's posts. */
export const tookAway = (pulls: readonly SoakedPull[], asked: Asked): boolean =>
  isInsight(asked) && pulls.some(({ fired }) => fired.some(({ name, account }) => account === asked.account.id && KEEPS_BACK[name](asked)));

/** Whether a figure of a post is no longer asked for, since the platform said that it will never be. */
export const isGivenUp = (before: readonly SoakedPull[], asked: Asked): boolean =>
  isInsight(asked) && before.some(({ fired }) => fired.some(({ name, account }) => account === asked.account.id && NEVER.has(name)));

/** Whether an account's posts were left out of answers in two pulls within three days: what is twice not there counts as deleted, until a backfill finds it. */
export function wasBelievedGone(pulls: readonly SoakedPull[], { id }: WorldAccount): boolean {
  const left = pulls.filter(({ fired }) => fired.some(({ name, account }) => account === id && LEAVE_OUT.has(name)));
  return left.some(({ at }, index) => at - (left[index - 1]?.at ?? 0) <= 3 * 24 * 3_600_000);
}
