import type { UndoneImport } from '../../port.js';

/** An undoing that is going on. */
export interface Undo {
  readonly number: number;
  /** the origin's row, and its id */
  readonly origin: number;
  readonly id: string;
  /** ms */
  readonly at: number;
  /** the last import that had begun */
  readonly lastImport: number;
}

/** What a step did. */
export type Counted = { -readonly [Key in Exclude<keyof UndoneImport, 'origin' | 'activations'>]: number } & { revisions: number };
