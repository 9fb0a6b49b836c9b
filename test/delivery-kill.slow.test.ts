import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Fault } from '../sandbox/slack/model.js';
import type { Sandbox } from '../sandbox/slack/server.js';
import { laporan, openSandbox } from './sandbox/rig.js';
import { type PostingProcess, startPosting } from './support/posting-process.js';
import { type TemporaryStore, temporaryStore } from './support/store.js';

const KEY = `daily@2024-03-01T02:00:00.000Z>${laporan}`;
const OWNER = 'U0OWNER001';

let sandbox: Sandbox;
let place: TemporaryStore;
let processes: PostingProcess[];
beforeEach(async () => {
  sandbox = await openSandbox();
  place = await temporaryStore();
  processes = [];
});
afterEach(async () => {
  for (const process of processes) await process.kill();
  await sandbox.close();
  await place.remove();
});

/** Starts the real bot in a process of its own; 2 sections fit into one message, 40 do not. */
const start = (sections = 2): PostingProcess => {
  const process = startPosting(sandbox, { store: place.path, sections, now: '2024-03-01T02:00:00.000Z', installedAt: '2024-03-01T01:00:00.000Z' });
  processes.push(process);
  return process;
};
const keys = (): readonly unknown[] => sandbox.messages(laporan).map((message) => message.metadata?.event_payload.key);
const owner = (): string => JSON.stringify(sandbox.messages(OWNER));
const hold = (effect: 'before' | 'after'): Fault => ({ kind: 'hold', effect });

/** Starts the bot, waits until a call of its is held, and kills it there. */
async function killedAtPost(sections?: number): Promise<void> {
  const process = start(sections);
  await Promise.race([process.done, sandbox.until(() => sandbox.held() === 1, 30_000)]);
  expect(sandbox.held()).toBe(1);
  await process.kill();
  await sandbox.until(() => sandbox.held() === 0);
}

describe('a bot that is killed with kill -9 and started again', () => {
  it('before its post had an effect: posts it once', async () => {
    sandbox.fault('chat.postMessage', hold('before'));
    await killedAtPost();
    expect(keys()).toEqual([]);
    expect(await place.store.readDelivery(KEY)).toMatchObject({ state: 'sending', attempts: 1 });
    await start().done;
    expect(keys()).toEqual([KEY]);
    expect(await place.store.readDelivery(KEY)).toMatchObject({ state: 'sent', attempts: 2 });
  }, 60_000);

  it('after its post was accepted and before it was recorded: takes over the message that is there', async () => {
    sandbox.fault('chat.postMessage', hold('after'));
    await killedAtPost();
    expect(keys()).toEqual([KEY]);
    expect(await place.store.readDelivery(KEY)).toMatchObject({ state: 'sending' });
    await start().done;
    expect(keys()).toEqual([KEY]);
    expect(await place.store.readDelivery(KEY)).toMatchObject({ state: 'sent', attempts: 1, message: sandbox.messages(laporan)[0]?.ts });
  }, 60_000);

  it('while it posts the replies in the thread: ends with each of them once, in order', async () => {
    const none: Fault = { kind: 'delay', ms: 0 };
    sandbox.fault('chat.postMessage', none, hold('after'));
    await killedAtPost(80);
    expect(keys()).toEqual([KEY, `${KEY}#1`]);
    sandbox.fault('chat.postMessage', hold('before'));
    await killedAtPost(80);
    await start(80).done;
    expect(keys()).toEqual([KEY, `${KEY}#1`, `${KEY}#2`, `${KEY}#3`]);
    const [parent, ...replies] = sandbox.messages(laporan);
    expect(replies.map((reply) => reply.thread)).toEqual([parent?.ts, parent?.ts, parent?.ts]);
    expect(JSON.stringify(parent?.blocks)).toContain('berlanjut di utas: 3 balasan');
    const all = JSON.stringify(sandbox.messages(laporan).map((message) => message.blocks));
    for (let n = 1; n <= 80; n += 1) expect(all.match(new RegExp(`"Bagian ${n}"`, 'g'))).toHaveLength(1);
  }, 90_000);
});

describe('a bot whose answer was lost', () => {
  it('finds the message that Slack accepted before it cut the connection', async () => {
    sandbox.fault('chat.postMessage', { kind: 'drop-after' });
    await start().done;
    await start().done;
    expect(keys()).toEqual([KEY]);
    expect(await place.store.readDelivery(KEY)).toMatchObject({ state: 'sent', attempts: 1 });
    expect(owner()).toBe('[]');
  }, 60_000);

  it('finds a reply in the thread as well', async () => {
    sandbox.fault('chat.postMessage', { kind: 'delay', ms: 0 }, { kind: 'drop-after' });
    await start(30).done;
    expect(keys()).toEqual([KEY, `${KEY}#1`]);
    expect(await place.store.readDelivery(`${KEY}#1`)).toMatchObject({ state: 'sent', attempts: 1 });
  }, 60_000);

  it('and who cannot read the history either: leaves it unknown, asks the owner, and never posts again', async () => {
    sandbox.fault('chat.postMessage', { kind: 'drop-after' });
    sandbox.fault('conversations.history', { kind: 'error', error: 'missing_scope' }, { kind: 'error', error: 'missing_scope' });
    const first = start();
    await first.done;
    await first.stop();
    await start().done;
    expect(keys()).toEqual([KEY]);
    expect(await place.store.readDelivery(KEY)).toMatchObject({ state: 'unknown', attempts: 1 });
    expect(sandbox.messages(OWNER)).toHaveLength(1);
    expect(owner()).toContain('belum pasti apakah sudah sampai');
    expect(owner()).toContain('pantau digest daily --period 2024-02 --post');
  }, 60_000);
});
