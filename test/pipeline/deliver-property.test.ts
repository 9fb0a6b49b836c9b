import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { replyKey } from '../../src/domain/delivery.js';
import { deliver } from '../../src/pipeline/deliver.js';
import type { DeliveryRequest } from '../../src/pipeline/deliver-one.js';
import { type PostFault, startProcess, world } from '../support/scripted-slack.js';

const request: DeliveryRequest = {
  slot: 'weekly@2024-03-04T02:00:00.000Z',
  destination: { channel: 'C0LAPORAN1', class: 'internal' },
  outgoing: { type: 'notice', text: 'Ringkasan mingguan' },
};

const postFault: fc.Arbitrary<PostFault> = fc.oneof(
  fc.constantFrom<PostFault>({ fault: 'none' }, { fault: 'reply-lost' }, { fault: 'request-lost' }, { fault: 'hangs' }),
  // Later than two settling times nobody can tell a slow request from a lost one.
  fc.integer({ min: 0, max: 29_000 }).map((afterMs): PostFault => ({ fault: 'slow', afterMs })),
  fc.integer({ min: 1, max: 90_000 }).map((retryAfterMs): PostFault => ({ fault: 'limited', retryAfterMs })),
);
const process = fc.record({
  startMs: fc.integer({ min: 0, max: 200_000 }),
  death: fc.option(fc.record({ call: fc.integer({ min: 1, max: 30 }), effect: fc.constantFrom('before' as const, 'after' as const) }), {
    nil: undefined,
  }),
});
const find = fc.oneof(
  { weight: 4, arbitrary: fc.constant('works' as const) },
  { weight: 1, arbitrary: fc.constantFrom('throws' as const, 'hangs' as const) },
);

describe('any interleaving of faults, deaths and restarts of several processes', () => {
  it('ends with exactly one message, or with an unknown row of which the owner was told; never with two messages under one key', async () => {
    const endings = { sent: 0, unknown: 0 };
    const scenario = fc.asyncProperty(
      fc.array(postFault, { maxLength: 6 }),
      fc.array(find, { maxLength: 8 }),
      fc.array(process, { minLength: 1, maxLength: 4 }),
      fc.integer({ min: 0, max: 2 }),
      async (posts, finds, processes, replies) => {
        const here = world(posts, finds, replies);
        const runs = processes.map(async ({ startMs, death }) => {
          await here.clock.sleep(startMs);
          const { deps, died } = startProcess(here, death);
          return Promise.race([deliver(request, deps), died]);
        });
        await here.clock.settle(Promise.allSettled(runs));
        const last = await here.clock.settle(deliver(request, startProcess(here).deps));
        await here.clock.advance(600_000);
        const keys = here.messages.map((message) => message.key);
        expect(new Set(keys).size).toBe(keys.length);
        expect(['sent', 'unknown']).toContain(last.state);
        const parts = [last, ...(await Promise.all(Array.from({ length: replies }, (_, n) => here.store.readDelivery(replyKey(last.key, n + 1)))))];
        for (const part of last.state === 'sent' ? parts : []) {
          expect(['sent', 'unknown']).toContain(part?.state);
          if (part?.state === 'sent') expect(keys).toContain(part.key);
          else expect(here.told.length).toBeGreaterThanOrEqual(1);
        }
        if (last.state === 'unknown') expect(here.told.length).toBeGreaterThanOrEqual(1);
        if (last.state === 'sent') endings.sent += 1;
        else endings.unknown += 1;
      },
    );
    await fc.assert(scenario, { numRuns: 150 });
    expect(endings.sent).toBeGreaterThan(0);
    expect(endings.unknown).toBeGreaterThan(0);
  });
});
