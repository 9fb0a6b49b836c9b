import type { Instant } from '../../connectors/contract/period.js';
import { loadConfig } from '../config/load.js';
import { PantauError } from '../errors.js';
import { keepDemoClock, type Opened } from './opened.js';
import { demoSlackHome } from './slack-access.js';
import { openAll } from './sync.js';
import { chosenWay } from './way.js';

/** Before the last Monday of February, so that the last week's and the month's digests are both owed on the first start. */
const DEMO_INSTALLED = '2024-02-25T17:00:00.000Z' as Instant;

/** Runs until the process is told to stop: against Slack with tokens and a configuration, else against the local stand-in. */
export async function run(opened: Opened): Promise<void> {
  const { file, loaded, environment, demo, store, importer, clock, log } = opened;
  const { config } = loaded;
  if (!demo && (environment.botToken === undefined || environment.appToken === undefined)) {
    throw new PantauError('configuration', 'SLACK_BOT_TOKEN and SLACK_APP_TOKEN must both be set to connect to Slack.');
  }
  const wayOut = demo ? undefined : await chosenWay(environment, config);
  // The demo's platforms were pulled when it was prepared.
  const platforms = demo ? undefined : openAll({ ...opened, config });
  const { startBot } = await import('../bot.js');
  const sandbox = demo ? await startLocalSlack(demoSlackHome(environment)) : undefined;
  const starting = startBot({
    config,
    store,
    clock,
    log,
    masterKey: demo ? undefined : environment.masterKey,
    botToken: sandbox?.botToken ?? environment.botToken ?? '',
    appToken: sandbox?.appToken ?? environment.appToken ?? '',
    slackApiUrl: sandbox?.apiUrl,
    wayOut,
    installedAt: demo ? DEMO_INSTALLED : undefined,
    connections: platforms?.connections ?? [],
    importer,
  });
  // From the beginning: a signal that nobody listens to ends the process.
  const reload = (): void =>
    void starting.then(
      (bot) => bot.reload(async () => (await loadConfig(file)).config),
      () => undefined,
    );
  process.on('SIGHUP', reload);
  const bot = await starting;
  process.stdout.write(sandbox ? `Pantau is running. Open ${sandbox.url}\n` : 'Pantau is running.\n');
  await new Promise<void>((resolve) => {
    for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => resolve());
  });
  process.off('SIGHUP', reload);
  await bot.stop();
  platforms?.close();
  if (demo) await keepDemoClock(opened);
  await sandbox?.close();
}

async function startLocalSlack(home: string) {
  const { startSandbox } = await import('../../sandbox/slack/server.js');
  const { demoWorkspace } = await import('../../sandbox/slack/workspace.js');
  return startSandbox({ workspace: demoWorkspace, home });
}
