import type { CivilDate, Instant } from '../../connectors/contract/period.js';
import type { AlertState, Transition } from '../domain/alert-state.js';
import type { Incident } from '../domain/incident.js';
import type { IncidentCard } from '../domain/incident-card.js';
import type { SeriesQuestion, StoredObservation } from './port.js';

/** What an evaluation leaves: the states that changed, what happened, and the incidents that it opened. */
export interface EvaluationRecord {
  readonly states: readonly AlertState[];
  readonly transitions: readonly Transition[];
  readonly opened: readonly Incident[];
}

/** Which transitions; fields that are left out match everything. `since` is included, `until` is not. */
export interface TransitionFilter {
  readonly rule?: string;
  readonly series?: string;
  readonly since?: Instant;
  readonly until?: Instant;
}

/** Which incidents; fields that are left out match everything. */
export interface IncidentFilter {
  readonly open?: boolean;
  readonly rule?: string;
  readonly since?: Instant;
}

/** What alerts remember and read in bulk. Asynchronous as the store is; all methods reject with `PantauError`. */
export interface AlertStore {
  readonly readAlertStates: () => Promise<readonly AlertState[]>;
  /**
   * Stores an evaluation in one durable transaction. A transition of an incident that is not opened here ends it or adds a line to its log, as it stands
   * by then. Rejects, and stores nothing, where a second incident of a rule and a series would be open.
   */
  readonly saveEvaluation: (evaluation: EvaluationRecord) => Promise<void>;
  /** oldest first */
  readonly readTransitions: (filter: TransitionFilter) => Promise<readonly Transition[]>;
  readonly readIncident: (id: string) => Promise<Incident | undefined>;
  /** newest first */
  readonly listIncidents: (filter: IncidentFilter) => Promise<readonly Incident[]>;
  /** stores the next version of an incident; false, and nothing written, where the stored one is not the version before it */
  readonly saveIncident: (incident: Incident) => Promise<boolean>;
  /** the cards of an id, one for each channel */
  readonly cardsOf: (id: string) => Promise<readonly IncidentCard[]>;
  /** the cards that are not settled */
  readonly openCards: () => Promise<readonly IncidentCard[]>;
  /** stores how a card stands, durably, in place of what was stored of it */
  readonly saveCard: (card: IncidentCard) => Promise<void>;
  /** `readSeries` for many questions at once, the answers in their order */
  readonly readSeriesMany: (questions: readonly SeriesQuestion[]) => Promise<readonly (readonly StoredObservation[])[]>;
  /** of these origins those whose source (kind and name) was read again after they came in */
  readonly readAgain: (origins: readonly string[]) => Promise<ReadonlySet<string>>;
  /** by subject: the newest day, from `since` on, of which a daily figure is stored */
  readonly newestDays: (since: CivilDate) => Promise<ReadonlyMap<string, CivilDate>>;
}
