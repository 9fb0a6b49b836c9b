import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { alertConditions } from '../../src/config/alert-schema.js';
import { effectiveSettings } from '../../src/config/effective.js';
import { configJsonSchema } from '../../src/config/generate.js';
import { loadConfig, parseConfig, readEnvironment } from '../../src/config/load.js';
import { PantauError } from '../../src/errors.js';
import { root } from '../support/paths.js';
import { fileWith, mistakes } from './file.js';

const demo = join(root, 'sandbox/demo/pantau.yaml');

describe('the demo file', () => {
  it('becomes a configuration with every default filled in', async () => {
    const { config, warnings } = await loadConfig(demo);
    expect(warnings).toEqual([]);
    expect(config.organisation.calendar).toEqual({ weekStart: 'monday', quarterStartMonth: 1 });
    expect(config.organisation.languages).toEqual(['id', 'en']);
    expect(config.accounts.map((account) => account.id)).toEqual(['instagram:ditjenpk', 'x:DitjenPK', 'facebook:djpk']);
    expect(config.targets[0]).toMatchObject({
      value: 9837,
      period: { grain: 'quarter', start: '2024-01-01', end: '2024-04-01' },
      plan: { kind: 'none' },
    });
    expect(config.addedMetrics).toEqual(['complaints']);
    expect(config.metrics.get('followers')?.additivity).toBe('stock');
    expect(config.digests[1]?.schedule).toEqual({ cron: '0 9 * * 1', zone: 'Asia/Jakarta' });
  });

  it('has its sections resolved', async () => {
    const { config } = await loadConfig(demo);
    const sections = config.digests[0]?.sections ?? [];
    expect(sections[1]).toEqual({ kind: 'instagram', id: 'instagram', title: undefined, accounts: ['instagram:ditjenpk'] });
    const summary = sections[0];
    expect(summary?.kind === 'summary' && summary.figures[0]?.compare).toEqual([{ kind: 'previous' }, { kind: 'year-ago' }]);
    const video = sections.find((section) => section.id === 'video-conference');
    expect(video?.kind === 'counted' && video.figures[0]?.compare).toEqual([
      { kind: 'previous' },
      { kind: 'year-ago' },
      { kind: 'periods-ago', periods: 13 },
    ]);
  });

  it('takes a further account into its sections from the file alone', async () => {
    const text = (await readFile(demo, 'utf8')).replace(
      'accounts:\n',
      'accounts:\n  - { id: "instagram:second", platform: instagram, label: "@second" }\n',
    );
    const result = parseConfig(text, 'pantau.yaml');
    const section = result.kind === 'read' ? result.config.digests[0]?.sections[1] : undefined;
    expect(section).toMatchObject({ kind: 'instagram', accounts: ['instagram:second', 'instagram:ditjenpk'] });
  });
});

describe('ten mistakes in one file', () => {
  const text = fileWith({
    version: 2,
    'organisation/weekstart': 'monday',
    'slack/channels/reports/id': 'reports',
    'accounts/0/platform': 'instagrm',
    subject: [],
    'metrics/0/additivity': undefined,
    'people/2': { id: 'owner', slack: 'U0123456782', name: 'Second', role: 'member' },
    'targets/0/owner': 'editor',
    'digests/0/schedule/cron': 'monthly',
    'alerts/0/recovery': 1,
  });

  it('are all said at once, each with its place and line, four of them across fields', () => {
    const said = mistakes(text);
    expect(said.map((sentence) => sentence.split(' (line ')[0])).toEqual([
      'subject',
      'version',
      'organisation.weekstart',
      'slack.channels.reports.id',
      'accounts[0].platform',
      'metrics[0].additivity',
      'people[2]',
      'digests[0].schedule.cron',
      'targets[0].owner',
      'alerts[0].recovery',
    ]);
    const lines = text.split('\n');
    const lineOf = (start: string): number => Number(/\(line (\d+)\)/.exec(said.find((sentence) => sentence.startsWith(start)) ?? '')?.[1]);
    expect(lines[lineOf('organisation.weekstart') - 1]).toContain('weekstart: monday');
    expect(lines[lineOf('digests[0].schedule.cron') - 1]).toContain('cron: monthly');
    expect(lines[lineOf('alerts[0].recovery') - 1]).toContain('recovery: 1');
  });

  it('say a misspelt setting once, and not that the right one is missing', () => {
    const text = fileWith({ 'digests/0/sections/2/figures/0/metric': undefined, 'digests/0/sections/2/figures/0/metrc': 'tickets' });
    expect(mistakes(text)).toEqual([expect.stringContaining('figures[0].metrc (line')]);
    expect(mistakes(fileWith({ 'digests/0/sections/2/figures/0/metric': undefined }))).toEqual([expect.stringContaining('is missing')]);
  });

  it('name the nearest known setting', () => {
    expect(mistakes(text)).toContainEqual(expect.stringContaining('did you mean "weekStart"?'));
    expect(mistakes(text)).toContainEqual(expect.stringContaining('did you mean "subjects"?'));
    expect(mistakes(fileWith({ 'digests/0/sections/2/figures/0/metrc': 'x' }))).toEqual([expect.stringContaining('did you mean "metric"?')]);
  });
});

