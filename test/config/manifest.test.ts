import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { z } from 'zod';
import { methods } from '../../sandbox/slack/arguments.js';
import { demoWorkspace } from '../../sandbox/slack/workspace.js';
import { LOG_SHORTCUT } from '../../src/slack/listeners/advocacy/activations.js';
import { root } from '../support/paths.js';

// The lengths are those of Slack's manifest reference, as they were on 2026-11-25.
const manifestSchema = z.strictObject({
  _metadata: z.strictObject({ major_version: z.literal(2), minor_version: z.literal(1) }),
  display_information: z.strictObject({
    name: z.string().max(35),
    description: z.string().max(140),
    background_color: z.string().regex(/^#[0-9a-f]{6}$/),
  }),
  features: z.strictObject({
    app_home: z.strictObject({
      home_tab_enabled: z.literal(true),
      messages_tab_enabled: z.literal(true),
      messages_tab_read_only_enabled: z.literal(false),
    }),
    bot_user: z.strictObject({ display_name: z.string().regex(/^[A-Za-z0-9._ -]{1,80}$/), always_online: z.boolean() }),
    shortcuts: z.tuple([
      z.strictObject({
        name: z.string().max(24),
        type: z.literal('global'),
        callback_id: z.string().max(255),
        description: z.string().max(150),
      }),
    ]),
    slash_commands: z.tuple([
      z.strictObject({
        command: z.literal('/pantau'),
        description: z.string().max(2000),
        usage_hint: z.string().max(1000),
        should_escape: z.literal(true),
      }),
    ]),
  }),
  oauth_config: z.strictObject({ scopes: z.strictObject({ bot: z.array(z.string()).max(255) }) }),
  settings: z.strictObject({
    event_subscriptions: z.strictObject({ bot_events: z.array(z.string()).max(100) }),
    interactivity: z.strictObject({ is_enabled: z.literal(true) }),
    org_deploy_enabled: z.literal(false),
    socket_mode_enabled: z.literal(true),
    token_rotation_enabled: z.literal(false),
  }),
});

const sources = (folder: string): string => {
  const files = readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' }).filter((file) => file.endsWith('.ts'));
  return files.map((file) => readFileSync(join(root, folder, file), 'utf8')).join('\n');
};
const code = sources('src');
const found = (form: RegExp): readonly string[] => [...new Set([...code.matchAll(form)].map((match) => match.slice(1).join('.')))].sort();
const manifest = manifestSchema.parse(parse(readFileSync(join(root, 'config/slack-manifest.yaml'), 'utf8')));
const { bot: scopes } = manifest.oauth_config.scopes;

/** The methods that the code calls: `client.chat.postMessage(`. */
const called = found(/\bclient\.([a-z]+)\.([A-Za-z.]+)\(/g);
const scopesOf = (method: string): readonly string[] => methods[method]?.scopes ?? [];
const ofEvent: Readonly<Record<string, readonly string[]>> = {
  app_mention: ['app_mentions:read'],
  'message.channels': ['channels:history'],
  'message.groups': ['groups:history'],
  'message.im': ['im:history'],
  app_home_opened: [],
};

describe("the Slack app's manifest", () => {
  it('asks for Socket Mode, the command, and exactly these scopes and events', () => {
    expect(scopes).toEqual([
      'app_mentions:read',
      'channels:history',
      'chat:write',
      'commands',
      'files:read',
      'files:write',
      'groups:history',
      'im:history',
      'im:write',
    ]);
    expect(manifest.settings.event_subscriptions.bot_events).toEqual([
      'app_home_opened',
      'app_mention',
      'message.channels',
      'message.groups',
      'message.im',
    ]);
  });

  it('names the events and commands that the code listens to, and no others', () => {
    const events = manifest.settings.event_subscriptions.bot_events.map((name) => name.replace(/^message\..*/, 'message'));
    expect(found(/\bapp\.event\('([a-z_]+)'/g)).toEqual([...new Set(events)].sort());
    expect(found(/\bapp\.command\('(\/[a-z]+)'/g)).toEqual(manifest.features.slash_commands.map(({ command }) => command));
  });

  it('names the shortcuts that a feature listens to, and that the local Slack offers', () => {
    const callbacks = manifest.features.shortcuts.map(({ callback_id: id }) => id);
    expect(callbacks).toEqual([LOG_SHORTCUT]);
    expect(demoWorkspace.shortcuts.map(({ name, callbackId }) => [name, callbackId])).toEqual(
      manifest.features.shortcuts.map(({ name, callback_id: id }) => [name, id]),
    );
  });

  it('has a scope for every method that the code calls, and every event', () => {
    expect(called).toContain('chat.postMessage');
    expect(called.filter((method) => methods[method] === undefined)).toEqual([]);
    expect(called.filter((method) => scopesOf(method).length > 0 && !scopesOf(method).some((scope) => scopes.includes(scope)))).toEqual([]);
    expect(manifest.settings.event_subscriptions.bot_events.flatMap((name) => ofEvent[name] ?? [`unknown: ${name}`])).toEqual(
      expect.arrayContaining(['app_mentions:read', 'im:history']),
    );
  });

  it('has no scope that no method, event or command calls for', () => {
    const used = new Set(['commands', ...called.flatMap(scopesOf), ...Object.values(ofEvent).flat()]);
    expect(scopes.filter((scope) => !used.has(scope))).toEqual([]);
  });
});
