import type { ChartSpec } from '../../charts/spec.js';
import type { Text } from '../../connectors/contract/metric.js';
import type { Instant, Period } from '../../connectors/contract/period.js';
import type { Basis } from './basis.js';

/** A language of the product. */
export type Language = 'id' | 'en';

/** What a badge beside a line warns of. */
export type Badge =
  | 'partial'
  | 'delayed'
  | 'estimated'
  | 'typed'
  | 'to-be-confirmed'
  | 'platform-rounded'
  | 'provisional'
  | 'synthetic'
  | 'retired'
  | 'definition-changed'
  | 'no-data'
  | 'reported';

/** How a line is set: the figure that leads, what stands under it, one item of a list, somebody's words, a gap, small print. */
export type LineRole = 'headline' | 'detail' | 'entry' | 'note' | 'missing' | 'small';

/** One sentence with what it rests on. */
export interface Line {
  readonly id: string;
  readonly role: LineRole;
  readonly text: Text;
  readonly basis: Basis;
  readonly badges: readonly Badge[];
}

/** One picture in one language. `points` gives each plotted value's formula, series by series; `basis` covers the title and the alternative text. */
export interface DigestChart {
  readonly id: string;
  readonly language: Language;
  readonly spec: ChartSpec;
  /** the PNG's name beside `digest.json` */
  readonly file: string;
  readonly alt: Text;
  readonly basis: Basis;
  readonly points: Basis;
}

/** A reconciliation: what was compared, and whether it holds. */
export interface Check {
  readonly id: string;
  readonly ok: boolean;
  readonly text: Text;
  readonly basis: Basis;
}

/** One block of a digest. */
export interface Section {
  readonly id: string;
  readonly title: Text;
  readonly lines: readonly Line[];
  readonly charts: readonly DigestChart[];
  readonly checks: readonly Check[];
}

/** A report on one period, fixed at one moment. The same stored rows give the same bytes. */
export interface Digest {
  readonly version: 1;
  readonly digest: string;
  readonly title: Text;
  readonly organisation: Text;
  readonly period: Period;
  readonly asOf: Instant;
  readonly zone: string;
  readonly sections: readonly Section[];
}
