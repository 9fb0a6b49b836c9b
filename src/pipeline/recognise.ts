import { createHash } from 'node:crypto';
import type { Text } from '../../connectors/contract/metric.js';
import type { ExportPlatform } from '../../connectors/files/layouts/layout.js';
import { FOLLOWERS_ON } from '../../connectors/files/layouts/linkedin.js';
import { type RecognisedTable, recogniseTable } from '../../connectors/files/layouts/recognise.js';
import { figureColumns, surveyTable } from '../../connectors/files/layouts/survey.js';
import { ADVICE } from '../../connectors/files/reader/refusal.js';
import type { Table, Workbook } from '../../connectors/files/reader/table.js';
import { type AccountChoice, chooseAccounts } from './export-account.js';
import { type DecidedTable, decide, type ExportCircumstances } from './export-decisions.js';
import type { ExportQuestion } from './export-report.js';

/** What a file is, before its rows are read. */
export interface RecognisedFile {
  readonly tables: readonly DecidedTable[];
  /** tables that hold no figures of an account, or are not known */
  readonly aside: readonly { readonly name: string; readonly recognised: RecognisedTable | undefined; readonly reason: Text }[];
  readonly accounts: AccountChoice;
  readonly questions: readonly ExportQuestion[];
}

/** A file of a kind that is never imported. */
export interface NoExport {
  readonly refused: { readonly reason: Text; readonly line: number | null; readonly advice: Text };
}

const SHAPES_WITH_FIGURES = new Set(['daily', 'lifetime', 'chosen-period', 'moment']);

/** The fingerprint of a file's headers, under which answers are remembered. */
export function fingerprint(workbook: Workbook): string {
  const headers = workbook.tables.map(({ titles, header }) => JSON.stringify([titles.at(-1)?.toLowerCase() ?? '', [...header.cells].sort()])).sort();
  return createHash('sha256').update(headers.join('\n')).digest('hex').slice(0, 32);
}

/** Says what a file is and what must be asked; reads every table once. Nothing is guessed: where two readings are possible there is a question. */
export async function recogniseFile(workbook: Workbook, about: ExportCircumstances): Promise<RecognisedFile | NoExport> {
  const found = workbook.tables.map((table) => ({ table, matches: recogniseTable(table) }));
  const questions: ExportQuestion[] = [];
  const ambiguous = found.find(({ matches }) => matches.length > 1);
  const chosen = found.map(({ table, matches }) => ({ table, recognised: pick(matches, about.answers.layout) }));
  if (ambiguous !== undefined && pick(ambiguous.matches, about.answers.layout) === undefined) questions.push(layoutQuestion(ambiguous.matches));
  const known = chosen.flatMap(({ recognised }) => recognised ?? []);
  const first = known.length > 0 ? known : (ambiguous?.matches.slice(0, 1) ?? []);
  if (first.length === 0) return unknownFile(workbook);
  const refused = known.find(({ layout }) => layout.shape === 'refused');
  const withFigures = known.map((table) => answered(table, about)).filter(({ layout }) => SHAPES_WITH_FIGURES.has(layout.shape));
  if (refused !== undefined && withFigures.length === 0)
    return { refused: { reason: refused.layout.reason ?? NOTHING_KEPT, line: null, advice: refused.layout.advice ?? ADVICE.original } };
  for (const { metricUnknown, table } of withFigures) if (metricUnknown) questions.push(metricQuestion(table.titles.at(-1) ?? '', about));
  const surveys = await Promise.all(withFigures.map(async (recognised) => ({ recognised, survey: await surveyTable(recognised) })));
  const accounts = chooseAccounts(surveys, about);
  const decided = decide(surveys, accounts, about);
  return {
    tables: decided.tables,
    aside: chosen.flatMap(({ table, recognised }) => {
      if (recognised !== undefined && SHAPES_WITH_FIGURES.has(recognised.layout.shape)) return [];
      const reason = recognised?.layout.reason ?? unknownTable(table);
      return [{ name: table.name, recognised: recognised ?? found.find((one) => one.table === table)?.matches[0], reason }];
    }),
    accounts,
    questions: [...questions, ...accounts.questions, ...decided.questions],
  };
}

