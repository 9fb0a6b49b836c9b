import { ConnectorError } from '../../connectors/contract/errors.js';
import type { Fact } from '../../connectors/contract/layout.js';
import type { Origin, OriginKind } from '../../connectors/contract/observation.js';
import { UnreadableFile } from '../../connectors/files/reader/refusal.js';
import type { BusinessClock } from '../clock.js';
import type { Config } from '../config/config.js';
import { PantauError } from '../errors.js';
import type { ImportOutcome, ImportSession, Store } from '../store/port.js';
import { type ImportProgress, type ReadReport, RefusedFile, refusal } from './import-report.js';
import { rulesOf } from './normalise.js';
import { readFile } from './read-file.js';
import { type FileInput, hashOf, type SourceFile, sourceFile } from './source-file.js';

/** A file to import and how. */
export type ImportRequest = FileInput & {
  /** the source's name as the operator calls it, such as `laporan` */
  readonly sourceName: string;
  /** `file` unless the caller knows better: an export of a platform, or invented figures */
  readonly kind?: OriginKind;
  /** keeps the rows that are right where others are not */
  readonly acceptPartial?: boolean;
  /** reads and checks everything and keeps nothing */
  readonly dryRun?: boolean;
  /** who hands it in */
  readonly by?: string;
};

/** What an import needs: the store, the configuration, the time, and perhaps somebody who watches. */
export interface ImportDependencies {
  readonly store: Pick<Store, 'beginImport'>;
  readonly config: Pick<Config, 'organisation' | 'accounts' | 'subjects' | 'metrics'>;
  readonly clock: BusinessClock;
  readonly onProgress?: (progress: ImportProgress) => void;
}

/** What became of a file. In a dry run nothing is stored, and the four counts of the store are 0. */
export interface ImportReport extends ReadReport, ImportOutcome {
  /** the file's name without its folder */
  readonly file: string;
  readonly origin: Origin;
  readonly dryRun: boolean;
}

const NOTHING_STORED: ImportOutcome = { inserted: 0, revised: 0, unchanged: 0, outranked: 0, withdrawn: 0 };

/**
 * Imports one file: recognises its layout by the header, checks every row, and keeps all of it or nothing (with `acceptPartial`, the rows that are right).
 * Importing the same file again changes nothing; a changed value becomes a revision. Memory grows by some 24 bytes a row and no more.
 * Throws `RefusedFile` where the file can't be read, has wrong rows, or has nothing to keep.
 */
export async function importFile(request: ImportRequest, dependencies: ImportDependencies): Promise<ImportReport> {
  const { acceptPartial = false, dryRun = false } = request;
  const file = await sourceFile(request);
  const origin = await originOf(file, request, dependencies);
  let session: ImportSession | undefined;
  // Opened by the first facts, so that a file without any leaves no trace in the store.
  const stage = async (facts: readonly Fact[]): Promise<void> => {
    session ??= await dependencies.store.beginImport(origin);
    await session.stage(facts);
  };
  let read: ReadReport;
  try {
    const rules = rulesOf(dependencies.config);
    read = await readFile({ file, origin, rules, acceptPartial, stage: dryRun ? undefined : stage, onProgress: dependencies.onProgress });
    const refused = refusal(read, acceptPartial);
    if (refused) throw refused;
  } catch (error) {
    await session?.discard();
    if (!(error instanceof ConnectorError)) throw error;
    const { id, en } = error instanceof UnreadableFile ? error.text : { id: error.message, en: error.message };
    throw new RefusedFile({ id: `${id} Tidak ada yang diimpor.`, en: `${en} Nothing was imported.` }, { cause: error });
  }
  // A commit that fails is resumed by the store and may not be discarded.
  const outcome = (await session?.commit({ partial: read.rejected > 0 })) ?? NOTHING_STORED;
  return { file: file.name, origin, dryRun, ...read, ...outcome };
}

async function originOf(file: SourceFile, request: ImportRequest, { config, clock }: ImportDependencies): Promise<Origin> {
  const { sourceName: name, kind = 'file', by } = request;
  if (!/^\P{Cc}{1,100}$/u.test(name)) {
    throw new PantauError('usage', 'The name of a source has 1 to 100 characters and no line breaks.');
  }
  const hash = await hashOf(file);
  return {
    id: `${kind}:${encodeURIComponent(name)}:${hash}`,
    kind,
    name,
    detail: file.name,
    hash,
    zone: config.organisation.zone,
    receivedAt: clock.now(),
    ...(by === undefined ? {} : { by }),
  };
}
