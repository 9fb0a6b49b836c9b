import type { Instant } from '../../connectors/contract/period.js';
import type { Message } from '../../sandbox/slack/model.js';
import type { Sandbox } from '../../sandbox/slack/server.js';
import { type Bot, startBot } from '../../src/bot.js';
import type { Config } from '../../src/config/config.js';
import type { Logger } from '../../src/log.js';
import { openImporter } from '../../src/pipeline/importer.js';
import { openSandbox } from '../sandbox/rig.js';
import { HANDED_IN } from './exports.js';
import { manifestRights } from './manifest.js';
import { postingConfig } from './posting-config.js';
import { type TemporaryStore, temporaryStore } from './store.js';

/** The configuration of a bot into which files are dropped: `umum` is a channel for files, and there is an account of TikTok. */
export const droppingConfig: Config = postingConfig(1, (text) =>
  text
    .replace('id: C0UMUM0001, class: public', 'id: C0UMUM0001, class: public, intake: true')
    .replace(/^accounts:\n/m, 'accounts:\n  - { id: "tiktok:kanal", platform: tiktok, label: Kanal }\n'),
);

const nothing = (): void => undefined;
const quiet: Logger = { debug: nothing, info: nothing, warn: nothing, error: nothing };

/** A bot over a local Slack with the rights of the manifest, an empty store, and an importer in its thread. */
export interface DroppingBot {
  readonly sandbox: Sandbox;
  readonly place: TemporaryStore;
  /** ends the bot and starts another over the same store and Slack */
  readonly restart: () => Promise<void>;
  readonly close: () => Promise<void>;
}

/** Starts one. `now` is the bot's own clock. */
export async function openDroppingBot({
  now = HANDED_IN,
  log = quiet,
  config = droppingConfig,
}: {
  readonly now?: Instant;
  readonly config?: Config;
  readonly log?: Logger;
} = {}): Promise<DroppingBot> {
  const sandbox = await openSandbox(manifestRights());
  const place = await temporaryStore();
  const clock = { now: () => now };
  const importer = openImporter({ storePath: place.path, config, clock });
  const start = (): Promise<Bot> =>
    startBot({
      config,
      store: place.store,
      clock,
      log,
      botToken: sandbox.botToken,
      appToken: sandbox.appToken,
      slackApiUrl: sandbox.apiUrl,
      wayOut: undefined,
      installedAt: now,
      importer,
    });
  let bot = await start();
  return {
    sandbox,
    place,
    restart: async () => {
      await bot.stop();
      bot = await start();
    },
    close: async () => {
      await bot.stop();
      await importer.close();
      await sandbox.close();
      await place.remove();
    },
  };
}

/** Everything that a message says, on one line: its text and its blocks. */
export const wordsOf = (message: Pick<Message, 'text' | 'blocks'> | undefined): string => JSON.stringify([message?.text, message?.blocks]);
