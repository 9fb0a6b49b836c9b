import type { PlatformReply } from '../model.js';
import type { WorldAccount } from '../world.js';
import { failure } from './answers.js';
import { dayFromText } from './pacific.js';
import type { YouTubeState } from './state.js';

/** A report as it was asked for, checked. */
export interface ReportQuery {
  readonly channel: WorldAccount;
  /** counts of days since 1970-01-01, both included */
  readonly firstDay: number;
  readonly lastDay: number;
  readonly metrics: readonly string[];
  readonly dimensions: readonly string[];
  /** ids; undefined where all videos count */
  readonly videos: readonly string[] | undefined;
  readonly contentType: string | undefined;
  readonly sort: readonly { readonly name: string; readonly isDescending: boolean }[];
  readonly maxResults: number | undefined;
  readonly startIndex: number;
}

const ACTIVITY = ['views', 'engagedViews', 'likes', 'comments', 'shares', 'estimatedMinutesWatched', 'averageViewDuration'];
const OF_VIDEOS = [...ACTIVITY, 'videosAddedToPlaylists'];
const OF_CHANNEL = [...OF_VIDEOS, 'subscribersGained', 'subscribersLost'];
const MONEY = [
  'estimatedRevenue',
  'estimatedAdRevenue',
  'grossRevenue',
  'estimatedRedPartnerRevenue',
  'monetizedPlaybacks',
  'adImpressions',
  'cpm',
  'playbackBasedCpm',
];
const CONTENT_TYPES = ['shorts', 'videoOnDemand', 'liveStream', 'story'];
const MOST_VIDEOS_LISTED = 200;
const MOST_FILTERED = 500;

/** The dimensions that may go together, and the metrics that they have. With a filter, the channel's own metrics are gone. */
const REPORTS: Readonly<Record<string, readonly string[]>> = {
  '': OF_CHANNEL,
  day: OF_CHANNEL,
  creatorContentType: ACTIVITY,
  'creatorContentType,day': ACTIVITY,
  video: OF_VIDEOS,
};

const bad = (message: string): PlatformReply => failure(400, 'badRequest', message);
const notSupported = bad(
  'The query is not supported. Check the documentation at https://developers.google.com/youtube/analytics/v2/available_reports for a list of supported queries.',
);
const unknownName = (name: string, parameter: string): PlatformReply => bad(`Unknown identifier (${name}) given in field parameters.${parameter}.`);

const names = (text: string | null): readonly string[] => (text ?? '').split(',').filter(Boolean);

/** Reads the parameters of a report, or says how the platform refuses them. */
export function readReport(state: YouTubeState, query: URLSearchParams): ReportQuery | PlatformReply {
  const absent = ['ids', 'startDate', 'endDate', 'metrics'].find((name) => !query.get(name));
  if (absent !== undefined) return failure(400, 'required', 'Required', 'global', { locationType: 'parameter', location: absent });
  const [metrics, dimensions] = [names(query.get('metrics')), names(query.get('dimensions'))];
  const channel = channelOf(state, query.get('ids') ?? '');
  if (channel === undefined) return failure(403, 'forbidden', 'Forbidden');
  const days = daysOf(query);
  if ('status' in days) return days;
  const filters = filtersOf(query.get('filters'));
  if ('status' in filters) return filters;
  const refusal = refusalOf(metrics, dimensions, filters);
  if (refusal !== undefined) return refusal;
  const sort = names(query.get('sort')).map((text) => ({ name: text.replace(/^-/, ''), isDescending: text.startsWith('-') }));
  const stray = sort.find(({ name }) => !metrics.includes(name) && !dimensions.includes(name));
  if (stray !== undefined) return unknownName(stray.name, 'sort');
  const counts = countsOf(query);
  if ('status' in counts) return counts;
  if (dimensions.includes('video')) {
    const isTop = sort[0]?.isDescending === true && metrics.includes(sort[0].name);
    if (!isTop || counts.maxResults === undefined || counts.maxResults > MOST_VIDEOS_LISTED) return notSupported;
  }
  return { channel, ...days, metrics, dimensions, ...filters, sort, ...counts };
}

/** The channel that is asked for: all channels of the world are the person's own. */
function channelOf({ shown, self }: YouTubeState, ids: string): WorldAccount | undefined {
  if (ids === 'channel==MINE') return self;
  return ids.startsWith('channel==') ? shown.account(ids.slice('channel=='.length)) : undefined;
}

function daysOf(query: URLSearchParams): { readonly firstDay: number; readonly lastDay: number } | PlatformReply {
  const [firstDay, lastDay] = [dayFromText(query.get('startDate') ?? ''), dayFromText(query.get('endDate') ?? '')];
  if (firstDay === undefined) return bad(`Invalid value (${query.get('startDate')}) given in field parameters.startDate.`);
  if (lastDay === undefined) return bad(`Invalid value (${query.get('endDate')}) given in field parameters.endDate.`);
  return firstDay > lastDay ? bad('The start date must not be after the end date.') : { firstDay, lastDay };
}

interface ReportFilters {
  readonly videos: readonly string[] | undefined;
  readonly contentType: string | undefined;
}

function filtersOf(text: string | null): ReportFilters | PlatformReply {
  let videos: readonly string[] | undefined;
  let contentType: string | undefined;
  for (const filter of (text ?? '').split(';').filter(Boolean)) {
    const [name = '', value = ''] = filter.split('==');
    if (name === 'video') videos = value.split(',').filter(Boolean);
    else if (name === 'creatorContentType') contentType = value;
    else return unknownName(name, 'filters');
    if (value === '') return bad('Invalid value () given in field parameters.filters.');
  }
  if (contentType !== undefined && !CONTENT_TYPES.includes(contentType))
    return bad(`Invalid value (${contentType}) given in field parameters.filters.`);
  return (videos?.length ?? 0) > MOST_FILTERED ? bad('Too many values given in field parameters.filters.') : { videos, contentType };
}

function refusalOf(metrics: readonly string[], dimensions: readonly string[], filters: ReportFilters): PlatformReply | undefined {
  if (metrics.some((name) => MONEY.includes(name))) return failure(403, 'forbidden', 'Insufficient permission to access this report.');
  const metric = metrics.find((name) => !OF_CHANNEL.includes(name));
  if (metric !== undefined) return unknownName(metric, 'metrics');
  const dimension = dimensions.find((name) => !['day', 'video', 'creatorContentType'].includes(name));
  if (dimension !== undefined) return unknownName(dimension, 'dimensions');
  const known = REPORTS[dimensions.toSorted().join(',')];
  const isFiltered = filters.videos !== undefined || filters.contentType !== undefined;
  const allowed = isFiltered ? known?.filter((name) => OF_VIDEOS.includes(name)) : known;
  return allowed === undefined || metrics.some((name) => !allowed.includes(name)) ? notSupported : undefined;
}

function countsOf(query: URLSearchParams): { readonly maxResults: number | undefined; readonly startIndex: number } | PlatformReply {
  const [most, start] = [query.get('maxResults'), query.get('startIndex')];
  for (const given of [most, start]) {
    if (given !== null && !/^[1-9]\d{0,6}$/.test(given))
      return failure(400, 'invalidParameter', `Invalid value '${given}'. Values must be at least 1.`);
  }
  return { maxResults: most === null ? undefined : Number(most), startIndex: Number(start ?? 1) };
}
