import { z } from 'zod';
import { plainReport } from '../../pipeline/export-report.js';
import type { Command } from '../command.js';
import { PHRASES } from '../phrases.js';
import { reportText } from '../report-text.js';
import { jsonText, table } from '../terminal.js';

const flagsSchema = z.object({
  source: z.string().optional(),
  dryRun: z.boolean().default(false),
  acceptPartial: z.boolean().default(false),
  answer: z.array(z.string()).default([]),
});

/** `pantau import FILE...`: exits with 3 where any file was refused; the others are done. A dry run with `--json` prints one line of JSON for each file. */
export const run: Command = async ({ application, terminal, words, flags, json }) => {
  const { source, dryRun, acceptPartial, answer: answers } = flagsSchema.parse(flags);
  const request = { files: words, source, dryRun, acceptPartial, answers };
  if (dryRun) {
    const reports = await application.checkFiles(request);
    for (const { report, sentences } of reports)
      terminal.out(json ? `${JSON.stringify(plainReport(report))}\n` : reportText(report.file, sentences, application.language));
    return reports.some(({ report }) => 'refused' in report) ? 3 : 0;
  }
  const say = PHRASES[application.language];
  const files = await application.importFiles(request, (made) => terminal.error(`${say.importProgress(made)}\n`));
  if (json) terminal.out(jsonText({ version: 1, files }));
  else {
    const head = [say.file, say.state, say.rows, say.inserted, say.revised, say.unchanged];
    const body = files.map((file) => [file.file, say.imports[file.state], ...[file.rows, file.inserted, file.revised, file.unchanged].map(String)]);
    terminal.out(table([head, ...body]));
  }
  for (const { file, problems } of files) for (const { line, sentence } of problems) terminal.error(`${file}, ${say.line} ${line}: ${sentence}\n`);
  return files.some(({ state }) => state === 'refused') ? 3 : 0;
};
