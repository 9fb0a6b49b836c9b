import { stamp } from './days.js';
import { type AccountEntry, isVideo, type PostEntry, videoId } from './directory.js';
import { invalid } from './errors.js';
import { figuresOfPost } from './figures.js';
import { type Edge, type EdgeCall, type NodeType, pick, readNode } from './node.js';
import { requirePageToken } from './page-token.js';
import { LIST_PARAMETERS, readLimit, readPage } from './paging.js';
import { postInsights, videoInsights } from './post-insights.js';
import { postSource } from './post-list.js';
import { fires, type Scope } from './scope.js';
import { readMoment } from './times.js';

const DAY_MS = 86_400_000;

/** Other people's reactions or comments: their number alone, since the stand-in has no other people. */
function countEdge(of: (one: PostEntry, scope: Scope) => number, parameters: readonly string[]): Edge<PostEntry> {
  return {
    parameters: ['limit', 'summary', ...parameters],
    read: (one, { arguments: given }, scope) => {
      readLimit(given, 0);
      const summary = given.get('summary');
      return { data: [], ...(summary === undefined || summary === 'false' || summary === '0' ? {} : { summary: { total_count: of(one, scope) } }) };
    },
  };
}

const likes = (one: PostEntry, scope: Scope): number => figuresOfPost(one, scope).likes;
const comments = countEdge((one, scope) => figuresOfPost(one, scope).comments, ['filter', 'order', 'live_filter', 'since']);

/** A post of a Page. */
export const POST: NodeType<PostEntry> = {
  name: 'PagePost',
  id: ({ post }) => post.id,
  defaults: ['created_time', 'message', 'id'],
  fields: {
    id: ({ post }) => post.id,
    created_time: ({ at }) => stamp(at),
    updated_time: ({ at }) => stamp(at),
    // Only posts that the case `backdated-posts` puts first have it; see `listPosts`.
    backdated_time: () => undefined,
    message: ({ post }) => (post.title === '' ? undefined : post.title),
    permalink_url: ({ post }) => post.link,
    status_type: ({ post }) => (isVideo(post) ? 'added_video' : 'added_photos'),
    from: ({ entry }) => ({ id: entry.account.id, name: entry.account.name }),
    full_picture: ({ post }) => `https://media.example/${videoId(post)}`,
    is_published: () => true,
    is_hidden: () => false,
    is_expired: () => false,
    promotable_id: ({ post }) => post.id,
    // Absent at zero, which is the only absence that means zero.
    shares: (one, scope) => {
      const count = figuresOfPost(one, scope).shares;
      return count === 0 || fires(scope, 'hidden-counts', one.entry) ? undefined : { count };
    },
  },
  edges: {
    insights: postInsights,
    reactions: countEdge(likes, ['type']),
    likes: countEdge(likes, []),
    comments,
    attachments: {
      parameters: [],
      read: ({ post }, call) => {
        const attachment = isVideo(post)
          ? { media_type: 'video', type: 'video_inline', target: { id: videoId(post) }, url: post.link }
          : { media_type: 'photo', type: 'photo', target: { id: videoId(post) }, url: post.link };
        return { data: [pick(attachment, call.fields)] };
      },
    },
  },
};

/** A video of a Page; its id is another one than that of the post in which it shows. */
export const VIDEO: NodeType<PostEntry> = {
  name: 'AdVideo',
  id: ({ post }) => videoId(post),
  defaults: ['description', 'updated_time', 'id'],
  fields: {
    id: ({ post }) => videoId(post),
    created_time: ({ at }) => stamp(at),
    updated_time: ({ at }) => stamp(at),
    description: ({ post }) => (post.title === '' ? undefined : post.title),
    title: ({ post }) => post.title,
    permalink_url: ({ post }) => `/reel/${videoId(post)}/`,
    length: () => 34.5,
    post_id: ({ post }) => post.id,
    published: () => true,
    status: () => ({ video_status: 'ready' }),
    from: ({ entry }) => ({ id: entry.account.id, name: entry.account.name }),
    views: (one, scope) => figuresOfPost(one, scope).views,
    post_views: (one, scope) => figuresOfPost(one, scope).views,
  },
  edges: { video_insights: videoInsights, likes: countEdge(likes, []), comments },
};

