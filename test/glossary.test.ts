import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { BUILT_IN_METRICS } from '../connectors/contract/registry.js';
import { glossaryText } from '../src/glossary.js';
import { root } from './support/paths.js';

describe('the glossary', () => {
  it('in docs is the one that follows from the sources', async () => {
    expect(await readFile(join(root, 'docs/glossary.md'), 'utf8')).toBe(glossaryText());
  });

  it('names every metric once', () => {
    for (const { id } of BUILT_IN_METRICS.filter((metric) => !metric.internal)) expect(glossaryText().split(`| \`${id}\` |`)).toHaveLength(2);
  });
});
