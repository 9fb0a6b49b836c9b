import { dayNumber, dayText, months, weekday } from '../calendar.js';
import { apportion, type Chance, seededChance } from '../chance.js';
import { ACCOUNTS, type DemoAccount, FIRST_DAY, LAST_DAY, PLANS } from './plan.js';
import { type Publication, publications } from './publications.js';

/** A file of the demo, to be imported under the source's name and with the kind of origin that it says. */
export interface DemoFile {
  readonly name: string;
  readonly sourceName: string;
  readonly originKind: 'file' | 'synthetic';
  readonly text: string;
}

/** The files of the ministry's own figures, which stand beside this one in the sources. Imported before the invented ones, they are never counted as revisions of them. */
export const REPORT_FILES: readonly Omit<DemoFile, 'text'>[] = [
  { name: 'laporan-2024-02.csv', sourceName: 'laporan', originKind: 'file' },
  { name: 'entri-2024-02.csv', sourceName: 'entri', originKind: 'file' },
];

const SEED = 20_240_229;
const NOTE = 'data contoh';
const OBSERVATIONS = 'period,as_of,source,metric,dimension,value,precision,quality,note';

/** The invented daily series and posts that lead to the report's figures: January 2023 to February 2024, the same bytes on every machine. */
export function demoFiles(): readonly DemoFile[] {
  const chance = seededChance(SEED);
  const followers = Object.values(ACCOUNTS).flatMap((account) => followerRows(account, chance));
  const spans = months(FIRST_DAY.slice(0, 7), LAST_DAY.slice(0, 7)).map((month) => ({ month, plan: planOf(month.name) }));
  const impressions = spans.flatMap(({ month, plan }) => {
    const weights = Array.from({ length: month.days }, (_, index) => (isWeekend(month.first + index) ? 55 : 100) * chance.between(70, 130));
    return apportion(plan.xImpressions, weights).map((value, index) => dailyRow(ACCOUNTS.x.id, 'impressions', month.first + index, value));
  });
  const posts = spans.flatMap(({ month, plan }) => publications(month, plan, chance));
  return [
    file('contoh-pengikut.csv', OBSERVATIONS, followers),
    file('contoh-impresi.csv', OBSERVATIONS, impressions),
    file('contoh-konten.csv', 'account,id,kind,published_at,title,link', posts.map(contentRow)),
    file('contoh-jangkauan.csv', 'content,metric,read_at,value,quality', posts.flatMap(readingRows)),
  ];
}

const file = (name: string, header: string, rows: readonly string[]): DemoFile => ({
  name,
  sourceName: 'contoh',
  originKind: 'synthetic',
  text: `${[header, ...rows].join('\n')}\n`,
});

function planOf(month: string) {
  const plan = PLANS[month];
  if (plan === undefined) throw new RangeError(`The demo has no plan for ${month}.`);
  return plan;
}

/** Days on which a platform took invented accounts away, as platforms do. */
const PURGES: Readonly<Record<string, number>> = { '2023-04-12': 3, '2023-08-30': 4, '2023-12-06': 5 };

const isWeekend = (day: number): boolean => weekday(day) === 0 || weekday(day) === 6;

/** One row a day, reckoned backwards from the last day so that it ends on the report's figure. */
function followerRows(account: DemoAccount, chance: Chance): readonly string[] {
  const rows: string[] = [];
  let count = account.followers;
  for (let day = dayNumber(LAST_DAY); day >= dayNumber(FIRST_DAY); day--) {
    rows.push(dailyRow(account.id, 'followers', day, count));
    count -= gained(account, day, chance);
  }
  return rows.reverse();
}

function gained({ growth: { low, high } }: DemoAccount, day: number, chance: Chance): number {
  const purge = PURGES[dayText(day)];
  const ordinary = chance.between(low, high);
  if (purge !== undefined) return -purge * high;
  return isWeekend(day) ? Math.floor((ordinary * 6) / 10) : ordinary;
}

const dailyRow = (account: string, metric: string, day: number, value: number): string =>
  `${dayText(day)},${dayText(day)},${account},${metric},,${value},exact,synthetic,${NOTE}`;

const contentRow = ({ account, id, kind, publishedAt, title }: Publication): string => `${account},${id},${kind},${publishedAt},${title},`;

const readingRows = ({ account, id, readings }: Publication): readonly string[] =>
  readings.map(({ readAt, reach }) => `${account}/${id},reach,${readAt},${reach},synthetic`);
