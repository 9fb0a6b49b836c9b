import type { PlatformReply } from '../model.js';
import { type IndexedPost, isVisible, oncePerAccount } from '../shown.js';
import type { PostFigures, WorldAccount } from '../world.js';
import { type Fields, failure, listOf, tagged, unsupported } from './answers.js';
import { invalidParameter, listed, maxResults, missingParameter } from './parameters.js';
import { durationOf, durationText, figuresNow, momentText, uploadsOf, type YouTubeCall, type YouTubeState } from './state.js';

const DAY_MS = 86_400_000;

/** `GET /videos`: at most 50 ids; those that are not there are left out. */
export function videos(state: YouTubeState, { query }: YouTubeCall): PlatformReply {
  const found = asked(state, query);
  if ('status' in found) return found;
  const parts = listed(query, 'part');
  const figures = figuresNow(state);
  const items = found.map((video) => videoOf(state, video, parts, figures));
  return listOf('youtube#videoListResponse', items, { pageInfo: { totalResults: items.length, resultsPerPage: items.length } });
}

/** `GET /videos:batchGetStats`: as above, with fewer fields and a bucket of its own. */
export function batchGetStats(state: YouTubeState, { query }: YouTubeCall): PlatformReply {
  const found = asked(state, query);
  if ('status' in found) return found;
  const parts = listed(query, 'part');
  const figures = figuresNow(state);
  return listOf(
    'youtube#batchGetStatsResponse',
    found.map((video) => {
      const blocks: Record<string, unknown> = { id: video.post.id };
      if (parts.includes('snippet')) blocks.snippet = { publishTime: momentText(video.publishedAt) };
      if (parts.includes('contentDetails')) blocks.contentDetails = { duration: `${durationOf(video)}s` };
      if (parts.includes('statistics')) blocks.statistics = statisticsOf(state, video, figures(video));
      return tagged('youtube#videoStat', blocks);
    }),
  );
}

function asked(state: YouTubeState, query: URLSearchParams): readonly IndexedPost[] | PlatformReply {
  const ids = listed(query, 'id');
  if (ids.length === 0) return missingParameter('chart, id, myRating');
  if (ids.length > 50) return failure(400, 'invalidFilters', 'The request specifies an invalid filter parameter.');
  const isAbsent = oncePerAccount(({ id }) => state.context.faults.fires('rows-absent-columns-moved', id));
  return ids
    .map(state.shown.post)
    .filter((video): video is IndexedPost => video !== undefined && isVisible(video, state.context.now()) && !isAbsent(video.account));
}

function videoOf(state: YouTubeState, video: IndexedPost, parts: readonly string[], figures: (video: IndexedPost) => PostFigures): Fields {
  const { post, account } = video;
  const blocks: Record<string, unknown> = { id: post.id };
  if (parts.includes('snippet')) {
    blocks.snippet = {
      publishedAt: momentText(video.publishedAt),
      channelId: account.id,
      title: post.title,
      description: '',
      channelTitle: account.name,
      categoryId: '25',
      liveBroadcastContent: 'none',
      localized: { title: post.title, description: '' },
    };
  }
  if (parts.includes('contentDetails')) {
    blocks.contentDetails = {
      duration: durationText(durationOf(video)),
      dimension: '2d',
      definition: 'hd',
      caption: 'false',
      licensedContent: false,
      contentRating: {},
      projection: 'rectangular',
    };
  }
  if (parts.includes('status')) {
    blocks.status = { uploadStatus: 'processed', privacyStatus: 'public', license: 'youtube', embeddable: true, publicStatsViewable: true };
  }
  if (parts.includes('statistics')) blocks.statistics = { ...statisticsOf(state, video, figures(video)), favoriteCount: '0' };
  return tagged('youtube#video', blocks);
}

/** Who hides likes and closes comments has no such fields. */
function statisticsOf(state: YouTubeState, video: IndexedPost, figures: PostFigures): Fields {
  const hidden = state.context.faults.fires('hidden-counts', video.account.id);
  return {
    viewCount: String(figures.views),
    ...(hidden ? {} : { likeCount: String(figures.likes), commentCount: String(figures.comments) }),
  };
}

