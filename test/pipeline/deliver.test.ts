import { describe, expect, it } from 'vitest';
import { deliver } from '../../src/pipeline/deliver.js';
import type { DeliveryRequest } from '../../src/pipeline/deliver-one.js';
import { type Death, startProcess, type World, world } from '../support/scripted-slack.js';

const request: DeliveryRequest = {
  slot: 'monthly@2024-03-01T02:00:00.000Z',
  destination: { channel: 'C0LAPORAN1', class: 'internal' },
  outgoing: { type: 'notice', text: 'Laporan layanan informasi, Februari 2024' },
};
const KEY = 'monthly@2024-03-01T02:00:00.000Z>C0LAPORAN1';

const run = (here: World, more: Partial<DeliveryRequest> = {}) => here.clock.settle(deliver({ ...request, ...more }, startProcess(here).deps));

/** Lets a process die at the first call of a name, found by a trial in a twin of the world. */
async function dieAt(here: World, name: string, effect: Death['effect']): Promise<void> {
  const twin = world(here.posts, here.finds);
  await run(twin);
  const call = twin.calls.indexOf(name) + 1;
  expect(call).toBeGreaterThan(0);
  const process = startProcess(here, { call, effect });
  const ended = await here.clock.settle(Promise.race([deliver(request, process.deps), process.died]));
  expect(ended).toBe('died');
}

describe('a delivery without faults', () => {
  it('is queued, sending before the call, then sent with the message id', async () => {
    const here = world();
    const delivery = await run(here);
    expect(delivery).toMatchObject({ key: KEY, state: 'sent', message: '1.0', attempts: 1, error: undefined });
    expect(here.calls.filter((call) => ['saveDelivery', 'prepare', 'post'].includes(call))).toEqual([
      'saveDelivery',
      'prepare',
      'saveDelivery',
      'post',
      'saveDelivery',
    ]);
    expect(await here.store.readDelivery(KEY)).toEqual(delivery);
  });

  it('posts nothing when it was already sent, even if the message was deleted since', async () => {
    const here = world();
    const first = await run(here);
    here.messages.length = 0;
    expect(await run(here)).toEqual(first);
    expect(here.messages).toEqual([]);
  });

  it('keeps the channels of one slot apart', async () => {
    const here = world();
    await run(here);
    await run(here, { destination: { channel: 'C0ENGLISH1', class: 'internal' } });
    expect(here.messages.map((message) => message.channel)).toEqual(['C0LAPORAN1', 'C0ENGLISH1']);
  });
});

describe('a process that is killed', () => {
  it('before the post: the next one looks twice, finds nothing and posts', async () => {
    const here = world();
    await dieAt(here, 'post', 'before');
    expect(await here.store.readDelivery(KEY)).toMatchObject({ state: 'sending', attempts: 1 });
    expect(await run(here)).toMatchObject({ state: 'sent', attempts: 2 });
    expect(here.messages).toHaveLength(1);
    expect(here.calls.filter((call) => call === 'find')).toHaveLength(2);
  });

  it('after the post and before the record: the next one adopts the message', async () => {
    const here = world();
    await dieAt(here, 'post', 'after');
    expect(here.messages).toHaveLength(1);
    expect(await run(here)).toMatchObject({ state: 'sent', message: '1.0', attempts: 1 });
    expect(here.messages).toHaveLength(1);
  });

  it('while its request is still on the way: the next one waits for it to arrive', async () => {
    const here = world([{ fault: 'slow', afterMs: 70_000 }]);
    const process = startProcess(here, { call: 7, effect: 'after' });
    await here.clock.settle(Promise.race([deliver(request, process.deps), process.died]));
    expect(here.calls.at(-1)).toBe('post');
    expect(await run(here)).toMatchObject({ state: 'sent', message: '1.0' });
    expect(here.messages).toHaveLength(1);
  });
});

