import type { TemplateDesk } from '../slack/listeners/template/feature.js';
import type { BotTools } from './parts.js';

/** What workbooks are written and sent with, under the present configuration. */
export function templateDesk({ present, messenger }: Pick<BotTools, 'present' | 'messenger'>): TemplateDesk {
  const { config, store, clock } = present();
  return { options: { config, store, now: clock.now() }, sendFile: messenger.sendFile };
}
