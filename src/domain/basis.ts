import type { Quality } from '../../connectors/contract/observation.js';

/** One stored value that a sentence rests on. Text values are titles of entries and the like. */
export interface BasisValue {
  /** the id of an observation, a snapshot, an entry (`entry:...`), a content item (`content:...`), a target (`target:...`) or a setting (`config:...`) */
  readonly observation: string;
  readonly value: number | string | null;
  readonly quality: Quality;
}

/** What a sentence rests on. The formula is a list of statements over `v1`, `v2`, ... (the values in order), one for each printed number or date. */
export interface Basis {
  readonly formula: string;
  readonly values: readonly BasisValue[];
}
