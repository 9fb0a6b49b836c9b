import type { Text } from '../../connectors/contract/metric.js';
import type { Language, Line } from './digest.js';

/** A question that somebody asked in Slack. `shownTo` says who will read the answer, which decides what may stand in it. */
export interface AnswerRequest {
  readonly text: string;
  readonly userId: string;
  readonly channelId: string;
  readonly language: Language;
  readonly shownTo: 'person' | 'channel';
}

/** Asks for the rows behind one section of a digest that was posted; `period` is written `grain:start/end`. */
export interface SourceRequest {
  readonly digest: string;
  readonly section: string;
  readonly period: string;
  readonly userId: string;
  readonly channelId: string;
  readonly language: Language;
}

/** One sentence of an answer with its badges. */
export type AnswerLine = Pick<Line, 'role' | 'text' | 'badges'>;

/** A picture that was uploaded for an answer, with what it shows. */
export interface AnswerPicture {
  readonly file: string;
  readonly alt: string;
}

/** An answer in both languages; `suggestions` are questions that would have been understood. */
export interface AnswerResult {
  readonly lines: readonly AnswerLine[];
  readonly suggestions: readonly Text[];
  /** shown below the lines; none where it is left out */
  readonly pictures?: readonly AnswerPicture[];
}