describe('a file that is not to be read', () => {
  it('as YAML gets one sentence with line and column', () => {
    expect(mistakes('version: 1\npeople: [a, b\n')).toEqual([expect.stringMatching(/^pantau\.yaml is no YAML: .* line \d+, column \d+\.$/)]);
  });

  it('because it unfolds without bound is refused at once', () => {
    const levels = Array.from({ length: 12 }, (_, level) => `l${level + 1}: &l${level + 1} [${Array(9).fill(`*l${level}`).join(', ')}]`);
    expect(mistakes(['l0: &l0 [a, a]', ...levels].join('\n'))).toEqual([expect.stringContaining('unfold to more than 100')]);
  });

  it('because it is empty or a list gets one sentence', () => {
    expect(mistakes('')).toEqual(['pantau.yaml must hold settings, such as "version: 1".']);
    expect(mistakes('- 1')).toHaveLength(1);
  });

  it('because it is not there is a configuration error', async () => {
    await expect(loadConfig(join(root, 'no.yaml'))).rejects.toMatchObject({ name: 'PantauError', kind: 'configuration' });
  });

  it('because it holds a secret is refused without showing it', () => {
    const said = mistakes(fileWith({ 'slack/botToken': 'xoxb-1234567890-abcdef', 'people/0/name': 'xapp-1-A012-345-abc' }));
    expect(said).toHaveLength(2);
    expect(said.join()).not.toMatch(/1234567890|A012/);
    expect(said[0]).toContain('give it through the environment');
  });
});

describe('the files for the operator', () => {
  it('hold the schema that the program reads by', async () => {
    expect(await readFile(join(root, 'config/pantau.schema.json'), 'utf8')).toBe(configJsonSchema());
  });

  it('hold an example without mistakes and without warnings', async () => {
    const { config, warnings } = await loadConfig(join(root, 'config/pantau.example.yaml'));
    expect(warnings).toEqual([]);
    expect(new Set(config.alerts.map(({ condition }) => condition))).toEqual(new Set(alertConditions));
  });
});

describe('the environment', () => {
  const key = Buffer.alloc(32, 7).toString('base64');

  it('is read with its defaults, and an empty variable is none', () => {
    const environment = readEnvironment({ PANTAU_HOME: '/data', SLACK_BOT_TOKEN: '', PANTAU_MASTER_KEY: key });
    expect(environment).toMatchObject({ home: '/data', botToken: undefined, logLevel: 'info', given: ['PANTAU_HOME', 'PANTAU_MASTER_KEY'] });
    expect(environment.masterKey).toHaveLength(32);
  });

  it('says that two tokens are swapped, and shows neither', () => {
    const swapped = () => readEnvironment({ SLACK_BOT_TOKEN: 'xapp-1-AAAA-secret', SLACK_APP_TOKEN: 'xoxb-99-secret' });
    expect(swapped).toThrow(PantauError);
    expect(swapped).toThrow(/SLACK_BOT_TOKEN holds the app-level token .*\nSLACK_APP_TOKEN holds the bot token/);
    expect(swapped).not.toThrow(/secret/);
  });

  it('refuses a short key and an unknown level together', () => {
    expect(() => readEnvironment({ PANTAU_MASTER_KEY: 'short', PANTAU_LOG_LEVEL: 'loud' })).toThrow(/32 bytes.*\n.*one of debug/);
  });

  it('is shown beside the file with the origin of each setting, secrets only as set', async () => {
    const environment = readEnvironment({ SLACK_BOT_TOKEN: 'xoxb-123456-secret', PANTAU_HOME: '/data' });
    const settings = effectiveSettings(await loadConfig(demo), environment);
    const find = (path: string) => settings.find((setting) => setting.path === path);
    expect(find('organisation.zone')).toEqual({ path: 'organisation.zone', value: 'Asia/Jakarta', origin: 'file' });
    expect(find('digests[0].sections[0].figures[0].compare[1]')).toMatchObject({ value: 'year-ago', origin: 'default' });
    expect(find('SLACK_BOT_TOKEN')).toEqual({ path: 'SLACK_BOT_TOKEN', value: 'set', origin: 'environment' });
    expect(find('SLACK_APP_TOKEN')).toEqual({ path: 'SLACK_APP_TOKEN', value: 'not set', origin: 'default' });
    expect(JSON.stringify(settings)).not.toContain('secret');
  });
});
