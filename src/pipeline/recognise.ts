import { createHash } from 'node:crypto';
import type { ExportPlatform } from '../../connectors/files/layouts/layout.js';
import { FOLLOWERS_ON } from '../../connectors/files/layouts/linkedin.js';
import { type RecognisedTable, recogniseTable } from '../../connectors/files/layouts/recognise.js';
import { figureColumns, surveyTable } from '../../connectors/files/layouts/survey.js';
import type { Workbook } from '../../connectors/files/reader/table.js';
import { type AccountChoice, chooseAccounts } from './export-account.js';
import { type DecidedTable, decide, type ExportCircumstances } from './export-decisions.js';
import type { ExportQuestion } from './export-report.js';

/** What a file is, before its rows are read. */
export interface RecognisedFile {
  readonly tables: readonly DecidedTable[];
  /** tables that hold no figures of an account, or are not known */
  readonly aside: readonly { readonly name: string; readonly recognised: RecognisedTable | undefined; readonly reason: string }[];
  readonly accounts: AccountChoice;
  readonly questions: readonly ExportQuestion[];
}

/** A file of a kind that is never imported. */
export interface NoExport {
  readonly refused: { readonly reason: string; readonly line: number | null; readonly advice: string };
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
    return { refused: { reason: refused.layout.reason ?? '', line: null, advice: refused.layout.advice ?? '' } };
  for (const { metricUnknown, table } of withFigures) if (metricUnknown) questions.push(metricQuestion(table.titles.at(-1) ?? '', about));
  const surveys = await Promise.all(withFigures.map(async (recognised) => ({ recognised, survey: await surveyTable(recognised) })));
  const accounts = chooseAccounts(surveys, about);
  const decided = decide(surveys, accounts, about);
  return {
    tables: decided.tables,
    aside: chosen.flatMap(({ table, recognised }) => {
      if (recognised !== undefined && SHAPES_WITH_FIGURES.has(recognised.layout.shape)) return [];
      const reason = recognised?.layout.reason ?? `The table "${table.header.originals.slice(0, 4).join(', ').slice(0, 80)}" is not known.`;
      return [{ name: table.name, recognised: recognised ?? found.find((one) => one.table === table)?.matches[0], reason }];
    }),
    accounts,
    questions: [...questions, ...accounts.questions, ...decided.questions],
  };
}

const nameOf = ({ layout }: RecognisedTable): string => `${layout.tool}/${layout.layout}`;

function pick(matches: readonly RecognisedTable[], answer: string | undefined): RecognisedTable | undefined {
  return matches.length <= 1 ? matches[0] : matches.find((match) => nameOf(match) === answer);
}

const layoutQuestion = (matches: readonly RecognisedTable[]): ExportQuestion => ({
  id: 'layout',
  text: 'The columns fit more than one export.',
  readings: matches.map((match) => ({ answer: nameOf(match), shows: `an export of ${match.layout.tool}` })),
});

const metricQuestion = (title: string, { config }: ExportCircumstances): ExportQuestion => ({
  id: 'metric',
  text: `The table is called "${title.slice(0, 80)}", which is not known.`,
  readings: ['reach', 'views', 'interactions', 'followers_gained', 'profile_views', 'link_clicks']
    .filter((metric) => config.metrics.has(metric))
    .map((metric) => ({ answer: metric, shows: config.metrics.get(metric)?.label.en ?? metric })),
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
  return {
    refused: {
      reason: `No export is known with the columns ${header.map((cell) => `"${cell.trim().slice(0, 40)}"`).join(', ')}.`,
      line: table?.header.line ?? null,
      advice: "Hand in the original download of the platform, or a file in one of Pantau's own layouts.",
    },
  };
}

/** Whether any table has a column that is kept. */
export const hasFigures = (tables: readonly DecidedTable[]): boolean =>
  tables.some(({ recognised }) => figureColumns(recognised.columns).length > 0 || FOLLOWERS_ON.test(recognised.table.header.cells[0] ?? ''));
