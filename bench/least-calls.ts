import { DateTime } from 'luxon';

/** The platforms of which the least is worked out: those whose calls serve many accounts. */
export type SharedPlatform = 'facebook' | 'instagram' | 'x' | 'youtube';

/** A daily pull on which nothing was published, as far as its calls depend on it. Every account has as many posts, all of the last 30 days. */
export interface DailyPull {
  readonly accounts: number;
  readonly posts: number;
  /** X and YouTube: whether their analytics are read too */
  readonly analytics: boolean;
  /** the moments of the last pull and of this one, ISO 8601 */
  readonly before: string;
  readonly now: string;
}

/** What has to be asked, and in how many calls at least. */
export interface Least {
  /** single questions; on X and YouTube, where one call asks for many ids, none */
  readonly questions: number;
  readonly calls: number;
  /** X: millionths of a US dollar */
  readonly cost: number;
}

const full = (size: number, items: number): number => Math.ceil(items / size);

/**
 * The days of California of which a figure is still to be read: those that have ended, without those that were final at the last pull. A figure is final
 * 48 hours after the end of its day (insights pages of Instagram and Facebook, 2026-11-25).
 */
export function movingDays({ before, now }: Pick<DailyPull, 'before' | 'now'>): readonly string[] {
  const zone = 'America/Los_Angeles';
  const days: string[] = [];
  for (let day = DateTime.fromISO(now, { zone }).startOf('day').minus({ days: 1 }); ; day = day.minus({ days: 1 })) {
    const final = day.plus({ days: 1 }).plus({ hours: 48 });
    if (final <= DateTime.fromISO(before)) return days.reverse();
    days.push(day.toISODate() ?? '');
  }
}

/**
 * The least, worked out from what the platforms document on 2026-11-25 and from nothing that a connector does:
 *
 * - X: 100 ids to `GET /2/users`, `GET /2/tweets` and `GET /2/tweets/analytics`; 0.010 dollars for an account, 0.005 for a post and for its analytics, once in
 *   a UTC day.
 * - YouTube: 50 ids to `channels` and to `videos`; of Analytics one channel to a report of its days, and 200 of its videos to a report of their shares.
 * - Graph API: 50 questions to a batch. Of Instagram: the profile, into which the posts and their insights can be written (field expansion); one series of
 *   up to 30 days for `reach`; for the figures that are given as totals alone, one question for each day, and another where there is a breakdown
 *   (`follows_and_unfollows` by `follow_type`). Of Facebook: the Page, its insights (up to 90 days), its posts with their insights, its reels; and before them
 *   the Pages' own tokens, 100 to a page of `/me/accounts`.
 */
export function leastOf(platform: SharedPlatform, pull: DailyPull): Least {
  const { accounts, posts, analytics } = pull;
  switch (platform) {
    case 'x':
      return {
        questions: 0,
        calls: full(100, accounts) + full(100, accounts * posts) * (analytics ? 2 : 1),
        cost: accounts * (10_000 + posts * (analytics ? 10_000 : 5_000)),
      };
    case 'youtube':
      return { questions: 0, calls: full(50, accounts) + full(50, accounts * posts) + (analytics ? accounts * (1 + full(200, posts)) : 0), cost: 0 };
    case 'instagram': {
      const questions = accounts * (1 + 1 + 2 * movingDays(pull).length);
      return { questions, calls: full(50, questions), cost: 0 };
    }
    case 'facebook': {
      const questions = accounts * 4;
      return { questions, calls: full(100, accounts) + full(50, questions), cost: 0 };
    }
  }
}
