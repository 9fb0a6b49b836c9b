import { systemWallClock } from '../clock.js';
import { folderWatch } from '../pipeline/folders/watch.js';
import type { MinuteWork } from './job.js';
import type { BotTools } from './parts.js';

/** Imports what is put into the watched folders, with the thread that imports dropped files. */
export function watchingFolders({ present, messenger, tellOwner }: Pick<BotTools, 'present' | 'messenger' | 'tellOwner'>): MinuteWork {
  const watch = folderWatch();
  return async () => {
    const { importer, config, store, clock, log, timing } = present();
    if (importer === undefined || config.folders.length === 0) return;
    const deliveries = timing?.delivery === undefined ? {} : { timing: timing.delivery };
    const parts = { importer, config, store, clock, log, messenger, tellOwner, wallClock: systemWallClock, ...deliveries };
    await watch(config.folders, parts).catch((cause: unknown) =>
      log.error('Watched folders could not be attended; the next minute tries again.', { cause }),
    );
  };
}
