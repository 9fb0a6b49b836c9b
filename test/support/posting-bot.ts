import { z } from 'zod';
import type { Instant } from '../../connectors/contract/period.js';
import { startBot } from '../../src/bot.js';
import { openSqliteStore } from '../../src/store/sqlite/client.js';
import { postingConfig } from './posting-config.js';

// A program: the real bot over a store file and a local Slack. It posts what is owed at a fixed moment, says so, and ends when it is told to.

const parameters = z.object({
  store: z.string(),
  apiUrl: z.string(),
  botToken: z.string(),
  appToken: z.string(),
  sections: z.number(),
  now: z.string(),
  installedAt: z.string(),
});

/** What the program is given, as JSON in its first argument. */
export type PostingBot = z.infer<typeof parameters>;

/** Short enough for a test, long enough for a slow machine: the stand-in answers in the order in which it is asked. */
const TIMING = { delivery: { settleMs: 400, leaseMs: 1_500 }, runner: { leaseMs: 1_500 }, alerts: { leaseMs: 1_500 } } as const;

async function main(argument: string): Promise<void> {
  const given = parameters.parse(JSON.parse(argument));
  const store = await openSqliteStore(given.store);
  await leaseIsFree(store);
  const words = (level: string) => (message: string, fields?: Record<string, unknown>) =>
    void process.stderr.write(`${level} ${message} ${JSON.stringify(fields ?? {})}\n`);
  const bot = await startBot({
    config: postingConfig(given.sections),
    store,
    clock: { now: () => given.now as Instant },
    log: { debug: () => undefined, info: words('info'), warn: words('warn'), error: words('error') },
    botToken: given.botToken,
    appToken: given.appToken,
    slackApiUrl: given.apiUrl,
    wayOut: undefined,
    installedAt: given.installedAt as Instant,
    timing: TIMING,
  });
  process.stdout.write('done\n');
  await new Promise((resolve) => process.once('SIGTERM', resolve));
  await bot.stop();
  await store.close();
}

/** The lease of a process that was killed runs out by itself; the bot would wait for its next minute. */
async function leaseIsFree(store: Awaited<ReturnType<typeof openSqliteStore>>): Promise<void> {
  while (!(await store.acquireLease('schedule:daily', 'probe', Date.now() + 1, Date.now()))) await new Promise((resolve) => setTimeout(resolve, 50));
  await store.releaseLease('schedule:daily', 'probe');
}

const [argument] = process.argv.slice(2);
if (argument !== undefined && process.argv[1] === import.meta.filename) await main(argument);
