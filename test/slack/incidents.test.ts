import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { stringify } from 'yaml';
import { addDays, type CivilDate, civilDate, type Instant } from '../../connectors/contract/period.js';
import type { Message } from '../../sandbox/slack/model.js';
import type { Sandbox } from '../../sandbox/slack/server.js';
import { type Bot, startBot } from '../../src/bot.js';
import type { Config } from '../../src/config/config.js';
import type { WholeStore } from '../../src/store/whole-store.js';
import { importFacts, origin, value } from '../contracts/store.js';
import { ayu, bima, laporan, openSandbox } from '../sandbox/rig.js';
import { demoConfig, demoFile } from '../support/ministry.js';
import { type TemporaryStore, temporaryStore } from '../support/store.js';

const ENGLISH = 'C0ENGLISH1';
const clara = 'U0MANAGER2';
const dito = 'U0EDITOR01';
const owner = 'U0OWNER001';
const quiet = { debug: () => undefined, info: () => undefined, warn: () => undefined, error: () => undefined };

/** The demo's people and channels with these rules, and no digests. */
function configWith(rules: readonly object[], ...changes: readonly (readonly [string, string])[]): Config {
  const [head = ''] = demoFile('pantau.yaml')
    .replace(/\nconnections:[\s\S]*?\n\n/, '\n')
    .split('\ndigests:\n');
  return demoConfig(changes.reduce((text, [from, to]) => text.replace(from, to), `${head}\n${stringify({ digests: [], alerts: rules })}`));
}

const X = { subject: 'x:DitjenPK', metric: 'impressions', dimensions: {}, grain: 'day' as const };
const FALL = {
  id: 'fall',
  condition: 'relative-decline',
  metric: 'impressions',
  subject: X.subject,
  grain: 'day',
  baseline: { medianOf: 4 },
  threshold: 0.2,
  recovery: 0.1,
  route: ['laporan'],
};

/** A time in Jakarta. */
const at = (day: string, time = '09:05'): Instant => new Date(`${day}T${time}:00+07:00`).toISOString() as Instant;

let sandbox: Sandbox;
let place: TemporaryStore;
let bot: Bot | undefined;
beforeEach(async () => {
  sandbox = await openSandbox();
  place = await temporaryStore();
});
afterEach(async () => {
  await bot?.stop();
  bot = undefined;
  await sandbox.close();
  await place.remove();
});

/** One pull, on the morning after its last day. */
async function pull(from: string, to: string, figure: (day: CivilDate) => number, of = X): Promise<void> {
  const observedAt = at(addDays(civilDate(to), 1), '08:00');
  const facts = [];
  for (let day = civilDate(from); day <= to; day = addDays(day, 1)) facts.push(value(of, day, figure(day), { observedAt, origin: 'x' }));
  await importFacts(place.store, origin('api', `${of.subject} ${of.metric} ${from} ${to}`, observedAt), facts);
}

/** The bot, started anew at a moment; at its start it judges what is stored. */
async function startAt(now: Instant, config: Config, store: WholeStore = place.store): Promise<void> {
  await bot?.stop();
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
}

const words = (messages: readonly Message[]): string => JSON.stringify(messages.map(({ text, blocks }) => ({ text, blocks })));
const cards = (channel: string): readonly Message[] => sandbox.messages(channel).filter(({ thread }) => thread === undefined);
const thread = (card: Message): readonly Message[] => sandbox.messages(card.channel).filter((message) => message.thread === card.ts);
async function cardIn(channel: string, saying: string): Promise<Message> {
  await sandbox.until(() => words(cards(channel)).includes(saying));
  const [card] = cards(channel);
  if (card === undefined) throw new Error('There is no card.');
  return card;
}

describe('a decline', () => {
  beforeEach(async () => {
    await pull('2024-01-01', '2024-02-09', () => 1000);
    await pull('2024-02-10', '2024-02-10', () => 700);
  });

  it('is one card that edits itself, and its story stands in the thread', async () => {
    const config = configWith([FALL]);
    await startAt(at('2024-02-11'), config);
    const card = await cardIn(laporan, 'Perlu perhatian');
    expect(card.text).toMatch(/^Impresi @DitjenPK 10 Februari 2024: 700, turun 30,0% dari 1.000/);
    expect(words([card])).toContain('slack_file');
    expect(words([card])).toContain('sejak 11 Februari 2024 pukul 09.05 WIB');

    await sandbox.as(bima).click(card, 'incident.acknowledge');
    await cardIn(laporan, `Ditangani <@${bima}>`);
    await sandbox.until(() => thread(card).length === 1);
    expect(words(thread(card))).toContain(`<@${bima}> menangani`);

    await pull('2024-02-11', '2024-02-11', () => 990);
    await startAt(at('2024-02-12'), config);
    const ended = await cardIn(laporan, 'Pulih');
    expect(ended.ts).toBe(card.ts);
    expect(words([ended])).not.toContain('incident.acknowledge');
    await sandbox.until(() => thread(card).length === 2);
    expect(cards(laporan)).toHaveLength(1);
    await startAt(at('2024-02-13'), config);
    expect(cards(laporan)).toHaveLength(1);
    expect(thread(card)).toHaveLength(2);
  });
});
