import type { FailureKind } from '../../errors.js';
import type { Owner } from './imports.js';
import type { Service } from './service.js';

/** What the worker thread starts with. */
export interface Start {
  readonly path: string;
  readonly owner: Owner;
}

/** One call of a method, numbered from 1. */
export interface Call {
  readonly call: number;
  readonly method: keyof Service;
  readonly given: readonly unknown[];
}

/** The answer to a call; number 0 tells whether the store opened. */
export type Answer =
  | { readonly call: number; readonly failed: false; readonly result: unknown }
  | { readonly call: number; readonly failed: true; readonly kind: FailureKind; readonly message: string; readonly cause: string | undefined };
