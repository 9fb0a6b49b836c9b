import { ConnectorError } from '../contract/errors.js';
import type { Http } from '../contract/http.js';
import type { YouTubeCapability } from './capabilities.js';
import { type KnownChannel, readChannels } from './channels.js';
import { DAILY, dailyFigures, sharesOf, shortsAmong } from './reports.js';
import { type Found, guarded, type Request, reachesFurther } from './request.js';
import { listUploads, needsListing } from './uploads.js';
import { isOpen, type ReadVideo, readVideos, videoFound, type WantedVideo } from './videos.js';

/** Everything of the channels of one connection: subscribers of now, videos with their counts, figures by day. */
export async function* pull(request: Request, http: Http): AsyncGenerator<Found> {
  const channels: KnownChannel[] = [];
  yield* readChannels(request, http, channels);
  const unlisted = new Set<string>();
  const list = (some: readonly KnownChannel[], listed: Map<string, readonly string[]>) => listAll(some, { request, http, listed, unlisted });
  const listed = new Map<string, readonly string[]>();
  yield* list(
    channels.filter((channel) => needsListing(channel, request)),
    listed,
  );
  const wanted = channels.flatMap(({ account }) => wantedOf(account, listed.get(account.id) ?? [], request));
  const videos = [...(await readVideos(wanted, http))];
  // One video may have gone while another came, so that their number stayed.
  const seen = new Set(videos.map(({ id }) => id));
  const absent = wanted.filter(({ id, kind }) => kind !== undefined && !seen.has(id));
  const changed = new Set(absent.map(({ account }) => account.id));
  const later = new Map<string, readonly string[]>();
  yield* list(
    channels.filter(({ account }) => changed.has(account.id) && !listed.has(account.id) && !unlisted.has(account.id)),
    later,
  );
  const more = channels.flatMap(({ account }) =>
    (later.get(account.id) ?? []).filter((id) => !seen.has(id)).map((id) => ({ account, id, kind: undefined })),
  );
  const missing = new Set(absent.map(({ id }) => id));
  videos.push(
    ...(await readVideos(
      more.filter(({ id }) => !missing.has(id)),
      http,
    )),
  );
  yield* contentOf(videos, request, http);
  for (const { account, id } of absent) yield { type: 'content-gone', account: account.id, platformId: id };
  // Only now: a number that were stored before its videos are would keep them from being listed again.
  if (request.task === 'daily') {
    for (const { account, channel } of channels)
      if (!unlisted.has(account.id)) yield { type: 'stated-posts', account: account.id, count: channel.statistics.videoCount };
  }
  if (request.settings.analytics) yield* analytics(channels, videos, request, http);
}

interface Listing {
  readonly request: Request;
  readonly http: Http;
  /** is filled with the ids by account */
  readonly listed: Map<string, readonly string[]>;
  /** is filled with the accounts whose list could not be had */
  readonly unlisted: Set<string>;
}

async function* listAll(channels: readonly KnownChannel[], { request, http, listed, unlisted }: Listing): AsyncGenerator<Found> {
  for (const known of channels) {
    const { account } = known;
    try {
      listed.set(account.id, await listUploads(known, request, http));
    } catch (error) {
      if (!(error instanceof ConnectorError) || reachesFurther(error)) throw error;
      unlisted.add(account.id);
      yield { type: 'problem', account: account.id, error };
    }
  }
}

/** The videos of a channel that are to be read: those of the list, and in daily pulls those whose figures may still move. */
function wantedOf(account: KnownChannel['account'], listed: readonly string[], { task, known }: Request): readonly WantedVideo[] {
  const kinds = new Map(known(account.id).content.map(({ platformId, kind }) => [platformId, kind]));
  const ids = new Set(task === 'daily' ? [...kinds.keys(), ...listed] : listed);
  return [...ids].map((id) => ({ account, id, kind: kinds.get(id) }));
}

const byAccount = (videos: readonly ReadVideo[]): ReadonlyMap<string, readonly ReadVideo[]> => {
  const groups = new Map<string, ReadVideo[]>();
  for (const video of videos) groups.set(video.account.id, [...(groups.get(video.account.id) ?? []), video]);
  return groups;
};

/** All videos with their counts; those that may be Shorts after Analytics was asked, and as videos where it does not say. */
async function* contentOf(videos: readonly ReadVideo[], request: Request, http: Http): AsyncGenerator<Found> {
  let failure: unknown;
  for (const one of videos) if (!isOpen(one)) yield* videoFound(one, false);
  for (const group of byAccount(videos.filter(isOpen)).values()) {
    let shorts: ReadonlySet<string> = new Set();
    const [first] = group;
    if (first !== undefined && request.settings.analytics && failure === undefined) {
      try {
        shorts = await shortsAmong(first.account, group, request.now, http);
      } catch (error) {
        if (reachesFurther(error)) failure = error;
        // Where it may not be read, the figures by day say so too.
        else if (error instanceof ConnectorError && error.kind !== 'permission' && error.kind !== 'quota')
          yield { type: 'problem', account: first.account.id, error };
      }
    }
    for (const one of group) yield* videoFound(one, shorts.has(one.id));
  }
  if (failure !== undefined) throw failure;
}

/** What Analytics gives of each channel. Where it may not be read, or its own quota is spent, everything else goes on. */
async function* analytics(channels: readonly KnownChannel[], videos: readonly ReadVideo[], request: Request, http: Http): AsyncGenerator<Found> {
  const groups = byAccount(videos);
  const wantsShares = request.settings.shares && request.task === 'daily' && !request.without.has('video_shares');
  for (const known of channels) {
    const { account } = known;
    try {
      yield* guarded(account, figuresOf(known, wantsShares ? (groups.get(account.id) ?? []) : [], request, http));
    } catch (error) {
      if (!(error instanceof Stop)) throw error;
      yield { type: 'problem', error: error.failure };
      return;
    }
  }
}

/** Analytics is at an end for all channels, and nothing else is. */
class Stop extends Error {
  readonly failure: ConnectorError;

  constructor(failure: ConnectorError) {
    super(failure.message);
    this.failure = failure;
  }
}

async function* figuresOf(known: KnownChannel, videos: readonly ReadVideo[], request: Request, http: Http): AsyncGenerator<Found> {
  try {
    yield* await dailyFigures(known, request, http);
    if (videos.length > 0) yield* await sharesOf(known.account, videos, request.now, http);
  } catch (error) {
    if (!(error instanceof ConnectorError)) throw error;
    if (error.kind === 'quota' && error.reach === 'call') throw new Stop(error);
    if (error.kind !== 'permission') throw error;
    const names: readonly YouTubeCapability[] = [...DAILY.map(([capability]) => capability), 'video_shares'];
    for (const capability of names) if (!request.without.has(capability)) yield { type: 'problem', account: known.account.id, capability, error };
  }
}
