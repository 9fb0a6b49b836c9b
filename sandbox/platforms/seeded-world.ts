import { dayNumber, dayText, weekday } from '../calendar.js';
import { type Chance, seededChance } from '../chance.js';
import type { PlatformShape } from './shape.js';
import { type PlatformName, SHAPES } from './stand-ins.js';
import type { DayTruth, GrowthStep, World, WorldAccount, WorldPost } from './world.js';

/** What an invented world holds. */
export interface SeededWorldOptions {
  readonly seed: number;
  /** `YYYY-MM-DD`, both included */
  readonly firstDay: string;
  readonly lastDay: string;
  readonly accountsPerPlatform: number;
  /** an account publishes at most so many items on a day */
  readonly postsPerDay: number;
  /** all of them where none are named */
  readonly platforms?: readonly PlatformName[];
}

type Shape = PlatformShape & { readonly platform: PlatformName };

/** The last step comes after two weeks: later readings agree. */
const GROWTH: readonly GrowthStep[] = [
  { afterHours: 0, thousandths: 120 },
  { afterHours: 24, thousandths: 520 },
  { afterHours: 72, thousandths: 780 },
  { afterHours: 168, thousandths: 930 },
  { afterHours: 336, thousandths: 1_000 },
];

/** An invented world, the same on every machine for the same seed. */
export function seededWorld(options: SeededWorldOptions): World {
  const accounts = SHAPES.flatMap((shape: Shape) =>
    Array.from({ length: isWanted(shape, options) ? options.accountsPerPlatform : 0 }, (_, number) =>
      account(shape, number, options, seededChance(options.seed * 1_009 + shape.place * 100_003 + number)),
    ),
  );
  return { accounts };
}

const isWanted = ({ platform }: Shape, { platforms }: SeededWorldOptions): boolean => platforms?.includes(platform) ?? true;

function account(shape: Shape, number: number, options: SeededWorldOptions, chance: Chance): WorldAccount {
  const first = dayNumber(options.firstDay);
  const count = dayNumber(options.lastDay) - first + 1;
  const days = new Map<string, DayTruth>();
  let followers = chance.between(500, 90_000);
  for (let day = first; day < first + count; day += 1) {
    const busy = weekday(day) === 0 || weekday(day) === 6 ? 6 : 10;
    const gained = Math.floor((chance.between(0, 60) * busy) / 10);
    const lost = Math.min(followers, Math.floor((chance.between(0, 35) * busy) / 10));
    followers += gained - lost;
    const reach = shape.hasReach ? chance.between(300, 4_000) : 0;
    days.set(dayText(day), { followers, gained, lost, reach, views: reach + chance.between(200, 6_000), profileViews: chance.between(0, 240) });
  }
  const { platform } = shape;
  const username = `${platform}_${String(number + 1).padStart(4, '0')}`;
  return {
    platform,
    id: shape.accountId(number),
    username,
    name: `Contoh ${username}`,
    createdAt: '2012-05-01T00:00:00Z',
    days,
    posts: posts(shape, number, options, chance),
  };
}

function posts(shape: Shape, number: number, options: SeededWorldOptions, chance: Chance): readonly WorldPost[] {
  const made: WorldPost[] = [];
  for (let day = dayNumber(options.firstDay); day <= dayNumber(options.lastDay); day += 1) {
    const times = Array.from({ length: chance.between(0, options.postsPerDay) }, () => chance.between(0, 86_399)).sort((a, b) => a - b);
    for (const seconds of times) made.push(post(shape, number, made.length, new Date(day * 86_400_000 + seconds * 1_000), chance));
  }
  return made;
}

function post(shape: Shape, account: number, index: number, publishedAt: Date, chance: Chance): WorldPost {
  const { kinds, platform } = shape;
  const id = shape.postId(account, String(account * 100_000 + index).padStart(9, '0'));
  const views = chance.between(200, 40_000);
  return {
    id,
    kind: kinds[chance.between(0, kinds.length - 1)] ?? 'post',
    publishedAt: publishedAt.toISOString(),
    title: `Contoh ${index + 1}`,
    link: `https://${platform}.example/${id}`,
    final: {
      reach: Math.floor((views * chance.between(55, 90)) / 100),
      views,
      likes: chance.between(0, Math.floor(views / 12)),
      comments: chance.between(0, 80),
      shares: chance.between(0, 120),
      saves: chance.between(0, 90),
    },
    growth: GROWTH,
  };
}
