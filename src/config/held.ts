import type { Text } from '../../connectors/contract/metric.js';
import type { Logger } from '../log.js';
import type { Config } from './config.js';

/** The configuration that holds now; it is exchanged as a whole. */
export interface HeldConfig {
  readonly current: () => Config;
  /** Takes over what is read; where that fails the old one stays, the owner is told why, and the answer is false. Never rejects. */
  readonly reload: (read: () => Promise<Config>) => Promise<boolean>;
}

/** Holds a configuration. */
export function heldConfig(
  first: Config,
  { log, tellOwner }: { readonly log: Logger; readonly tellOwner: (sentence: Text) => Promise<void> },
): HeldConfig {
  let config = first;
  let last = Promise.resolve(true);
  const take = async (read: () => Promise<Config>): Promise<boolean> => {
    try {
      config = await read();
      log.info('The configuration was read again.');
      return true;
    } catch (cause) {
      const sentence = keptSentence(cause);
      await tellOwner(sentence).catch((failure: unknown) => log.error('The owner could not be told.', { sentence: sentence.en, cause: failure }));
      return false;
    }
  };
  return {
    current: () => config,
    reload: (read) => {
      // One after the other: of two readings the later one holds.
      last = last.then(() => take(read));
      return last;
    },
  };
}

const MISTAKES_TOLD = 10;

function keptSentence(cause: unknown): Text {
  const lines = (cause instanceof Error ? cause.message : String(cause)).split('\n');
  const rest = lines.length - MISTAKES_TOLD;
  const told = lines.slice(0, MISTAKES_TOLD).join('\n');
  return {
    id: `Konfigurasi yang baru tidak dipakai; yang lama tetap berlaku.\n${told}${rest > 0 ? `\n… dan ${rest} lagi: pantau config check` : ''}`,
    en: `The new configuration is not used; the old one still holds.\n${told}${rest > 0 ? `\n… and ${rest} more: pantau config check` : ''}`,
  };
}