const NOTHING_KEPT = { id: 'Berkas jenis ini tidak memuat angka akun.', en: 'A file of this kind holds no figures of an account.' };

function unknownTable({ header }: Table): Text {
  const named = header.originals.slice(0, 4).join(', ').slice(0, 80);
  return { id: `Tabel "${named}" tidak dikenal.`, en: `The table "${named}" is not known.` };
}

const nameOf = ({ layout }: RecognisedTable): string => `${layout.tool}/${layout.layout}`;

function pick(matches: readonly RecognisedTable[], answer: string | undefined): RecognisedTable | undefined {
  return matches.length <= 1 ? matches[0] : matches.find((match) => nameOf(match) === answer);
}

const layoutQuestion = (matches: readonly RecognisedTable[]): ExportQuestion => ({
  id: 'layout',
  text: { id: 'Kolomnya cocok dengan lebih dari satu ekspor.', en: 'The columns fit more than one export.' },
  readings: matches.map((match) => ({
    answer: nameOf(match),
    shows: { id: `ekspor dari ${match.layout.tool}`, en: `an export of ${match.layout.tool}` },
  })),
});

const metricQuestion = (title: string, { config }: ExportCircumstances): ExportQuestion => ({
  id: 'metric',
  text: {
    id: `Tabelnya berjudul "${title.slice(0, 80)}", yang tidak dikenal.`,
    en: `The table is called "${title.slice(0, 80)}", which is not known.`,
  },
  readings: ['reach', 'views', 'interactions', 'followers_gained', 'profile_views', 'link_clicks']
    .filter((metric) => config.metrics.has(metric))
    .map((metric) => ({ answer: metric, shows: config.metrics.get(metric)?.label ?? { id: metric, en: metric } })),
});

/** Puts the answers about platform and metric into a table. */
function answered(table: RecognisedTable, { answers, config }: ExportCircumstances): RecognisedTable {
  const platform =
    table.platform ?? platformOf(answers.platform) ?? (table.layout.layout === 'daily' ? platformOf(answers.account?.split(':')[0]) : undefined);
  const { metric } = answers;
  const named = table.metricUnknown && metric !== undefined && config.metrics.has(metric);
  const columns = named ? table.columns.map((column) => (column.meaning === '@ignored' ? { ...column, meaning: metric } : column)) : table.columns;
  return {
    ...table,
    columns,
    platform: table.layout.tool === 'meta-business-suite' ? platform : table.platform,
    metricUnknown: table.metricUnknown && !named,
  };
}

const platformOf = (text: string | undefined): ExportPlatform | undefined => (text === 'facebook' || text === 'instagram' ? text : undefined);

function unknownFile({ tables }: Workbook): NoExport {
  const [table] = tables;
  const header = table?.header.originals.filter((cell) => cell.trim() !== '').slice(0, 6) ?? [];
  const columns = header.map((cell) => `"${cell.trim().slice(0, 40)}"`).join(', ');
  return {
    refused: {
      reason: { id: `Tidak ada ekspor yang dikenal dengan kolom ${columns}.`, en: `No export is known with the columns ${columns}.` },
      line: table?.header.line ?? null,
      advice: {
        id: 'Serahkan unduhan asli dari platform, atau berkas dalam salah satu tata letak Pantau sendiri.',
        en: "Hand in the original download of the platform, or a file in one of Pantau's own layouts.",
      },
    },
  };
}

/** Whether any table has a column that is kept. */
export const hasFigures = (tables: readonly DecidedTable[]): boolean =>
  tables.some(({ recognised }) => figureColumns(recognised.columns).length > 0 || FOLLOWERS_ON.test(recognised.table.header.cells[0] ?? ''));
