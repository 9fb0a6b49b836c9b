import { dayNumber, dayText, months, weekday } from '../calendar.js';
import { type Chance, seededChance } from '../chance.js';
import type { DayTruth, World, WorldPost } from '../platforms/world.js';
import { ACCOUNTS, type DemoAccount, type DemoPlatform, FIRST_DAY, LAST_DAY, PLANS } from './plan.js';
import { publications } from './publications.js';

const SEED = 20_240_229;

/** Days on which a platform took invented accounts away, as platforms do. */
const PURGES: Readonly<Record<string, number>> = { '2023-04-12': 3, '2023-08-30': 4, '2023-12-06': 5 };

const PLATFORMS: readonly DemoPlatform[] = ['instagram', 'x', 'facebook'];

/** The demo's invented world, January 2023 to February 2024, which leads to the report's figures: the same on every machine. */
export function demoWorld(): World {
  const chance = seededChance(SEED);
  const days = new Map(PLATFORMS.map((platform) => [platform, dailyTruth(ACCOUNTS[platform], platform, chance)]));
  const posts: Readonly<Record<DemoPlatform, WorldPost[]>> = { instagram: [], x: [], facebook: [] };
  for (const month of months(FIRST_DAY.slice(0, 7), LAST_DAY.slice(0, 7))) {
    const published = publications(month, planOf(month.name), chance);
    for (const platform of PLATFORMS) posts[platform].push(...published[platform]);
  }
  return {
    accounts: PLATFORMS.map((platform) => ({
      platform,
      id: ACCOUNTS[platform].platformId,
      username: ACCOUNTS[platform].username,
      name: ACCOUNTS[platform].name,
      createdAt: '2012-05-01T00:00:00Z',
      days: days.get(platform) ?? new Map(),
      posts: posts[platform],
    })),
  };
}

function planOf(month: string) {
  const plan = PLANS[month];
  if (plan === undefined) throw new RangeError(`The demo has no plan for ${month}.`);
  return plan;
}

const isWeekend = (day: number): boolean => weekday(day) === 0 || weekday(day) === 6;

/**
 * One row a day, reckoned backwards. A pull in the late evening of Jakarta reads what stood at the end of the platform's day before, since its own day
 * still runs: on the last day it reads the report's figure.
 */
function dailyTruth(account: DemoAccount, platform: DemoPlatform, chance: Chance): ReadonlyMap<string, DayTruth> {
  const rows: [string, DayTruth][] = [];
  const last = dayNumber(LAST_DAY);
  let before = account.followers;
  for (let day = last; day >= dayNumber(FIRST_DAY) - 1; day--) {
    const change = grown(account, day, chance);
    if (day < last) before -= change;
    const lost = chance.between(0, Math.max(1, Math.floor(account.growth.high / 4))) + Math.max(0, -change);
    const reach = platform === 'x' ? 0 : Math.floor((account.followers * chance.between(12, 40)) / 1_000);
    const views = Math.floor((account.followers * chance.between(30, 90)) / 1_000);
    rows.push([dayText(day), { followers: before + change, gained: change + lost, lost, reach, views, profileViews: chance.between(20, 400) }]);
  }
  return new Map(rows.reverse());
}

function grown({ growth: { low, high } }: DemoAccount, day: number, chance: Chance): number {
  const purge = PURGES[dayText(day)];
  const ordinary = chance.between(low, high);
  if (purge !== undefined) return -purge * high;
  return isWeekend(day) ? Math.floor((ordinary * 6) / 10) : ordinary;
}
