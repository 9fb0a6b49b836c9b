import { type CivilDate, daysBetween, type Period } from '../../connectors/contract/period.js';
import { days, type Expression, number, operation } from './formula.js';

/** How much of a target is expected by a day: in proportion to the days, by milestones, or not said. */
export type Plan =
  | { readonly kind: 'linear' }
  | { readonly kind: 'none' }
  | { readonly kind: 'milestones'; readonly milestones: readonly { readonly by: CivilDate; readonly value: number }[] };

/** actual / target, raw: it may pass 1. Undefined where the target is 0 or missing. */
export const attainment = (actual: Expression, target: Expression, targetValue: number): Expression | undefined =>
  targetValue > 0 ? operation(actual, '/', target) : undefined;

/** Which day of a period the day before `end` is, and how many days it has: 60 of 91. */
export const dayOfPeriod = (period: Period, end: CivilDate): { readonly day: Expression; readonly of: Expression } => ({
  day: days(period.start, end),
  of: days(period.start, period.end),
});

/** What the plan expects by the day before `end`; undefined where the plan says nothing. */
export function expectedBy(plan: Plan, target: Expression, period: Period, end: CivilDate): Expression | undefined {
  switch (plan.kind) {
    case 'none':
      return undefined;
    case 'linear': {
      const { day, of } = dayOfPeriod(period, end);
      return operation(operation(target, '*', day), '/', of);
    }
    case 'milestones': {
      const reached = plan.milestones.filter((milestone) => milestone.by < end).at(-1);
      return number(reached?.value ?? 0);
    }
  }
}

/** Whether a day lies inside a period that has not ended. */
export const isInside = (period: Period, end: CivilDate): boolean => end > period.start && daysBetween(end, period.end) > 0;
