import { describe, expect, it } from 'vitest';
import { askOutput, sourceOutput } from '../../src/cli/output/answers.js';
import { auditLogOutput, closeOutput, evidenceOutput, voidOutput } from '../../src/cli/output/closing.js';
import { digestOutput } from '../../src/cli/output/digest.js';
import { importCheckOutput } from '../../src/cli/output/import-check.js';
import {
  alertsTestOutput,
  collectOutput,
  configCheckOutput,
  configShowOutput,
  connectCheckOutput,
  importOutput,
  importsOutput,
  replayOutput,
  scheduleOutput,
  statusOutput,
  syncOutput,
  templateOutput,
  undoOutput,
} from '../../src/cli/output/operations.js';
import { forgetOutput, linkOutput, personOutput } from '../../src/cli/output/people.js';
import { PantauError } from '../../src/errors.js';
import { digest, pantau } from './fake.js';

const outputs = [
  { words: ['digest', 'monthly'], schema: digestOutput },
  { words: ['ask', 'instagram followers feb 2024'], schema: askOutput },
  { words: ['import', 'a.csv', 'bad.csv'], schema: importOutput },
  { words: ['source', 'instagram followers'], schema: sourceOutput },
  { words: ['undo'], schema: importsOutput },
  { words: ['undo', '3f2a9c', '--reason', 'wrong file'], schema: undoOutput },
  { words: ['void', 'tickets', 'phone', '--reason', 'wrong'], schema: voidOutput },
  { words: ['audit-log'], schema: auditLogOutput },
  { words: ['forget', 'staff:199001012015011001', 'slack:U0MEMBER01'], schema: forgetOutput },
  { words: ['export-person', 'slack:U0MEMBER01'], schema: personOutput },
  { words: ['link', 'staff:199001012015011001', 'slack:U0MEMBER01'], schema: linkOutput },
  { words: ['status'], schema: statusOutput },
  { words: ['collect', '--period', '2024-02'], schema: collectOutput },
  { words: ['template', '--period', '2024-02', '--out', 'feb.xlsx'], schema: templateOutput },
  { words: ['schedule'], schema: scheduleOutput },
  { words: ['alerts', 'test', '--from', '2024-01-01', '--to', '2024-02-29'], schema: alertsTestOutput },
  { words: ['sync'], schema: syncOutput },
  { words: ['backfill', '--from', '2026-01-01'], schema: syncOutput },
  { words: ['replay', '--from', '2026-01-01', '--to', '2026-01-31'], schema: replayOutput },
  { words: ['connect', 'check'], schema: connectCheckOutput },
  { words: ['config', 'check'], schema: configCheckOutput },
  { words: ['config', 'show'], schema: configShowOutput },
] as const;

describe('with --json', () => {
  it.each(outputs)('$words prints nothing but JSON that fits its schema', async ({ words, schema }) => {
    const { out } = await pantau([...words, '--json']);
    const parsed: unknown = JSON.parse(out);
    expect(schema.parse(parsed)).toEqual(parsed);
    expect(parsed).toMatchObject({ version: 1 });
  });
});

describe('without --json', () => {
  it.each(outputs)('$words prints text without control characters', async ({ words }) => {
    const { out } = await pantau([...words]);
    expect(out.trim()).not.toBe('');
    expect([...out].every((character) => character === '\n' || character >= ' ')).toBe(true);
  });

  it('aligns a table, numbers to the right', async () => {
    const { out } = await pantau(['status']);
    expect(out).toContain('values         1297905\n');
    expect(out).toContain('last received  never\n');
  });
});

