import { z } from 'zod';
import { checkByPull } from '../check-by-pull.js';
import { defineConnector } from '../contract/connector.js';
import { capabilities } from './capabilities.js';
import { used } from './charges.js';
import { allowances, judge } from './failures.js';
import { CREDITS, type XSettings } from './limits.js';
import { pull } from './pull.js';
import { renewal, secrets } from './tokens.js';

const settings: z.ZodType<XSettings> = z.strictObject({
  vocabulary: z.enum(['post', 'tweet']).default('post'),
  owner: z.string().regex(/^\d+$/, 'must be the id of an account, in quotation marks').optional(),
  analytics: z.boolean().default(true),
});

/** X, by its API v2. */
export const x = defineConnector({
  id: 'x',
  label: 'X',
  settings,
  hosts: { api: 'https://api.x.com' },
  secrets,
  secretsPage: 'https://console.x.com',
  authorization: { kind: 'bearer' },
  renewal,
  // Credits are counted by the UTC day; how many a day may take only the configuration says.
  buckets: { [CREDITS]: { zone: 'UTC', limit: undefined } },
  capabilities,
  // Days are those of UTC, and may move for another one.
  settlesWithinHours: 48,
  pollsStories: false,
  judge,
  allowances,
  used,
  pull,
  check: checkByPull(capabilities, pull),
});
