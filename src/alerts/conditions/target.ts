import { addDays, type CivilDate, daysBetween, periodLabel } from '../../../connectors/contract/period.js';
import type { AlertRuleSetting } from '../../config/config.js';
import type { Obstacle } from '../../domain/alert-state.js';
import { figureQualities, type KnownFigure } from '../../domain/figure.js';
import { type Expression, exact, literal, number, operation, value } from '../../domain/formula.js';
import { compareRational } from '../../domain/rational.js';
import { attainment, dayOfPeriod, expectedBy, isInside } from '../../domain/target.js';
import { integer, name, type Phrase, percent, periodName } from '../../text/sentence.js';
import type { Condition, Reading, TargetView } from '../reading.js';

type TargetCondition = Extract<Condition, { readonly watches: 'target' }>;
type Measured = Extract<Reading, { readonly kind: 'measured' }>;

/** News of a target that is over rests after so many days. */
const REST_DAYS = 31;
const UNSETTLED: ReadonlySet<string> = new Set(['provisional', 'partial', 'delayed', 'to-be-confirmed']);

const targetOf = ({ target }: TargetView): Expression => value({ observation: `target:${target.id}`, value: target.value, quality: 'complete' });

/** -1 where a value is worse than another for this target, 1 where it is better. */
const against = (view: TargetView, actual: Expression, other: Expression): number =>
  compareRational(exact(actual), exact(other)) * (view.target.direction === 'higher' ? 1 : -1);

/** Judges a target whose figure is known; the others are absent. */
function targetCondition(
  id: TargetCondition['id'],
  judge: (rule: AlertRuleSetting, view: TargetView, figure: KnownFigure) => Measured,
): TargetCondition {
  return {
    id,
    watches: 'target',
    judge: (rule, view) => {
      const { figure, target, today } = view;
      if (today <= target.period.start) return measured(view, false, () => [notKnown(view)], ['partial-period']);
      if (figure.state === 'known') {
        const reading = judge(rule, view, figure);
        const unsettled = figureQualities(figure).some((quality) => UNSETTLED.has(quality));
        return unsettled ? { ...reading, obstacles: [...reading.obstacles, 'unsettled'] } : reading;
      }
      return { kind: 'absent', period: target.period, phrases: () => [notKnown(view)] };
    },
  };
}

const notKnown = (view: TargetView): Phrase => ({
  words: { id: '{label} {period}: capaiannya belum ada', en: '{label} {period}: what is reached is not known' },
  parts: { label: name(view.target.label), period: shortName(view) },
});

const measured = (view: TargetView, breached: boolean, phrases: Measured['phrases'], obstacles: readonly Obstacle[] = []): Measured => ({
  kind: 'measured',
  breached,
  recovered: !breached,
  obstacles,
  period: view.target.period,
  phrases,
});

/** Behind the plan that the target declares, while its period runs; a threshold of 0.9 allows a tenth less than the plan. */
export const targetAtRisk = targetCondition('target-at-risk', (rule, view, figure) => {
  const { target, end } = view;
  const plan = expectedBy(target.plan, targetOf(view), target.period, end);
  const phrases = (): readonly [Phrase, ...Phrase[]] => [headline(view, figure), ...(plan === undefined ? [] : [needed(view, figure, plan)])];
  if (plan === undefined) return measured(view, false, phrases, ['no-plan']);
  if (!isInside(target.period, end)) return measured(view, false, phrases);
  const share = (part: number | undefined): Expression => (part === undefined ? plan : operation(plan, '*', number(part)));
  const breached = against(view, figure.expression, share(rule.threshold)) < 0;
  const recovered = !breached && against(view, figure.expression, share(rule.recovery ?? rule.threshold)) >= 0;
  return { ...measured(view, breached, phrases), recovered };
});

/** Reached, in its period or when its last figures came. */
export const targetMet = targetCondition('target-met', (_rule, view, figure) => {
  const { target, end } = view;
  // Of what is better low one knows only when the period is over.
  const known = target.direction === 'higher' || !isInside(target.period, end);
  const met = known && against(view, figure.expression, targetOf(view)) >= 0;
  return measured(view, met && !rests(view), () => [headline(view, figure)]);
});

/** Not reached when its period was over and its figure counts all of it. */
export const targetMissed = targetCondition('target-missed', (_rule, view, figure) => {
  const { target, end, today } = view;
  const over = today >= target.period.end;
  const missed = over && against(view, figure.expression, targetOf(view)) < 0;
  const whole = end >= target.period.end;
  return measured(view, missed && !rests(view), () => [headline(view, figure), shortfall(view, figure)], missed && !whole ? ['partial-period'] : []);
});

const rests = ({ target, today }: TargetView): boolean => today > addDays(target.period.end, REST_DAYS);

const shortName = ({ target, calendar }: TargetView) =>
  target.period.grain === 'quarter'
    ? ({ expression: literal(periodLabel(target.period, calendar).slice(0, 7)), format: { kind: 'shortQuarter' } } as const)
    : periodName(target.period, calendar);

const shortDay = (date: CivilDate) => ({ expression: literal(date), format: { kind: 'shortDay' } }) as const;

/** The whole news on a lock screen: "Target EA Q1 137,84% (13.559/9.837) per 29 Feb". */
function headline(view: TargetView, figure: KnownFigure): Phrase {
  const { target, end, decimals } = view;
  const reached = attainment(figure.expression, targetOf(view), target.value) ?? number(0);
  return {
    words: { id: '{label} {period} {reached} ({actual}/{target}) per {day}', en: '{label} {period} {reached} ({actual}/{target}) as of {day}' },
    parts: {
      label: name(target.label),
      period: shortName(view),
      reached: percent(reached, decimals),
      actual: integer(figure.expression),
      target: integer(targetOf(view)),
      day: shortDay(addDays(end, -1)),
    },
  };
}

/** What is needed, and by when. */
function needed(view: TargetView, figure: KnownFigure, plan: Expression): Phrase {
  const { target, end } = view;
  const left = daysBetween(end, target.period.end);
  const { day, of } = dayOfPeriod(target.period, end);
  const lower = target.direction === 'lower';
  const parts = {
    plan: integer(plan),
    gap: integer({ kind: 'call', name: 'abs', parts: [operation(figure.expression, '-', plan)] }),
    rest: integer({ kind: 'call', name: 'abs', parts: [operation(targetOf(view), '-', figure.expression)] }),
    last: shortDay(addDays(target.period.end, -1)),
    left: integer(number(left)),
    day: integer(day),
    of: integer(of),
  };
  const words = lower
    ? {
        id: 'Hari ke-{day} dari {of}: rencananya paling banyak {plan}, selisih {gap}; sampai {last} ({left} hari lagi) jaraknya dari target {rest}',
        en: 'Day {day} of {of}: at most {plan} was planned, {gap} more; until {last} ({left} days) the distance to the target is {rest}',
      }
    : {
        id: 'Hari ke-{day} dari {of}: rencananya {plan}, selisih {gap}; perlu {rest} lagi sampai {last} ({left} hari lagi)',
        en: 'Day {day} of {of}: {plan} was planned, a difference of {gap}; {rest} more are needed by {last} ({left} days)',
      };
  return { words, parts };
}

const shortfall = (view: TargetView, figure: KnownFigure): Phrase => ({
  words: { id: 'Periode sudah berakhir; selisih {rest} dari target', en: 'The period is over; {rest} away from the target' },
  parts: { rest: integer({ kind: 'call', name: 'abs', parts: [operation(targetOf(view), '-', figure.expression)] }) },
});
