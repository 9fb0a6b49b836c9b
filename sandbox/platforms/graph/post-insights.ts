import type { PostEntry } from './directory.js';
import { breakdownRefused, invalid, noMetric, noPermission } from './errors.js';
import { figuresOfPost } from './figures.js';
import { type Insight, insight, readList, requireOneOf } from './insight.js';
import { type Edge, pick } from './node.js';
import { PAGE_PERIODS, POST_METRICS, type PostMetric, RETIRED_BY_SWITCH, STORY_METRICS, VIDEO_METRICS } from './page-metrics.js';
import { requirePageToken } from './page-token.js';
import { timePaging } from './paging.js';
import { fires, type Scope } from './scope.js';
import { spread, spreadAsObject } from './shares.js';
import { isForgotten, readRange } from './times.js';

const MOST_SECONDS = 93 * 86_400;

type Table = Readonly<Record<string, PostMetric>>;

/** `GET /{page}_{post}/insights`, of a post or of a story. */
export const postInsights: Edge<PostEntry> = {
  parameters: ['metric', 'period', 'breakdown', 'date_preset', 'since', 'until'],
  read: (one, call, scope) => {
    const isStory = one.post.kind === 'story';
    const given = readList(call.arguments, 'metric');
    const names = isStory ? given.map((name) => name.toUpperCase()) : given;
    if (names.length === 0) {
      requirePageToken(scope, one.entry, 'insights');
      throw noMetric();
    }
    return read(one, call, scope, isStory ? STORY_METRICS : POST_METRICS, names);
  },
};

/** `GET /{video}/video_insights`: all of them where none is named. */
export const videoInsights: Edge<PostEntry> = {
  parameters: ['metric', 'period', 'since', 'until'],
  read: (one, call, scope) => {
    const names = readList(call.arguments, 'metric');
    return read(one, call, scope, VIDEO_METRICS, names.length === 0 ? Object.keys(VIDEO_METRICS) : names);
  },
};

function read(one: PostEntry, call: Parameters<Edge<PostEntry>['read']>[1], scope: Scope, table: Table, names: readonly string[]): unknown {
  const { entry } = one;
  requirePageToken(scope, entry, 'insights');
  if (fires(scope, 'partial-permission', entry)) throw noPermission(200);
  refuse(names, table, scope, one);
  const breakdowns = readList(call.arguments, 'breakdown');
  const takes = (name: string): boolean => breakdowns.length === 1 && table[name]?.breakdowns?.includes(breakdowns[0] ?? '') === true;
  if (breakdowns.length > 0 && (!names.every(takes) || fires(scope, 'breakdown-refused', entry))) throw breakdownRefused();
  const period = call.arguments.get('period') ?? 'lifetime';
  requireOneOf('period', [period], PAGE_PERIODS);
  if (period !== 'lifetime' || isForgotten(one.at, scope.now) || fires(scope, 'wrong-period-empty', entry)) return { data: [] };
  const shown = fires(scope, 'no-data', entry) ? names.slice(0, -1) : names;
  const odd = fires(scope, 'value-shapes', entry);
  const figures = figuresOfPost(one, scope);
  const data = shown.flatMap((name): readonly Insight[] => {
    const metric = table[name];
    return metric === undefined ? [] : [insight(one.post.id, name, 'lifetime', { values: values(metric, metric.of(figures), breakdowns[0], odd) })];
  });
  return {
    data: data.map((each) => pick(each, call.fields)),
    paging: timePaging(call, scope, readRange(call.arguments, scope.now, 2, MOST_SECONDS)),
  };
}

function refuse(names: readonly string[], table: Table, scope: Scope, one: PostEntry): void {
  const retired = names.includes(RETIRED_BY_SWITCH.post) && fires(scope, 'retired-metric', one.entry);
  const isServed = (name: string): boolean => {
    const metric = Object.hasOwn(table, name) ? table[name] : undefined;
    return metric !== undefined && (metric.removed === undefined || metric.removed > scope.context.apiDate);
  };
  if (retired || !names.every(isServed)) throw invalid('The value must be a valid insights metric');
}

function values(metric: PostMetric, value: number, dimension: string | undefined, odd: boolean): readonly unknown[] {
  if (odd) return [{ value: metric.byDimension === undefined ? {} : [] }];
  if (dimension !== undefined) return spread(value, [dimension]).map((part) => ({ value: part.value, [dimension]: part.dimensions[0] }));
  return [{ value: metric.byDimension === undefined ? value : spreadAsObject(value, metric.byDimension) }];
}
