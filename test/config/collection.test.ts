import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { parseHolidays } from '../../src/config/holidays.js';
import { loadConfig } from '../../src/config/load.js';
import { fileWith, mistakes } from './file.js';

const duty = (more: object) => ({ owner: 'editor', ...more });
const collection = (...duties: readonly object[]) => ({ collection: { duties } });
const tickets = { subject: 'website', metric: 'tickets' };

/** What is wrong, and a piece of the sentence about it. */
const WRONG: readonly (readonly [name: string, file: Record<string, unknown>, sentence: string])[] = [
  ['an owner', collection({ owner: 'nobody', figures: [tickets] }), 'nobody is called "nobody"'],
  ['a metric', collection(duty({ figures: [{ ...tickets, metric: 'ticket' }] })), 'no metric is called "ticket"'],
  ['a subject', collection(duty({ figures: [{ ...tickets, subject: 'web' }] })), 'nothing is called "web"'],
  ['a dimension', collection(duty({ figures: [{ ...tickets, by: 'region' }] })), 'has no dimension "region"'],
  ['a value', collection(duty({ figures: [{ ...tickets, by: 'channel', values: ['phon'] }] })), 'the nearest: phone'],
  ['values without a dimension', collection(duty({ figures: [{ ...tickets, values: ['phone'] }] })), 'name it under by'],
  ['a figure twice', collection(duty({ figures: [tickets] }), { owner: 'owner', figures: [tickets] }), 'is owed already'],
  [
    'a list twice',
    collection(
      duty({
        lists: [
          { kind: 'a', label: 'A' },
          { kind: 'a', label: 'B' },
        ],
      }),
    ),
    '"list a" is owed already',
  ],
  [
    'a name twice',
    collection(duty({ figures: [{ ...tickets, names: ['tlp'] }], lists: [{ kind: 'a', label: 'A', names: ['TLP'] }] })),
    '"tlp" names something',
  ],
  ['a computed figure', collection(duty({ figures: [{ subject: 'website', metric: 'posts_mean_per_platform' }] })), 'is computed from "posts"'],
  ['columns', collection(duty({ lists: [{ kind: 'a', label: 'A', columns: ['date', 'region'] }] })), 'title must be among the columns'],
  ['a day', collection(duty({ due: 0, figures: [tickets] })), 'duties[0].due'],
];

describe('the collection of a file', () => {
  it.each(WRONG)('says what is wrong with %s', (_, file, sentence) => {
    const said = mistakes(fileWith(file));
    expect(said).toHaveLength(1);
    expect(said[0]).toContain(sentence);
  });

  it('may be left out, and takes the rhythm of all where a duty has none', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'pantau-collection-'));
    try {
      const path = join(folder, 'pantau.yaml');
      await writeFile(path, fileWith({}));
      expect((await loadConfig(path)).config.duties).toEqual([]);
      await writeFile(
        path,
        fileWith({ collection: { due: 4, duties: [duty({ figures: [tickets] }), duty({ due: 2, lists: [{ kind: 'a', label: 'A' }] })] } }),
      );
      expect((await loadConfig(path)).config.duties.map(({ due, remind }) => [due, remind])).toEqual([
        [4, { before: 1, every: 1 }],
        [2, { before: 1, every: 1 }],
      ]);
    } finally {
      await rm(folder, { recursive: true });
    }
  });
});

describe('a holidays file', () => {
  it('stands beside the configuration and adds its days', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'pantau-holidays-'));
    try {
      const path = join(folder, 'pantau.yaml');
      await writeFile(path, fileWith({ 'organisation/holidays': ['2024-12-25'], 'organisation/holidaysFile': 'libur.txt' }));
      await expect(loadConfig(path)).rejects.toThrow("libur.txt can't be read");
      await writeFile(join(folder, 'libur.txt'), '\uFEFF# 2024\r\n2024-03-11 Nyepi\r\n2024-03-12,Cuti bersama # Nyepi\r\n\r\n');
      expect((await loadConfig(path)).config.organisation.holidays).toEqual(['2024-03-11', '2024-03-12', '2024-12-25']);
    } finally {
      await rm(folder, { recursive: true });
    }
  });

  it('is refused with every line that is no day', () =>
    expect(() => parseHolidays('2024-02-30 x\n2024-03-11\n11 Maret', 'libur.txt')).toThrow(/line 1.*\n.*line 3/));
});
