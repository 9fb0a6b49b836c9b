import type { PlatformReply } from '../model.js';
import { failure, unknownParameter, unsupported } from './answers.js';

/** The parameters of an endpoint. */
export interface ParameterTable {
  readonly names: readonly string[];
  /** the parts that `part` may name */
  readonly parts: readonly string[];
  /** those that the API has and this stand-in does not */
  readonly without: readonly string[];
  readonly partRequired: boolean;
}

/** Parameters that every call may have and that change nothing that is shown. */
const COMMON = ['key', 'access_token', 'alt', 'prettyPrint', 'quotaUser'];
const COMMON_WITHOUT = ['fields', 'callback', 'oauth_token', 'uploadType', 'upload_protocol', '$.xgafv'];

/** The parameters by endpoint (discovery revision 20260924, read 2026-11-25). */
export const PARAMETERS = {
  channels: {
    names: ['part', 'id', 'mine', 'forHandle', 'forUsername', 'maxResults', 'pageToken', 'hl'],
    parts: ['id', 'snippet', 'statistics', 'contentDetails', 'status'],
    without: ['categoryId', 'managedByMe', 'mySubscribers', 'onBehalfOfContentOwner'],
    partRequired: true,
  },
  playlistItems: {
    names: ['part', 'playlistId', 'maxResults', 'pageToken'],
    parts: ['id', 'snippet', 'contentDetails', 'status'],
    without: ['id', 'videoId', 'onBehalfOfContentOwner'],
    partRequired: true,
  },
  videos: {
    names: ['part', 'id', 'hl'],
    parts: ['id', 'snippet', 'statistics', 'contentDetails', 'status', 'liveStreamingDetails'],
    without: [
      'chart',
      'locale',
      'maxHeight',
      'maxWidth',
      'maxResults',
      'myRating',
      'pageToken',
      'regionCode',
      'videoCategoryId',
      'onBehalfOfContentOwner',
    ],
    partRequired: true,
  },
  stats: {
    names: ['part', 'id'],
    parts: ['id', 'snippet', 'statistics', 'contentDetails'],
    without: ['onBehalfOfContentOwner'],
    partRequired: false,
  },
  search: {
    names: ['part', 'channelId', 'order', 'type', 'maxResults'],
    parts: ['id', 'snippet'],
    without: [
      'q',
      'pageToken',
      'publishedAfter',
      'publishedBefore',
      'forMine',
      'eventType',
      'videoDuration',
      'regionCode',
      'relevanceLanguage',
      'safeSearch',
    ],
    partRequired: true,
  },
  reports: {
    names: ['ids', 'startDate', 'endDate', 'metrics', 'dimensions', 'filters', 'sort', 'maxResults', 'startIndex', 'currency'],
    parts: [],
    without: ['includeHistoricalChannelData'],
    partRequired: false,
  },
} as const satisfies Readonly<Record<string, ParameterTable>>;

/** The refusal of a call for a parameter that nobody knows, or for its `part`; undefined where all is well. */
export function refusalOf(query: URLSearchParams, table: ParameterTable): PlatformReply | undefined {
  for (const name of query.keys()) {
    if (table.names.includes(name) || COMMON.includes(name)) continue;
    if (table.without.includes(name) || COMMON_WITHOUT.includes(name)) return unsupported(`the parameter ${name}`);
    return unknownParameter(name);
  }
  if ((query.get('alt') ?? 'json') !== 'json') return unsupported('another format than JSON');
  if (table.partRequired && !query.has('part')) return missingParameter('part');
  const part = listed(query, 'part').find((one) => !table.parts.includes(one));
  if (part !== undefined) return failure(400, 'unknownPart', part, 'youtube.part', { locationType: 'parameter', location: 'part' });
  return undefined;
}

/** The refusal of a call without a parameter that it needs. */
export const missingParameter = (name: string): PlatformReply =>
  failure(400, 'missingRequiredParameter', `No filter selected. Expected one of: ${name}`, 'youtube.parameter', {
    locationType: 'parameter',
    location: 'parameters.',
  });

/** The refusal of a value. */
export const invalidParameter = (name: string, value: string): PlatformReply =>
  failure(400, 'invalidParameter', `Invalid value '${value}' for ${name}.`, 'youtube.parameter', { locationType: 'parameter', location: name });

/** The items of a parameter that may be given several times, or once with commas. Each once, in their order. */
export const listed = (query: URLSearchParams, name: string): readonly string[] => [
  ...new Set(query.getAll(name).flatMap((value) => value.split(',').filter(Boolean))),
];

/** `maxResults`, or the refusal of it. */
export function maxResults(query: URLSearchParams): number | PlatformReply {
  const given = query.get('maxResults') ?? '5';
  return /^\d{1,4}$/.test(given) && Number(given) <= 50 ? Number(given) : invalidParameter('maxResults', given);
}
