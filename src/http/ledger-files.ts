import { randomBytes } from 'node:crypto';
import { mkdir, readFile, rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import type { CivilDate } from '../../connectors/contract/period.js';
import type { LedgerDay, LedgerStore } from './ledger.js';

const kept = z.object({ units: z.number().int().nonnegative(), resources: z.array(z.string()) });

const isMissing = (cause: unknown): boolean => cause instanceof Error && 'code' in cause && cause.code === 'ENOENT';

/** Keeps what was used up in one small file for each bucket and day. */
export function createLedgerFiles(folder: string): LedgerStore {
  const pathOf = (bucket: string, day: CivilDate): string => join(folder, `${bucket.replaceAll(/[^a-z0-9-]/g, '-')}-${day}.json`);
  return {
    load: async (bucket, day): Promise<LedgerDay | undefined> => {
      try {
        return { bucket, day, ...kept.parse(JSON.parse(await readFile(pathOf(bucket, day), 'utf8'))) };
      } catch (cause) {
        if (isMissing(cause)) return undefined;
        throw cause;
      }
    },
    save: async ({ bucket, day, units, resources }) => {
      await mkdir(folder, { recursive: true });
      const path = pathOf(bucket, day);
      // Two processes may write at once: each its own draft.
      const draft = `${path}.${randomBytes(6).toString('hex')}.new`;
      await writeFile(draft, JSON.stringify({ units, resources }));
      await rename(draft, path);
    },
  };
}
