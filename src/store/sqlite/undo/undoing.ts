import type { UndoneImport } from '../../port.js';

/** An undoing that is going on. */
export interface Undo {
  readonly number: number;
  /** the origin's row, its id, and its rank */
  readonly origin: number;
  readonly id: string;
  readonly rank: number;
  /** ms */
  readonly at: number;
  /** the last import that had begun */
  readonly lastImport: number;
}

/** What a step did. */
export type Counted = { -readonly [Key in Exclude<keyof UndoneImport, 'origin'>]: number } & { revisions: number };
