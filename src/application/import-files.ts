import type { Rejection } from '../../connectors/contract/layout.js';
import type { CheckedFile, ImportedFile, ImportRequest, LongImport } from '../cli/application.js';
import type { Language } from '../domain/digest.js';
import { howToAnswer, type RefusedExport } from '../pipeline/export-report.js';
import type { HandedFile, HandedIn } from '../pipeline/handed-file.js';
import type { ImportProgress } from '../pipeline/import-report.js';
import { refusedOwn, withColumn } from '../pipeline/own-layout.js';
import { fetchSheet, isAddress, shownAddress } from '../pipeline/published-sheet.js';
import { reportSentences } from '../pipeline/report-sentences.js';
import { commandLineUser } from './command-line-user.js';
import { answersOf } from './exports.js';
import type { Opened } from './opened.js';
import { chosenSettings } from './way.js';

/** Imports files one after the other; a refused one does not keep the others out. */
export async function importFiles(request: ImportRequest, language: Language, opened: Opened, onProgress?: Tell): Promise<readonly ImportedFile[]> {
  const results: ImportedFile[] = [];
  for (const name of request.files) {
    const shown = shownName(name);
    const file = await handedFile(name, request, opened);
    const outcome: HandedIn =
      'refused' in file
        ? { state: 'refused', report: file, rejections: [] }
        : await opened.importer.keep(file, undefined, progressOf(shown, onProgress));
    results.push(importedFile(shown, outcome, language));
  }
  return results;
}

/** Says of each file what it is and states; nothing is kept. */
export async function checkFiles(request: ImportRequest, language: Language, opened: Opened): Promise<readonly CheckedFile[]> {
  const checked: CheckedFile[] = [];
  for (const name of request.files) {
    const file = await handedFile(name, request, opened);
    const report = { ...('refused' in file ? file : await opened.importer.preview(file)), file: shownName(name) };
    checked.push({ report, sentences: reportSentences(report, opened.loaded.config, language) });
  }
  return checked;
}

type Tell = (progress: LongImport) => void;

const EVERY = 100_000;

/** Says how far a long file has come, at each 100,000 rows. */
function progressOf(file: string, tell: Tell | undefined): ((progress: ImportProgress) => void) | undefined {
  if (tell === undefined) return undefined;
  const told = { read: 0, stored: 0 };
  return ({ rows, stored = 0 }) => {
    const reached = { read: Math.floor(rows / EVERY), stored: Math.floor(stored / EVERY) };
    if (reached.read === told.read && reached.stored === told.stored) return;
    Object.assign(told, reached);
    tell({ file, rows, stored });
  };
}

const shownName = (name: string): string => (isAddress(name) ? shownAddress(name) : name);

const ADVICE = { id: 'Periksa alamatnya lalu impor lagi.', en: 'Check the address and import it again.' };

/** A file of the disk, or what an address gives; a refusal where that is nothing to read. */
async function handedFile(name: string, request: ImportRequest, { environment, loaded }: Opened): Promise<HandedFile | RefusedExport> {
  const { source, answers, acceptPartial } = request;
  const how = { answers: answersOf(answers), acceptPartial, by: commandLineUser(), ...(source === undefined ? {} : { sourceName: source }) };
  if (!isAddress(name)) return { path: name, ...how };
  try {
    const { config } = loaded;
    return { ...(await fetchSheet(name, { config, way: await chosenSettings(environment, config) })), ...how };
  } catch (error) {
    const report = refusedOwn(shownAddress(name), error);
    return { ...report, refused: { ...report.refused, advice: ADVICE } };
  }
}

const NOTHING = { rows: 0, inserted: 0, revised: 0, unchanged: 0 };
const STATES = { kept: 'imported', unchanged: 'unchanged', partial: 'partial' } as const;

function importedFile(file: string, outcome: HandedIn, language: Language): ImportedFile {
  switch (outcome.state) {
    case 'asks':
      return {
        file,
        state: 'refused',
        ...NOTHING,
        problems: outcome.report.questions.map((question) => ({ line: 1, sentence: howToAnswer(question, language) })),
      };
    case 'refused': {
      const { reason, line, advice } = outcome.report.refused;
      const { othersAreRight } = outcome;
      const problems =
        outcome.rejections.length > 0
          ? outcome.rejections.map((rejection) => problemOf(rejection, language))
          : [{ line: line ?? 1, sentence: [reason[language], advice[language], ...(othersAreRight === true ? [OTHERS[language]] : [])].join(' ') }];
      return { file, state: 'refused', ...NOTHING, problems };
    }
    default: {
      const { rows, inserted, revised, unchanged, rejections } = outcome;
      return {
        file,
        state: STATES[outcome.state],
        rows,
        inserted,
        revised,
        unchanged,
        problems: rejections.map((rejection) => problemOf(rejection, language)),
      };
    }
  }
}

const OTHERS = {
  id: 'Atau simpan baris lainnya dengan --accept-partial.',
  en: 'Or keep the other rows with --accept-partial.',
} as const;

const problemOf = (rejection: Rejection, language: Language) => ({ line: rejection.line, sentence: withColumn(rejection)[language] });
