import { grown, type IndexedPost, isVisible } from '../shown.js';
import type { PostFigures } from '../world.js';
import { type Fields, fieldRefused } from './answers.js';
import type { Dialect, XCall, XState } from './state.js';
import { userOf } from './users.js';

const PRIVATE_DAYS = 30;
const DAY_MS = 86_400_000;

/** What a post is shown as, with what may not be shown of it. */
export interface ShownPost {
  readonly data: Fields;
  readonly errors: readonly Fields[];
}

/** Clicks that only the author sees, in a fixed proportion to the views. */
export const clicksOf = ({ views }: PostFigures) => ({
  profile: Math.floor(views / 90),
  links: Math.floor(views / 140),
  details: Math.floor(views / 45),
});

/** Everything that people did with a post. */
export const engagementsOf = (figures: PostFigures): number => {
  const clicks = clicksOf(figures);
  return figures.likes + figures.comments + figures.shares + figures.saves + clicks.profile + clicks.links + clicks.details;
};

/** Whether the post was published by the person on whose behalf the app calls. */
export const isOwn = (state: XState, call: XCall, post: IndexedPost): boolean => call.principal === 'user' && post.account === state.self;

/** Fields that need nothing but the post. */
const PLAIN: Readonly<Record<string, (post: IndexedPost, figures: PostFigures, dialect: Dialect) => unknown>> = {
  created_at: ({ publishedAt }) => new Date(publishedAt).toISOString(),
  lang: () => 'in',
  conversation_id: ({ post }) => post.id,
  possibly_sensitive: () => false,
  public_metrics: (_post, figures, dialect) => publicMetrics(figures, dialect),
};

/** A post with the fields that were asked for; names that nobody knows are dropped. `id` is the one that is shown. */
export function postOf(state: XState, call: XCall, post: IndexedPost, id: string, dialect: Dialect): ShownPost {
  const { dialect: resource, postFields, expansions } = call.asked;
  const figures = grown(post, state.context.now());
  const data: Record<string, unknown> = { id, text: post.post.title };
  const errors: Fields[] = [];
  if (dialect === 'tweet') data.edit_history_tweet_ids = state.edits.idsOf(post);
  else if (expansions.has('edit_history_post_ids')) data.edit_history_post_ids = state.edits.idsOf(post);
  if (expansions.has('author_id') || (dialect === 'tweet' && postFields.includes('author_id'))) data.author_id = post.account.id;
  for (const field of postFields) {
    const plain = Object.hasOwn(PLAIN, field) ? PLAIN[field] : undefined;
    if (plain !== undefined) data[field] = plain(post, figures, dialect);
    if (field !== 'non_public_metrics' && field !== 'organic_metrics') continue;
    const given = privateMetrics(state, call, post, field, figures, dialect);
    if (given === 'refused') errors.push(fieldRefused(resource, field, id));
    else if (given !== undefined) data[field] = given;
  }
  return { data, errors };
}

const repost = (dialect: Dialect): string => (dialect === 'post' ? 'repost_count' : 'retweet_count');

const publicMetrics = ({ shares, comments, likes, saves, views }: PostFigures, dialect: Dialect): Fields => ({
  [repost(dialect)]: shares,
  reply_count: comments,
  like_count: likes,
  quote_count: 0,
  bookmark_count: saves,
  impression_count: views,
});

/** Figures for the author alone, of posts younger than 30 days. With the case, a block is left out without a word. */
function privateMetrics(
  state: XState,
  call: XCall,
  post: IndexedPost,
  field: 'non_public_metrics' | 'organic_metrics',
  figures: PostFigures,
  dialect: Dialect,
): Fields | 'refused' | undefined {
  if (!isOwn(state, call, post) || state.context.now() - post.publishedAt >= PRIVATE_DAYS * DAY_MS) return 'refused';
  if (state.context.faults.fires('private-metrics-too-old', post.account.id)) return undefined;
  const clicks = clicksOf(figures);
  const common = { impression_count: figures.views, url_link_clicks: clicks.links, user_profile_clicks: clicks.profile };
  if (field === 'non_public_metrics') return { ...common, engagements: engagementsOf(figures) };
  return { ...common, like_count: figures.likes, reply_count: figures.comments, [repost(dialect)]: figures.shares };
}

/** What the expansions add. People and earlier versions that come along are charged like others. */
export function includesOf(state: XState, { asked }: XCall, posts: readonly IndexedPost[], dialect: Dialect): Fields {
  const { expansions } = asked;
  const includes: Record<string, unknown> = {};
  if (expansions.has('author_id') && posts.length > 0) {
    const authors = [...new Set(posts.map(({ account }) => account))];
    includes.users = authors.map((account) => userOf(state, account, asked, dialect));
    state.ledger.charge(
      'user',
      'user',
      authors.map(({ id }) => id),
    );
  }
  const edited = expansions.has('edit_history_post_ids') ? posts.filter((post) => state.edits.idsOf(post).length > 1) : [];
  if (edited.length > 0) {
    const earlier = edited.map((post) => ({ id: post.post.id, text: post.post.title }));
    includes[dialect === 'post' ? 'posts' : 'tweets'] = earlier;
    state.ledger.charge(
      'post',
      'post',
      earlier.map(({ id }) => id),
    );
  }
  return Object.keys(includes).length === 0 ? {} : { includes };
}

/** Whether a post can be seen now. */
export const isThere = (state: XState, post: IndexedPost | undefined): post is IndexedPost =>
  post !== undefined && isVisible(post, state.context.now());
