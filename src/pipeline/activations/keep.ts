import type { Rejection } from '../../../connectors/contract/layout.js';
import type { Text } from '../../../connectors/contract/metric.js';
import type { Pseudonymiser } from '../../domain/pseudonym.js';
import type { AdvocacyStore } from '../../store/advocacy-port.js';
import { noteKeptAgain, remember } from '../export-memory.js';
import type { RecognisedExport } from '../export-report.js';
import type { AskingFile, KeptFile, NamedFile } from '../handed-file.js';
import type { ExportDependencies } from '../import-export.js';
import { withColumn } from '../own-layout.js';
import type { ActivationFile } from './file.js';
import { type ActivationProgress, type ActivationReport, importActivations } from './import.js';

/** What keeping files of activations needs beside what every file does. */
export interface ActivationKeeping {
  readonly ledger: Pick<AdvocacyStore, 'beginImport' | 'rules'>;
  /** asked for where a file is one of activations, and not before */
  readonly pseudonymiser: () => Promise<Pseudonymiser>;
  readonly onActivations?: (progress: ActivationProgress) => void;
}

type Dependencies = Pick<ExportDependencies, 'store' | 'config' | 'clock'> & ActivationKeeping;

/** Says what a file of activations holds and what is open, and keeps nothing. Throws `RefusedFile` as its import would. */
export async function previewActivations(found: ActivationFile, file: NamedFile, dependencies: Dependencies): Promise<RecognisedExport> {
  const table = await found.open();
  if (found.questions.length > 0) return reportOf(table.name, found, undefined);
  return reportOf(table.name, found, await importFound(found, file, dependencies, true));
}

/**
 * Keeps a file of activations as a whole or not at all (with `acceptPartial`, its right rows), and remembers what was answered. What it added is `inserted`, a
 * further platform `revised`, a repeat `unchanged`. Throws `RefusedFile`.
 */
export async function keepActivations(found: ActivationFile, file: NamedFile, dependencies: Dependencies): Promise<KeptFile | AskingFile> {
  if (found.questions.length > 0) return { state: 'asks', report: reportOf((await found.open()).name, found, undefined) };
  const imported = await importFound(found, file, dependencies, false);
  await remember(dependencies, found.setting, found.remembered, file.answers, file.by);
  await noteKeptAgain(imported.origin.hash, dependencies, file.by);
  const { added, touches, repeats, forgotten, rows, rejected, rejections } = imported;
  return {
    state: rejected > 0 ? 'partial' : added + touches === 0 ? 'unchanged' : 'kept',
    report: reportOf(imported.file, found, imported),
    importId: imported.origin.id,
    rows,
    rejections,
    inserted: added,
    revised: touches,
    unchanged: repeats + forgotten,
    outranked: 0,
    withdrawn: 0,
  };
}

const importFound = async (found: ActivationFile, file: NamedFile, dependencies: Dependencies, dryRun: boolean): Promise<ActivationReport> => {
  const { ledger, config, clock, onActivations } = dependencies;
  const { header, dates } = found;
  return importActivations(
    {
      from: { table: await found.open() },
      sourceName: file.sourceName,
      dateOrder: dates,
      header: { columns: header.columns, wide: header.layout === 'wide' },
      acceptPartial: file.acceptPartial,
      dryRun,
      ...(header.kind === undefined ? {} : { kind: header.kind }),
      ...(file.by === undefined ? {} : { by: file.by }),
    },
    {
      ledger,
      pseudonymiser: await dependencies.pseudonymiser(),
      config,
      clock,
      ...(onActivations === undefined ? {} : { onProgress: onActivations }),
    },
  );
};

function reportOf(file: string, found: ActivationFile, read: ActivationReport | undefined): RecognisedExport {
  const { header, form, questions } = found;
  const taken = read === undefined ? 0 : read.rows - read.rejected - read.untold;
  return {
    version: 1,
    file,
    recognised: { tool: form ? 'advocacy-form' : 'advocacy', layout: header.layout, locale: null },
    account: null,
    metrics:
      read?.days === undefined
        ? []
        : [
            {
              metric: 'activations',
              dimensions: {},
              grain: 'day',
              rows: taken,
              sum: read.dryRun ? null : read.added,
              first: read.days.first,
              last: read.days.last,
            },
          ],
    leftOut: [...columnsLeftOut(header.unknown), ...(read === undefined ? [] : rowsLeftOut(read))],
    questions,
  };
}

type LeftOut = RecognisedExport['leftOut'][number];

function columnsLeftOut(unknown: readonly string[]): readonly LeftOut[] {
  if (unknown.length === 0) return [];
  const named = unknown
    .slice(0, 5)
    .map((header) => `"${header.trim().replace(/\s+/g, ' ').slice(0, 50)}"`)
    .join(', ');
  const more = unknown.length - 5;
  return [
    {
      reason: {
        id: `Kolom yang tidak dibaca: ${named}${more > 0 ? ` dan ${more} lagi` : ''}.`,
        en: `Columns that are not read: ${named}${more > 0 ? ` and ${more} more` : ''}.`,
      },
      rows: 0,
    },
  ];
}

function rowsLeftOut({ repeats, repeated, forgotten, untold, rejected, rejections }: ActivationReport): readonly LeftOut[] {
  const lines = repeated
    .slice(0, 10)
    .map(({ line }) => line)
    .join(', ');
  const told = (rows: number, reason: Text): readonly LeftOut[] => (rows === 0 ? [] : [{ reason, rows }]);
  return [
    ...told(repeats, { id: `Sudah ada, jadi dihitung sekali (baris ${lines}).`, en: `Told already, so counted once (line ${lines}).` }),
    ...told(untold, { id: 'Tanpa tautan apa pun, jadi bukan aktivasi.', en: 'Without any link, so no activation.' }),
    ...told(forgotten, { id: 'Milik orang yang minta dilupakan.', en: 'Of people who asked to be forgotten.' }),
    ...rejections.slice(0, 20).map((rejection) => ({ reason: atLine(rejection), rows: 1 })),
    ...told(Math.max(0, rejected - 20), { id: 'Baris lain juga salah.', en: 'Further rows are wrong.' }),
  ];
}

const atLine = (rejection: Rejection): Text => {
  const { id, en } = withColumn(rejection);
  return { id: `Baris ${rejection.line}: ${id}`, en: `Line ${rejection.line}: ${en}` };
};
