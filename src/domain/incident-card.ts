import { createHash } from 'node:crypto';
import type { Language } from './digest.js';

/** How the card of some incidents stands in one channel. It is posted once and edits itself from then on; what happens is told in its thread. */
export interface IncidentCard {
  /** `cardId` of the incidents' group */
  readonly id: string;
  /** a channel, or a person's direct messages */
  readonly channel: string;
  readonly language: Language;
  /** undefined until it was posted */
  readonly message: string | undefined;
  /** the uploaded chart; undefined where there is none */
  readonly picture: string | undefined;
  /** a fingerprint of what it shows */
  readonly shown: string;
  /** by incident: how many lines of its log the card or its thread has told */
  readonly told: Readonly<Record<string, number>>;
  /** the same for a reply that may be on its way: it is sent again with the very same words, or found */
  readonly telling: Readonly<Record<string, number>> | undefined;
  /** nothing is left to be shown or told */
  readonly settled: boolean;
}

/** A short name of the incidents that are told as one, by which a button finds them. */
export const cardId = (group: string): string => createHash('sha256').update(group).digest('hex').slice(0, 16);
