import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Instant } from '../../connectors/contract/period.js';
import { shiftedBusinessClock } from '../../src/clock.js';
import { slotId } from '../../src/domain/delivery.js';
import { deliver } from '../../src/pipeline/deliver.js';
import { createRunner } from '../../src/schedule/runner.js';
import { startProcess, type World, world } from '../support/scripted-slack.js';

const START = '2024-03-01T02:00:00.000Z' as Instant;
const monthly = { id: 'monthly', cron: '0 9 1 * *', zone: 'Asia/Jakarta' };

function bot(here: World, begin: number, death?: { readonly call: number; readonly effect: 'before' | 'after' }) {
  const { deps, died } = startProcess(here, death);
  const runner = createRunner({
    schedules: () => [monthly],
    deps: {
      ...deps,
      store: { ...deps.store, readSetting: here.store.readSetting, saveSetting: here.store.saveSetting },
      businessClock: shiftedBusinessClock(here.clock, START, begin),
      installedAt: START,
      run: async (slot) => {
        for (const channel of ['C0LAPORAN1', 'C0ENGLISH1']) {
          await deliver({ slot: slotId(slot), destination: { channel, class: 'internal' }, outgoing: { type: 'notice', text: 'Laporan' } }, deps);
        }
      },
    },
  });
  return { runner, died };
}

describe('two bots over one store, each killed anywhere, then one that lives', () => {
  it('post the slot exactly once to each of its channels', async () => {
    const death = fc.record({ call: fc.integer({ min: 1, max: 40 }), effect: fc.constantFrom('before' as const, 'after' as const) });
    const scenario = fc.asyncProperty(death, death, fc.integer({ min: 0, max: 100_000 }), async (first, second, delay) => {
      const here = world();
      const begin = here.clock.now();
      const lives = [first, second].map(async (one, index) => {
        await here.clock.sleep(index * delay);
        const { runner, died } = bot(here, begin, one);
        return Promise.race([runner.tick(), died]);
      });
      await here.clock.settle(Promise.all(lives));
      const { runner } = bot(here, begin);
      for (let minute = 0; minute < 10; minute += 1) {
        await here.clock.settle(runner.tick());
        await here.clock.advance(60_000);
      }
      expect(here.messages.map((message) => message.channel).sort()).toEqual(['C0ENGLISH1', 'C0LAPORAN1']);
      expect(JSON.parse((await here.store.readSetting('slot:monthly'))?.value ?? '')).toEqual({ kind: 'handled', at: START });
    });
    await fc.assert(scenario, { numRuns: 60 });
  });
});
