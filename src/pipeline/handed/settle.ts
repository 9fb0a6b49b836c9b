import { probablyMeant } from '../../../connectors/contract/nearest.js';
import type { Precision } from '../../../connectors/contract/observation.js';
import { type Period, periodLabel, periodOf, shiftPeriod, yearBefore } from '../../../connectors/contract/period.js';
import type { Draft } from './drafts.js';
import type { FigureItem, OpenItem } from './items.js';
import { itemKey } from './items.js';
import { isWeak, nearestItems } from './label.js';
import type { HandedNames } from './names.js';
import { fitNumber } from './numbers.js';
import type { PasteAnswers, PasteContext, PasteQuestion, ReadFigure } from './reading.js';
import { monthOf } from './tokens.js';
import {
  askBefore,
  askDirection,
  askHeading,
  askItem,
  askJump,
  askNothing,
  askNumber,
  askPeriod,
  askRevises,
  askRole,
  askValue,
  askWords,
} from './words-of-questions.js';

/** What settling a draft needs besides the draft. */
export interface Settling {
  readonly names: HandedNames;
  readonly context: PasteContext;
  readonly answers: PasteAnswers;
  /** months other than the asked one that the message speaks of somewhere */
  readonly otherMonths: readonly Period[];
}

const MOST_OFFERED = 8;

/** Settles which figure a draft is, for which month, and its value, as far as the words and the answers say; undefined where it is left out. */
export function settle(draft: Draft, settling: Settling): ReadFigure | undefined {
  const asking = openAsking(draft.id, settling.answers);
  const item = draft.open?.item ?? settleItem(draft, settling, asking);
  const value = draft.open && settleValue(draft.open.item, draft.open.value, settling, asking);
  const period = settlePeriod(draft, item, settling, asking);
  const key = item && (item.kind === 'open' ? itemKey(item.subject, item.metric.id, { [item.dimension]: value ?? '' }) : item.key);
  const before = key === undefined ? undefined : settling.context.known(key, shiftPeriod(period, -1));
  const [figure, precision] = item ? settleNumber(draft, item, before, settling, asking) : [undefined, 'exact' as const];
  if (item) confirmLabel(draft, item, asking);
  if (key !== undefined && typeof figure === 'number') confirmFigure(draft, figure, key, period, before, settling, asking);
  if (asking.leftOut()) return undefined;
  const { id, line, pair } = draft;
  return { id, line, source: pair.source, item, value, period, figure, precision, previous: before, questions: asking.open };
}

interface Asking {
  readonly open: PasteQuestion[];
  /** the answer that was given, or undefined, in which case the question is open */
  readonly ask: (question: PasteQuestion) => string | undefined;
  readonly leftOut: () => boolean;
}

function openAsking(_id: string, answers: PasteAnswers): Asking {
  const open: PasteQuestion[] = [];
  let out = false;
  return {
    open,
    leftOut: () => out,
    ask: (question) => {
      const answer = answers[question.id];
      const known = answer !== undefined && question.options.some((option) => option.id === answer) ? answer : undefined;
      if (known === undefined) open.push(question);
      if (known === 'no') out = true;
      return known;
    },
  };
}

function settleItem(draft: Draft, { names }: Settling, asking: Asking): FigureItem | undefined {
  const [only, second] = draft.candidates;
  if (only && !second && !isWeak(draft.pair.label, only)) return only;
  const offered = draft.candidates.length > 0 ? draft.candidates : nearestItems(draft.pair.label, names);
  const question = askItem(draft.id, draft.pair.source, offered.slice(0, MOST_OFFERED));
  const answer = asking.ask(question);
  return offered.find((item) => item.key === answer);
}

/** The value of an open dimension: one that is known, a new one that is like no other, or what its writer chose. */
function settleValue(item: OpenItem, said: string, { context }: Settling, asking: Asking): string | undefined {
  const known = context.knownValues(item);
  const same = known.find((value) => value.toLowerCase() === said.toLowerCase());
  if (same !== undefined) return same;
  const meant = probablyMeant(said, known);
  const near = [
    ...new Set([
      ...(meant === undefined ? [] : [meant]),
      ...known.filter((value) => value.toLowerCase().includes(said.toLowerCase()) || said.toLowerCase().includes(value.toLowerCase())),
    ]),
  ].slice(0, MOST_OFFERED);
  if (near.length === 0 && said !== '') return said;
  return asking.ask(askValue(`${item.key}:${said}`, said, near));
}

