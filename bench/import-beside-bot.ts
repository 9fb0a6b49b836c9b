import { spawn } from 'node:child_process';
import { createWriteStream, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { performance } from 'node:perf_hooks';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { setTimeout } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import type { Instant } from '../connectors/contract/period.js';
import { manyRows, withManyAccounts } from '../sandbox/demo/many.js';
import type { Message } from '../sandbox/slack/model.js';
import { startSandbox } from '../sandbox/slack/server.js';
import { demoWorkspace } from '../sandbox/slack/workspace.js';
import { bringInDemo } from '../src/application/demo.js';
import { startBot } from '../src/bot.js';
import { parseConfig } from '../src/config/load.js';
import { openSqliteStore } from '../src/store/sqlite/client.js';
import { openDatabase } from '../src/store/sqlite/driver.js';

/*
 * The command line imports many rows into the database of a running bot, as a process of its own. Meanwhile the bot connects to the local Slack, posts
 * the digests that are owed, and is asked without a pause; the sandbox takes the time of every acknowledgement. Where the digests take longer than the
 * import, the command line imports the file again with other values.
 */
const ROWS = Number(process.argv[3] ?? 1_000_000);
const LAPORAN = 'C0LAPORAN1';
const AYU = 'U0MEMBER01';
const root = fileURLToPath(new URL('../../', import.meta.url));
const MORNING = '2024-03-01T02:00:00.000Z' as Instant;
const clock = { now: () => MORNING };
const quiet = { debug: () => undefined, info: () => undefined, warn: () => undefined, error: (message: string) => console.error(message) };

const home = mkdtempSync(join(tmpdir(), 'pantau-beside-'));
const [yaml, storePath] = [join(home, 'pantau.yaml'), join(home, 'data', 'pantau.sqlite')];

async function prepare() {
  mkdirSync(join(home, 'data'));
  const text = withManyAccounts(readFileSync(join(root, 'sandbox/demo/pantau.yaml'), 'utf8'));
  writeFileSync(yaml, text);
  const read = parseConfig(text, yaml);
  if (read.kind === 'refused') throw new Error(read.sentences.join('\n'));
  const store = await openSqliteStore(storePath);
  await bringInDemo({ config: read.config, store, folder: home, log: quiet });
  await store.close();
  return read.config;
}

interface Imported {
  readonly code: number | null;
  readonly seconds: number;
  readonly printed: unknown;
}

/** `pantau import many.csv --json`, as an operator types it beside the running bot. */
async function importByCommandLine(csv: string): Promise<Imported> {
  const started = performance.now();
  const { SLACK_BOT_TOKEN: _bot, SLACK_APP_TOKEN: _app, ...rest } = process.env;
  const child = spawn(process.execPath, [join(root, 'dist/src/main.js'), 'import', csv, '--source', 'many', '--config', yaml, '--json'], {
    env: { ...rest, PANTAU_HOME: home },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  let printed = '';
  child.stdout.on('data', (chunk: Buffer) => {
    printed += chunk.toString();
  });
  const code = await new Promise<number | null>((resolve) => child.once('close', resolve));
  return { code, seconds: (performance.now() - started) / 1000, printed: printed === '' ? undefined : JSON.parse(printed) };
}

const at = (sorted: readonly number[], share: number): number => Math.round((sorted[Math.floor((sorted.length - 1) * share)] ?? 0) * 10) / 10;

async function run(): Promise<void> {
  const config = await prepare();
  const sandbox = await startSandbox({ workspace: demoWorkspace });
  const store = await openSqliteStore(storePath);
  const state = { importing: false, digestWhileImporting: false, digests: 0 };
  const isDigest = ({ thread, blocks }: Message): boolean => thread === undefined && JSON.stringify(blocks).includes('"action_id":"source"');
  const posted = (): number => sandbox.messages(LAPORAN).filter(isDigest).length;

  const files: string[] = [];
  const write = async (turn: number): Promise<string> => {
    const csv = join(home, `many-${turn}.csv`);
    await pipeline(Readable.from(manyRows(ROWS, turn)), createWriteStream(csv));
    return csv;
  };
  files.push(await write(0));
  const imports: Imported[] = [];
  const importing = (async () => {
    state.importing = true;
    for (let turn = 0; turn === 0 || state.digests === 0; turn++) imports.push(await importByCommandLine(files[turn] ?? (await write(turn))));
    state.importing = false;
  })();
  const watch = openDatabase(storePath);
  const open = (): number => watch.prepare<{ rows: number }>("SELECT count(*) AS rows FROM imports WHERE state <> 'done'").get()?.rows ?? 0;
  while (open() === 0 && imports.length === 0) await setTimeout(5);

  const started = performance.now();
  const starting = startBot({
    config,
    store,
    clock,
    log: quiet,
    botToken: sandbox.botToken,
    appToken: sandbox.appToken,
    slackApiUrl: sandbox.apiUrl,
    wayOut: undefined,
    installedAt: '2024-02-25T17:00:00.000Z' as Instant,
  }).then((bot) => {
    state.digests = posted();
    state.digestWhileImporting = state.importing && state.digests > 0;
    return { bot, seconds: (performance.now() - started) / 1000, openThen: open() };
  });
  await sandbox.until(() => sandbox.connections() > 0, 30_000);
  let asked = 0;
  while (asked < 20 || state.importing || state.digests === 0) {
    await sandbox.as(AYU).command(asked % 2 === 0 ? '/pantau advocacy q1' : '/pantau status', LAPORAN);
    asked += 1;
    await setTimeout(20);
  }
  await importing;
  const { bot, seconds, openThen } = await starting;
  const acks = sandbox.acknowledgements();
  const times = acks.flatMap(({ latencyMs }) => (latencyMs === undefined ? [] : [latencyMs])).sort((one, other) => one - other);
  await bot.stop();
  await sandbox.close();
  const { observations } = await store.status();
  watch.close();
  await store.close();
  const result = {
    rows: ROWS,
    imports: imports.map(({ code, seconds: took, printed }) => ({ code, rowsPerSecond: Math.round(ROWS / took), printed })),
    digests: state.digests,
    digestWhileImporting: state.digestWhileImporting,
    importsOpenThen: openThen,
    digestSeconds: Math.round(seconds * 10) / 10,
    commands: asked,
    acked: acks.filter(({ outcome }) => outcome === 'acked').length,
    sent: acks.length,
    ackMs: { median: at(times, 0.5), p99: at(times, 0.99), max: at(times, 1) },
    observations,
  };
  console.log(JSON.stringify(result));
}

try {
  await run();
} finally {
  if (existsSync(home)) rmSync(home, { recursive: true, force: true });
}
