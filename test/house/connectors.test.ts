import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { CONNECTORS, PLATFORM_FACTS, PLATFORMS } from '../../connectors/index.js';
import { root } from '../support/paths.js';

const NAMES = /['"/]threads['"/]|\bthreads:/i;

/** Files that name a platform of this name, outside its folder. */
const naming = readdirSync(root, { recursive: true, withFileTypes: true })
  .filter((entry) => entry.isFile() && entry.name.endsWith('.ts'))
  .map((entry) => join(entry.parentPath, entry.name).slice(root.length + 1))
  .filter((file) => /^(?:src|connectors|sandbox|bench)\//.test(file) && !/^(?:connectors|sandbox\/platforms)\/threads\//.test(file))
  .map((file) => ({
    file,
    lines: readFileSync(join(root, file), 'utf8')
      .split('\n')
      .filter((line) => NAMES.test(line)),
  }))
  .filter(({ lines }) => lines.length > 0);

/**
 * Words that are there without the connector: the places where colleagues may share something (a stored code for each, WhatsApp among them; their links;
 * what people write in files), and the networks whose exported files are read.
 */
const OTHER_LISTS = [
  'connectors/contract/registry.ts',
  'connectors/files/layouts/layout.ts',
  'src/domain/activation-link.ts',
  'src/domain/activation.ts',
  'src/pipeline/activations/columns.ts',
];
const LINES = [
  { file: 'connectors/list.ts', lines: ["export { threads } from './threads/index.js';"] },
  { file: 'sandbox/platforms/list.ts', lines: ["export { threads } from './threads/stand-in.js';"] },
];

describe('a connector is a folder and a line', () => {
  it('Threads is named by one line for the connector and one for its stand-in, outside their folders', () => {
    const byFile = (a: { readonly file: string }, b: { readonly file: string }): number => a.file.localeCompare(b.file);
    expect(naming.filter(({ file }) => !OTHER_LISTS.includes(file)).toSorted(byFile)).toEqual(LINES);
    // The search finds what is there.
    expect(naming.map(({ file }) => file).sort()).toEqual([...LINES.map(({ file }) => file), ...OTHER_LISTS].sort());
  });

  it('and that line makes it a platform of accounts, of questions and of digests', () => {
    expect(CONNECTORS.map(({ id }) => id)).toEqual(['facebook', 'instagram', 'threads', 'x', 'youtube']);
    expect(PLATFORMS).toEqual([...CONNECTORS.map(({ id }) => id), 'tiktok', 'linkedin']);
    for (const { id, label, platform } of CONNECTORS) expect(PLATFORM_FACTS[id]).toEqual({ label, ...platform });
  });
});
