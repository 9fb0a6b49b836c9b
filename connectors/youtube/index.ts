import { z } from 'zod';
import { checkByPull } from '../check-by-pull.js';
import { defineConnector } from '../contract/connector.js';
import { capabilities } from './capabilities.js';
import { allowances, judge } from './failures.js';
import { PACIFIC, UNITS, type YouTubeSettings } from './limits.js';
import { pull } from './pull.js';
import { renewal, secrets } from './tokens.js';

const settings: z.ZodType<YouTubeSettings> = z.strictObject({
  analytics: z.boolean().default(true),
  shares: z.boolean().default(true),
});

/** YouTube, by its Data API v3 and Analytics API v2. */
export const youtube = defineConnector({
  id: 'youtube',
  label: 'YouTube',
  settings,
  hosts: {
    data: 'https://youtube.googleapis.com',
    analytics: 'https://youtubeanalytics.googleapis.com',
    oauth: 'https://oauth2.googleapis.com',
  },
  secrets,
  secretsPage: 'https://console.cloud.google.com/apis/credentials',
  authorization: { kind: 'bearer' },
  renewal,
  buckets: { [UNITS]: { zone: PACIFIC, limit: 10_000 } },
  capabilities,
  // A day ends in California, up to 32 hours after it began in UTC, and moves for 72 hours more.
  settlesWithinHours: 104,
  pollsStories: false,
  judge,
  allowances,
  pull,
  check: checkByPull(capabilities, pull),
});
