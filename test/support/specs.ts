import { readFileSync } from 'node:fs';
import { join } from 'node:path';

/** The folder of documents that are not in this repository, from PANTAU_SPECS; nothing when it is not set. */
export const specs: string | undefined = process.env.PANTAU_SPECS || undefined;

/** One JSON document of the folder that PANTAU_SPECS names. */
export const readSpec = (path: string): unknown => {
  if (specs === undefined) throw new Error('PANTAU_SPECS is not set');
  return JSON.parse(readFileSync(join(specs, path), 'utf8'));
};
