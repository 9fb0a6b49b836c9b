import type { Rejection } from '../../connectors/contract/layout.js';
import type { Language } from '../domain/digest.js';
import type { ImportOutcome } from '../store/port.js';
import type { Answers, RecognisedExport, RefusedExport } from './export-report.js';
import type { FileInput } from './source-file.js';

/** A file that somebody hands in, in the command line or in Slack, and what was answered about it. */
export type HandedFile = FileInput & {
  /** the source's name as the operator calls it; undefined for the file's name without its ending */
  readonly sourceName?: string;
  /** by the id of the question, as a preview asks them */
  readonly answers: Answers;
  /** keeps the rows that are right where others are not */
  readonly acceptPartial: boolean;
  /** who hands it in, for the audit trail: a person's Slack id, the command line with its user, a watched folder */
  readonly by?: string;
  /** the person's, by which 1.455 is told from 1,455; the organisation's where it is left out */
  readonly language?: Language;
};

/** A handed file under the name of its source. */
export type NamedFile = HandedFile & { readonly sourceName: string };

/** What keeping a file did. */
export interface KeptFile extends ImportOutcome {
  readonly state: 'kept' | 'unchanged' | 'partial';
  readonly report: RecognisedExport;
  /** the id of the import, by which it can be undone as a whole; undefined where nothing of it was kept under one id */
  readonly importId: string | undefined;
  readonly rows: number;
  /** the rows that were not taken, the first 10,000 of them */
  readonly rejections: readonly Rejection[];
}

/** A file that was not kept, since something must be answered first. */
export interface AskingFile {
  readonly state: 'asks';
  readonly report: RecognisedExport;
}

/** What became of a file that was to be kept. */
export type HandedIn =
  | KeptFile
  | AskingFile
  | {
      readonly state: 'refused';
      readonly report: RefusedExport;
      readonly rejections: readonly Rejection[];
      /** true where the report speaks of a single row, and the others could be kept by themselves */
      readonly othersAreRight?: boolean;
    };
