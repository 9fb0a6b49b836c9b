import { afterEach, beforeEach } from 'vitest';
import { addDays, type CivilDate, civilDate, type Instant } from '../../connectors/contract/period.js';
import type { Message } from '../../sandbox/slack/model.js';
import type { Sandbox } from '../../sandbox/slack/server.js';
import { type Bot, startBot } from '../../src/bot.js';
import type { Config } from '../../src/config/config.js';
import type { WholeStore } from '../../src/store/whole-store.js';
import { importFacts, origin, value } from '../contracts/store.js';
import { laporan, openSandbox } from '../sandbox/rig.js';
import { at, X } from './alert-config.js';
import { type TemporaryStore, temporaryStore } from './store.js';

const quiet = { debug: () => undefined, info: () => undefined, warn: () => undefined, error: () => undefined };

/** What messages say, as one text. */
export const words = (messages: readonly Message[]): string => JSON.stringify(messages.map(({ text, blocks }) => ({ text, blocks })));

/** A bot with real Bolt over a local Slack, of one test; what is stored, and the Slack, outlive its restarts. */
export interface IncidentRig {
  readonly sandbox: Sandbox;
  readonly place: TemporaryStore;
  /** one pull, on the morning after its last day */
  readonly pull: (from: string, to: string, figure: (day: CivilDate) => number, of?: typeof X) => Promise<void>;
  /** the bot, started anew at a moment; at its start it judges what is stored */
  readonly startAt: (now: Instant, config: Config, store?: WholeStore) => Promise<void>;
  readonly stop: () => Promise<void>;
  /** the messages of a channel that stand in no thread */
  readonly cards: (channel: string) => readonly Message[];
  readonly thread: (card: Message) => readonly Message[];
  /** the first message of a channel, as soon as one of them says something */
  readonly cardIn: (channel: string, saying: string) => Promise<Message>;
  /** what a person alone was shown in the channel `laporan` */
  readonly privately: (user: string) => string;
}

/** Gives each test of a file a rig of its own, and takes it down afterwards. */
export function incidentRig(): () => IncidentRig {
  let rig: IncidentRig | undefined;
  beforeEach(async () => {
    rig = await openRig();
  });
  afterEach(async () => {
    await rig?.stop();
    await rig?.sandbox.close();
    await rig?.place.remove();
  });
  return () => {
    if (rig === undefined) throw new Error('The rig is opened before each test.');
    return rig;
  };
}

async function openRig(): Promise<IncidentRig> {
  const sandbox = await openSandbox();
  const place = await temporaryStore();
  let bot: Bot | undefined;
  const stop = async (): Promise<void> => {
    await bot?.stop();
    bot = undefined;
  };
  const cards: IncidentRig['cards'] = (channel) => sandbox.messages(channel).filter(({ thread }) => thread === undefined);
  return {
    sandbox,
    place,
    stop,
    cards,
    pull: async (from, to, figure, of = X) => {
      const observedAt = at(addDays(civilDate(to), 1), '08:00');
      const facts = [];
      for (let day = civilDate(from); day <= to; day = addDays(day, 1)) facts.push(value(of, day, figure(day), { observedAt, origin: 'x' }));
      await importFacts(place.store, origin('api', `${of.subject} ${of.metric} ${from} ${to}`, observedAt), facts);
    },
    startAt: async (now, config, store = place.store) => {
      await stop();
      bot = await startBot({
        config,
        store,
        clock: { now: () => now },
        log: quiet,
        botToken: sandbox.botToken,
        appToken: sandbox.appToken,
        slackApiUrl: sandbox.apiUrl,
        wayOut: undefined,
        installedAt: now,
        timing: { delivery: { settleMs: 50 } },
      });
    },
    thread: (card) => sandbox.messages(card.channel).filter((message) => message.thread === card.ts),
    cardIn: async (channel, saying) => {
      await sandbox.until(() => words(cards(channel)).includes(saying));
      const [card] = cards(channel);
      if (card === undefined) throw new Error('There is no card.');
      return card;
    },
    privately: (user) => words(sandbox.ephemerals(laporan, user)),
  };
}
