import type { Fact, Rejection } from '../../connectors/contract/layout.js';
import type { ReadReport } from './import-report.js';

const MOST_REJECTIONS = 10_000;
const MOST_WARNINGS = 100;

/** Counts what a file holds while it is read; lists grow only to their limits. */
export interface Tally {
  readonly row: () => void;
  readonly take: (fact: Fact) => void;
  readonly repeat: () => void;
  readonly reject: (rejection: Rejection) => void;
  readonly warn: (warning: Rejection) => void;
  readonly rows: () => number;
  readonly rejected: () => number;
  readonly report: (layout: string) => ReadReport;
}

/** A tally that has counted nothing yet. */
export function newTally(): Tally {
  let rows = 0;
  let repeats = 0;
  let rejected = 0;
  const facts = { observation: 0, entry: 0, content: 0, snapshot: 0 };
  const rejections: Rejection[] = [];
  const warnings = new Map<string, Rejection>();
  return {
    row: () => {
      rows += 1;
    },
    take: (fact) => {
      facts[fact.type] += 1;
    },
    repeat: () => {
      repeats += 1;
    },
    reject: (rejection) => {
      rejected += 1;
      if (rejections.length < MOST_REJECTIONS) rejections.push(rejection);
    },
    warn: (warning) => {
      if (warnings.size < MOST_WARNINGS && !warnings.has(warning.reason)) warnings.set(warning.reason, warning);
    },
    rows: () => rows,
    rejected: () => rejected,
    report: (layout) => ({ layout, rows, facts, repeats, rejected, rejections, warnings: [...warnings.values()] }),
  };
}