function listPosts(edge: string, type: NodeType<PostEntry>, parameters: readonly string[], accepts: (one: PostEntry) => boolean): Edge<AccountEntry> {
  return {
    parameters: [...LIST_PARAMETERS, 'since', 'until', ...parameters],
    read: (entry, call, scope) => {
      requirePageToken(scope, entry, edge);
      const bounds = { since: readMoment(call.arguments, 'since'), until: readMoment(call.arguments, 'until') };
      const { rows, paging } = readPage(postSource(entry, scope, accepts, bounds), call, scope, entry);
      const first = backdated(entry, call, scope, accepts, rows);
      const data = rows.map((one) => readNode(type, one, call.fields, scope));
      const shown = first === undefined ? data : [{ ...readNode(type, first, call.fields, scope), ...givenBack(call, first) }, ...data];
      return { data: shown, ...(paging === undefined ? {} : { paging }) };
    },
  };
}

/** The case `backdated-posts`: the oldest post of all stands first on the first page, whatever `since` says. */
function backdated(
  entry: AccountEntry,
  call: EdgeCall,
  scope: Scope,
  accepts: (one: PostEntry) => boolean,
  rows: readonly PostEntry[],
): PostEntry | undefined {
  if (call.arguments.has('after') || call.arguments.has('before') || !fires(scope, 'backdated-posts', entry)) return undefined;
  const source = postSource(entry, scope, accepts, {});
  for (let place = source.end - 1; place >= source.first; place -= 1) {
    const one = source.at(place);
    if (one !== undefined) return rows.includes(one) ? undefined : one;
  }
  return undefined;
}

const givenBack = (call: EdgeCall, { at }: PostEntry): object =>
  call.fields?.some(({ name }) => name === 'backdated_time') === true ? { backdated_time: stamp(at) } : {};

const notStory = ({ post }: PostEntry): boolean => post.kind !== 'story';

/** `GET /{page}/published_posts`; a reel shows here too. */
export const publishedPosts = listPosts('published_posts', POST, ['include_hidden', 'show_expired', 'with'], notStory);

/** `GET /{page}/posts`. */
export const posts = listPosts('posts', POST, ['include_hidden', 'show_expired', 'with', 'q'], notStory);

/** `GET /{page}/video_reels`. */
export const videoReels = listPosts('video_reels', VIDEO, [], ({ post }) => post.kind === 'reel' || post.kind === 'short');

/** `GET /{page}/videos`, reels among them. */
export const videos = listPosts('videos', VIDEO, ['type'], ({ post }) => isVideo(post));

const storyFields = (one: PostEntry, now: number): Readonly<Record<string, unknown>> => ({
  post_id: one.post.id,
  status: now < one.at + DAY_MS ? 'published' : 'archived',
  creation_time: String(Math.floor(one.at / 1_000)),
  media_type: 'photo',
  media_id: videoId(one.post),
  url: one.post.link,
});

/** `GET /{page}/stories`: of the last day, or with `status=ARCHIVED` those before. */
export const pageStories: Edge<AccountEntry> = {
  parameters: [...LIST_PARAMETERS, 'since', 'until', 'status'],
  read: (entry, call, scope) => {
    requirePageToken(scope, entry, 'stories');
    const status =
      call.arguments
        .get('status')
        ?.replace(/[[\]"]/g, '')
        .toUpperCase() ?? 'PUBLISHED';
    if (status !== 'PUBLISHED' && status !== 'ARCHIVED') throw invalid('status[0] must be one of the following values: ARCHIVED, PUBLISHED');
    const bounds = { since: readMoment(call.arguments, 'since'), until: readMoment(call.arguments, 'until') };
    const accepts = (one: PostEntry): boolean => one.post.kind === 'story' && (status === 'PUBLISHED') === scope.now < one.at + DAY_MS;
    const { rows, paging } = readPage(postSource(entry, scope, accepts, bounds), call, scope, entry);
    return { data: rows.map((one) => pick(storyFields(one, scope.now), call.fields)), ...(paging === undefined ? {} : { paging }) };
  },
};

/** `GET /{page}/scheduled_posts`: what is planned is the future, which the stand-in never shows. */
export const scheduledPosts: Edge<AccountEntry> = {
  parameters: LIST_PARAMETERS,
  read: (entry, _call, scope) => {
    requirePageToken(scope, entry, 'scheduled_posts');
    return { data: [] };
  },
};
