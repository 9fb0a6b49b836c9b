import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { addDays, type CivilDate, civilDate, type Instant } from '../connectors/contract/period.js';
import type { Fault } from '../sandbox/slack/model.js';
import type { Sandbox } from '../sandbox/slack/server.js';
import { pressIncident } from '../src/pipeline/incident-actions.js';
import { importFacts, origin, value } from './contracts/store.js';
import { bima, laporan, openSandbox } from './sandbox/rig.js';
import { at, FALL, X } from './support/alert-config.js';
import { type PostingProcess, startAlerting } from './support/posting-process.js';
import { type TemporaryStore, temporaryStore } from './support/store.js';
import { seeded } from './torture/random.js';

let sandbox: Sandbox;
let place: TemporaryStore;
let processes: PostingProcess[];
beforeEach(async () => {
  sandbox = await openSandbox();
  place = await temporaryStore();
  processes = [];
  await pull('2024-01-01', '2024-02-09', 1_000);
});
afterEach(async () => {
  for (const process of processes) await process.kill();
  await sandbox.close();
  await place.remove();
});

async function pull(from: string, to: string, figure: number): Promise<void> {
  const observedAt = at(addDays(civilDate(to), 1), '08:00');
  const facts = [];
  for (let day: CivilDate = civilDate(from); day <= to; day = addDays(day, 1)) facts.push(value(X, day, figure, { observedAt, origin: 'x' }));
  await importFacts(place.store, origin('api', `${from} ${to}`, observedAt), facts);
}

/** The real bot in a process of its own, at a moment. */
function start(now: Instant): PostingProcess {
  const process = startAlerting(sandbox, { store: place.path, now, rules: [FALL] });
  processes.push(process);
  return process;
}

const cards = () => sandbox.messages(laporan).filter(({ thread }) => thread === undefined);
const replies = () => sandbox.messages(laporan).filter(({ thread }) => thread !== undefined);
const said = (): string => JSON.stringify(cards().map(({ text, blocks }) => [text, blocks]));
/** Whether all that is stored of the cards says that nothing is left to be told. */
const isSettled = async (): Promise<boolean> => (await place.store.openCards()).length === 0;

async function until(holds: () => Promise<boolean>): Promise<void> {
  for (const end = Date.now() + 60_000; !(await holds()); ) {
    if (Date.now() > end) throw new Error('It takes too long.');
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
}

/** Starts the bot and kills it with kill -9 while its n-th call of a method is held. */
async function killedAt(now: Instant, method: string, effect: 'before' | 'after', skip = 0): Promise<void> {
  const none: Fault = { kind: 'delay', ms: 0 };
  sandbox.fault(method, ...Array.from({ length: skip }, () => none), { kind: 'hold', effect });
  const process = start(now);
  await sandbox.until(() => sandbox.held() === 1, 60_000);
  await process.kill();
  await sandbox.until(() => sandbox.held() === 0);
}

const FELL = at('2024-02-11');
const ROSE = at('2024-02-12');

/** The incident is told, somebody takes it over, and it ends. */
async function told(): Promise<void> {
  await pull('2024-02-10', '2024-02-10', 700);
  const bot = start(FELL);
  await sandbox.until(() => cards().length === 1, 60_000);
  await until(async () => (await place.store.openCards()).every(({ message }) => message !== undefined));
  await bot.stop();
  const [incident] = await place.store.listIncidents({ open: true });
  await pressIncident(incident?.id ?? '', { kind: 'acknowledge' }, { by: bima, at: FELL, store: place.store });
  await pull('2024-02-11', '2024-02-11', 990);
}

/** What the channel holds in the end: one card, which has ended, and one reply that tells of the two things that happened. */
async function expectOneStory(): Promise<void> {
  const bot = start(ROSE);
  await until(isSettled);
  await bot.stop();
  const last = start(ROSE);
  await last.done;
  await last.stop();
  expect(cards()).toHaveLength(1);
  expect(said()).toContain('Pulih');
  expect(said()).toContain(`Ditangani <@${bima}>`);
  const thread = JSON.stringify(replies().map(({ blocks }) => blocks));
  expect(thread.match(/menangani/g)).toHaveLength(1);
  expect(thread.match(/Pulih/g)).toHaveLength(1);
  expect(new Set(replies().map(({ metadata }) => metadata?.event_payload.key)).size).toBe(replies().length);
}

describe('a bot that is killed with kill -9 while it tells an alert', () => {
  it.each(['before', 'after'] as const)(
    '%s its card had an effect: posts one card',
    async (effect) => {
      await pull('2024-02-10', '2024-02-10', 700);
      await killedAt(FELL, 'chat.postMessage', effect);
      expect(cards()).toHaveLength(effect === 'before' ? 0 : 1);
      const bot = start(FELL);
      await until(async () => (await place.store.openCards()).some(({ message }) => message !== undefined));
      await bot.stop();
      expect(cards()).toHaveLength(1);
      expect(replies()).toEqual([]);
      expect((await place.store.openCards())[0]?.message).toBe(cards()[0]?.ts);
    },
    120_000,
  );

  it.each([
    ['chat.update', 'before'],
    ['chat.update', 'after'],
    ['chat.postMessage', 'before'],
    ['chat.postMessage', 'after'],
  ] as const)(
    'at %s of its end, %s that had an effect: ends with one card, and each thing told once',
    async (method, effect) => {
      await told();
      await killedAt(ROSE, method, effect);
      await expectOneStory();
    },
    180_000,
  );

  it('again and again, at moments that a seed chooses: ends with one card, and each thing told once', async () => {
    const random = seeded(2_024);
    await told();
    for (let round = 0; round < 6; round += 1) {
      const calls = sandbox.calls().length + Math.floor(random() * 8);
      const bot = start(ROSE);
      await Promise.race([until(isSettled), sandbox.until(() => sandbox.calls().length > calls, 60_000)]);
      await new Promise((resolve) => setTimeout(resolve, Math.floor(random() * 60)));
      await bot.kill();
    }
    await expectOneStory();
  }, 240_000);
});
