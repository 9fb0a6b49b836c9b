import { civilDayOf } from '../contract/day-label.js';
import { ConnectorError } from '../contract/errors.js';
import type { Http, HttpAnswer } from '../contract/http.js';
import { addDays, type CivilDate, earlierDay, type Instant } from '../contract/period.js';
import type { KnownChannel } from './channels.js';
import { BATCH, MOVING_DAYS, ONE_UNIT } from './limits.js';
import type { Request } from './request.js';
import { read, uploadsAnswer } from './schema.js';

/** 20,000 uploads, more than the list gives. */
const MOST_PAGES = 400;

/** The days of publication that are wanted, the end left out, and the day before which the list may be left. */
interface Wanted {
  readonly start: CivilDate;
  readonly end: CivilDate;
  readonly leaveAt: CivilDate;
}

function wantedOf({ account }: KnownChannel, { task, window, known, now }: Request): Wanted {
  if (task === 'backfill') return { ...window, leaveAt: window.start };
  const today = civilDayOf(now, 'UTC');
  const start = addDays(today, -MOVING_DAYS);
  const [newest] = known(account.id).content;
  // At least from the newest video that is known, so that days without a pull leave no hole.
  const day = newest === undefined ? start : civilDayOf(newest.publishedAt, 'UTC');
  return { start, end: addDays(today, 2), leaveAt: earlierDay(day, window.start) };
}

/** A listing costs a call for each channel: it is needed only where the number of videos moved, or the past is asked for. */
export function needsListing({ account, channel }: KnownChannel, { task, known }: Request): boolean {
  return task === 'backfill' || known(account.id).statedPosts !== channel.statistics.videoCount;
}

/** The ids of a channel's videos that were published on the days that matter, newest additions first. */
export async function listUploads(known: KnownChannel, request: Request, http: Http): Promise<readonly string[]> {
  const { start, end, leaveAt } = wantedOf(known, request);
  const found: string[] = [];
  const tokens = new Set<string>();
  let token: string | undefined;
  let isPast = false;
  for (let page = 0; page < MOST_PAGES; page += 1) {
    const answer = await ask(known, token, http);
    if (answer === undefined) break;
    const { items, nextPageToken } = read(uploadsAnswer, answer);
    const days = items.flatMap(({ contentDetails: { videoId, videoPublishedAt } }) =>
      videoPublishedAt === undefined ? [] : [{ id: videoId, day: civilDayOf(new Date(videoPublishedAt).toISOString() as Instant, 'UTC') }],
    );
    found.push(...days.filter(({ day }) => day >= start && day < end).map(({ id }) => id));
    // The list is in the order of addition, not of publication: one page more is read before it is left.
    const isPastToo = days.every(({ day }) => day < leaveAt);
    const endsPast = (days.at(-1)?.day ?? leaveAt) < leaveAt;
    if (isPast && isPastToo) break;
    isPast = endsPast;
    // A token that came before leads round in a circle.
    if (nextPageToken === undefined || tokens.has(nextPageToken)) break;
    tokens.add(nextPageToken);
    token = nextPageToken;
  }
  return [...new Set(found)];
}

/** One page; undefined where there is no list, as of a channel that never had a video. */
async function ask({ account, channel }: KnownChannel, token: string | undefined, http: Http): Promise<HttpAnswer | undefined> {
  try {
    return await http.send({
      method: 'GET',
      host: 'data',
      path: '/youtube/v3/playlistItems',
      query: {
        part: 'contentDetails',
        playlistId: channel.contentDetails.relatedPlaylists.uploads,
        maxResults: String(BATCH),
        ...(token === undefined ? {} : { pageToken: token }),
      },
      accounts: [account.id],
      charges: ONE_UNIT,
    });
  } catch (error) {
    if (error instanceof ConnectorError && error.kind === 'gone') return undefined;
    throw error;
  }
}
