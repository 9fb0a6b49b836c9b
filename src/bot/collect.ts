import type { CollectDesk } from '../slack/listeners/collect/parts.js';
import type { BotTools } from './parts.js';

/** What handing in works with, under the present configuration. */
export function collectDesk({ present }: Pick<BotTools, 'present'>): CollectDesk {
  const { config, store, clock } = present();
  return { config, store, clock, refreshed: async () => undefined };
}
