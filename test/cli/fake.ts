import { civilDate, type Instant, periodOf } from '../../connectors/contract/period.js';
import type { Application, ApplicationOptions, CheckedFile } from '../../src/cli/application.js';
import { runCli } from '../../src/cli/run.js';
import type { Digest } from '../../src/domain/digest.js';
import type { ExportReport } from '../../src/pipeline/export-report.js';
import { reportSentences } from '../../src/pipeline/report-sentences.js';

/** What a run of the command line printed, how it ended, and what it asked of the application. */
export interface Outcome {
  readonly code: number;
  readonly out: string;
  readonly error: string;
  readonly calls: readonly (readonly [method: string, request: unknown])[];
  readonly options: readonly ApplicationOptions[];
}

const asOf = '2024-03-01T02:00:00.000Z' as Instant;
const february = periodOf('month', civilDate('2024-02-01'));
const basis = {
  formula: 'v1',
  values: [{ observation: 'instagram:ditjenpk/followers//month@2024-02-01#1', value: 118069, quality: 'complete' }],
} as const;
const title = { id: 'Pengikut', en: 'Followers' };
const text = { id: 'Pengikut menjadi 118.069', en: 'Followers reached 118,069' };
const spec = {
  kind: 'line',
  title: text.id,
  subtitle: '',
  labels: ['Feb'],
  series: [],
  marks: [],
  language: 'id',
  footnote: '',
  alt: text.id,
} as const;

const checked = (report: ExportReport): CheckedFile => ({
  report,
  sentences: reportSentences(report, { accounts: [], metrics: new Map() }, 'en'),
});

/** A digest of one section with one of each part. */
export const digest: Digest = {
  version: 1,
  digest: 'monthly',
  title,
  organisation: title,
  period: february,
  asOf,
  zone: 'Asia/Jakarta',
  sections: [
    {
      id: 'instagram',
      title,
      lines: [{ id: 'followers', role: 'headline', text, basis, badges: ['synthetic'] }],
      charts: [{ id: 'followers', language: 'id', spec, file: 'followers.id.png', alt: text, basis, points: basis }],
      checks: [{ id: 'sum', ok: true, text, basis }],
    },
  ],
};
const understood = {
  kind: 'figure',
  subjects: ['instagram:ditjenpk'],
  subjectsNamed: true,
  metrics: [{ metric: 'followers', dimensions: {}, word: 'followers', alternatives: [] }],
  when: { kind: 'period', period: february },
  compare: [],
  intent: 'figure',
  corrections: [],
  remarks: [],
} as const;
const pulled = {
  connection: 'x',
  state: 'pulled',
  inserted: 3,
  revised: 1,
  unchanged: 2,
  problems: [],
} as const;
const unknown = { kind: 'unknown', words: [{ word: 'xyzzy', nearest: [] }] } as const;

