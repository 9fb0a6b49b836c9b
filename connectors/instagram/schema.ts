import { z } from 'zod';
import { graphId, graphMoment, insights } from '../graph/insight.js';
import { listPage } from '../graph/listing.js';

/** A count that its owner may hide: the field is then absent, which is no zero. */
const count = z.number().nullable().default(null);

/** A profile, with the first page of its media where it was asked for. */
export const profile = z.object({ followers_count: count, media_count: count, media: listPage.optional() });

/** A post, reel or story. */
export const media = z.object({
  id: graphId,
  caption: z.string().default(''),
  media_product_type: z.string().default('FEED'),
  permalink: z.string().optional(),
  timestamp: graphMoment,
  like_count: count,
  comments_count: count,
  insights: insights.optional(),
});

/** A post, reel or story. */
export type Media = z.infer<typeof media>;

const KINDS: Readonly<Record<string, string>> = { FEED: 'feed', REELS: 'reel', STORY: 'story' };

/** The kind of an item; undefined for advertisements and whatever else is not organic. */
export const kindOf = (one: Media): string | undefined => KINDS[one.media_product_type];
