import type { Grain } from '../../connectors/contract/period.js';

/** Something that a file leaves open, with every reading and what the file would say under it. */
export interface ExportQuestion {
  /** the name under which it is answered, such as `platform` */
  readonly id: string;
  readonly text: string;
  readonly readings: readonly { readonly answer: string; readonly shows: string }[];
}

/** What a file states of one metric. `sum` is null where the values of the metric do not add up; days are null while their year is open. */
export interface ExportMetric {
  readonly metric: string;
  readonly dimensions: Readonly<Record<string, string>>;
  readonly grain: Grain;
  readonly rows: number;
  readonly sum: number | null;
  readonly first: string | null;
  readonly last: string | null;
}

/** A file that is known: what it states, what of it is left out and why, and what must be answered before it is kept. */
export interface RecognisedExport {
  readonly version: 1;
  readonly file: string;
  readonly recognised: { readonly tool: string; readonly layout: string; readonly locale: string | null };
  readonly account: string | null;
  readonly metrics: readonly ExportMetric[];
  readonly leftOut: readonly { readonly reason: string; readonly rows: number }[];
  readonly questions: readonly ExportQuestion[];
}

/** A file that is refused, and what to do. */
export interface RefusedExport {
  readonly version: 1;
  readonly file: string;
  readonly refused: { readonly reason: string; readonly line: number | null; readonly advice: string };
}

/** What `import --dry-run` says of one file. */
export type ExportReport = RecognisedExport | RefusedExport;

/** What was answered, by the question's id; a question about one account is `account`, or `account-instagram` where there are several. */
export type Answers = Readonly<Record<string, string>>;

/** The sentence that says how to answer a question on the command line. */
export const howToAnswer = ({ id, text, readings }: ExportQuestion): string =>
  `${text} ${readings.map(({ answer, shows }) => `--answer ${id}=${answer}: ${shows}`).join(' ')}`;