describe('an answer that is not certain', () => {
  it.each([
    ['reply lost: adopted', { fault: 'reply-lost' }, 1],
    ['request lost: posted again', { fault: 'request-lost' }, 2],
    ['slower than the timeout, arriving while settling: adopted', { fault: 'slow', afterMs: 14_000 }, 1],
    ['arriving between the two looks: adopted', { fault: 'slow', afterMs: 20_000 }, 1],
  ] as const)('%s', async (_name, fault, attempts) => {
    const here = world([fault]);
    expect(await run(here)).toMatchObject({ state: 'sent', message: '1.0', attempts });
    expect(here.messages).toHaveLength(1);
    expect(here.told).toEqual([]);
  });

  it('a call that hangs for ever counts as uncertain, and the delivery goes on', async () => {
    const here = world([{ fault: 'hangs' }]);
    expect(await run(here)).toMatchObject({ state: 'sent', attempts: 2 });
    expect(here.messages).toHaveLength(1);
  });

  it('twice in a row with nothing found: unknown, and the owner hears once what to do', async () => {
    const here = world([{ fault: 'request-lost' }, { fault: 'request-lost' }]);
    expect(await run(here)).toMatchObject({ state: 'unknown', attempts: 2, error: 'timeout' });
    expect((await run(here)).state).toBe('unknown');
    expect(here.messages).toEqual([]);
    expect(here.told).toHaveLength(1);
    expect(here.told[0]?.en).toContain('if the report is not there, send it again; if it is, leave it');
    expect(here.told[0]?.id).toContain('Periksa kanal');
  });

  it('a history that can not be read: unknown, never a second post', async () => {
    const here = world([{ fault: 'reply-lost' }], ['throws', 'hangs']);
    expect(await run(here)).toMatchObject({ state: 'unknown', attempts: 1 });
    expect(here.messages).toHaveLength(1);
    expect(here.told).toHaveLength(1);
  });

  it('one look that fails is repeated', async () => {
    const here = world([{ fault: 'reply-lost' }], ['throws']);
    expect(await run(here)).toMatchObject({ state: 'sent', message: '1.0' });
  });

  it('a person who asks again after unknown gets the message that was there', async () => {
    const here = world([{ fault: 'reply-lost' }], ['throws', 'throws']);
    expect((await run(here)).state).toBe('unknown');
    expect(await run(here, { again: true })).toMatchObject({ state: 'sent', message: '1.0' });
    expect(here.messages).toHaveLength(1);
  });
});

describe('a refusal', () => {
  it('with a time to wait is obeyed, and the call repeated', async () => {
    const here = world([{ fault: 'limited', retryAfterMs: 30_000 }]);
    const before = here.clock.now();
    expect(await run(here)).toMatchObject({ state: 'sent', attempts: 2 });
    expect(here.clock.now() - before).toBeGreaterThanOrEqual(30_000);
    expect(here.messages).toHaveLength(1);
  });

  it('with waits that exceed the bound ends as failed', async () => {
    const here = world(Array.from({ length: 20 }, () => ({ fault: 'limited', retryAfterMs: 60_000 }) as const));
    expect(await run(here)).toMatchObject({ state: 'failed', error: 'ratelimited', attempts: 11 });
    expect(here.told).toHaveLength(1);
  });

  it('for good is failed with its reason, the owner hears once, and asking again posts', async () => {
    const here = world([{ fault: 'refused', reason: 'not_in_channel' }]);
    expect(await run(here)).toMatchObject({ state: 'failed', error: 'not_in_channel' });
    expect((await run(here)).state).toBe('failed');
    expect(here.told.map((text) => text.en)).toEqual([expect.stringContaining('not_in_channel')]);
    expect(await run(here, { again: true })).toMatchObject({ state: 'sent', error: undefined });
    expect(here.messages).toHaveLength(1);
  });

  it.each(['throws', 'hangs'] as const)('pictures that fail (%s) are a failed delivery, not silence', async (how) => {
    const here = world();
    const { deps } = startProcess(here);
    const prepare = () => (how === 'throws' ? Promise.reject(new Error('upload failed')) : new Promise<never>(() => undefined));
    const delivery = await here.clock.settle(deliver(request, { ...deps, messenger: { ...deps.messenger, prepare } }));
    expect(delivery.state).toBe('failed');
    expect(delivery.error).toContain(how === 'throws' ? 'upload failed' : 'not ready in time');
    expect(here.told).toHaveLength(1);
  });

  it('is recorded even where the owner can not be told', async () => {
    const here = world([{ fault: 'refused', reason: 'invalid_auth' }]);
    const { deps } = startProcess(here);
    const errors: string[] = [];
    const log = { ...deps.log, error: (message: string) => void errors.push(message) };
    const delivery = await here.clock.settle(deliver(request, { ...deps, log, tellOwner: () => Promise.reject(new Error('invalid_auth')) }));
    expect(delivery.state).toBe('failed');
    expect(errors).toEqual(['the owner could not be told']);
  });
});

