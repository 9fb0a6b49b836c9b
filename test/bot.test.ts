import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { parse } from 'yaml';
import { z } from 'zod';
import type { Instant } from '../connectors/contract/period.js';
import type { Message } from '../sandbox/slack/model.js';
import { type Bot, startBot } from '../src/bot.js';
import type { WholeStore } from '../src/store/whole-store.js';
import { ayu, laporan, openSandbox } from './sandbox/rig.js';
import { demoStore } from './support/demo-store.js';
import { demoConfig, MARCH_FIRST } from './support/ministry.js';
import { root } from './support/paths.js';

const config = demoConfig();
const quiet = { debug: () => undefined, info: () => undefined, warn: () => undefined, error: () => undefined };

/** What the app may do in a real workspace. */
function manifestScopes(): readonly string[] {
  const scopes = z.object({ oauth_config: z.object({ scopes: z.object({ bot: z.array(z.string()) }) }) });
  return scopes.parse(parse(readFileSync(join(root, 'config/slack-manifest.yaml'), 'utf8'))).oauth_config.scopes.bot;
}

async function wholeDemo(): Promise<WholeStore> {
  const { store, remove } = await demoStore();
  onTestFinished(remove);
  return store;
}

describe('the bot in a local Slack', () => {
  it('posts the owed digests with their pictures once, over a restart too, and answers /pantau in the language of the person', async () => {
    const sandbox = await openSandbox({ scopes: manifestScopes() });
    const store = await wholeDemo();
    const start = (): Promise<Bot> =>
      startBot({
        config,
        store,
        clock: { now: () => MARCH_FIRST },
        log: quiet,
        botToken: sandbox.botToken,
        appToken: sandbox.appToken,
        slackApiUrl: sandbox.apiUrl,
        wayOut: undefined,
        installedAt: '2024-02-25T17:00:00.000Z' as Instant,
      });

    const first = await start();
    const isCard = (message: Message): boolean => message.text.startsWith('Tiket konsultasi Contact Center Februari 2024: 967, turun 25,8%');
    const inChannel = () => sandbox.messages(laporan).filter((message) => message.thread === undefined);
    const posted = inChannel().filter((message) => !isCard(message));
    expect(posted).toHaveLength(2);
    await sandbox.until(() => inChannel().some(isCard));
    expect(JSON.stringify(posted)).toContain('118.069');
    expect(JSON.stringify(posted)).toContain('137,84%');
    expect(JSON.stringify(posted)).toContain('slack_file');
    expect(JSON.stringify(posted)).toContain('Permohonan data: 12');
    expect(JSON.stringify(posted)).not.toContain('berlanjut di utas');
    expect(JSON.stringify(sandbox.messages('C0ENGLISH1'))).toContain('137.84%');
    await first.stop();

    const second = await start();
    expect(inChannel()).toHaveLength(3);

    await sandbox.as(ayu).command('/pantau advocacy q1', laporan);
    await sandbox.until(() => JSON.stringify(sandbox.ephemerals(laporan, ayu)).includes('137,84%'));
    await second.stop();
    await sandbox.close();
  }, 60_000);
});
