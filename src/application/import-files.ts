import type { ImportedFile, ImportRequest } from '../cli/application.js';
import { PantauError } from '../errors.js';
import type { ExportReport } from '../pipeline/export-report.js';
import { RefusedFile } from '../pipeline/import-report.js';
import { answersOf, checkFile, importExportFile, isOwnLayout } from './exports.js';
import type { Opened } from './opened.js';

/** Imports files one after the other; a refused one does not keep the others out. */
export async function importFiles(request: ImportRequest, { importer, store, loaded, clock }: Opened): Promise<readonly ImportedFile[]> {
  const results: ImportedFile[] = [];
  const answers = answersOf(request.answers);
  for (const path of request.files) {
    const sourceName = sourceNameOf(path, request);
    try {
      if (!(await isOwnLayout(path))) {
        results.push(await importExportFile({ path, sourceName, answers }, { store, config: loaded.config, clock }));
        continue;
      }
      const report = await importer.importFile({ path, sourceName, dryRun: request.dryRun, acceptPartial: request.acceptPartial });
      const { inserted, revised, unchanged, withdrawn, rows } = report;
      const kept = report.rejected > 0 ? 'partial' : inserted + revised + withdrawn === 0 ? 'unchanged' : 'imported';
      results.push({
        file: path,
        state: request.dryRun ? 'checked' : kept,
        rows,
        inserted,
        revised,
        unchanged,
        problems: report.rejections.map(problemOf),
      });
    } catch (cause) {
      if (!(cause instanceof PantauError) || cause.kind !== 'refused-input') throw cause;
      const problems =
        cause instanceof RefusedFile && cause.rejections.length > 0 ? cause.rejections.map(problemOf) : [{ line: 1, sentence: cause.message }];
      results.push({ file: path, state: 'refused', rows: 0, inserted: 0, revised: 0, unchanged: 0, problems });
    }
  }
  return results;
}

/** The name that was given, or that of the file. */
const sourceNameOf = (path: string, { source }: ImportRequest): string => source ?? (path.split(/[\\/]/).at(-1) ?? path).replace(/\.[^.]+$/, '');

/** Says of each file what it is and states; nothing is kept. */
export async function checkFiles(request: ImportRequest, { loaded, store, clock }: Opened): Promise<readonly ExportReport[]> {
  const answers = answersOf(request.answers);
  const reports: ExportReport[] = [];
  for (const path of request.files) {
    const sourceName = sourceNameOf(path, request);
    reports.push(await checkFile({ path, sourceName, answers }, { store, config: loaded.config, clock }));
  }
  return reports;
}

const problemOf = (rejection: { readonly line: number; readonly column: string | undefined; readonly reason: string }) => ({
  line: rejection.line,
  sentence: rejection.column === undefined ? rejection.reason : `${rejection.column}: ${rejection.reason}`,
});
