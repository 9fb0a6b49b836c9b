import type { PullAccount } from '../contract/connector.js';
import type { Listing } from '../graph/listing.js';
import { joined } from '../graph/step.js';
import type { InstagramName } from './capabilities.js';
import { STORY_INSIGHTS, toldMedia } from './content.js';
import { type InstagramPull, problems } from './pull.js';
import { type Media, media } from './schema.js';

const STORY_FIELDS = 'id,caption,media_type,media_product_type,permalink,timestamp';
const MOST_STORIES = 50;

/** The stories that are alive now. One that is no longer listed has ended after its 24 hours: its last reading stays, and nothing is asked of it. */
export function storyListing(pull: InstagramPull, account: PullAccount): Listing<InstagramName, Media> {
  const seen = new Set<string>();
  return {
    account: account.id,
    path: `/${account.platformId}/stories`,
    query: { fields: STORY_FIELDS },
    limit: MOST_STORIES,
    item: media,
    page: (items, reply) => {
      const fresh = items.filter(({ id }) => !seen.has(id));
      for (const { id } of fresh) seen.add(id);
      return { step: joined(fresh.map((one) => toldMedia(pull, account, { ...one, media_product_type: 'STORY' }, reply, false))), enough: false };
    },
    end: () => ({ found: [] }),
    failed: (error) => ({ found: problems(account, Object.values(STORY_INSIGHTS), error) }),
  };
}
