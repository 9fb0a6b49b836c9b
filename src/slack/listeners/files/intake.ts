import type { Language } from '../../../domain/digest.js';

/** A file that a person dropped, and what was answered about it so far, by the id of the question. */
export interface IntakeFile {
  readonly name: string;
  readonly bytes: Uint8Array;
  readonly answers: Readonly<Record<string, string>>;
  /** the Slack id of who asks */
  readonly by: string;
  readonly language: Language;
}

/** A question that a file leaves open. `asks`: a choice among the readings, or any day, days (`FROM..TO`) or year beside them. */
export interface IntakeQuestion {
  readonly id: string;
  readonly text: string;
  readonly asks: 'choice' | 'day' | 'days' | 'year';
  readonly readings: readonly { readonly answer: string; readonly shows: string }[];
}

/** What a file is and states, as whole lines in one language. */
export interface RecognisedFile {
  readonly kind: 'recognised';
  readonly title: string;
  readonly account: string;
  readonly metrics: readonly string[];
  readonly leftOut: readonly string[];
  readonly questions: readonly IntakeQuestion[];
  /** that the same bytes were kept before, in one sentence; undefined where they were not */
  readonly keptBefore: string | undefined;
}

/** Why a file can't be kept, and what to do. */
export interface RefusedFile {
  readonly kind: 'refused';
  readonly reason: string;
  readonly advice: string;
}

/** What reading a file without keeping it says. */
export type FilePreview = RecognisedFile | RefusedFile;

/** What became of a file that was to be kept; `undo` names the import where there is something to undo. `asks`: nothing was kept. */
export type FileKept =
  | { readonly kind: 'kept'; readonly sentence: string; readonly undo: string | undefined; readonly file: RecognisedFile }
  | { readonly kind: 'asks'; readonly file: RecognisedFile }
  | RefusedFile;

/** What Slack asks of the rest of Pantau about dropped files. All of it may be asked again: the same file is kept once, an import is undone once. */
export interface FileIntake {
  readonly preview: (file: IntakeFile) => Promise<FilePreview>;
  readonly keep: (file: IntakeFile) => Promise<FileKept>;
  /** undoes an import as a whole; what became of it, in one sentence */
  readonly undo: (request: { readonly id: string; readonly by: string; readonly language: Language }) => Promise<string>;
}
