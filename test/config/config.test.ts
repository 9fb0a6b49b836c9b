import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { Config } from '../../src/config/config.js';
import { parseConfig, readEnvironment } from '../../src/config/load.js';
import { root } from '../support/paths.js';

const demo = readFileSync(join(root, 'sandbox/demo/pantau.yaml'), 'utf8');

const sentences = (text: string): readonly string[] => {
  const result = parseConfig(text, 'pantau.yaml');
  return result.kind === 'refused' ? result.sentences : [];
};

const right = (text: string): Config => {
  const result = parseConfig(text, 'pantau.yaml');
  if (result.kind === 'refused') throw new Error(result.sentences.join('\n'));
  return result.config;
};

/** The demo's text with some of its words exchanged, but for the duties: a mistake in what they name would be said of each of them too. */
const replaced = (...pairs: readonly (readonly [string, string])[]): string =>
  pairs.reduce(
    (text, [from, to]) => {
      if (!text.includes(from)) throw new Error(`The demo's configuration has no "${from}".`);
      return text.replace(from, () => to);
    },
    demo.replace(/\ncollection:[\s\S]*$/, '\n'),
  );

describe("the demo's configuration", () => {
  const config = right(demo);

  it('reads the target as a period in which its metric is counted', () => {
    expect(config.targets[0]).toMatchObject({ value: 9837, period: { start: '2024-01-01', end: '2024-04-01' }, plan: { kind: 'none' } });
  });

  it('compares with the previous period and the year before unless something else is asked', () => {
    const section = config.digests[0]?.sections[0];
    expect(section?.kind === 'summary' && section.figures[0]?.compare).toEqual([{ kind: 'previous' }, { kind: 'year-ago' }]);
  });

  it('gives a platform section every account of its platform, one that is added too', () => {
    const added = right(replaced(['accounts:\n', "accounts:\n  - { id: 'instagram:other', platform: instagram, label: '@other' }\n"]));
    expect(added.digests[0]?.sections[1]).toMatchObject({ kind: 'instagram', accounts: ['instagram:other', 'instagram:ditjenpk'] });
  });
});

describe('mistakes', () => {
  it('ten different ones, four of them between fields, give ten sentences at once', () => {
    const found = sentences(
      replaced(
        ['weekStart: monday', 'weekStart: moonday'],
        ['smallBase: 20', 'smallBase: -1'],
        ['name: Mbak Ayu, role: member', 'name: Mbak Ayu, role: boss'],
        ['value: 9837', 'value: 0'],
        ['additivity: flow', 'additivity: sum'],
        ['version: 1', 'version: 2\nwhatever: true'],
        ['id: "x:DitjenPK", platform: x,', 'id: "y:DitjenPK", platform: x,'],
        ['channels: [laporan, english]', 'channels: [nowhere]'],
        ['cron: "0 9 * * 1"', 'cron: "mondays"'],
      ),
    );
    expect(found).toHaveLength(10);
    expect(found.join('\n')).toMatch(/organisation\.weekStart \(line 10\): must be one of monday, sunday/);
    expect(found.join('\n')).toMatch(/digests\[0\]\.channels \(line 76\): no channel is called "nowhere"/);
    expect(found.join('\n')).toMatch(/accounts\[1\]\.id \(line 32\): "y:DitjenPK" must start with its platform/);
  });

  it.each([
    ['id: webinar,', 'id: website,', 'stands here a second time'],
    ['zone: Asia/Jakarta', 'zone: Asia/Jakata', 'is no time zone'],
    ['metric: broadcasts }', 'metric: brodcasts }', 'no metric is called "brodcasts"'],
    ['subject: ppid, metric: requests }', 'subject: ppidd, metric: requests }', 'nothing is called "ppidd"'],
    ['by: channel }', 'by: chanel }', 'has no dimension "chanel"; it has channel'],
    ['target: ea-2024-q1 }', 'target: ea-2024-q9 }', 'there is no target "ea-2024-q9"'],
    ['owner: manager-1', 'owner: member', "is member; a target's owner is a manager or an owner"],
    ['period: 2024-Q1', 'period: 2024-Q7', 'is no period'],
    ['- id: complaints', '- id: followers', 'is in the registry already'],
    ['role: owner', 'role: manager', 'somebody must have the role owner'],
  ])('%s -> %s is told', (from, to, sentence) => {
    expect(sentences(replaced([from, to])).join('\n')).toContain(sentence);
  });

  it('a file that is no YAML gives one sentence with its place', () => {
    expect(sentences('version: [1')).toEqual([expect.stringMatching(/line 1/)]);
  });
});

describe('the environment', () => {
  it('refuses swapped tokens without showing them', () => {
    const swapped = () => readEnvironment({ SLACK_BOT_TOKEN: 'xapp-1-hidden-value', SLACK_APP_TOKEN: 'xoxb-hidden-value' });
    expect(swapped).toThrow(/SLACK_BOT_TOKEN holds the app-level token/);
    expect(swapped).not.toThrow(/hidden-value/);
  });
});
