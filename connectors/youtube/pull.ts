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
  const videos: ReadVideo[] = [];
  const listing: Listing = { listed: new Map(), failed: new Set() };
  const toList = channels.filter((channel) => needsListing(channel, request));
  yield* listAll(toList, listing, request, http);
  const absent = await readWanted(channels, listing, videos, request, http);
  // One video may have gone while another came, so that their number stayed.
  const changed = new Set(absent.map(({ account }) => account.id));
  const listedNow = new Set(toList.map(({ account }) => account.id));
  const toListToo = channels.filter(({ account }) => changed.has(account.id) && !listedNow.has(account.id));
  yield* listAll(toListToo, listing, request, http);
  await readNew(toListToo, listing, videos, absent, http);
  yield* contentOf(videos, request, http);
  for (const { account, id } of absent) yield { type: 'content-gone', account: account.id, platformId: id };
  yield* statedPosts(channels, listing, request);
  if (request.settings.analytics) yield* analytics(channels, videos, request, http);
}

/** The lists of uploads that were read. */
interface Listing {
  /** the ids by account */
  readonly listed: Map<string, readonly string[]>;
  /** the accounts whose list, or a new video of it, could not be had */
  readonly failed: Set<string>;
}

async function* listAll(channels: readonly KnownChannel[], { listed, failed }: Listing, request: Request, http: Http): AsyncGenerator<Found> {
  for (const known of channels) {
    const { account } = known;
    try {
      listed.set(account.id, await listUploads(known, request, http));
    } catch (error) {
      if (!(error instanceof ConnectorError) || reachesFurther(error)) throw error;
      failed.add(account.id);
      yield { type: 'problem', account: account.id, error };
    }
  }
}

/** Reads the videos of the lists, and in daily pulls those whose figures may still move. Gives the known ones that are not there. */
async function readWanted(
  channels: readonly KnownChannel[],
  { listed, failed }: Listing,
  videos: ReadVideo[],
  { task, known }: Request,
  http: Http,
): Promise<readonly WantedVideo[]> {
  const wanted = channels.flatMap(({ account }) => {
    const kinds = new Map(known(account.id).content.map(({ platformId, kind }) => [platformId, kind]));
    const ids = new Set([...(task === 'daily' ? kinds.keys() : []), ...(listed.get(account.id) ?? [])]);
    return [...ids].map((id): WantedVideo => ({ account, id, kind: kinds.get(id) }));
  });
  videos.push(...(await readVideos(wanted, http)));
  const seen = new Set(videos.map(({ id }) => id));
  const absent = wanted.filter(({ id }) => !seen.has(id));
  // A new video that the list names and the answer leaves out is listed again the next time.
  for (const { account, kind } of absent) if (kind === undefined) failed.add(account.id);
  return absent.filter(({ kind }) => kind !== undefined);
}

/** Reads those videos of further lists that were not asked for before. */
async function readNew(
  channels: readonly KnownChannel[],
  { listed, failed }: Listing,
  videos: ReadVideo[],
  absent: readonly WantedVideo[],
  http: Http,
): Promise<void> {
  const asked = new Set([...videos, ...absent].map(({ id }) => id));
  const added = channels.flatMap(({ account }) =>
    (listed.get(account.id) ?? []).filter((id) => !asked.has(id)).map((id): WantedVideo => ({ account, id, kind: undefined })),
  );
  const read = await readVideos(added, http);
  videos.push(...read);
  const seen = new Set(read.map(({ id }) => id));
  for (const { account, id } of added) if (!seen.has(id)) failed.add(account.id);
}

/** Only after the videos: a number that were stored before them would keep them from being listed again. A backfill lists another time. */
function* statedPosts(channels: readonly KnownChannel[], { failed }: Listing, { task }: Request): Generator<Found> {
  if (task !== 'daily') return;
  for (const { account, channel } of channels) {
    if (!failed.has(account.id)) yield { type: 'stated-posts', account: account.id, count: channel.statistics.videoCount };
  }
}

function byAccount(videos: readonly ReadVideo[]): ReadonlyMap<string, readonly ReadVideo[]> {
  const groups = new Map<string, ReadVideo[]>();
  for (const video of videos) {
    const group = groups.get(video.account.id);
    if (group === undefined) groups.set(video.account.id, [video]);
    else group.push(video);
  }
  return groups;
}

/** All videos with their counts; those that may be Shorts after Analytics was asked, and as videos where it does not say. */
async function* contentOf(videos: readonly ReadVideo[], request: Request, http: Http): AsyncGenerator<Found> {
  let failure: ConnectorError | undefined;
  for (const one of videos) if (!isOpen(one)) yield* videoFound(one, false);
  for (const [account, group] of byAccount(videos.filter(isOpen))) {
    const { shorts, error } = request.settings.analytics && failure === undefined ? await shortsOf(group, request, http) : NONE;
    if (reachesFurther(error)) failure = error;
    // Where it may not be read, the figures by day say so too.
    else if (error !== undefined && error.kind !== 'permission' && error.kind !== 'quota') yield { type: 'problem', account, error };
    for (const one of group) yield* videoFound(one, shorts.has(one.id));
  }
  if (failure !== undefined) throw failure;
}

/** Those of some videos that are Shorts, or why they are not known. */
interface Shorts {
  readonly shorts: ReadonlySet<string>;
  readonly error?: ConnectorError;
}

const NONE: Shorts = { shorts: new Set() };

async function shortsOf(videos: readonly ReadVideo[], request: Request, http: Http): Promise<Shorts> {
  const [first] = videos;
  if (first === undefined) return NONE;
  try {
    return { shorts: await shortsAmong(first.account, videos, request.now, http) };
  } catch (error) {
    if (error instanceof ConnectorError) return { ...NONE, error };
    throw error;
  }
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
      if (!(error instanceof AnalyticsEnded)) throw error;
      yield { type: 'problem', error: error.failure };
      return;
    }
  }
}

/** The quota of Analytics is spent: it is at an end for all channels, and nothing else is. */
class AnalyticsEnded extends Error {
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
    if (error.kind === 'quota' && error.reach === 'call') throw new AnalyticsEnded(error);
    if (error.kind !== 'permission') throw error;
    const names: readonly YouTubeCapability[] = [...DAILY.map(([capability]) => capability), 'video_shares'];
    for (const capability of names) if (!request.without.has(capability)) yield { type: 'problem', account: known.account.id, capability, error };
  }
}