describe('two processes at once', () => {
  it('only one posts, and both give the same row', async () => {
    const here = world([{ fault: 'limited', retryAfterMs: 120_000 }]);
    const both = Promise.all([deliver(request, startProcess(here).deps), deliver(request, startProcess(here).deps)]);
    const [first, second] = await here.clock.settle(both);
    expect(second).toEqual(first);
    expect(here.messages).toHaveLength(1);
  });

  it('two calls in one process do not share a lease', async () => {
    const here = world([{ fault: 'slow', afterMs: 10_000 }]);
    const { deps } = startProcess(here);
    await here.clock.settle(Promise.all([deliver(request, deps), deliver(request, deps)]));
    expect(here.messages).toHaveLength(1);
  });

  it('one that lost its lease before the call posts nothing', async () => {
    const here = world();
    const { deps } = startProcess(here);
    let asked = 0;
    const acquireLease = async () => {
      asked += 1;
      return asked === 1;
    };
    await expect(here.clock.settle(deliver(request, { ...deps, store: { ...deps.store, acquireLease } }))).rejects.toThrow('took over');
    expect(here.messages).toEqual([]);
  });
});

describe('a message with replies in its thread', () => {
  const withReplies = (posts: World['posts'] = [], finds: World['finds'] = []) => world(posts, finds, 2);
  const thread = [{ key: KEY }, { key: `${KEY}#1`, thread: '1.0' }, { key: `${KEY}#2`, thread: '1.0' }];

  it('posts them after it in order, once each, with a row each; a second call posts nothing', async () => {
    const here = withReplies();
    expect(await run(here)).toMatchObject({ key: KEY, state: 'sent', message: '1.0' });
    await run(here);
    expect(here.messages).toMatchObject(thread);
    expect(await here.store.readDelivery(`${KEY}#2`)).toMatchObject({ state: 'sent', message: '3.0', attempts: 1 });
  });

  it.each([1, 2, 3])('killed before or after post %i: the next call ends with one of each', async (nth) => {
    for (const effect of ['before', 'after'] as const) {
      const here = withReplies();
      const twin = withReplies();
      await run(twin);
      const call = [...twin.calls.keys()].filter((index) => twin.calls[index] === 'post')[nth - 1] ?? 0;
      const process = startProcess(here, { call: call + 1, effect });
      expect(await here.clock.settle(Promise.race([deliver(request, process.deps), process.died]))).toBe('died');
      await run(here);
      expect(here.messages).toMatchObject(thread);
      expect(here.told).toEqual([]);
    }
  });

  it('a reply whose answer was lost is found in its thread', async () => {
    const here = withReplies([{ fault: 'none' }, { fault: 'reply-lost' }]);
    await run(here);
    expect(here.messages).toMatchObject(thread);
    expect(await here.store.readDelivery(`${KEY}#1`)).toMatchObject({ state: 'sent', message: '2.0', attempts: 1 });
  });

  it('a reply that is refused is told to the owner by its number, the next ones go out, and asking again posts it', async () => {
    const here = withReplies([{ fault: 'none' }, { fault: 'refused', reason: 'invalid_blocks' }]);
    expect(await run(here)).toMatchObject({ state: 'sent' });
    expect(here.told.map((text) => text.en)).toEqual([expect.stringContaining('Reply 1 of the report monthly@')]);
    expect(here.messages.map((message) => message.key)).toEqual([KEY, `${KEY}#2`]);
    await run(here, { again: true });
    expect(here.messages.map((message) => message.key)).toEqual([KEY, `${KEY}#2`, `${KEY}#1`]);
  });

  it('a message that fails takes its replies with it', async () => {
    const here = withReplies([{ fault: 'refused', reason: 'is_archived' }]);
    expect(await run(here)).toMatchObject({ state: 'failed' });
    expect(here.messages).toEqual([]);
    expect(here.told).toHaveLength(1);
  });
});
