import type { CaseName } from '../faults.js';
import { openGateway } from '../gateway.js';
import type { PlatformReply, PlatformRequest } from '../model.js';
import { openShown } from '../shown.js';
import { notFound, quotaExceeded, rateLimited, tooManyRequests } from './answers.js';
import { channels } from './channels.js';
import type { GoogleContext } from './credentials.js';
import { listed, PARAMETERS, type ParameterTable, refusalOf } from './parameters.js';
import { type Bucket, openQuota, type Quota, type QuotaUse } from './quota.js';
import { openFigures } from './report-figures.js';
import { openReports } from './reports.js';
import type { YouTubeCall, YouTubeState } from './state.js';
import { type GoogleTokens, openTokens } from './tokens.js';
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

/** What stands between a call and its answer. */
interface Door {
  readonly state: YouTubeState;
  readonly tokens: GoogleTokens;
  readonly reports: Endpoint;
  readonly gateway: () => PlatformReply;
  /** refusals for too many calls, one kind after the other */
  readonly refuse: (bucket: Bucket | undefined) => PlatformReply;
}

/** The stand-in of the APIs of YouTube: the data, the reports and the tokens of Google. */
export function openYouTube(context: GoogleContext): YouTubeServer {
  const shown = openShown(context.world, 'youtube');
  const quota = openQuota(context.now);
  const door: Door = {
    state: { context, shown, quota, backdated: new Set(), self: shown.accounts[0] },
    tokens: openTokens(context),
    reports: {
      parameters: PARAMETERS.reports,
      bucket: undefined,
      handle: openReports(openFigures(shown)),
      accounts: ({ self }, query) => [query.get('ids') === 'channel==MINE' ? self?.id : query.get('ids')?.replace('channel==', '')],
    },
    gateway: openGateway(),
    refuse: refusals(quota),
  };
  const handler = (request: PlatformRequest): PlatformReply => {
    const reply = route(door, request);
    return { ...reply, headers: { ...reply.headers, date: new Date(context.now()).toUTCString() } };
  };
  return Object.assign(handler, { use: quota.use });
}

function route(door: Door, request: PlatformRequest): PlatformReply {
  const { host, method, path } = request;
  if (host === 'google-oauth') return method === 'POST' && path === '/token' ? door.tokens.renew(request) : notFound;
  if (method !== 'GET') return notFound;
  if (host === 'youtube-analytics') return path === '/v2/reports' ? serve(door, request, door.reports) : notFound;
  const endpoint = ENDPOINTS[path.replace(/^\/youtube\/v3/, '')];
  return endpoint === undefined ? notFound : serve(door, request, endpoint);
}

function serve({ state, tokens, gateway, refuse }: Door, request: PlatformRequest, endpoint: Endpoint): PlatformReply {
  const accounts = endpoint.accounts(state, request.query);
  if (anyFires(state, 'html-body', accounts)) return gateway();
  const caller = tokens.caller(request);
  if (typeof caller !== 'string') return caller;
  if (endpoint.bucket !== undefined && !state.quota.take(endpoint.bucket)) return quotaExceeded;
  if (anyFires(state, 'quota-or-rate', accounts)) return refuse(endpoint.bucket);
  return refusalOf(request.query, endpoint.parameters) ?? endpoint.handle(state, { query: request.query, caller });
}

const anyFires = ({ context }: YouTubeState, name: CaseName, accounts: readonly (string | undefined)[]): boolean =>
  accounts.length === 0 ? context.faults.fires(name) : accounts.some((account) => context.faults.fires(name, account));

/** The quota of the day is gone (until midnight, where the call has a bucket), then two kinds of throttling. */
function refusals(quota: Quota): Door['refuse'] {
  let refused = 0;
  return (bucket) => {
    refused += 1;
    if (refused % 3 !== 1) return refused % 3 === 2 ? rateLimited : tooManyRequests;
    if (bucket !== undefined) quota.spend(bucket);
    return quotaExceeded;
  };
}
