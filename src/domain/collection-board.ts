import type { Text } from '../../connectors/contract/metric.js';
import type { CivilDate, Period } from '../../connectors/contract/period.js';

/** Something that has not come yet. */
export interface BoardItem {
  readonly key: string;
  readonly label: Text;
  /** the figure of the month before; undefined where there is none or it is no figure */
  readonly previous: number | undefined;
  readonly due: CivilDate;
  /** working days since it was due; 0 where it is not overdue */
  readonly lateDays: number;
}

/** What is missing of one page of a form. */
export interface BoardGroup {
  readonly page: string;
  readonly label: Text;
  readonly missing: readonly BoardItem[];
}

/** Something that came: its figure, null where somebody said that there are no data, or how many entries. */
export interface BoardReceived {
  readonly label: Text;
  readonly value: number | null;
  readonly entries: boolean;
}

/** What one person has handed in and still owes. */
export interface BoardOwner {
  readonly id: string;
  readonly name: string;
  readonly received: readonly BoardReceived[];
  readonly expected: number;
  readonly overdue: number;
  /** what is longest overdue first */
  readonly groups: readonly BoardGroup[];
}

/** What was handed in for a month, and by whom not; whoever is longest overdue first. */
export interface CollectionBoard {
  readonly period: Period;
  /** the month before */
  readonly before: Period;
  readonly received: number;
  readonly expected: number;
  readonly overdue: number;
  readonly owners: readonly BoardOwner[];
}
