import type { Text } from '../../connectors/contract/metric.js';
import type { Grain } from '../../connectors/contract/period.js';

/** Something that a file leaves open, with every reading and what the file would say under it. */
export interface ExportQuestion {
  /** the name under which it is answered, such as `platform` */
  readonly id: string;
  readonly text: Text;
  readonly readings: readonly { readonly answer: string; readonly shows: Text }[];
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

/** Asks a question; the same one a second time is asked once. */
export type Ask = (question: ExportQuestion) => void;

/** A file that is known: what it states, what of it is left out and why, and what must be answered before it is kept. */
export interface RecognisedExport {
  readonly version: 1;
  readonly file: string;
  readonly recognised: { readonly tool: string; readonly layout: string; readonly locale: string | null };
  readonly account: string | null;
  /** what stands where the account would, for a file that is of none */
  readonly about?: Text;
  readonly metrics: readonly ExportMetric[];
  /** whole lines that say each thing that is stated, where sums of metrics would not */
  readonly stated?: readonly Text[];
  readonly leftOut: readonly { readonly reason: Text; readonly rows: number }[];
  readonly questions: readonly ExportQuestion[];
}

/** A file that is refused, and what to do. */
export interface RefusedExport {
  readonly version: 1;
  readonly file: string;
  readonly refused: { readonly reason: Text; readonly line: number | null; readonly advice: Text };
}

/** What is said of one file. */
export type ExportReport = RecognisedExport | RefusedExport;

/** What was answered, by the question's id; a question about one account is `account`, or `account-instagram` where there are several. */
export type Answers = Readonly<Record<string, string>>;

/** The sentence that says how to answer a question on the command line. */
export const howToAnswer = ({ id, text, readings }: ExportQuestion, language: keyof Text): string =>
  `${text[language]} ${readings.map(({ answer, shows }) => `--answer ${id}=${answer}: ${shows[language]}`).join(' ')}`;

/** A report in one language, as `import --dry-run --json` prints it in English. */
export type PlainReport = Spoken<RecognisedExport> | Spoken<RefusedExport>;

type Spoken<Part> = Part extends Text
  ? string
  : Part extends readonly (infer Member)[]
    ? readonly Spoken<Member>[]
    : Part extends object
      ? { readonly [Key in keyof Part]: Spoken<Part[Key]> }
      : Part;

/** Takes one language of a report. */
export function plainReport(report: ExportReport, language: keyof Text = 'en'): PlainReport {
  if ('refused' in report) {
    const { reason, line, advice } = report.refused;
    return { ...report, refused: { reason: reason[language], line, advice: advice[language] } };
  }
  const { about, stated, ...rest } = report;
  return {
    ...rest,
    ...(about === undefined ? {} : { about: about[language] }),
    ...(stated === undefined ? {} : { stated: stated.map((text) => text[language]) }),
    leftOut: report.leftOut.map(({ reason, rows }) => ({ reason: reason[language], rows })),
    questions: report.questions.map(({ id, text, readings }) => ({
      id,
      text: text[language],
      readings: readings.map(({ answer, shows }) => ({ answer, shows: shows[language] })),
    })),
  };
}
