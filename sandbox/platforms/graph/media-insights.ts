import { ACCOUNT_PERIODS } from './account-metrics.js';
import type { PostEntry } from './directory.js';
import { beforeConversion, breakdownRefused, gone, invalid, noPermission, tooFewViewers } from './errors.js';
import { figuresOfPost } from './figures.js';
import { type Insight, insight, readList, requireOneOf, totalValue } from './insight.js';
import { MEDIA_BREAKDOWNS, MEDIA_METRICS, type MediaMetric, type MediaProduct, RETIRED_BY_SWITCH } from './media-metrics.js';
import { type Edge, pick } from './node.js';
import { fires, type Scope } from './scope.js';
import { isForgotten } from './times.js';

const DAY_MS = 86_400_000;
const LEAST_VIEWERS = 5;

/** The platform's word for the kind of a post. */
export function productOf({ post }: PostEntry): MediaProduct {
  if (post.kind === 'story') return 'STORY';
  return post.kind === 'feed' || post.kind === 'post' ? 'FEED' : 'REELS';
}

/** Stories vanish after a day. */
export const isLive = ({ at, post }: PostEntry, now: number): boolean => post.kind !== 'story' || now < at + DAY_MS;

/** Whether a reel shows on Facebook too: about half of them, by their ids. */
const isCrossposted = ({ index }: PostEntry): boolean => index % 2 === 0;

/** `GET /{media}/insights`. */
export const mediaInsights: Edge<PostEntry> = {
  parameters: ['metric', 'period', 'breakdown'],
  read: (one, call, scope) => {
    if (fires(scope, 'partial-permission', one.entry)) throw noPermission(10);
    const names = readList(call.arguments, 'metric');
    const breakdowns = readList(call.arguments, 'breakdown');
    refuseParameters(names, breakdowns, call.arguments, scope);
    refuseState(one, scope);
    refuseMetrics(names, one, scope);
    for (const name of names) if (breakdowns.some((breakdown) => MEDIA_METRICS[name]?.breakdown !== breakdown)) throw breakdownRefused();
    if (breakdowns.length > 0 && fires(scope, 'breakdown-refused', one.entry)) throw breakdownRefused();
    if (isForgotten(one.at, scope.now)) return { data: [] };
    const shown = fires(scope, 'no-data', one.entry) ? names.slice(0, -1) : names;
    const asTotal = breakdowns.length > 0 || fires(scope, 'value-shapes', one.entry);
    const figures = figuresOfPost(one, scope);
    const data = shown.map((name): Insight => {
      const value = MEDIA_METRICS[name]?.of(figures) ?? 0;
      return insight(one.post.id, name, 'lifetime', asTotal ? { total_value: totalValue(value, breakdowns) } : { values: [{ value }] });
    });
    return { data: data.map((each) => pick(each, call.fields)) };
  },
};

function refuseParameters(names: readonly string[], breakdowns: readonly string[], parameters: ReadonlyMap<string, string>, scope: Scope): void {
  if (names.length === 0) throw invalid('The parameter metric is required');
  const period = parameters.get('period') ?? 'lifetime';
  requireOneOf('period', [period], ACCOUNT_PERIODS);
  if (period !== 'lifetime') throw invalid(`Incompatible period (${period}) for metric (${names[0]})`);
  requireOneOf('breakdown', breakdowns, MEDIA_BREAKDOWNS);
  requireOneOf('metric', names, servedMetrics(scope));
}

const served = new Map<string, readonly string[]>();

function servedMetrics({ context: { apiDate }, door }: Scope): readonly string[] {
  const key = `${apiDate} ${door}`;
  const known = served.get(key);
  if (known !== undefined) return known;
  const names = Object.keys(MEDIA_METRICS).filter((name) => {
    const { since = '', facebookLoginOnly } = MEDIA_METRICS[name] ?? {};
    return since <= apiDate && !(facebookLoginOnly === true && door === 'instagram');
  });
  served.set(key, names);
  return names;
}

/** What the media itself does not allow: it is gone, too old, or seen by too few. */
function refuseState(one: PostEntry, scope: Scope): void {
  const { entry, post } = one;
  if (post.kind === 'story') {
    if (!isLive(one, scope.now) || fires(scope, 'story-expired', entry)) throw gone(post.id);
    if (figuresOfPost(one, scope).reach < LEAST_VIEWERS || fires(scope, 'story-few-viewers', entry)) throw tooFewViewers();
    return;
  }
  if (one.at < entry.createdAt || fires(scope, 'pre-conversion-media', entry)) throw beforeConversion();
}

function refuseMetrics(names: readonly string[], one: PostEntry, scope: Scope): void {
  const product = productOf(one);
  const { apiDate } = scope.context;
  const isRemoved = ({ removed, removedForMediaAfter }: MediaMetric): boolean =>
    removed !== undefined && removed <= apiDate && (removedForMediaAfter === undefined || one.post.publishedAt > removedForMediaAfter);
  const switched = RETIRED_BY_SWITCH[product];
  const retired = names.includes(switched) && fires(scope, 'retired-metric', one.entry) ? switched : undefined;
  for (const name of names) {
    const metric = MEDIA_METRICS[name];
    if (name === retired || (metric !== undefined && isRemoved(metric)))
      throw invalid(`Starting from version v22 and above, the ${name} metric is no longer supported for the queried media.`);
  }
  const mismatched = names.filter((name) => MEDIA_METRICS[name]?.products.includes(product) !== true);
  const wrong = mismatched.length === 0 && fires(scope, 'product-mismatch', one.entry) ? names.slice(-1) : mismatched;
  if (wrong.length > 0) throw invalid(`The Media Insights API does not support the ${wrong.join(', ')} metric for this media product type`);
  const alone = names.find((name) => product === 'REELS' && MEDIA_METRICS[name]?.needsCrossposting === true && !isCrossposted(one));
  if (alone !== undefined) throw invalid(`The ${alone} metric is not available for reels that are not crossposted to Facebook`);
}
