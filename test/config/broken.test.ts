import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { parseConfig } from '../../src/config/load.js';
import { fileWith, mistakes } from './file.js';

/** Every place of a file, as `digests/0/title`. */
function places(value: unknown, path = ''): readonly string[] {
  const inside = typeof value === 'object' && value !== null ? Object.entries(value) : [];
  return inside.flatMap(([key, item]) => {
    const place = path === '' ? key : `${path}/${key}`;
    return [place, ...places(item, place)];
  });
}

describe('a part that could not be read', () => {
  it.each([
    ['metrics', 'metrics/0/id'],
    ['accounts', 'accounts/0/label'],
    ['subjects', 'subjects/0/label'],
    ['targets', 'targets/0/value'],
    ['people', 'people/0/name'],
    ['slack', 'slack/channels/reports/id'],
  ])('%s: gets its own sentence, and what refers to it gets none', (_part, path) => {
    const said = mistakes(
      fileWith({
        'targets/0/metric': 'active_employees',
        'digests/0/sections/2/figures/0/metric': 'readers',
        'digests/0/sections/2/figures/0/by': undefined,
        [path]: false,
      }),
    );
    expect(said).toHaveLength(1);
    expect(said[0]?.startsWith(path.split('/')[0] ?? '')).toBe(true);
  });
});

describe('a wrong value at any place', () => {
  const all = places(parse(fileWith()));

  it.each([[null], [false], [-1.5], ['__proto__'], [[]], [{}], [[[]]], [{ constructor: 1 }]])(
    'of %j gets sentences and never an exception',
    (value) => {
      for (const place of all) {
        const result = parseConfig(fileWith({ [place]: value }), 'pantau.yaml');
        if (result.kind === 'refused') for (const sentence of result.sentences) expect(sentence, place).toMatch(/^[^:]+.*: .+\.$/);
      }
      expect(all.length).toBeGreaterThan(80);
    },
  );
});
