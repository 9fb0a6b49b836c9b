import { openGateway } from '../gateway.js';
import type { PlatformContext, PlatformReply, PlatformRequest } from '../model.js';
import { openShown } from '../shown.js';
import { notFound, quotaExceeded, rateLimited, tooManyRequests } from './answers.js';
import { channels } from './channels.js';
import { listed, PARAMETERS, type ParameterTable, refusalOf } from './parameters.js';
import { type Bucket, openQuota, type QuotaUse } from './quota.js';
import { openFigures } from './report-figures.js';
import { openReports } from './reports.js';
import type { YouTubeCall, YouTubeState } from './state.js';
import { openTokens } from './tokens.js';
import { batchGetStats, playlistItems, search, videos } from './videos.js';

/** The stand-in, with what only its keeper sees. */
export interface YouTubeServer {
  (request: PlatformRequest): PlatformReply;
  /** the units that were used up */
  readonly use: () => QuotaUse;
}

interface Endpoint {
  readonly parameters: ParameterTable;
  /** undefined for reports, whose quota is not published */
  readonly bucket: Bucket | undefined;
  readonly handle: (state: YouTubeState, call: YouTubeCall) => PlatformReply;
  /** the ids of the channels that a call touches */
  readonly accounts: (state: YouTubeState, query: URLSearchParams) => readonly (string | undefined)[];
}

const ofVideos = ({ shown }: YouTubeState, query: URLSearchParams) => [...new Set(listed(query, 'id').map((id) => shown.post(id)?.account.id))];

const ENDPOINTS: Readonly<Record<string, Endpoint>> = {
  '/channels': {
    parameters: PARAMETERS.channels,
    bucket: 'units',
    handle: channels,
    accounts: ({ self }, query) => (query.has('id') ? listed(query, 'id') : [self?.id]),
  },
  '/playlistItems': {
    parameters: PARAMETERS.playlistItems,
    bucket: 'units',
    handle: playlistItems,
    accounts: (_state, query) => [`UC${query.get('playlistId')?.slice(2) ?? ''}`],
  },
  '/videos': { parameters: PARAMETERS.videos, bucket: 'units', handle: videos, accounts: ofVideos },
  '/videos:batchGetStats': { parameters: PARAMETERS.stats, bucket: 'stats', handle: batchGetStats, accounts: ofVideos },
  '/search': {
    parameters: PARAMETERS.search,
    bucket: 'searches',
    handle: search,
    accounts: (_state, query) => [query.get('channelId') ?? undefined],
  },
};

/** The stand-in of the APIs of YouTube: the data, the reports and the tokens of Google. */
export function openYouTube(context: PlatformContext): YouTubeServer {
  const { faults, now } = context;
  const shown = openShown(context.world, 'youtube');
  const quota = openQuota(now);
  const state: YouTubeState = { context, shown, quota, backdated: new Set(), self: shown.accounts[0] };
  const tokens = openTokens(context);
  const gateway = openGateway();
  const reports: Endpoint = {
    parameters: PARAMETERS.reports,
    bucket: undefined,
    handle: openReports(openFigures(shown)),
    accounts: ({ self }, query) => [query.get('ids') === 'channel==MINE' ? self?.id : query.get('ids')?.replace('channel==', '')],
  };
  let refused = 0;

  const anyFires = (name: 'html-body' | 'quota-or-rate', accounts: readonly (string | undefined)[]): boolean =>
    accounts.length === 0 ? faults.fires(name) : accounts.some((account) => faults.fires(name, account));

  /** One after the other: the quota of the day is gone (where the call has a bucket, until midnight), then two kinds of throttling. */
  const quotaOrRate = (bucket: Bucket | undefined): PlatformReply => {
    refused += 1;
    if (refused % 3 !== 1) return refused % 3 === 2 ? rateLimited : tooManyRequests;
    if (bucket !== undefined) quota.spend(bucket);
    return quotaExceeded;
  };

  const serve = (request: PlatformRequest, endpoint: Endpoint): PlatformReply => {
    const accounts = endpoint.accounts(state, request.query);
    if (anyFires('html-body', accounts)) return gateway();
    const caller = tokens.caller(request);
    if (typeof caller !== 'string') return caller;
    if (endpoint.bucket !== undefined && !quota.take(endpoint.bucket)) return quotaExceeded;
    if (anyFires('quota-or-rate', accounts)) return quotaOrRate(endpoint.bucket);
    return refusalOf(request.query, endpoint.parameters) ?? endpoint.handle(state, { query: request.query, caller });
  };

  const route = (request: PlatformRequest): PlatformReply => {
    const { host, method, path } = request;
    if (host === 'google-oauth') return method === 'POST' && path === '/token' ? tokens.renew(request) : notFound;
    if (method !== 'GET') return notFound;
    if (host === 'youtube-analytics') return path === '/v2/reports' ? serve(request, reports) : notFound;
    const endpoint = ENDPOINTS[path.replace(/^\/youtube\/v3/, '')];
    return endpoint === undefined ? notFound : serve(request, endpoint);
  };

  const handler = (request: PlatformRequest): PlatformReply => {
    const reply = route(request);
    return { ...reply, headers: { ...reply.headers, date: new Date(now()).toUTCString() } };
  };
  return Object.assign(handler, { use: quota.use });
}
