import { basename } from 'node:path';
import type { Command } from 'commander';
import { PantauError } from '../../errors.js';
import type { ImportReport } from '../../pipeline/import-report.js';
import type { Application } from '../application.js';
import { type CommandContext, type CommonFlags, withApplication, withCommonFlags } from '../context.js';

interface Flags extends CommonFlags {
  readonly source?: string;
  readonly dryRun?: boolean;
  readonly acceptPartial?: boolean;
}

/** `pantau import FILE...`: takes files in, each as a whole or not at all; 3 where one was refused, the others done. */
export function addCommand(program: Command, context: CommandContext, finish: (code: number) => void): void {
  withCommonFlags(program.command('import FILES...').description('import files of observations or entries'))
    .option('--source NAME', "the source's name; by default the file's")
    .option('--dry-run', 'read and check, and keep nothing')
    .option('--accept-partial', 'keep the rows that are right and list the others')
    .action((files: readonly string[], flags: Flags) =>
      withApplication(context, flags, async (application) => {
        const results: unknown[] = [];
        for (const path of files) {
          const result = await importOne(path, flags, application);
          if ('refused' in result) finish(3);
          if (!flags.json) print(result, context);
          results.push({ version: 1, ...result });
        }
        if (flags.json) context.write(`${JSON.stringify(results, undefined, 2)}\n`);
      }),
    );
}

type Result = ImportReport | { readonly file: string; readonly refused: { readonly reason: string } };

async function importOne(path: string, flags: Flags, application: Application): Promise<Result> {
  const sourceName = flags.source ?? basename(path).replace(/\.[^.]+$/, '');
  try {
    return await application.importFile({ path, sourceName, acceptPartial: flags.acceptPartial ?? false, dryRun: flags.dryRun ?? false });
  } catch (cause) {
    if (!(cause instanceof PantauError) || cause.kind !== 'refused-input') throw cause;
    return { file: path, refused: { reason: cause.message } };
  }
}

function print(result: Result, context: CommandContext): void {
  if ('refused' in result) context.writeError(`${result.file}: ${result.refused.reason}\n`);
  else context.write(reportText(result));
}

function reportText(report: ImportReport): string {
  const counts = `${report.inserted} new, ${report.revised} revised, ${report.unchanged} unchanged, ${report.outranked} kept beside a better origin`;
  const rejected = report.rejections
    .map((rejection) => `  line ${rejection.line}${rejection.column === undefined ? '' : `, ${rejection.column}`}: ${rejection.reason}\n`)
    .join('');
  return `${report.file}: ${counts}${report.rejections.length > 0 ? `, ${report.rejections.length} rejected` : ''}\n${rejected}`;
}
