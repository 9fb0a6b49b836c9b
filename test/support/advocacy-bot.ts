import type { Instant } from '../../connectors/contract/period.js';
import type { Sandbox } from '../../sandbox/slack/server.js';
import { type Bot, startBot } from '../../src/bot.js';
import type { Config } from '../../src/config/config.js';
import type { Language } from '../../src/domain/digest.js';
import type { Logger } from '../../src/log.js';
import { openSandbox } from '../sandbox/rig.js';
import { MARCH_FIRST } from './ministry.js';
import { postingConfig } from './posting-config.js';
import { type TemporaryStore, temporaryStore } from './store.js';

/** The real bot over an empty ledger and a local Slack, on the morning of 1 March 2024; nothing is posted by itself. */
export interface AdvocacyBot {
  readonly sandbox: Sandbox;
  readonly place: TemporaryStore;
  /** everything that was logged, as JSON */
  readonly logged: string[];
  /** moves the business clock on */
  readonly later: (minutes: number) => void;
  /** what somebody sees in the modal on top, as JSON; empty where none is open */
  readonly modal: (user: string) => string;
  /** waits until the modal on top says something */
  readonly sees: (user: string, words: string) => Promise<void>;
  /** sends a command and waits for what that person alone is shown */
  readonly asked: (user: string, line: string, channel: string) => Promise<string>;
  /** makes a content card as somebody and waits until it was posted */
  readonly card: (user: string, fields: CardFields) => Promise<void>;
  /** ends the bot and starts it again */
  readonly restart: () => Promise<void>;
  /** makes somebody of the configuration a member */
  readonly demote: (person: string) => Promise<void>;
  readonly stop: () => Promise<void>;
}

/** What is filled into the form of a content card. */
export interface CardFields {
  readonly title: string;
  readonly link?: string;
  readonly caption?: string;
  readonly deadline?: string;
  readonly campaign?: string;
  readonly channel?: string;
}

const LANGUAGES: Readonly<Record<string, Language>> = { U0MANAGER2: 'en' };
/** after the daily report's time, so that none is owed */
const INSTALLED = '2024-03-01T02:00:01.000Z' as Instant;
const POSTED: Readonly<Record<Language, string>> = { id: 'sudah dikirim ke', en: 'was posted to' };

/** Starts such a bot, over an empty ledger and with a digest alone unless another store and configuration are given. */
export async function startAdvocacyBot(
  openStore: () => Promise<TemporaryStore> = temporaryStore,
  settings: Config = postingConfig(1),
): Promise<AdvocacyBot> {
  const [sandbox, place] = [await openSandbox(), await openStore()];
  const logged: string[] = [];
  const write = (message: string, fields: object = {}): void => void logged.push(JSON.stringify({ message, ...fields }));
  const log: Logger = { debug: write, info: write, warn: write, error: write };
  const time = { minutes: 0 };
  const clock = { now: () => new Date(Date.parse(MARCH_FIRST) + time.minutes * 60_000).toISOString() as Instant };
  const start = (config: Config): Promise<Bot> =>
    startBot({
      config,
      store: place.store,
      clock,
      log,
      botToken: sandbox.botToken,
      appToken: sandbox.appToken,
      slackApiUrl: sandbox.apiUrl,
      wayOut: undefined,
      installedAt: INSTALLED,
    });
  const running = { bot: await start(settings) };
  const modal = (user: string): string => JSON.stringify(sandbox.modal(user) ?? '');
  const sees = (user: string, words: string): Promise<void> => sandbox.until(() => modal(user).includes(words));
  const asked = async (user: string, line: string, channel: string): Promise<string> => {
    const before = sandbox.ephemerals(channel, user).length;
    await sandbox.as(user).command(line, channel);
    await sandbox.until(() => sandbox.ephemerals(channel, user).length > before);
    return JSON.stringify(sandbox.ephemerals(channel, user).slice(before));
  };
  const card = async (user: string, fields: CardFields): Promise<void> => {
    await sandbox.as(user).command('/pantau konten', 'C0LAPORAN1');
    await sandbox.until(() => sandbox.modal(user) !== undefined);
    await sandbox.as(user).submit(enteredCard(fields));
    await sees(user, POSTED[LANGUAGES[user] ?? 'id']);
    await sandbox.as(user).closeModal();
  };
  return {
    sandbox,
    place,
    logged,
    later: (minutes) => {
      time.minutes += minutes;
    },
    modal,
    sees,
    asked,
    card,
    restart: async () => {
      await running.bot.stop();
      running.bot = await start(settings);
    },
    demote: async (person) => {
      const people = settings.people.map((one) => (one.id === person ? { ...one, role: 'member' as const } : one));
      await running.bot.reload(async () => ({ ...settings, people }));
    },
    stop: async () => {
      await running.bot.stop();
      await sandbox.close();
      await place.remove();
    },
  };
}

/** The fields as the form's blocks hold them. */
export const enteredCard = ({ title, link, caption, deadline, campaign, channel }: CardFields) => ({
  title: { title },
  ...(link === undefined ? {} : { link: { link } }),
  ...(caption === undefined ? {} : { caption: { caption } }),
  ...(deadline === undefined ? {} : { deadline: { deadline } }),
  ...(campaign === undefined ? {} : { 'new-campaign': { 'new-campaign': campaign } }),
  ...(channel === undefined ? {} : { channel: { channel } }),
});
