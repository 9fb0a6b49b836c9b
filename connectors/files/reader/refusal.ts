import { ConnectorError } from '../../contract/errors.js';

/** Why a file is not read, and what its owner can do. */
export interface Refusal {
  /** one sentence */
  readonly reason: string;
  /** the line of the text or row of the sheet, from 1; undefined where the file as a whole is meant */
  readonly line: number | undefined;
  /** one sentence that says what to do */
  readonly advice: string;
}

/** A file that is refused as a whole; its message is the reason and the advice. */
export class FileRefused extends ConnectorError {
  readonly refusal: Refusal;

  constructor(reason: string, advice: string, line?: number, cause?: unknown) {
    super('malformed', `${line === undefined ? '' : `Line ${line}: `}${reason} ${advice}`, { cause });
    this.name = 'FileRefused';
    this.refusal = { reason, line, advice };
  }
}
