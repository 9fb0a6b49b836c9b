import type { ChartSpec } from '../../charts/spec.js';
import type { CivilDate, Instant } from '../../connectors/contract/period.js';
import type { Config } from '../config/config.js';
import type { SectionStore } from '../digest/context.js';
import type { AnswerResult } from '../domain/answer.js';
import type { Language, Line } from '../domain/digest.js';
import type { Figure } from '../domain/figure.js';

/** What an answer is made from. */
export interface AnswerDeps {
  readonly config: Config;
  readonly store: SectionStore;
  readonly now: Instant;
  readonly today: CivilDate;
}

/** A picture, in each language. */
export type AnswerChart = Readonly<Record<Language, ChartSpec>>;

/** An answer whose sentences are traced like those of a digest. */
export interface Answer extends AnswerResult {
  /** false where the question was not understood */
  readonly answered: boolean;
  readonly lines: readonly Line[];
  /** what was asked for, with the baselines that it was compared with */
  readonly figures: readonly Figure[];
  /** pictures in each language, for whoever can show them; none where it is left out */
  readonly charts?: readonly AnswerChart[];
}

/** An answer in sentences without figures. */
export const inWords = (answered: boolean, lines: readonly Line[], suggestions: Answer['suggestions'] = []): Answer => ({
  answered,
  lines,
  suggestions,
  figures: [],
});