/** `GET /playlistItems`: the uploads of a channel, those added last first. */
export function playlistItems(state: YouTubeState, { query }: YouTubeCall): PlatformReply {
  const playlist = query.get('playlistId');
  if (playlist === null) return missingParameter('id, playlistId');
  const most = maxResults(query);
  if (typeof most !== 'number') return most;
  const channel = state.shown.account(`UC${playlist.slice(2)}`);
  const list = channel === undefined ? [] : listing(state, channel, !query.has('pageToken'));
  if (channel === undefined || playlist !== uploadsOf(channel) || list.length === 0) {
    return failure(
      404,
      'playlistNotFound',
      "The playlist identified with the request's playlistId parameter cannot be found.",
      'youtube.playlistItem',
    );
  }
  const token = query.get('pageToken');
  const first = token === null ? undefined : Buffer.from(token, 'base64url').toString('utf8');
  const from = first === undefined ? 0 : list.findIndex(({ post }) => `PT:${post.id}` === first);
  if (from < 0) return invalidParameter('pageToken', token ?? '');
  const page = list.slice(from, from + most);
  const [next, before] = [list[from + most], from > 0 ? list[Math.max(0, from - most)] : undefined];
  const parts = listed(query, 'part');
  const items = page.map((video, index) => itemOf(state, video, from + index, parts));
  return listOf('youtube#playlistItemListResponse', items, {
    ...(next === undefined || most === 0 ? {} : { nextPageToken: tokenOf(next.post.id) }),
    ...(before === undefined ? {} : { prevPageToken: tokenOf(before.post.id) }),
    pageInfo: { totalResults: list.length, resultsPerPage: most },
  });
}

/** What the list holds now; a deleted video stays in it for a day. With the case, the oldest video stands first from then on. */
function listing(state: YouTubeState, channel: WorldAccount, isFirstPage: boolean): readonly IndexedPost[] {
  const now = state.context.now();
  const list = state.shown
    .posts(channel)
    .filter(({ publishedAt, deletedAt }) => publishedAt <= now && now < deletedAt + DAY_MS)
    .toReversed();
  if (isFirstPage && list.length > 1 && state.context.faults.fires('backdated-posts', channel.id)) state.backdated.add(channel.id);
  const oldest = list.at(-1);
  return oldest !== undefined && state.backdated.has(channel.id) ? [oldest, ...list.slice(0, -1)] : list;
}

const tokenOf = (id: string): string => Buffer.from(`PT:${id}`, 'utf8').toString('base64url');

function itemOf(state: YouTubeState, video: IndexedPost, position: number, parts: readonly string[]): Fields {
  const { post, account } = video;
  const isDeleted = !isVisible(video, state.context.now());
  const addedAt = position === 0 && state.backdated.has(account.id) ? state.context.now() : video.publishedAt;
  const blocks: Record<string, unknown> = { id: Buffer.from(`${uploadsOf(account)}.${post.id}`, 'utf8').toString('base64url') };
  if (parts.includes('snippet')) {
    blocks.snippet = {
      publishedAt: momentText(addedAt),
      channelId: account.id,
      title: isDeleted ? 'Deleted video' : post.title,
      description: isDeleted ? 'This video is unavailable.' : '',
      channelTitle: account.name,
      playlistId: uploadsOf(account),
      position,
      resourceId: { kind: 'youtube#video', videoId: post.id },
    };
  }
  if (parts.includes('contentDetails')) {
    blocks.contentDetails = { videoId: post.id, ...(isDeleted ? {} : { videoPublishedAt: momentText(video.publishedAt) }) };
  }
  if (parts.includes('status')) blocks.status = { privacyStatus: isDeleted ? 'private' : 'public' };
  return tagged('youtube#playlistItem', blocks);
}

/** `GET /search`: only the newest videos of a channel; it has a small bucket and is here to be avoided. */
export function search(state: YouTubeState, { query }: YouTubeCall): PlatformReply {
  const channel = state.shown.account(query.get('channelId') ?? '');
  if (query.get('order') !== 'date' || query.get('type') !== 'video' || !query.has('channelId')) {
    return unsupported('a search other than channelId, order=date and type=video');
  }
  const most = maxResults(query);
  if (typeof most !== 'number') return most;
  const found = channel === undefined ? [] : listing(state, channel, false).filter((video) => isVisible(video, state.context.now()));
  const items = found.slice(0, most).map((video) =>
    tagged('youtube#searchResult', {
      id: { kind: 'youtube#video', videoId: video.post.id },
      snippet: { publishedAt: momentText(video.publishedAt), channelId: video.account.id, title: video.post.title, description: '' },
    }),
  );
  return listOf('youtube#searchListResponse', items, { regionCode: 'ID', pageInfo: { totalResults: found.length, resultsPerPage: most } });
}
