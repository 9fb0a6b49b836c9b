import { z } from 'zod';
import type { Instant } from '../../connectors/contract/period.js';
import { startBot } from '../../src/bot.js';
import { openSqliteStore } from '../../src/store/sqlite/client.js';
import { configWith } from './alert-config.js';

// A program: the real bot over a store file and a local Slack, at a fixed moment, with rules of alerts and no digests. It judges and tells what is owed,
// and ends when it is told to.

const parameters = z.object({
  store: z.string(),
  apiUrl: z.string(),
  botToken: z.string(),
  appToken: z.string(),
  now: z.string(),
  rules: z.array(z.record(z.string(), z.unknown())).readonly(),
});

/** What the program is given, as JSON in its first argument. */
export type AlertingBot = z.infer<typeof parameters>;

const TIMING = { delivery: { settleMs: 300, leaseMs: 1_500 }, runner: { leaseMs: 1_500 }, alerts: { leaseMs: 1_500 } } as const;

async function main(argument: string): Promise<void> {
  const given = parameters.parse(JSON.parse(argument));
  const store = await openSqliteStore(given.store);
  const words = (level: string) => (message: string, fields?: Record<string, unknown>) =>
    void process.stderr.write(`${level} ${message} ${JSON.stringify(fields ?? {})}\n`);
  const now = given.now as Instant;
  const bot = await startBot({
    config: configWith(given.rules),
    store,
    clock: { now: () => now },
    log: { debug: () => undefined, info: words('info'), warn: words('warn'), error: words('error') },
    botToken: given.botToken,
    appToken: given.appToken,
    slackApiUrl: given.apiUrl,
    wayOut: undefined,
    installedAt: now,
    timing: TIMING,
  });
  process.stdout.write('done\n');
  await new Promise((resolve) => process.once('SIGTERM', resolve));
  await bot.stop();
  await store.close();
}

const [argument] = process.argv.slice(2);
if (argument !== undefined && process.argv[1] === import.meta.filename) await main(argument);
