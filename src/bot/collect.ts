import { systemWallClock } from '../clock.js';
import { type ChaseDependencies, chasing, refreshChases } from '../pipeline/handed/chase.js';
import type { CollectDesk } from '../slack/listeners/collect/parts.js';
import type { MinuteWork } from './job.js';
import type { BotTools } from './parts.js';

type Tools = Pick<BotTools, 'present' | 'messenger' | 'tellOwner'>;

/** What handing in works with, under the present configuration. */
export function collectDesk(tools: Tools): CollectDesk {
  const { config, store, clock, log } = tools.present();
  const refreshed = async (): Promise<void> => {
    try {
      await refreshChases(chaseDependencies(tools));
    } catch (cause) {
      log.warn('The messages in which owners were asked could not be brought up to date.', { cause });
    }
  };
  return { config, store, clock, refreshed };
}

function chaseDependencies({ present, messenger, tellOwner }: Tools): ChaseDependencies {
  const { config, store, clock, log, timing } = present();
  const deliveries = timing?.delivery === undefined ? {} : { timing: timing.delivery };
  return { config, store, clock, log, messenger, tellOwner, wallClock: systemWallClock, ...deliveries };
}

/** Asks owners for their figures on the days on which they are to be reminded. */
export function chasingOwners(tools: Tools): MinuteWork {
  const chase = chasing();
  return () =>
    chase(chaseDependencies(tools)).catch((cause: unknown) =>
      tools.present().log.error('Owners could not be asked for their figures; the next minute tries again.', { cause }),
    );
}
