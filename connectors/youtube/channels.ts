import type { PullAccount } from '../contract/connector.js';
import { civilDayOf } from '../contract/day-label.js';
import { ConnectorError } from '../contract/errors.js';
import type { Http } from '../contract/http.js';
import { isDoubtful } from '../contract/reading.js';
import { BATCH, chunked, ONE_UNIT } from './limits.js';
import type { Found, Request } from './request.js';
import { type Channel, channelsAnswer, read } from './schema.js';

/** An account with its channel as it stands now. */
export interface KnownChannel {
  readonly account: PullAccount;
  readonly channel: Channel;
}

/** Reads the channels of a connection, fifty in a call; `channels` is filled with those that are there. */
export async function* readChannels(request: Request, http: Http, channels: KnownChannel[]): AsyncGenerator<Found> {
  const again: PullAccount[] = [];
  for (const accounts of chunked(request.accounts, BATCH)) again.push(...(yield* readBatch(accounts, request, http, channels)));
  // One answer without a channel may be a slip; only what is missing twice is gone.
  for (const accounts of chunked(again, BATCH)) {
    for (const account of yield* readBatch(accounts, request, http, channels, true)) {
      const words = `YouTube does not show ${account.id}: the channel was closed, or its id is wrong. Its history is kept.`;
      yield { type: 'problem', account: account.id, error: new ConnectorError('gone', words, { reach: 'account', code: 'not-found' }) };
    }
  }
}

/** Gives back the accounts that are to be asked for again: those that the answer leaves out, and those whose subscribers fell too far to be true. */
async function* readBatch(
  accounts: readonly PullAccount[],
  request: Request,
  http: Http,
  channels: KnownChannel[],
  isSecond = false,
): AsyncGenerator<Found, readonly PullAccount[]> {
  const answer = await http.send({
    method: 'GET',
    host: 'data',
    path: '/youtube/v3/channels',
    query: { part: 'snippet,statistics,contentDetails', id: accounts.map(({ platformId }) => platformId).join(','), maxResults: String(BATCH) },
    accounts: accounts.map(({ id }) => id),
    charges: ONE_UNIT,
  });
  const found = new Map(read(channelsAnswer, answer).items.map((channel) => [channel.id, channel]));
  const again: PullAccount[] = [];
  for (const account of accounts) {
    const channel = found.get(account.platformId);
    if (channel === undefined || (!isSecond && isDoubtful(channel.statistics.subscriberCount ?? null, request.known(account.id).followers))) {
      again.push(account);
      continue;
    }
    channels.push({ account, channel });
    yield followersOf(account, channel, request, answer.raw);
  }
  return again;
}

const EXACT_BELOW = 1_000;

function followersOf(account: PullAccount, { statistics }: Channel, request: Request, raw: string): Found {
  const { subscriberCount, hiddenSubscriberCount } = statistics;
  const day = civilDayOf(request.now, request.zone);
  const common = { type: 'value', capability: 'followers', account: account.id, day, zone: request.zone, raw } as const;
  if (hiddenSubscriberCount || subscriberCount === undefined) return { ...common, value: null, absence: 'withheld', quality: 'complete' };
  // Three figures are shown, so that what has no more of them is exact.
  return { ...common, value: subscriberCount, quality: subscriberCount < EXACT_BELOW ? 'complete' : 'platform-rounded' };
}
