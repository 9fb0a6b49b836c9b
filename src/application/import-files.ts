import type { ImportedFile, ImportRequest } from '../cli/application.js';
import { PantauError } from '../errors.js';
import { RefusedFile } from '../pipeline/import-report.js';
import type { Opened } from './opened.js';

/** Imports files one after the other; a refused one does not keep the others out. */
export async function importFiles(request: ImportRequest, { importer }: Opened): Promise<readonly ImportedFile[]> {
  const results: ImportedFile[] = [];
  for (const path of request.files) {
    const name = path.split(/[\\/]/).at(-1) ?? path;
    const sourceName = request.source ?? name.replace(/\.[^.]+$/, '');
    try {
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

const problemOf = (rejection: { readonly line: number; readonly column: string | undefined; readonly reason: string }) => ({
  line: rejection.line,
  sentence: rejection.column === undefined ? rejection.reason : `${rejection.column}: ${rejection.reason}`,
});
