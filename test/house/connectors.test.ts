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
  .filter((file) => /^(?:src|connectors)\//.test(file) && !file.startsWith('connectors/threads/'))
  .map((file) => ({
    file,
    lines: readFileSync(join(root, file), 'utf8')
      .split('\n')
      .filter((line) => NAMES.test(line)),
  }))
  .filter(({ lines }) => lines.length > 0);

/**
 * Words that were there before the connector and stay without it: where colleagues may share something (a stored code for each place, WhatsApp among
 * them), and what exported files call the networks.
 */
const OTHER_LISTS = [
  'connectors/contract/registry.ts',
  'connectors/files/layouts/layout.ts',
  'connectors/files/layouts/planners.ts',
  'src/domain/activation-link.ts',
  'src/domain/activation.ts',
  'src/pipeline/activations/columns.ts',
  'src/slack/blocks/advocacy-words.ts',
];

describe('a connector is a folder and a line', () => {
  it('Threads is named by one line of one file outside its folder', () => {
    const own = naming.filter(({ file }) => !OTHER_LISTS.includes(file));
    expect(own).toEqual([{ file: 'connectors/list.ts', lines: ["export { threads } from './threads/index.js';"] }]);
    // The search finds what is there.
    expect(naming.map(({ file }) => file).sort()).toEqual(['connectors/list.ts', ...OTHER_LISTS].sort());
  });

  it('and that line makes it a platform of accounts, of questions and of digests', () => {
    expect(CONNECTORS.map(({ id }) => id)).toEqual(['facebook', 'instagram', 'threads', 'x', 'youtube']);
    expect(PLATFORMS).toEqual([...CONNECTORS.map(({ id }) => id), 'tiktok', 'linkedin']);
    for (const { id, label, platform } of CONNECTORS) expect(PLATFORM_FACTS[id]).toEqual({ label, ...platform });
  });
});
