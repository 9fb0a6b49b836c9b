import type { Application } from './application.js';
import type { Terminal } from './terminal.js';

/** What a command gets: the application, where to print, its arguments and its flags as they were typed. */
export interface Invocation {
  readonly application: Application;
  readonly terminal: Terminal;
  readonly words: readonly string[];
  readonly flags: Readonly<Record<string, unknown>>;
  readonly json: boolean;
}

/** Runs one command and gives its exit code; rejects with `PantauError`. */
export type Command = (invocation: Invocation) => Promise<0 | 1 | 2 | 3>;
