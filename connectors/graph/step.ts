import type { Step } from './question.js';

/** Several steps as one. */
export function joined<Name extends string>(steps: readonly Step<Name>[]): Step<Name> {
  return { found: steps.flatMap(({ found }) => found), next: steps.flatMap(({ next }) => next ?? []) };
}
