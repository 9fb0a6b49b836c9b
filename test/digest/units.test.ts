import { describe, expect, it } from 'vitest';
import { civilDate } from '../../connectors/contract/period.js';
import { shownUnits } from '../../src/digest/units.js';
import type { AdvocacyGroup, AdvocacyStore } from '../../src/store/advocacy-port.js';

const WINDOW = { start: civilDate('2024-01-01'), end: civilDate('2024-04-01') };

/** A ledger in which nobody is in two units. */
function ledgerOf(units: Readonly<Record<string, number>>): Pick<AdvocacyStore, 'groups' | 'summary'> {
  const groups = Object.entries(units).map(
    ([name, people]): AdvocacyGroup => ({ name: name === '' ? undefined : name, people, activations: people * 2 }),
  );
  const summary = async (_window: unknown, filter: { readonly units?: readonly string[] } = {}) => {
    const people = (filter.units ?? []).reduce((sum, name) => sum + (units[name] ?? 0), 0);
    return { people: { atLeast: people, atMost: people }, activations: people * 2 };
  };
  return { groups: async () => groups, summary: summary as AdvocacyStore['summary'] };
}

const names = async (units: Readonly<Record<string, number>>) => {
  const { shown, rest } = await shownUnits(ledgerOf(units), WINDOW);
  const { names: _, ...counts } = rest ?? { names: [] };
  return [shown.map(({ name }) => name), rest && counts] as const;
};

describe('the units that are shown', () => {
  it('are all of them where each has five people or more', async () => {
    expect(await names({ DJP: 7_000, DJA: 5 })).toEqual([['DJP', 'DJA'], undefined]);
  });

  it('are grouped below five', async () => {
    expect(await names({ DJP: 7_000, DJA: 30, AHLI: 4, SATGAS: 3 })).toEqual([['DJP', 'DJA'], { units: 2, people: 7, activations: 14 }]);
  });

  it('take the next larger one into a group from which a small one could be reckoned', async () => {
    expect(await names({ DJP: 7_000, DJA: 30, AHLI: 4 })).toEqual([['DJP'], { units: 2, people: 34, activations: 68 }]);
    expect(await names({ DJP: 7_000, DJA: 30, AHLI: 2, '': 2 })).toEqual([['DJP'], { units: 3, people: 34, activations: 68 }]);
  });

  it('are none where all together are under five', async () => {
    expect(await names({ AHLI: 2, SATGAS: 2 })).toEqual([[], undefined]);
  });
});
