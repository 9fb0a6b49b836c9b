import type { StandIn } from '../stand-in.js';
import type { XCredentials } from './credentials.js';
import { openX, type XServer } from './server.js';
import { x as shape } from './shape.js';

const credentials: XCredentials = {
  clientId: 'contoh-x-client',
  clientSecret: 'contoh-x-secret',
  refreshToken: 'contoh-x-refresh',
  bearer: 'contoh-x-bearer',
};

/** The API of X. */
export const x = {
  shapes: [shape],
  cases: [
    'endless-paging',
    'suspended-user',
    'no-posts-two-dialects',
    'credits-depleted',
    'reset-in-the-past',
    'private-metrics-too-old',
    'refresh-race',
    'html-body',
    'moved-and-deleted-posts',
    'followers-purged',
  ],
  credentials,
  secrets: ({ clientId, clientSecret, refreshToken }) => ({
    x: { CLIENT_ID: clientId, CLIENT_SECRET: clientSecret, REFRESH_TOKEN: refreshToken },
  }),
  open: openX,
} as const satisfies StandIn<XCredentials, XServer>;
