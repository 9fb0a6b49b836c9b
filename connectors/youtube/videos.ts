import type { PullAccount } from '../contract/connector.js';
import type { Http } from '../contract/http.js';
import type { Instant } from '../contract/period.js';
import { BATCH, chunked, LONGEST_SHORT_SECONDS, ONE_UNIT } from './limits.js';
import type { Found } from './request.js';
import { read, type Video, videosAnswer } from './schema.js';

/** A video that is to be read. */
export interface WantedVideo {
  readonly account: PullAccount;
  readonly id: string;
  /** its kind as it is stored; undefined where it is new */
  readonly kind: string | undefined;
}

/** A video as it was read, with the key of the answer. */
export interface ReadVideo extends WantedVideo {
  readonly video: Video;
  readonly raw: string;
}

/** Reads videos of all channels together, fifty in a call. Gives those that are there; the others are left out. */
export async function readVideos(wanted: readonly WantedVideo[], http: Http): Promise<readonly ReadVideo[]> {
  const found: ReadVideo[] = [];
  for (const batch of chunked(wanted, BATCH)) {
    const answer = await http.send({
      method: 'GET',
      host: 'data',
      path: '/youtube/v3/videos',
      query: { part: 'snippet,contentDetails,statistics,liveStreamingDetails', id: batch.map(({ id }) => id).join(',') },
      accounts: [...new Set(batch.map(({ account }) => account.id))],
      charges: ONE_UNIT,
    });
    const videos = new Map(read(videosAnswer, answer).items.map((video) => [video.id, video]));
    for (const one of batch) {
      const video = videos.get(one.id);
      if (video !== undefined) found.push({ ...one, video, raw: answer.raw });
    }
  }
  return found;
}

const isLive = ({ liveStreamingDetails }: Video): boolean => liveStreamingDetails !== undefined && liveStreamingDetails !== null;

/** Whether only Analytics can tell if it is a Short; its length alone proves nothing. */
export const isOpen = ({ kind, video }: ReadVideo): boolean =>
  kind !== 'short' && !isLive(video) && (video.contentDetails.duration ?? Number.POSITIVE_INFINITY) <= LONGEST_SHORT_SECONDS;

/** A video with its counts. What is not proved to be a Short is a video. */
export function* videoFound(one: ReadVideo, isShort: boolean): Generator<Found> {
  const { account, id, video, raw } = one;
  const kind = isLive(video) ? 'live' : isShort || one.kind === 'short' ? 'short' : 'video';
  const { viewCount, likeCount, commentCount } = video.statistics;
  yield {
    type: 'content',
    account: account.id,
    platformId: id,
    kind,
    publishedAt: new Date(video.snippet.publishedAt).toISOString() as Instant,
    title: video.snippet.title.replaceAll(/\s+/g, ' ').trim().slice(0, 200),
    link: `https://www.youtube.com/watch?v=${id}`,
    raw,
  };
  for (const [capability, value] of [
    ['video_views', viewCount],
    ['video_likes', likeCount],
    ['video_comments', commentCount],
  ] as const) {
    const common = { type: 'snapshot', capability, account: account.id, platformId: id, quality: 'complete', raw } as const;
    // A count that is missing is hidden by its owner, or comments are off: never zero.
    yield value === undefined ? { ...common, value: null, absence: 'withheld' } : { ...common, value };
  }
}
