import { stamp } from './days.js';
import type { AccountEntry, PostEntry } from './directory.js';
import { figuresOfPost } from './figures.js';
import { isLive, mediaInsights, productOf } from './media-insights.js';
import { type Edge, type EdgeCall, type NodeType, readNode } from './node.js';
import { LIST_PARAMETERS, type Page, readPage } from './paging.js';
import { type PublicationBounds, postSource } from './post-list.js';
import { fires, type Scope } from './scope.js';
import { readMoment } from './times.js';

const FACEBOOK_LOGIN_ONLY: readonly string[] = ['ig_id', 'view_count', 'saved_count', 'shares_count', 'reposts_count'];
/** Count fields that came with v26 (2026-07-29). */
const SINCE_V26: readonly string[] = ['saved_count', 'shares_count', 'reposts_count'];

function mediaType(one: PostEntry): string {
  const product = productOf(one);
  if (product === 'REELS') return 'VIDEO';
  if (product === 'STORY') return one.index % 3 === 0 ? 'VIDEO' : 'IMAGE';
  return one.index % 3 === 0 ? 'CAROUSEL_ALBUM' : 'IMAGE';
}

/** A figure that its owner may hide: then the field is absent. */
const hideable =
  (of: (one: PostEntry, scope: Scope) => number) =>
  (one: PostEntry, scope: Scope): number | undefined =>
    fires(scope, 'hidden-counts', one.entry) ? undefined : of(one, scope);

/** An item of Instagram. */
export const MEDIA: NodeType<PostEntry> = {
  name: 'IGMedia',
  id: ({ post }) => post.id,
  defaults: ['id'],
  has: (name, scope) => !(FACEBOOK_LOGIN_ONLY.includes(name) && scope.door === 'instagram') && !(SINCE_V26.includes(name) && scope.version < 26),
  fields: {
    id: ({ post }) => post.id,
    ig_id: ({ post }) => post.id,
    caption: ({ post }) => (post.title === '' ? undefined : post.title),
    media_type: mediaType,
    media_product_type: productOf,
    media_url: ({ post }) => `https://media.example/${post.id}`,
    thumbnail_url: (one) => (mediaType(one) === 'VIDEO' ? `https://media.example/${one.post.id}/thumbnail` : undefined),
    permalink: ({ post }) => post.link,
    shortcode: ({ post }) => post.id.slice(-11),
    timestamp: ({ at }) => stamp(at),
    username: ({ entry }) => entry.account.username,
    owner: ({ entry }) => ({ id: entry.account.id }),
    is_comment_enabled: () => true,
    is_shared_to_feed: (one) => (productOf(one) === 'REELS' ? true : undefined),
    like_count: hideable((one, scope) => figuresOfPost(one, scope).likes),
    comments_count: (one, scope) => figuresOfPost(one, scope).comments,
    view_count: hideable((one, scope) => figuresOfPost(one, scope).views),
    saved_count: (one, scope) => figuresOfPost(one, scope).saves,
    shares_count: hideable((one, scope) => figuresOfPost(one, scope).shares),
    reposts_count: (one, scope) => Math.floor(figuresOfPost(one, scope).shares / 5),
  },
  edges: { insights: mediaInsights },
};

const list = (entry: AccountEntry, call: EdgeCall, scope: Scope, accepts: (one: PostEntry) => boolean, bounds: PublicationBounds): unknown => {
  const page: Page<PostEntry> = readPage(postSource(entry, scope, accepts, bounds), call, scope, entry);
  return { data: page.rows.map((one) => readNode(MEDIA, one, call.fields, scope)), ...(page.paging === undefined ? {} : { paging: page.paging }) };
};

/** `GET /{ig-user}/media`, without stories. graph.instagram.com takes `since` and `until` and does not honour them. */
export const mediaEdge: Edge<AccountEntry> = {
  parameters: [...LIST_PARAMETERS, 'since', 'until'],
  read: (entry, call, scope) => {
    const bounds = { since: readMoment(call.arguments, 'since'), until: readMoment(call.arguments, 'until') };
    return list(entry, call, scope, ({ post }) => post.kind !== 'story', scope.door === 'graph' ? bounds : {});
  },
};

const DAY_MS = 86_400_000;

/** `GET /{ig-user}/stories`: only those still live. */
export const storiesEdge: Edge<AccountEntry> = {
  parameters: LIST_PARAMETERS,
  read: (entry, call, scope) => list(entry, call, scope, (one) => one.post.kind === 'story' && isLive(one, scope.now), { since: scope.now - DAY_MS }),
};
