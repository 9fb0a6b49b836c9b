import type { ListedImport, UndoResult } from '../cli/application.js';
import type { Language } from '../domain/digest.js';
import { PantauError } from '../errors.js';
import { RefusedFile } from '../pipeline/import-report.js';
import { shortImportId, undoImport, undoneSentences } from '../pipeline/undo-import.js';
import { commandLineUser } from './command-line-user.js';
import type { Opened } from './opened.js';

const LISTED = 200;

/** What was imported, newest first. */
export async function listImports({ store }: Pick<Opened, 'store'>): Promise<readonly ListedImport[]> {
  const imports = await store.listImports(LISTED);
  return imports.map((one) => {
    const { origin, lastReceivedAt, by, inserted, revised, unchanged, undone } = one;
    const counts = { inserted, revised, unchanged };
    return { id: origin.id, short: shortImportId(one), source: origin.name, file: origin.detail, receivedAt: lastReceivedAt, by, ...counts, undone };
  });
}

/** Undoes an import; the audit trail names the command line and its user as the one who did. */
export async function undoByCommand(
  request: { readonly import: string; readonly reason: string },
  language: Language,
  { store, clock }: Pick<Opened, 'store' | 'clock'>,
): Promise<UndoResult> {
  const outcome = await undoImport({ ...request, by: commandLineUser() }, { store, clock }).catch((error: unknown) => {
    throw error instanceof RefusedFile ? new PantauError('refused-input', error.text[language], { cause: error }) : error;
  });
  const { origin, ...counts } = outcome;
  return { undone: { id: origin.id, file: origin.detail, ...counts }, sentences: undoneSentences(outcome, language) };
}
