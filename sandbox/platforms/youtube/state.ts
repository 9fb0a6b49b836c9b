import { grown, type IndexedPost, oncePerAccount, type Shown } from '../shown.js';
import type { PostFigures, WorldAccount } from '../world.js';
import type { GoogleContext } from './credentials.js';
import type { Quota } from './quota.js';
import type { Caller } from './tokens.js';

/** What the endpoints share. */
export interface YouTubeState {
  readonly context: GoogleContext;
  readonly shown: Shown;
  readonly quota: Quota;
  /** channels in whose list the oldest video stands first, as if it had been added just now */
  readonly backdated: Set<string>;
  /** the channel of the person who granted access: the first one */
  readonly self: WorldAccount | undefined;
}

/** A call that may be answered. */
export interface YouTubeCall {
  readonly query: URLSearchParams;
  readonly caller: Caller;
}

/** The list of a channel's uploads. */
export const uploadsOf = (channel: WorldAccount): string => `UU${channel.id.slice(2)}`;

/** Views by the definition of 2026-08-24 are so many thousandths of those by the definition before it. Our choice; the platform gives no number. */
export const REDEFINED = 1_180;

/** The figures of videos now, for one answer; with the case, views are counted by the new definition whatever the day. */
export function figuresNow({ context }: YouTubeState): (video: IndexedPost) => PostFigures {
  const isRedefined = oncePerAccount(({ id }) => context.faults.fires('views-redefined', id));
  return (video) => {
    const figures = grown(video, context.now());
    return isRedefined(video.account) ? { ...figures, views: Math.floor((figures.views * REDEFINED) / 1_000) } : figures;
  };
}

/** Seconds: a short has at most 180, and some videos have so few as well. */
export function durationOf({ post, index }: IndexedPost): number {
  if (post.kind === 'short') return 15 + ((index * 37) % 166);
  return index % 7 === 3 ? 150 : 200 + ((index * 91) % 2_400);
}

/** ISO 8601, such as `PT2M30S`. */
export function durationText(seconds: number): string {
  const [hours, minutes, rest] = [Math.floor(seconds / 3_600), Math.floor((seconds % 3_600) / 60), seconds % 60];
  return `PT${hours > 0 ? `${hours}H` : ''}${minutes > 0 ? `${minutes}M` : ''}${rest > 0 || seconds < 60 ? `${rest}S` : ''}`;
}

/** Moments as the API writes them, without fractions of seconds. */
export const momentText = (moment: number): string => `${new Date(moment).toISOString().slice(0, 19)}Z`;
