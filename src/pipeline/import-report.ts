import type { Fact, Rejection } from '../../connectors/contract/layout.js';
import { PantauError } from '../errors.js';

/** How far an import has come. */
export interface ImportProgress {
  readonly rows: number;
  readonly bytes: number;
  readonly totalBytes: number;
}

/** What reading a file found, whether or not it may be kept. */
export interface ReadReport {
  /** the layout's id */
  readonly layout: string;
  /** rows below the header, empty lines left out */
  readonly rows: number;
  /** what was taken, by type */
  readonly facts: Readonly<Record<Fact['type'], number>>;
  /** rows that state once more, in the same way, what an earlier row states; `facts` counts them once */
  readonly repeats: number;
  readonly rejected: number;
  /** the rejected rows by line, the first 10,000 of them */
  readonly rejections: readonly Rejection[];
  /** what is doubtful and was taken all the same; one for each reason, at most 100 */
  readonly warnings: readonly Rejection[];
}

/** A file of which nothing was kept, with the rows that are wrong. */
export class RefusedFile extends PantauError {
  readonly rejected: number;
  readonly rejections: readonly Rejection[];

  constructor(message: string, options: { readonly read?: Pick<ReadReport, 'rejected' | 'rejections'>; readonly cause?: unknown } = {}) {
    super('refused-input', message, { cause: options.cause });
    this.name = 'RefusedFile';
    this.rejected = options.read?.rejected ?? 0;
    this.rejections = options.read?.rejections ?? [];
  }
}

const LISTED = 20;

/** The refusal of a file that may not be kept as it was read; undefined where it may. */
export function refusal(read: ReadReport, acceptPartial: boolean): RefusedFile | undefined {
  const taken = Object.values(read.facts).some((count) => count > 0);
  if (read.rows === 0) return new RefusedFile('The file has a header and no rows. Nothing was imported.', { read });
  if (taken && (read.rejected === 0 || acceptPartial)) return undefined;
  const first = `${read.rejected} of ${read.rows} rows can't be imported, so nothing was.`;
  const hint = taken ? ['Correct them, or keep the other rows with --accept-partial.'] : [];
  return new RefusedFile([first, ...listed(read), ...hint].join('\n'), { read });
}

function listed({ rejections, rejected }: ReadReport): readonly string[] {
  const lines = rejections.slice(0, LISTED).map(rejectionText);
  return rejected > LISTED ? [...lines, `and ${rejected - LISTED} more`] : lines;
}

/** A rejection as one line of text: `line 4, column value: ...`. */
function rejectionText({ line, column, reason }: Rejection): string {
  return `line ${line}${column === undefined ? '' : `, column ${column}`}: ${reason}`;
}
