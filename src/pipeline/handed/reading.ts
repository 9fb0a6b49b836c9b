import type { Text } from '../../../connectors/contract/metric.js';
import type { Precision } from '../../../connectors/contract/observation.js';
import type { CivilDate, Period } from '../../../connectors/contract/period.js';
import type { Language } from '../../domain/digest.js';
import type { FigureItem, HandedConfig, ListItem, OpenItem } from './items.js';

/** What is known when a message is read. */
export interface PasteContext {
  readonly config: HandedConfig;
  /** the person's: it decides between 1.455 and 1,455 */
  readonly language: Language;
  /** the month that figures are asked for */
  readonly period: Period;
  readonly today: CivilDate;
  /** the stored figure of an item (by its key) over a month */
  readonly known: (key: string, period: Period) => number | undefined;
  /** the values of an open dimension that were stored before */
  readonly knownValues: (item: OpenItem) => readonly string[];
}

/** What may be doubtful in a figure. */
export type DoubtKind =
  | 'item'
  | 'period'
  | 'number'
  | 'role'
  | 'percent'
  | 'nothing'
  | 'words'
  | 'heading'
  | 'value'
  | 'jump'
  | 'before'
  | 'direction'
  | 'revises'
  | 'twice'
  | 'sum'
  | 'list';

/** Something that its writer must say before a figure is kept. The id stays the same when the same text is read again. */
export interface PasteQuestion {
  readonly id: string;
  readonly kind: DoubtKind;
  readonly sentence: Text;
  readonly options: readonly PasteOption[];
}

/** One answer to a question; `no` always means that the figure is left out. */
export interface PasteOption {
  readonly id: string;
  readonly label: Text;
}

/** The answers that were given, by the id of the question. */
export type PasteAnswers = Readonly<Record<string, string>>;

/** A figure that a message states. It may be kept where nothing is asked of it. */
export interface ReadFigure {
  /** `3.1`: the line from 1, and the piece of it */
  readonly id: string;
  readonly line: number;
  /** the words around it, as they were written */
  readonly source: string;
  /** undefined where that is asked */
  readonly item: FigureItem | OpenItem | undefined;
  /** of an open item the value of its dimension */
  readonly value: string | undefined;
  readonly period: Period;
  /** null: there are no data; undefined where that is asked */
  readonly figure: number | null | undefined;
  readonly precision: Precision;
  /** the stored figure of the month before */
  readonly previous: number | undefined;
  readonly questions: readonly PasteQuestion[];
}

/** An entry of a list. */
export interface ReadEntry {
  readonly id: string;
  readonly line: number;
  readonly source: string;
  readonly list: ListItem;
  readonly date: CivilDate;
  readonly title: string;
  readonly attributes: Readonly<Record<string, string>>;
  readonly questions: readonly PasteQuestion[];
}

/** Words that were not understood, and why. */
export interface LeftText {
  readonly line: number;
  readonly source: string;
  readonly why: 'pairing' | 'no-label' | 'no-number' | 'no-date' | 'columns';
}

/** A message as it was understood. Nothing of it is stored yet. */
export interface PasteReading {
  readonly figures: readonly ReadFigure[];
  readonly entries: readonly ReadEntry[];
  /** items that are said to come later */
  readonly later: readonly { readonly line: number; readonly item: FigureItem }[];
  readonly left: readonly LeftText[];
}
