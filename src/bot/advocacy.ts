import { randomUUID } from 'node:crypto';
import type { CivilDate } from '../../connectors/contract/period.js';
import { systemWallClock } from '../clock.js';
import type { DeskDependencies } from '../pipeline/activations/desk.js';
import { todayOf } from '../pipeline/activations/tally.js';
import { type CardDependencies, finishCards } from '../pipeline/content-cards.js';
import { refreshCards } from '../pipeline/shown-cards.js';
import type { TargetDesk } from '../pipeline/target-desk.js';
import type { SelfDependencies } from '../slack/listeners/advocacy/me.js';
import type { MinuteWork } from './job.js';
import type { BotTools } from './parts.js';

/** What telling an activation works with, under the present configuration. */
export function activationDesk({ present, pseudonymiser }: BotTools): DeskDependencies {
  const { config, store, clock } = present();
  return { ledger: store.advocacy, store, pseudonymiser, config, clock };
}

/** What people see and decide about themselves, under the present configuration. */
export function selfDesk(tools: BotTools): SelfDependencies {
  const { config } = tools.present();
  return { ...activationDesk(tools), config, newId: randomUUID, sendFile: tools.messenger.sendFile };
}

/** What content cards are made and posted with, under the present configuration. */
export function cardDesk({ present, messenger, tellOwner }: BotTools): CardDependencies {
  const { config, store, clock, log, timing } = present();
  return { config, store, clock, log, messenger, tellOwner, wallClock: systemWallClock, timing: timing?.delivery };
}

/** What targets are read and set with, under the present configuration. */
export function targetDesk({ present, messenger }: BotTools): TargetDesk {
  const { config, store, clock, log } = present();
  return { ledger: store.advocacy, store, config, clock, messenger, log };
}

/** Finishes the cards whose posting was broken off, and once a day, as far as it succeeds, says on those that stand what ended. */
export function finishingCards(tools: BotTools): MinuteWork {
  let refreshed: CivilDate | undefined;
  return async () => {
    try {
      const desk = cardDesk(tools);
      await finishCards(desk);
      const today = todayOf(desk);
      if (today !== refreshed && (await refreshCards(desk))) refreshed = today;
    } catch (cause) {
      tools.present().log.error('Content cards that were broken off could not be finished; the next minute tries again.', { cause });
    }
  };
}
