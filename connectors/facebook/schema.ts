import { z } from 'zod';
import { graphId, graphMoment, insights } from '../graph/insight.js';

const summary = z.object({ summary: z.object({ total_count: z.number() }) });

/** A Page's profile. */
export const pageProfile = z.object({ followers_count: z.number().nullable().default(null) });

/** A Page with its own token, of the list of a person's or system user's Pages. */
// Empty in an answer that was kept: a replay needs no token.
export const pageToken = z.object({ id: graphId, access_token: z.string().optional() });

/** A post of a Page. `shares` is left out at zero; the other counts are left out where they are not shown. */
export const post = z.object({
  id: graphId,
  created_time: graphMoment,
  backdated_time: graphMoment.optional(),
  message: z.string().default(''),
  permalink_url: z.string().optional(),
  shares: z.object({ count: z.number() }).default({ count: 0 }),
  reactions: summary.optional(),
  comments: summary.optional(),
  insights: insights.optional(),
});

/** A post of a Page. */
export type Post = z.infer<typeof post>;

/** A reel as a video; its post, where it has one, is also among the Page's posts. */
export const reel = z.object({
  id: graphId,
  created_time: graphMoment,
  description: z.string().default(''),
  permalink_url: z.string().optional(),
  post_id: graphId.optional(),
});

/** A reel as a video. */
export type Reel = z.infer<typeof reel>;
