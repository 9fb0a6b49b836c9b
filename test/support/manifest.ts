import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import { z } from 'zod';
import { root } from './paths.js';

const schema = z.object({
  oauth_config: z.object({ scopes: z.object({ bot: z.array(z.string()) }) }),
  settings: z.object({ event_subscriptions: z.object({ bot_events: z.array(z.string()) }) }),
});

/** What the app may do and hears of in a real workspace. */
export function manifestRights(): { readonly scopes: readonly string[]; readonly events: readonly string[] } {
  const { oauth_config, settings } = schema.parse(parse(readFileSync(join(root, 'config/slack-manifest.yaml'), 'utf8')));
  return { scopes: oauth_config.scopes.bot, events: settings.event_subscriptions.bot_events };
}
