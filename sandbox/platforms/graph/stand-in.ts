import type { StandIn } from '../stand-in.js';
import type { MetaCredentials } from './credentials.js';
import { openGraph } from './server.js';
import { facebook, instagram } from './shape.js';

const credentials: MetaCredentials = { token: 'contoh-meta-token', appId: '100200300', appSecret: 'contoh-meta-secret' };

/** The Graph API: Pages of Facebook, and Instagram by either door. */
export const meta = {
  shapes: [facebook, instagram],
  cases: [
    'no-data',
    'under-100-followers',
    'window-too-long',
    'pre-conversion-media',
    'product-mismatch',
    'story-few-viewers',
    'story-expired',
    'hidden-counts',
    'value-shapes',
    'breakdown-refused',
    'wrong-period-empty',
    'end-time-next-day',
    'summer-time',
    'account-east-of-utc',
    'provisional-values',
    'endless-paging',
    'dead-token',
    'throttled-as-400',
    'partial-permission',
    'retired-metric',
    'reduce-data',
    'batch-items-fail',
    'removed-protocol',
    'html-body',
    'ids-as-numbers',
    'secrets-in-bodies',
    'moved-and-deleted-posts',
    'backdated-posts',
    'followers-purged',
  ],
  credentials,
  secrets: ({ token, appSecret }) => ({
    facebook: { TOKEN: token, APP_SECRET: appSecret },
    instagram: { TOKEN: token, APP_SECRET: appSecret },
  }),
  open: openGraph,
} as const satisfies StandIn<MetaCredentials, ReturnType<typeof openGraph>>;
