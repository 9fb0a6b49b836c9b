import { z } from 'zod';
import { graphId, graphMoment } from '../graph/insight.js';

/** Whose token it is. */
export const identity = z.object({ id: graphId });

/** A post of one's own, or the repost of another's (`REPOST_FACADE`), which has no figures. */
export const thread = z.object({
  id: graphId,
  media_type: z.string(),
  timestamp: graphMoment,
  permalink: z.string().optional(),
  text: z.string().default(''),
});

/** A post, or the repost of another's. */
export type Thread = z.infer<typeof thread>;

/** The answer to the renewal of a token. */
export const renewed = z.object({ access_token: z.string().min(1), expires_in: z.number().positive().optional() });
