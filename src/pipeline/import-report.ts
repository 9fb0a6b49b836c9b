import type { Fact, Rejection } from '../../connectors/contract/layout.js';
import type { Text } from '../../connectors/contract/metric.js';
import { PantauError } from '../errors.js';

/** How far an import has come. */
export interface ImportProgress {
  readonly rows: number;
  readonly bytes: number;
  /** 0 where it is not known */
  readonly totalBytes: number;
  /** rows that are swapped in, of a file of activations */
  readonly stored?: number;
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
  /** the message in both languages, where it is known so */
  readonly text: Text;

  constructor(message: string | Text, options: { readonly read?: Pick<ReadReport, 'rejected' | 'rejections'>; readonly cause?: unknown } = {}) {
    const text = typeof message === 'string' ? { id: message, en: message } : message;
    super('refused-input', text.en, { cause: options.cause });
    this.text = text;
    this.name = 'RefusedFile';
    this.rejected = options.read?.rejected ?? 0;
    this.rejections = options.read?.rejections ?? [];
  }
}

const LISTED = 20;

/** The refusal of a file that may not be kept as it was read; undefined where it may. */
export function refusal(read: ReadReport, acceptPartial: boolean): RefusedFile | undefined {
  const taken = Object.values(read.facts).some((count) => count > 0);
  if (read.rows === 0)
    return new RefusedFile(
      {
        id: 'Berkasnya hanya memiliki baris judul, tanpa baris lain. Tidak ada yang diimpor.',
        en: 'The file has a header and no rows. Nothing was imported.',
      },
      { read },
    );
  if (taken && (read.rejected === 0 || acceptPartial)) return undefined;
  const id = [
    `${read.rejected} dari ${read.rows} baris tidak dapat diimpor, jadi tidak ada yang diimpor.`,
    ...listed(read, 'id'),
    ...(taken ? ['Perbaiki baris itu, atau simpan baris lainnya dengan --accept-partial.'] : []),
  ];
  const en = [
    `${read.rejected} of ${read.rows} rows can't be imported, so nothing was.`,
    ...listed(read, 'en'),
    ...(taken ? ['Correct them, or keep the other rows with --accept-partial.'] : []),
  ];
  return new RefusedFile({ id: id.join('\n'), en: en.join('\n') }, { read });
}

function listed({ rejections, rejected }: ReadReport, language: keyof Text): readonly string[] {
  const lines = rejections.slice(0, LISTED).map((rejection) => rejectionText(rejection, language));
  const more = { id: `dan ${rejected - LISTED} lagi`, en: `and ${rejected - LISTED} more` }[language];
  return rejected > LISTED ? [...lines, more] : lines;
}

/** A rejection as one line of text: `line 4, column value: ...`. */
function rejectionText({ line, column, reason, text }: Rejection, language: keyof Text): string {
  const words = { id: ['baris', 'kolom'], en: ['line', 'column'] }[language];
  return `${words[0]} ${line}${column === undefined ? '' : `, ${words[1]} ${column}`}: ${text?.[language] ?? reason}`;
}
