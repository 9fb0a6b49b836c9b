import { z } from 'zod';
import type { HttpAnswer } from '../contract/http.js';
import { readAnswer } from '../read-answer.js';

const count = z.number().int().nonnegative();
const id = z.string().regex(/^\d+$/);

// X speaks two vocabularies since August 2026 and serves both (2026-11-25): `tweet_count` or `post_count`, `retweet_count` or `repost_count`.
const userMetrics = z
  .object({ followers_count: count, tweet_count: count.optional(), post_count: count.optional() })
  .transform(({ followers_count, tweet_count, post_count }) => ({ followers: followers_count, posts: post_count ?? tweet_count ?? null }));

const postMetrics = z
  .object({
    impression_count: count.optional(),
    like_count: count.optional(),
    reply_count: count.optional(),
    retweet_count: count.optional(),
    repost_count: count.optional(),
    bookmark_count: count.optional(),
  })
  .transform((metrics) => ({
    impressions: metrics.impression_count ?? null,
    likes: metrics.like_count ?? null,
    comments: metrics.reply_count ?? null,
    shares: metrics.repost_count ?? metrics.retweet_count ?? null,
    saves: metrics.bookmark_count ?? null,
  }));

const edits = z.array(id).min(1).optional();

const user = z.object({ id, public_metrics: userMetrics });
const post = z
  .object({
    id,
    text: z.string().default(''),
    created_at: z.iso.datetime({ offset: true }),
    author_id: id.optional(),
    edit_history_tweet_ids: edits,
    edit_history_post_ids: edits,
    public_metrics: postMetrics,
  })
  .transform(({ edit_history_tweet_ids, edit_history_post_ids, ...rest }) => ({
    ...rest,
    /** the id of the first version: an edit gives a post another one */
    first: (edit_history_post_ids ?? edit_history_tweet_ids)?.[0] ?? rest.id,
  }));

const problem = z.object({
  title: z.string().optional(),
  detail: z.string().optional(),
  resource_id: z.string().optional(),
  value: z.string().optional(),
});
const problems = z.array(problem).default([]);

const bucket = z.object({
  /** the START of the bucket */
  timestamp: z.iso.datetime({ offset: true }),
  metrics: z.object({ impressions: count.nullable().optional() }).nullable().optional(),
});

/** An account, or what is wrong with it. */
export const usersAnswer = z.object({ data: z.array(user).default([]), errors: problems });
/** Posts by id, or what is wrong with some. */
export const postsAnswer = z.object({ data: z.array(post).default([]), errors: problems });
/** One page of a timeline; without posts it has no `data`. */
export const timelineAnswer = z.object({
  data: z.array(post).default([]),
  meta: z.object({ result_count: count, next_token: z.string().optional() }),
});
/** Posts with their days. */
export const analyticsAnswer = z.object({
  data: z.array(z.object({ id, timestamped_metrics: z.array(bucket).default([]) })).default([]),
  errors: problems,
});

/** A post as X states it; counts that it does not state are null. */
export type XPost = z.output<typeof post>;

/** Reads an answer of X by its schema; throws `ConnectorError` (malformed) with the path of what is wrong. */
export const read = <Schema extends z.ZodType>(schema: Schema, answer: HttpAnswer): z.output<Schema> => readAnswer('X', schema, answer);