/** An application that holds the followers of February 2024; `changes` replace methods. */
function fakeApplication(calls: [string, unknown][], changes: Partial<Application>): Application {
  const noted =
    <Given extends readonly unknown[], Result>(method: string, answer: (...given: Given) => Result) =>
    async (...given: Given): Promise<Result> => {
      calls.push([method, given[0]]);
      return answer(...given);
    };
  return {
    language: 'en',
    start: noted('start', (_: unknown) => undefined),
    digest: noted('digest', (_: unknown) => ({ digest, text: text.en, files: [], deliveries: [] })),
    ask: noted('ask', (question) => {
      const answered = question !== 'xyzzy';
      const figure = {
        metric: 'followers',
        subject: 'instagram:ditjenpk',
        dimensions: {},
        period: february,
        value: 118069,
        quality: 'complete',
        asOf,
        observations: ['instagram:ditjenpk/followers//month@2024-02-01#1'],
      } as const;
      return { question, understood: answered ? understood : unknown, answered, text: text.en, figures: answered ? [figure] : [] };
    }),
    importFiles: noted('import', ({ files }) =>
      files.map((file) => ({
        file,
        state: file.startsWith('bad') ? ('refused' as const) : ('imported' as const),
        rows: 25,
        inserted: 25,
        revised: 0,
        unchanged: 0,
        problems: file.startsWith('bad') ? [{ line: 7, sentence: '"9.837" can be read in two ways.' }] : [],
      })),
    ),
    checkFiles: noted('check', ({ files }) =>
      files.map((file) =>
        file.startsWith('bad')
          ? checked({
              version: 1,
              file,
              refused: {
                reason: { id: 'Berkasnya terpotong.', en: 'The file is cut off.' },
                line: 7,
                advice: { id: 'Unduh ulang.', en: 'Download it again.' },
              },
            })
          : checked({
              version: 1,
              file,
              recognised: { tool: 'meta-business-suite', layout: 'daily', locale: 'id' },
              account: 'instagram:ditjenpk',
              metrics: [{ metric: 'views', dimensions: {}, grain: 'day', rows: 3, sum: 1841, first: '2026-06-13', last: '2026-06-15' }],
              leftOut: [{ reason: { id: 'Barisnya catatan tentang berkas.', en: 'The row is a note about the file.' }, rows: 1 }],
              questions: [
                {
                  id: 'platform',
                  text: { id: 'Dari platform mana?', en: 'Of which platform?' },
                  readings: [{ answer: 'instagram', shows: { id: 'akun Instagram', en: 'an Instagram account' } }],
                },
              ],
            }),
      ),
    ),
    listImports: noted('imports', () => [
      {
        id: 'file:laporan:3f2a9c',
        short: '3f2a9c',
        source: 'laporan',
        file: 'laporan.csv',
        receivedAt: asOf,
        by: 'command line: ana',
        inserted: 96,
        revised: 2,
        unchanged: 0,
        undone: undefined,
      },
    ]),
    undoImport: noted('undo', () => ({
      undone: {
        id: 'file:laporan:3f2a9c',
        file: 'laporan.csv',
        restored: 2,
        removed: 96,
        restated: 0,
        overwritten: 0,
        entriesWithdrawn: 0,
        entriesRestored: 0,
        entriesKept: 0,
      },
      sentences: ['The import of "laporan.csv" was undone.', '96 figures are gone: nobody else stated them.'],
    })),
    voidValue: noted('void', (_: unknown) => ({
      observation: 'contact_centre/tickets/channel=phone/month@2024-02-01#1',
      value: 46,
      reason: 'wrong',
      import: 'typed:command%20line:3f2a9c',
      sentences: ['46 was voided (wrong).'],
    })),
    closeMonth: noted('close', (_: unknown) => ({
      period: '2024-02',
      state: 'asks' as const,
      closedAt: undefined,
      missing: [{ key: 'visit', label: { id: 'Kunjungan', en: 'Visits' }, owner: 'ayu' }],
      digests: [],
    })),
    evidence: noted('evidence', (_: unknown) => ({
      period: '2024-02',
      file: 'bukti.zip',
      sha256: 'ab',
      files: [{ name: 'figures.csv', sha256: 'cd' }],
    })),
    auditLog: noted('audit-log', (_: unknown) => ({ deeds: [{ at: asOf, who: 'editor', name: 'Dito', kind: 'void', detail: '46: wrong' }] })),
    forget: noted('forget', (_: unknown) => ({
      names: 2,
      activations: 3,
      settings: 1,
      unknown: false,
      sentences: ['That person is forgotten.', '3 activations still count.'],
    })),
    exportPerson: noted('exportPerson', (_: unknown) => ({
      advocate: { id: 'advocate:1f', name: undefined, scopes: ['staff', 'slack'] as const },
      activations: [
        {
          id: '2024-02#1',
          advocate: 'advocate:1f',
          unit: 'Humas',
          kind: 'provided' as const,
          platforms: ['instagram' as const],
          content: 'apbn',
          campaign: undefined,
          links: ['instagram:C1'],
          occurredAt: asOf,
          day: civilDate('2024-03-01'),
          recordedAt: asOf,
          rule: 1,
          evidence: undefined,
          source: 'file:form:3f',
          line: 2,
          state: 'counted' as const,
        },
      ],
      audit: [{ who: 'command line', at: asOf, what: 'export', detail: 'advocate:1f' }],
      optedOut: false,
      language: 'id',
    })),
    link: noted('link', (_: unknown) => ({ linked: true, moved: 3, repeats: 1, sentences: ['The two names are one person now.'] })),
    source: noted('source', (question) => {
      const row = {
        observation: 'o#1',
        value: 118069,
        quality: 'complete',
        origin: 'laporan',
        reference: '12',
        observedAt: asOf,
        revision: 1,
        revisions: [],
      } as const;
      return { question, understood, answered: true, text: text.en, figures: [{ title: title.en, value: 118069, formula: 'v1', rows: [row] }] };
    }),
    template: noted('template', () => ({
      period: { grain: 'month', start: civilDate('2024-02-01'), end: civilDate('2024-03-01') },
      file: 'pantau-2024-02.xlsx',
      asked: 66,
    })),
    collect: noted('collect', () => ({
      period: february,
      today: civilDate('2024-03-08'),
      received: 61,
      expected: 62,
      overdue: 1,
      items: [
        {
          key: 'contact_centre/tickets/channel=phone',
          label: { id: 'Contact Center: Tiket konsultasi, Telepon', en: 'Contact centre: Tickets, Phone' },
          owner: 'editor',
          state: 'overdue',
          due: civilDate('2024-03-04'),
          lateDays: 4,
          value: null,
        },
      ],
      owners: [{ id: 'editor', name: 'Mas Dito', received: 23, expected: 24 }],
    })),
    status: noted('status', () => ({
      organisation: 'DJPK',
      today: civilDate('2024-03-01'),
      store: { series: 3, observations: 1297905, revisions: 0, entries: 4, content: 25, lastReceivedAt: undefined },
      schedules: [{ digest: 'monthly', next: asOf }],
      gaps: [
        {
          account: 'x:DitjenPK',
          metric: 'followers',
          expectedDays: 29,
          presentDays: 28,
          gaps: [{ start: civilDate('2024-02-14'), end: civilDate('2024-02-15') }],
        },
      ],
    })),
    schedule: noted('schedule', () => {
      const moment = { at: asOf, local: '2024-03-01 09:00 Asia/Jakarta (UTC+07:00)' };
      const row = { slot: moment, channel: 'laporan', reply: undefined, state: 'unknown', attempts: 2, error: 'timeout' } as const;
      const owed = { ...moment, attempts: 1, reason: 'The store is locked.' };
      const schedule = {
        cron: '0 9 1 * *',
        zone: 'Asia/Jakarta',
        channels: ['laporan'],
        next: [moment],
        owed,
        deliveries: [row, { ...row, reply: 1 }],
      };
      return { zone: 'Asia/Jakarta', now: asOf, schedules: [{ digest: 'monthly', ...schedule }] };
    }),
    testAlerts: noted('testAlerts', (_: unknown) => {
      const event = { at: asOf, series: 'x:a/impressions//week', what: 'fired', told: true, text } as const;
      const rule = { rule: 'falls', condition: 'relative-decline', fired: 1, resolved: 0, flapped: 0, withheld: 0, events: [event] };
      return {
        from: civilDate('2024-01-01'),
        to: civilDate('2024-02-29'),
        rules: [{ ...rule, suggestion: { threshold: 0.25, periods: 60 } }],
        left: ['access'],
      };
    }),
    sync: noted('sync', (_: unknown) => [pulled]),
    backfill: noted('backfill', ({ onProgress }) => {
      onProgress({ connection: 'x', doneDays: 30, days: 60 });
      return [pulled];
    }),
    replay: noted('replay', (_: unknown) => [
      { connection: 'x', pulls: 30, inserted: 0, revised: 2, unchanged: 900, reachesBackTo: asOf, problems: [] },
    ]),
    checkConnections: noted('checkConnections', (_: unknown) => [
      { connection: 'x', account: 'x:DitjenPK', capability: 'followers', state: 'ok', sentence: 'A reading of now.' },
      { connection: 'x', account: undefined, capability: undefined, state: 'expires-within-3-days', sentence: 'It ends in 3 days.' },
    ]),
    checkConfig: noted('checkConfig', () => ({ file: 'pantau.yaml', warnings: ['alerts: there is none.'], digests: 2, accounts: 3, people: 5 })),
    showConfig: noted('showConfig', (_: unknown) => ({
      file: 'pantau.yaml',
      settings: [{ path: 'organisation.zone', value: 'Asia/Jakarta', origin: 'file' as const }],
    })),
    close: async () => {
      calls.push(['close', undefined]);
    },
    ...changes,
  };
}

/** Runs the command line over the fake application. */
export async function pantau(words: readonly string[], changes: Partial<Application> = {}): Promise<Outcome> {
  const calls: [string, unknown][] = [];
  const options: ApplicationOptions[] = [];
  let out = '';
  let error = '';
  const terminal = {
    out: (printed: string) => {
      out += printed;
    },
    error: (printed: string) => {
      error += printed;
    },
  };
  const create = async (given: ApplicationOptions): Promise<Application> => {
    options.push(given);
    return fakeApplication(calls, changes);
  };
  const code = await runCli(words, create, terminal);
  return { code, out, error, calls, options };
}
