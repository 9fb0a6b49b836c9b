import { dayText, type Month, weekday } from '../calendar.js';
import { apportion, type Chance } from '../chance.js';
import type { GrowthStep, WorldPost } from '../platforms/world.js';
import { ACCOUNTS, type DemoPlatform, FORMS, type MonthPlan, TOPICS } from './plan.js';

/** Hours of UTC at which the demo's posts have grown up on the last day of a month: before the day's last reading in Jakarta. */
const GROWN_UP = 'T16:00:00Z';

/** How long after publication a post has so many thousandths of what it has at the end of its month. */
const EARLY: readonly GrowthStep[] = [
  { afterHours: 0, thousandths: 240 },
  { afterHours: 24, thousandths: 520 },
  { afterHours: 72, thousandths: 780 },
  { afterHours: 168, thousandths: 930 },
];

const SITES: Readonly<Record<DemoPlatform, string>> = {
  instagram: 'https://www.instagram.com/p',
  x: 'https://x.com/DitjenPK/status',
  facebook: 'https://www.facebook.com/djpk/posts',
};

/** Every invented post of a month by platform, oldest first; what they reach by the end of the month adds up to the plan exactly. */
export function publications(month: Month, plan: MonthPlan, chance: Chance): Readonly<Record<DemoPlatform, readonly WorldPost[]>> {
  const list = (
    platform: DemoPlatform,
    kind: 'feed' | 'story' | 'post',
    count: number,
    totals: { reach?: number; views?: number },
  ): readonly WorldPost[] => {
    const days = publicationDays(month, count, chance);
    const weights = days.map(() => chance.between(400, 1_900));
    const reached = totals.reach === undefined ? weights : apportion(totals.reach, weights);
    const viewed = totals.views === undefined ? reached.map((reach) => Math.floor((reach * 13) / 10)) : apportion(totals.views, weights);
    return days.map((day, index) => post(platform, kind, day, index, { reach: reached[index] ?? 0, views: viewed[index] ?? 0 }, month, chance));
  };
  const feed = list('instagram', 'feed', plan.feed, { reach: plan.instagramReach });
  const stories = list('instagram', 'story', plan.story, {});
  return {
    instagram: [...feed, ...stories].sort((a, b) => a.publishedAt.localeCompare(b.publishedAt)),
    x: list('x', 'post', plan.x, { views: plan.xImpressions }),
    facebook: list('facebook', 'feed', plan.facebook, { reach: plan.facebookReach }),
  };
}

function post(
  platform: DemoPlatform,
  kind: 'feed' | 'story' | 'post',
  day: number,
  index: number,
  { reach, views }: { readonly reach: number; readonly views: number },
  month: Month,
  chance: Chance,
): WorldPost {
  const publishedAt = `${dayText(day)}T${twoDigits(chance.between(1, 12))}:${twoDigits(chance.between(0, 59))}:00Z`;
  const id = idOf(platform, kind, month, index);
  const share = (most: number): number => Math.floor((views * chance.between(1, most)) / 1_000);
  return {
    id,
    kind,
    publishedAt,
    title: title(kind, chance),
    link: `${SITES[platform]}/${id}`,
    final: { reach: platform === 'x' ? 0 : reach, views, likes: share(60), comments: share(8), shares: share(12), saves: share(9) },
    growth: growth(publishedAt, month),
  };
}

/** Longer than 2^53, as the platforms' ids are. */
function idOf(platform: DemoPlatform, kind: 'feed' | 'story' | 'post', month: Month, index: number): string {
  const number = `${month.name.replace('-', '')}${kind === 'story' ? '5' : '1'}${twoDigits(index + 1)}`;
  if (platform === 'instagram') return `17${number}9000455`;
  if (platform === 'x') return `17${number}00123456`;
  return `${ACCOUNTS.facebook.platformId}_${number}77`;
}

const TWO_WEEKS = 336;

/** Grown up after two weeks, and at the latest at the end of the month, so that the month's sums are the plan's. */
function growth(publishedAt: string, month: Month): readonly GrowthStep[] {
  const last = Date.parse(`${dayText(month.first + month.days - 1)}${GROWN_UP}`);
  const hours = Math.min(TWO_WEEKS, (last - Date.parse(publishedAt)) / 3_600_000);
  return [...EARLY.filter(({ afterHours }) => afterHours < hours), { afterHours: hours, thousandths: 1_000 }];
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

function title(kind: 'feed' | 'story' | 'post', chance: Chance): string {
  const forms = FORMS[kind];
  return `${forms[chance.between(0, forms.length - 1)]} ${TOPICS[chance.between(0, TOPICS.length - 1)]} (contoh)`;
}

const twoDigits = (value: number): string => String(value).padStart(2, '0');