/** The month: as stated, else the one that is asked for; another one, two, or none where the message speaks of several, is asked. */
function settlePeriod(draft: Draft, item: FigureItem | OpenItem | undefined, settling: Settling, asking: Asking): Period {
  const { period: expected, today } = settling.context;
  const quarterToDate = item?.metric.reported === 'quarter-to-date';
  const said = draft.periods
    .map((token) => monthOf(token.period))
    .map((period) =>
      quarterToDate && period.grain === 'quarter' && expected.start >= period.start && expected.end <= period.end ? expected : period,
    );
  const distinct = [...new Map(said.map((period) => [periodLabel(period), period])).values()];
  const current = periodOf('month', today);
  if (draft.pair.thisMonth && current.start !== expected.start) distinct.push(current, expected);
  const [only, second] = distinct;
  if (only === undefined && settling.otherMonths.length === 0) return expected;
  if (only !== undefined && second === undefined && only.start === expected.start && only.grain === expected.grain) return expected;
  const months = [expected, ...distinct, ...(only === undefined ? settling.otherMonths : [])].filter((period) => period.grain === 'month');
  const options = [...new Map(months.map((period) => [periodLabel(period), period])).values()];
  const answer = asking.ask(askPeriod(draft.id, draft.pair.source, options));
  return options.find((period) => periodLabel(period) === answer) ?? only ?? expected;
}

type Valued = readonly [figure: number | null | undefined, precision: Precision];

function settleNumber(draft: Draft, item: FigureItem | OpenItem, before: number | undefined, settling: Settling, asking: Asking): Valued {
  const { stated } = draft.pair;
  if (stated.kind === 'no-data') return [null, 'exact'];
  if (stated.kind === 'nothing') {
    const answer = asking.ask(askNothing(draft.id, draft.pair.source));
    return [answer === '0' ? 0 : answer === 'none' ? null : undefined, 'exact'];
  }
  if (stated.kind === 'not-yet') return [undefined, 'exact'];
  const { number, precision } = stated;
  const doubt = stated.doubt ?? (isYear(number.text, settling.context.today) ? 'unclear' : undefined);
  if (doubt !== undefined && !(doubt === 'percent' && item.metric.unit === 'percent')) asking.ask(askRole(draft.id, number.text, doubt));
  const fitted = fitNumber(number, { metric: item.metric, language: settling.context.language, previous: before });
  if (fitted.kind === 'read') return [fitted.value, precision];
  const answer = asking.ask(askNumber(draft.id, number.text, fitted.options));
  return [answer === undefined || answer === 'no' ? undefined : Number(answer), precision];
}

/** "tiket 2024": the year, or a figure. */
const isYear = (text: string, today: string): boolean => /^\d{4}$/.test(text) && Math.abs(Number(text) - Number(today.slice(0, 4))) <= 1;

function confirmLabel(draft: Draft, item: FigureItem | OpenItem, asking: Asking): void {
  const { unknown } = draft.pair.label;
  if (draft.open === undefined && unknown.length > 0) asking.ask(askWords(draft.id, unknown, item.label));
  if (draft.againstHeading) asking.ask(askHeading(draft.id, item.label));
}

const SMALL = 10;

/** Whether two figures are so far apart that a mark was probably misread. */
export const isJump = (value: number, previous: number): boolean =>
  previous > 0 && Math.max(value, previous) >= SMALL && (value >= previous * 10 || value * 10 <= previous);

function confirmFigure(
  draft: Draft,
  figure: number,
  key: string,
  period: Period,
  before: number | undefined,
  { context }: Settling,
  asking: Asking,
): void {
  const yearAgo = context.known(key, yearBefore(period));
  const compared = before ?? yearAgo;
  if (compared !== undefined && isJump(figure, compared)) asking.ask(askJump(draft.id, figure, compared));
  for (const aside of draft.pair.asides) {
    const stored = aside.role === 'year-ago' ? yearAgo : before;
    const said = aside.number.readings.map((reading) => reading.value);
    const agrees = said.some((value) => value === stored || (aside.role === 'other' && value === figure));
    if (!agrees) {
      asking.ask(askBefore(draft.id, said[0], stored));
      break;
    }
  }
  const { direction } = draft.pair;
  const baseline = compared ?? draft.pair.asides[0]?.number.readings[0]?.value;
  if (direction !== undefined && baseline !== undefined && (direction === 'up' ? figure <= baseline : figure >= baseline))
    asking.ask(askDirection(draft.id, direction, figure, baseline));
  const stored = context.known(key, period);
  if (stored !== undefined && stored !== figure) asking.ask(askRevises(draft.id, figure, stored, period));
}
