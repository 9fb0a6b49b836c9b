import type { Text } from '../../connectors/contract/metric.js';
import type { BusinessClock } from '../clock.js';
import type { Language } from '../domain/digest.js';
import type { PantauError } from '../errors.js';
import type { Store, StoredImport, UndoneActivations, UndoneImport } from '../store/port.js';
import { formatNumber } from '../text/number.js';
import { noteUndone } from './export-memory.js';
import { RefusedFile } from './import-report.js';

/** Which import to undo, who does, and why. */
export interface UndoImportRequest {
  /** its id, or the first characters of its file's hash, at least six */
  readonly import: string;
  readonly by: string;
  readonly reason: string;
}

/** What undoing needs. */
export interface UndoDependencies {
  readonly store: Pick<Store, 'listImports' | 'undoImport' | 'readSetting' | 'saveSetting'>;
  readonly clock: BusinessClock;
}

const MOST_LISTED = 10_000;
const SHORT = 12;

/** The short name of an import, which `undoImport` takes as well. */
export const shortImportId = ({ origin }: Pick<StoredImport, 'origin'>): string => origin.hash.slice(0, SHORT);

/**
 * Undoes an import as a whole: what it stated goes back to what was there before, and the same file may then be imported again. Throws
 * `PantauError('refused-input')` where there is no such import, several have the hash, or it was undone already.
 */
export async function undoImport(request: UndoImportRequest, { store, clock }: UndoDependencies): Promise<UndoneImport> {
  const reason = request.reason.trim();
  if (reason === '') throw refused({ id: 'Sebutkan alasannya.', en: 'Say why.' });
  const found = await findImport(request.import, store);
  const { undone } = found;
  if (undone !== undefined) {
    throw refused({
      id: `Impor ini sudah dibatalkan oleh ${undone.by} pada ${undone.at}.`,
      en: `This import was undone already, by ${undone.by} at ${undone.at}.`,
    });
  }
  const outcome = await store.undoImport({ origin: found.origin.id, by: request.by, at: clock.now(), reason });
  await noteUndone(found.origin.hash, request.by, { store, clock });
  return outcome;
}

const refused = (text: Text): PantauError => new RefusedFile(text);

async function findImport(name: string, store: UndoDependencies['store']): Promise<StoredImport> {
  const imports = await store.listImports(MOST_LISTED);
  const exact = imports.find(({ origin }) => origin.id === name);
  const found = exact === undefined ? imports.filter(({ origin }) => name.length >= 6 && origin.hash.startsWith(name)) : [exact];
  const [only] = found;
  if (only === undefined) {
    const quoted = name.slice(0, 80);
    throw refused({
      id: `Tidak ada impor "${quoted}" yang dapat dibatalkan. "pantau undo" menampilkan semuanya.`,
      en: `There is no import "${quoted}" that can be undone. "pantau undo" lists them.`,
    });
  }
  if (found.length > 1) {
    const ids = found.map(({ origin }) => origin.id).join(', ');
    throw refused({ id: `Ada beberapa impor dengan awalan itu: ${ids}.`, en: `Several imports begin so: ${ids}.` });
  }
  return only;
}

const activationLines = (
  { removed, touchesRemoved, kept }: UndoneActivations,
  count: (value: number) => string,
): readonly (readonly [number, Text])[] => [
  [
    removed,
    {
      id: `${count(removed)} aktivasi tidak dihitung lagi: tidak ada yang lain melaporkannya.`,
      en: `${count(removed)} activations count no more: nobody else told them.`,
    },
  ],
  [
    touchesRemoved,
    {
      id: `${count(touchesRemoved)} platform yang ditambahkan ke aktivasi lain ditarik.`,
      en: `${count(touchesRemoved)} platforms that were added to other activations were taken back.`,
    },
  ],
  [
    kept,
    {
      id: `${count(kept)} aktivasi tetap, karena berkas lain atau orangnya sendiri juga melaporkannya.`,
      en: `${count(kept)} activations stay, since another file or the person told them as well.`,
    },
  ],
];

/** What undoing an import did, in one line for each thing. */
export function undoneSentences(undone: UndoneImport, language: Language): readonly string[] {
  const count = (value: number): string => formatNumber(value, language);
  const { origin, restored, removed, restated, overwritten, entriesWithdrawn, entriesRestored, entriesKept } = undone;
  const { activations = { removed: 0, touchesRemoved: 0, kept: 0 } } = undone;
  const lines: readonly (readonly [number, Text])[] = [
    [
      restored,
      { id: `${count(restored)} angka kembali ke nilai sebelumnya.`, en: `${count(restored)} figures went back to what was stated before.` },
    ],
    [
      removed,
      { id: `${count(removed)} angka tidak ada lagi: tidak ada sumber lain.`, en: `${count(removed)} figures are gone: nobody else stated them.` },
    ],
    [
      restated,
      {
        id: `${count(restated)} angka tetap, karena impor lain menyatakan hal yang sama.`,
        en: `${count(restated)} figures stay, since another import states them alike.`,
      },
    ],
    [
      overwritten,
      {
        id: `${count(overwritten)} angka tetap, karena sudah diganti oleh sumber yang lebih baru atau lebih kuat.`,
        en: `${count(overwritten)} figures stay, since a later or better source had replaced them.`,
      },
    ],
    [entriesWithdrawn, { id: `${count(entriesWithdrawn)} entri ditarik.`, en: `${count(entriesWithdrawn)} entries were withdrawn.` }],
    [
      entriesRestored,
      { id: `${count(entriesRestored)} entri dari daftar sebelumnya kembali.`, en: `${count(entriesRestored)} entries of the list before are back.` },
    ],
    [
      entriesKept,
      { id: `${count(entriesKept)} entri dibiarkan menurut daftar yang lebih baru.`, en: `${count(entriesKept)} entries were left to a later list.` },
    ],
    ...activationLines(activations, count),
  ];
  const typed = { id: 'Yang diisikan sekaligus itu dibatalkan.', en: 'What was handed in at once was undone.' };
  const file = { id: `Impor "${origin.detail}" dibatalkan.`, en: `The import of "${origin.detail}" was undone.` };
  const head = (origin.kind === 'typed' ? typed : file)[language];
  const told = lines.filter(([number]) => number > 0).map(([, text]) => text[language]);
  return [head, ...(told.length > 0 ? told : [{ id: 'Tidak ada yang berubah.', en: 'Nothing changed by it.' }[language]])];
}
