import { dayText, type Month, weekday } from '../calendar.js';
import { apportion, type Chance } from '../chance.js';
import { ACCOUNTS, FORMS, type MonthPlan, TOPICS } from './plan.js';

/** A reading of a publication's reach. */
export interface Reading {
  readonly readAt: string;
  readonly reach: number;
}

/** One invented post of the demo. */
export interface Publication {
  readonly account: string;
  readonly id: string;
  readonly kind: 'feed' | 'story' | 'post';
  readonly publishedAt: string;
  readonly title: string;
  /** oldest first; none where the demo has no reach of it */
  readonly readings: readonly Reading[];
}

/** What is left of the day after the daily readings: 23:59 in Jakarta, in UTC. */
const READING_TIME = 'T16:59:00Z';

/** The days after publication on which a post's reach is read, and how many thousandths of the month's last reading it has by then. */
const GROWTH = [
  { after: 1, thousandths: 520 },
  { after: 3, thousandths: 780 },
  { after: 7, thousandths: 930 },
] as const;

/** Every publication of a month; the last reading of each, on the month's last day, adds up to the plan's reach exactly. */
export function publications(month: Month, plan: MonthPlan, chance: Chance): readonly Publication[] {
  const list = (account: string, kind: Publication['kind'], prefix: string, count: number, reach: number | undefined): readonly Publication[] => {
    const days = publicationDays(month, count, chance);
    const weights = days.map(() => chance.between(400, 1_900));
    const reached = reach === undefined ? [] : apportion(reach, weights);
    return days.map((day, index) => ({
      account,
      id: `contoh-${month.name}-${prefix}-${String(index + 1).padStart(2, '0')}`,
      kind,
      publishedAt: `${dayText(day)}T${twoDigits(chance.between(1, 12))}:${twoDigits(chance.between(0, 59))}:00Z`,
      title: title(kind, chance),
      readings: readings(day, month, reached[index]),
    }));
  };
  return [
    ...list(ACCOUNTS.instagram.id, 'feed', 'feed', plan.feed, plan.instagramReach),
    ...list(ACCOUNTS.instagram.id, 'story', 'story', plan.story, undefined),
    ...list(ACCOUNTS.x.id, 'post', 'x', plan.x, undefined),
    // The registry's only mean of reach is taken over feed posts, and a page's posts stand in its feed.
    ...list(ACCOUNTS.facebook.id, 'feed', 'fb', plan.facebook, plan.facebookReach),
  ];
}

/** Days of the month in order, working days first and then evenly again from the beginning. */
function publicationDays(month: Month, count: number, chance: Chance): readonly number[] {
  const all = Array.from({ length: month.days }, (_, index) => month.first + index);
  const working = all.filter((day) => weekday(day) >= 1 && weekday(day) <= 5);
  const days: number[] = [];
  for (let pool = [...working]; days.length < count; ) {
    if (pool.length === 0) pool = [...all];
    days.push(...pool.splice(chance.between(0, pool.length - 1), 1));
  }
  return days.sort((a, b) => a - b);
}

function readings(day: number, month: Month, reach: number | undefined): readonly Reading[] {
  if (reach === undefined) return [];
  const last = month.first + month.days - 1;
  const early = GROWTH.filter(({ after }) => day + after < last).map(({ after, thousandths }) => ({
    readAt: `${dayText(day + after)}${READING_TIME}`,
    reach: Math.floor((reach * thousandths) / 1_000),
  }));
  return [...early, { readAt: `${dayText(last)}${READING_TIME}`, reach }];
}

function title(kind: Publication['kind'], chance: Chance): string {
  const forms = FORMS[kind];
  return `${forms[chance.between(0, forms.length - 1)]} ${TOPICS[chance.between(0, TOPICS.length - 1)]} (contoh)`;
}

const twoDigits = (value: number): string => String(value).padStart(2, '0');