describe('the flags', () => {
  it('of a digest reach the application', async () => {
    const { calls, code } = await pantau([
      'digest',
      'monthly',
      '--period',
      '2024-02',
      '--as-of',
      '2024-03-01T02:00:00Z',
      '--out',
      'out',
      '--dry-run',
    ]);
    expect(calls).toEqual([
      ['digest', { name: 'monthly', period: '2024-02', asOf: '2024-03-01T02:00:00Z', out: 'out', dryRun: true, post: false }],
      ['close', undefined],
    ]);
    expect(code).toBe(0);
  });

  it('--config and --lang stand on every command', async () => {
    for (const words of [['start'], ['config', 'show'], ['status']]) {
      const { options } = await pantau([...words, '--config', 'a.yaml', '--lang', 'id']);
      expect(options).toEqual([{ config: 'a.yaml', language: 'id' }]);
    }
  });

  it('undo lists the imports, and undoes one with its reason', async () => {
    const listed = await pantau(['undo']);
    expect(listed).toMatchObject({
      code: 0,
      calls: [
        ['imports', undefined],
        ['close', undefined],
      ],
    });
    expect(listed.out).toContain('3f2a9c');
    const undone = await pantau(['undo', '3f2a9c', '--reason', 'wrong file']);
    expect(undone.calls[0]).toEqual(['undo', { import: '3f2a9c', reason: 'wrong file' }]);
    expect(undone.out).toContain('96 figures are gone');
  });

  it('void names one value and why', async () => {
    const voided = await pantau(['void', 'tickets', 'phone', '--reason', 'wrong']);
    expect(voided.calls[0]).toEqual(['void', { value: 'tickets phone', reason: 'wrong' }]);
    expect(voided.out).toBe('46 was voided (wrong).\n');
  });

  it('close asks where something was not handed in, and audit-log says who did what', async () => {
    const asked = await pantau(['tutup', '--period', '2024-02', '--json']);
    expect(asked).toMatchObject({ code: 3 });
    expect(asked.calls[0]).toEqual(['close', { period: '2024-02', acceptMissing: false, reopen: false, reason: '' }]);
    expect(closeOutput.parse(JSON.parse(asked.out)).missing).toHaveLength(1);
    const told = await pantau(['audit-log', '--person', 'editor', '--kind', 'void']);
    expect(told.calls[0]).toEqual(['audit-log', { person: 'editor', kind: 'void' }]);
    expect(told.out).toContain('Dito');
  });

  it('evidence names the file, its hash and what is in it', async () => {
    const written = await pantau(['bukti', '--period', '2024-02', '--out', 'bukti.zip']);
    expect(written.calls[0]).toEqual(['evidence', { period: '2024-02', out: 'bukti.zip' }]);
    expect(written.out).toContain('bukti.zip  ab');
    expect(written.out).toContain('figures.csv');
    expect(evidenceOutput.parse(JSON.parse((await pantau(['evidence', '--json'])).out)).files).toHaveLength(1);
  });

  it('of start, import and config show reach the application', async () => {
    expect((await pantau(['start', '--fresh'])).calls[0]).toEqual(['start', { fresh: true }]);
    expect((await pantau(['import', 'a.csv', '--source', 'laporan', '--accept-partial'])).calls[0]).toEqual([
      'import',
      { files: ['a.csv'], source: 'laporan', dryRun: false, acceptPartial: true, answers: [] },
    ]);
    expect((await pantau(['sync', '--account', 'x:DitjenPK, instagram:ditjenpk'])).calls[0]).toEqual([
      'sync',
      { accounts: ['x:DitjenPK', 'instagram:ditjenpk'] },
    ]);
    expect((await pantau(['config', 'show', '--effective'])).calls[0]).toEqual(['showConfig', { effective: true }]);
  });

  it('a backfill needs its first day, and shows how far it is on stderr', async () => {
    expect(await pantau(['backfill'])).toMatchObject({ code: 2, error: '--from is missing: the first day to pull, such as 2026-01-01.\n' });
    const { code, error, out } = await pantau(['backfill', '--from', '2026-01-01']);
    expect({ code, error }).toEqual({ code: 0, error: `x [${'#'.repeat(15)}${'.'.repeat(15)}] 30/60\n` });
    expect(out).toContain('pulled');
  });

  it('a replay needs its days, and says how far back it reaches', async () => {
    expect(await pantau(['replay', '--from', '2026-01-01'])).toMatchObject({ code: 2 });
    const { calls, out } = await pantau(['replay', '--from', '2026-01-01', '--to', '2026-01-31', '--account', 'x:DitjenPK']);
    expect(calls[0]).toEqual(['replay', { accounts: ['x:DitjenPK'], from: '2026-01-01', to: '2026-01-31' }]);
    expect(out).toContain('kept since');
    expect(out).toContain('2024-03-01T02:00:00.000Z');
  });

  it('status names the days without a figure', async () => {
    expect((await pantau(['status'])).out).toContain('x:DitjenPK, followers, days without a figure: 2024-02-14\n');
  });

  it('connect check tells of a credential under the name of its connection, and fails where it is dead', async () => {
    const { out, code } = await pantau(['connect', 'check']);
    expect(out).toMatch(/^x +expires-within-3-days +It ends in 3 days\.$/m);
    expect(code).toBe(0);
    const finding = { connection: 'x', account: undefined, capability: undefined, state: 'refused', sentence: 'Make a new one.' };
    expect((await pantau(['connect', 'check'], { checkConnections: async () => [finding] })).code).toBe(1);
  });

  it('of import answers what exports leave open, once or several times', async () => {
    const { calls } = await pantau(['import', 'a.csv', '--answer', 'platform=instagram', '--answer', 'exported=2026-09-30']);
    expect(calls[0]).toMatchObject(['import', { answers: ['platform=instagram', 'exported=2026-09-30'] }]);
  });

  it('a question may be one word or many', async () => {
    expect((await pantau(['ask', 'advocacy', 'q1', '2024'])).calls[0]).toEqual(['ask', 'advocacy q1 2024']);
  });
});

