import type { Window } from '../../connectors/contract/period.js';
import type { ActivationFilter, AdvocacyGroup, AdvocacyStore } from '../store/advocacy-port.js';

/** Below this many people a unit is never shown by itself. */
export const SMALLEST_UNIT = 5;

/** Units that may be shown, and the others together; `rest` is undefined where every unit may be shown. */
export interface ShownUnits {
  readonly shown: readonly AdvocacyGroup[];
  /** distinct people of the units that are grouped; an empty name stands for those who named no unit */
  readonly rest: { readonly units: number; readonly people: number; readonly activations: number; readonly names: readonly string[] } | undefined;
}

/**
 * The units of a range of days, those with under five people grouped. One small unit alone could be reckoned from the total, and so could a group of
 * under five: then the next larger unit joins it. Nothing is shown where all together are under five.
 */
export async function shownUnits(
  ledger: Pick<AdvocacyStore, 'groups' | 'summary'>,
  window: Window,
  filter: Omit<ActivationFilter, 'units'> = {},
): Promise<ShownUnits> {
  const groups = await ledger.groups('unit', window, filter);
  const shown = groups.filter(({ people }) => people >= SMALLEST_UNIT);
  const hidden = groups.filter(({ people }) => people < SMALLEST_UNIT);
  if (hidden.length === 0) return { shown, rest: undefined };
  for (;;) {
    const names = hidden.map(({ name }) => name ?? '').sort();
    const { people, activations } = await ledger.summary(window, { ...filter, units: names });
    const smallest = shown.at(-1);
    if (smallest === undefined || (hidden.length > 1 && people.atMost >= SMALLEST_UNIT)) {
      const enough = people.atMost >= SMALLEST_UNIT;
      return { shown, rest: enough ? { units: hidden.length, people: people.atMost, activations, names } : undefined };
    }
    hidden.push(smallest);
    shown.pop();
  }
}
