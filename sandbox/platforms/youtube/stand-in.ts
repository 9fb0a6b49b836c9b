import type { StandIn } from '../stand-in.js';
import type { GoogleCredentials } from './credentials.js';
import { openYouTube, type YouTubeServer } from './server.js';
import { youtube } from './shape.js';

const credentials: GoogleCredentials = {
  clientId: 'contoh-google-client',
  clientSecret: 'contoh-google-secret',
  refreshToken: 'contoh-google-refresh',
  apiKey: 'contoh-google-key',
};

/** The APIs of YouTube: the data, the reports, and the tokens of Google. */
export const google = {
  shapes: [youtube],
  cases: [
    'hidden-counts',
    'summer-time',
    'provisional-values',
    'rounded-subscribers',
    'rows-absent-columns-moved',
    'views-redefined',
    'quota-or-rate',
    'invalid-grant',
    'html-body',
    'backdated-posts',
  ],
  credentials,
  secrets: ({ clientId, clientSecret, refreshToken }) => ({
    youtube: { CLIENT_ID: clientId, CLIENT_SECRET: clientSecret, REFRESH_TOKEN: refreshToken },
  }),
  open: openYouTube,
} as const satisfies StandIn<GoogleCredentials, YouTubeServer>;