describe('import --dry-run', () => {
  it('prints one line of JSON for each file and exits with 3 where one is refused', async () => {
    const { code, out, error } = await pantau(['import', 'a.csv', 'bad.csv', '--dry-run', '--json']);
    expect({ code, error }).toEqual({ code: 3, error: '' });
    const lines = out.trimEnd().split('\n');
    expect(lines.map((line) => importCheckOutput.parse(JSON.parse(line)))).toMatchObject([
      { file: 'a.csv', account: 'instagram:ditjenpk', metrics: [{ metric: 'views', sum: 1841 }] },
      { file: 'bad.csv', refused: { line: 7 } },
    ]);
  });

  it('tells people what it recognised, what it left out, and how to answer', async () => {
    const { code, out } = await pantau(['import', 'a.csv', '--dry-run']);
    expect(code).toBe(0);
    expect(out).toBe(
      [
        'a.csv: Meta Business Suite: figures by day (headers in Indonesian)',
        '  Account: instagram:ditjenpk',
        '  views by day: 3 figures; 13–15 June 2026; sum 1,841',
        '  left out, 1 row: The row is a note about the file.',
        '  asked: Of which platform?',
        '    --answer platform=instagram: an Instagram account',
        '',
      ].join('\n'),
    );
  });
});

describe('the exit code', () => {
  it.each([[['nonsense']], [[]], [['config']], [['digest']], [['status', '--nonsense']], [['status', '--lang', 'fr']], [['ask', 'xyzzy']]])(
    'of %j is 2, with the reason on stderr and nothing on stdout',
    async (words) => {
      const { code, out, error } = await pantau(words);
      expect({ code, out }).toEqual({ code: 2, out: '' });
      expect(error.trim()).not.toBe('');
    },
  );

  it('of a misspelt command is 2, and the nearest is named', async () => {
    const { code, error } = await pantau(['digets', 'monthly']);
    expect(code).toBe(2);
    expect(error).toContain('Did you mean digest?');
  });

  it('of --help is 0 and lists only what is there', async () => {
    const { code, out } = await pantau(['--help']);
    expect(code).toBe(0);
    for (const name of [
      'start',
      'digest',
      'ask',
      'import',
      'source',
      'status',
      'schedule',
      'sync',
      'backfill',
      'replay',
      'connect',
      'config',
      'evidence',
    ])
      expect(out).toMatch(new RegExp(`^  ${name}\\b`, 'm'));
    expect(out).not.toContain('restore');
  });

  it('is 3 where one of several files is refused; the other is done and the row is named on stderr', async () => {
    const { code, out, error } = await pantau(['import', 'a.csv', 'bad.csv']);
    expect(code).toBe(3);
    expect(out).toContain('a.csv    imported');
    expect(error).toBe('bad.csv, line 7: "9.837" can be read in two ways.\n');
  });

  it.each([
    ['failure', 1],
    ['usage', 2],
    ['configuration', 2],
    ['forbidden', 2],
    ['refused-input', 3],
  ] as const)('of a %s is %i; the sentence goes to stderr, stdout stays empty, and the application is closed', async (kind, expected) => {
    const { code, out, error, calls } = await pantau(['status', '--json'], {
      status: () => Promise.reject(new PantauError(kind, 'The store is locked; stop the other process.')),
    });
    expect({ code, out, error }).toEqual({ code: expected, out: '', error: 'The store is locked; stop the other process.\n' });
    expect(calls).toEqual([['close', undefined]]);
  });

  it('is 1 where a message of a digest was not sent', async () => {
    const { code, error } = await pantau(['digest', 'monthly', '--post'], {
      digest: async () => ({
        digest,
        text: 'text',
        files: [],
        deliveries: [{ channel: 'laporan', state: 'failed', earlier: false, error: 'not_in_channel' }],
      }),
    });
    expect({ code, error }).toEqual({ code: 1, error: 'laporan  failed  not_in_channel\n' });
  });

  it('of a failure that nobody foresaw is 1', async () => {
    const { code, error } = await pantau(['status'], { status: () => Promise.reject(new RangeError('The disk is gone.')) });
    expect({ code, error }).toEqual({ code: 1, error: 'The disk is gone.\n' });
  });
});
