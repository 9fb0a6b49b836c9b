import { accountWindow } from '../contract/account-window.js';
import type { PullAccount } from '../contract/connector.js';
import { civilDayOf } from '../contract/day-label.js';
import type { Http, HttpAnswer } from '../contract/http.js';
import { addDays, type CivilDate, earlierDay, type Instant, laterDay } from '../contract/period.js';
import type { KnownChannel } from './channels.js';
import { chunked, isSettled, PACIFIC, REPORT_BATCH } from './limits.js';
import type { Found, Request } from './request.js';
import { figureOf, type ReportRow, read, reportAnswer } from './schema.js';
import type { ReadVideo } from './videos.js';

/** The capabilities that only Analytics gives, by its names of them. */
export const DAILY = [
  ['views', 'views'],
  ['engaged_views', 'engagedViews'],
  ['followers_gained', 'subscribersGained'],
  ['followers_lost', 'subscribersLost'],
] as const;

const ask = (account: PullAccount, query: Readonly<Record<string, string>>, http: Http): Promise<HttpAnswer> =>
  http.send({
    method: 'GET',
    host: 'analytics',
    path: '/v2/reports',
    // By its id and not as MINE: one person may manage many channels.
    query: { ids: `channel==${account.platformId}`, ...query },
    accounts: [account.id],
  });

/** The figures of a channel by day of California, for the days that have ended. */
export async function dailyFigures({ account, channel }: KnownChannel, request: Request, http: Http): Promise<readonly Found[]> {
  const wanted = DAILY.filter(([capability]) => !request.without.has(capability));
  const today = civilDayOf(request.now, PACIFIC);
  const born = civilDayOf(new Date(channel.snippet.publishedAt).toISOString() as Instant, PACIFIC);
  const start = laterDay(accountWindow(request, account.id).start, born);
  const end = earlierDay(request.window.end, today);
  if (wanted.length === 0 || start >= end) return [];
  const metrics = wanted.map(([, name]) => name).join(',');
  const answer = await ask(account, { startDate: start, endDate: addDays(end, -1), metrics, dimensions: 'day', sort: 'day' }, http);
  const rows = new Map(read(reportAnswer, answer).map((row) => [String(row.get('day')), row]));
  const found: Found[] = [];
  for (let day = start; day < end; day = addDays(day, 1)) {
    const settled = isSettled(day, request.now);
    for (const [capability, name] of wanted) {
      found.push({
        type: 'value',
        capability,
        account: account.id,
        day,
        zone: PACIFIC,
        raw: answer.raw,
        ...stated(rows.get(day), name, settled),
      });
    }
  }
  return found;
}

type Stated = Pick<Extract<Found, { type: 'value' }>, 'value' | 'absence' | 'quality'>;

/** A day without a row has no figure yet, or never had one: YouTube does not tell "nothing happened" from "too little to be shown", so it is no zero. */
function stated(row: ReportRow | undefined, name: string, settled: boolean): Stated {
  const value = row === undefined ? undefined : figureOf(row, name);
  if (value === undefined) return { value: null, absence: settled ? 'not-available' : 'not-yet', quality: 'complete' };
  return { value, quality: settled ? 'complete' : 'provisional' };
}

/** From the publication of the oldest until today: the whole life of some videos. */
function lifeOf(videos: readonly ReadVideo[], now: Instant): { readonly startDate: CivilDate; readonly endDate: CivilDate } {
  const days = videos.map(({ video }) => civilDayOf(new Date(video.snippet.publishedAt).toISOString() as Instant, PACIFIC));
  const endDate = civilDayOf(now, PACIFIC);
  return { startDate: days.reduce(earlierDay, endDate), endDate };
}

/** The ids of those videos of a channel that are Shorts; one without views yet is not among them. */
export async function shortsAmong(account: PullAccount, videos: readonly ReadVideo[], now: Instant, http: Http): Promise<ReadonlySet<string>> {
  const shorts = new Set<string>();
  for (const batch of chunked(videos, REPORT_BATCH)) {
    const filters = `video==${batch.map(({ id }) => id).join(',')};creatorContentType==shorts`;
    const query = { ...lifeOf(batch, now), metrics: 'views', dimensions: 'video', filters, sort: '-views', maxResults: String(REPORT_BATCH) };
    for (const row of read(reportAnswer, await ask(account, query, http))) shorts.add(String(row.get('video')));
  }
  return shorts;
}

/** The shares of each video since its publication; one without a row has none that are known. */
export async function sharesOf(account: PullAccount, videos: readonly ReadVideo[], now: Instant, http: Http): Promise<readonly Found[]> {
  const found: Found[] = [];
  for (const batch of chunked(videos, REPORT_BATCH)) {
    const filters = `video==${batch.map(({ id }) => id).join(',')}`;
    const query = { ...lifeOf(batch, now), metrics: 'shares', dimensions: 'video', filters, sort: '-shares', maxResults: String(REPORT_BATCH) };
    const answer = await ask(account, query, http);
    for (const row of read(reportAnswer, answer)) {
      const value = figureOf(row, 'shares');
      if (value === undefined) continue;
      const common = { type: 'snapshot', capability: 'video_shares', account: account.id, raw: answer.raw } as const;
      found.push({ ...common, platformId: String(row.get('video')), value, quality: 'provisional' });
    }
  }
  return found;
}
