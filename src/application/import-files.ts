import type { CheckedFile, ImportedFile, ImportRequest } from '../cli/application.js';
import type { Language } from '../domain/digest.js';
import { howToAnswer } from '../pipeline/export-report.js';
import type { HandedFile, HandedIn } from '../pipeline/hand-in.js';
import { reportSentences } from '../pipeline/report-sentences.js';
import { answersOf } from './exports.js';
import type { Opened } from './opened.js';

/** Imports files one after the other; a refused one does not keep the others out. */
export async function importFiles(request: ImportRequest, { importer }: Opened): Promise<readonly ImportedFile[]> {
  const results: ImportedFile[] = [];
  for (const file of handedFiles(request)) results.push(importedFile(file.path, await importer.keep(file)));
  return results;
}

/** Says of each file what it is and states; nothing is kept. */
export async function checkFiles(request: ImportRequest, language: Language, { importer, loaded }: Opened): Promise<readonly CheckedFile[]> {
  const checked: CheckedFile[] = [];
  for (const file of handedFiles(request)) {
    const report = { ...(await importer.preview(file)), file: file.path };
    checked.push({ report, sentences: reportSentences(report, loaded.config, language) });
  }
  return checked;
}

function handedFiles({ files, source, answers, acceptPartial }: ImportRequest): readonly (HandedFile & { readonly path: string })[] {
  const given = answersOf(answers);
  return files.map((path) => ({ path, answers: given, acceptPartial, ...(source === undefined ? {} : { sourceName: source }) }));
}

const NOTHING = { rows: 0, inserted: 0, revised: 0, unchanged: 0 };
const STATES = { kept: 'imported', unchanged: 'unchanged', partial: 'partial' } as const;

function importedFile(file: string, outcome: HandedIn): ImportedFile {
  switch (outcome.state) {
    case 'asks':
      return {
        file,
        state: 'refused',
        ...NOTHING,
        problems: outcome.report.questions.map((question) => ({ line: 1, sentence: howToAnswer(question) })),
      };
    case 'refused': {
      const { reason, line, advice } = outcome.report.refused;
      const problems = outcome.rejections.length > 0 ? outcome.rejections.map(problemOf) : [{ line: line ?? 1, sentence: `${reason} ${advice}` }];
      return { file, state: 'refused', ...NOTHING, problems };
    }
    default: {
      const { rows, inserted, revised, unchanged, rejections } = outcome;
      return { file, state: STATES[outcome.state], rows, inserted, revised, unchanged, problems: rejections.map(problemOf) };
    }
  }
}

const problemOf = (rejection: { readonly line: number; readonly column: string | undefined; readonly reason: string }) => ({
  line: rejection.line,
  sentence: rejection.column === undefined ? rejection.reason : `${rejection.column}: ${rejection.reason}`,
});
