import { systemWallClock } from '../clock.js';
import type { MinuteWork } from './job.js';
import type { BotTools } from './parts.js';

const DAY_MS = 86_400_000;

/** Tidies up what is kept of the platforms' answers: at the start, and again when a day has passed. What fails is logged and tried on the next day. */
export function tidying({ present }: Pick<BotTools, 'present'>, wall: { readonly now: () => number } = systemWallClock): MinuteWork {
  let last = Number.NEGATIVE_INFINITY;
  return async () => {
    const { tidy, log } = present();
    if (tidy === undefined || wall.now() - last < DAY_MS) return;
    last = wall.now();
    await tidy().catch((cause: unknown) => log.error('What is kept of the answers could not be tidied up', { cause }));
  };
}
