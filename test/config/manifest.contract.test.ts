import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { z } from 'zod';
import { root } from '../support/paths.js';
import { readSpec } from '../support/specs.js';

const manifestSchema = z.object({
  oauth_config: z.object({ scopes: z.object({ bot: z.array(z.string()) }) }),
  settings: z.object({ event_subscriptions: z.object({ bot_events: z.array(z.string()) }) }),
});
const written = parse(readFileSync(join(root, 'config/slack-manifest.yaml'), 'utf8'));
const manifest = manifestSchema.parse(written);

describe("the Slack app's manifest against Slack's documents", () => {
  it("is one by Slack's own schema, which refuses a wrong one", () => {
    const schema = z.fromJSONSchema(Object(readSpec('slack/manifest-schema/manifest.schema.2.0.0.json')));
    expect(schema.safeParse(written).error?.issues).toBeUndefined();
    const wrong = schema.safeParse({ ...written, display_information: { name: 'x'.repeat(36) }, settings: { sockets: true } });
    expect(wrong.error?.issues.map(({ path }) => path.join('.'))).toEqual(['display_information.name', 'settings']);
  });

  it('has the scopes that its events need', () => {
    const topics = z.object({ topics: z.record(z.string(), z.object({ 'x-scopes-required': z.array(z.string()).optional() }).loose()) });
    const events = topics.parse(readSpec('slack/slack-api-specs/slack_events_api_async_v1.json')).topics;
    const known = manifest.settings.event_subscriptions.bot_events.filter((name) => events[name] !== undefined);
    // The document is of 2021 and without the two newer ones.
    expect(known).toEqual(['message.channels', 'message.groups', 'message.im']);
    expect(manifest.oauth_config.scopes.bot).toEqual(expect.arrayContaining(known.flatMap((name) => events[name]?.['x-scopes-required'] ?? [])));
  });
});
