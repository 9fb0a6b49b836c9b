import { readFileSync } from 'node:fs';
import { join } from 'node:path';

/** One JSON document of the folder that PANTAU_SPECS names; without it vitest.config.mjs leaves out the tests that call this. */
export const readSpec = (path: string): unknown => {
  const folder = process.env.PANTAU_SPECS;
  if (!folder) throw new Error('PANTAU_SPECS names no folder');
  return JSON.parse(readFileSync(join(folder, path), 'utf8'));
};
