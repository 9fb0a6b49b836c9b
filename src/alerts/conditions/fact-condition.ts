import type { Phrase } from '../../text/sentence.js';
import type { Condition, Reading } from '../reading.js';

/** A condition that watches Pantau itself. */
export type FactCondition = Extract<Condition, { readonly watches: 'facts' }>;

/** What is measured of a fact: there is nothing between a breach and a recovery unless it is said. */
export const factReading = (breached: boolean, phrase: Phrase, recovered = !breached, details: readonly Phrase[] = []): Reading => ({
  kind: 'measured',
  breached,
  recovered,
  obstacles: [],
  period: undefined,
  phrases: () => [phrase, ...details],
});
