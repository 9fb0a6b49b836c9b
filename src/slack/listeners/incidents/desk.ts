import type { AnswerResult } from '../../../domain/answer.js';
import type { Language } from '../../../domain/digest.js';
import type { CardPress, PressResult } from '../../../pipeline/press-card.js';

/** A card about which somebody asks something. */
export interface CardQuestion {
  readonly card: string;
  readonly channel: string;
  readonly language: Language;
}

/** What the buttons of cards ask of the rest of Pantau. */
export interface IncidentDesk {
  readonly press: (press: CardPress) => Promise<PressResult>;
  /** brings every other place of the card, and its threads, up to date; in the background */
  readonly changed: () => void;
  /** the rows behind an alert */
  readonly source: (question: CardQuestion) => Promise<AnswerResult>;
  /** what contributed to the change that an alert tells */
  readonly why: (question: CardQuestion) => Promise<AnswerResult>;
  /** the alerts that hold now and that a person (a Slack id) may hear of */
  readonly open: (user: string) => Promise<AnswerResult>;
  /** in which zone moments are printed */
  readonly zone: () => string;
}
