import { type CivilDate, dayNumber, fromDayNumber } from '../../../connectors/contract/period.js';
import type { AlertState, Transition } from '../../domain/alert-state.js';
import { afterTransition, type Incident } from '../../domain/incident.js';
import type { IncidentCard } from '../../domain/incident-card.js';
import type { EvaluationRecord, IncidentFilter, TransitionFilter } from '../alerts-port.js';
import type { SeriesQuestion } from '../port.js';
import { type Database, transaction } from './driver.js';
import type { HeldRows } from './held.js';
import { monthOf } from './rows.js';

/** What alerts remember, as the store's thread reads and writes it. */
export interface AlertRows {
  readonly readAlertStates: () => readonly AlertState[];
  readonly saveEvaluation: (evaluation: EvaluationRecord) => void;
  readonly readTransitions: (filter: TransitionFilter) => readonly Transition[];
  readonly readIncident: (id: string) => Incident | undefined;
  readonly listIncidents: (filter: IncidentFilter) => readonly Incident[];
  readonly saveIncident: (incident: Incident) => boolean;
  readonly cardsOf: (id: string) => readonly IncidentCard[];
  readonly openCards: () => readonly IncidentCard[];
  readonly saveCard: (card: IncidentCard) => void;
  readonly readSeriesMany: (questions: readonly SeriesQuestion[]) => readonly HeldRows[];
  readonly readAgain: (origins: readonly string[]) => readonly string[];
  readonly newestDays: (since: CivilDate) => readonly (readonly [string, CivilDate])[];
}

interface IncidentRow {
  readonly incident: string;
}

interface CardRow {
  readonly card: string;
}

// Pantau wrote these rows itself; what was undefined is left out of them and reads as undefined.
const stateOf = (text: string): AlertState => JSON.parse(text);
const transitionOf = (text: string): Transition => JSON.parse(text);
const incidentOf = (text: string): Incident => JSON.parse(text);
const cardOf = (text: string): IncidentCard => JSON.parse(text);

/** Opens the reading and writing of what alerts remember. */
export function openAlerts(database: Database, readSeries: (question: SeriesQuestion) => HeldRows): AlertRows {
  const readIncident = (id: string): Incident | undefined => {
    const row = database.prepare<IncidentRow>('SELECT incident FROM incidents WHERE id = ?').get(id);
    return row && incidentOf(row.incident);
  };
  return {
    readAlertStates: () =>
      database
        .prepare<{ state: string }>('SELECT state FROM alert_states ORDER BY rule, series')
        .all()
        .map(({ state }) => stateOf(state)),
    saveEvaluation: (evaluation) => transaction(database, 'durable', () => write(database, evaluation, readIncident)),
    readTransitions: ({ rule = null, series = null, since = null, until = null }) =>
      database
        .prepare<{ transition: string }>(
          `SELECT transition FROM alert_transitions WHERE (?1 IS NULL OR rule = ?1) AND (?2 IS NULL OR series = ?2)
           AND (?3 IS NULL OR at >= ?3) AND (?4 IS NULL OR at < ?4) ORDER BY number`,
        )
        .all(rule, series, since, until)
        .map(({ transition }) => transitionOf(transition)),
    readIncident,
    listIncidents: ({ open, rule = null, since = null }) =>
      database
        .prepare<IncidentRow>(
          `SELECT incident FROM incidents WHERE (?1 IS NULL OR open = ?1) AND (?2 IS NULL OR rule = ?2) AND (?3 IS NULL OR fired_at >= ?3)
           ORDER BY fired_at DESC, id`,
        )
        .all(open === undefined ? null : Number(open), rule, since)
        .map(({ incident }) => incidentOf(incident)),
    saveIncident: (incident) =>
      transaction(database, 'durable', () => {
        if ((readIncident(incident.id)?.version ?? 0) !== incident.version - 1) return false;
        putIncident(database, incident);
        return true;
      }),
    cardsOf: (id) =>
      database
        .prepare<CardRow>('SELECT card FROM incident_cards WHERE id = ? ORDER BY channel')
        .all(id)
        .map(({ card }) => cardOf(card)),
    openCards: () =>
      database
        .prepare<CardRow>('SELECT card FROM incident_cards WHERE settled = 0 ORDER BY id, channel')
        .all()
        .map(({ card }) => cardOf(card)),
    saveCard: (card) =>
      transaction(database, 'durable', () => {
        database
          .prepare('INSERT OR REPLACE INTO incident_cards (id, channel, settled, card) VALUES (?, ?, ?, ?)')
          .run(card.id, card.channel, Number(card.settled), JSON.stringify(card));
      }),
    readSeriesMany: (questions) => questions.map(readSeries),
    readAgain: (origins) => readAgain(database, origins),
    newestDays: (since) => newestDays(database, since),
  };
}

function write(database: Database, { states, transitions, opened }: EvaluationRecord, readIncident: (id: string) => Incident | undefined): void {
  const put = database.prepare('INSERT OR REPLACE INTO alert_states (rule, series, state) VALUES (?, ?, ?)');
  for (const state of states) put.run(state.rule, state.series, JSON.stringify(state));
  const add = database.prepare('INSERT INTO alert_transitions (rule, series, at, incident, transition) VALUES (?, ?, ?, ?, ?)');
  const openings = new Map(opened.map((incident) => [incident.id, incident]));
  for (const transition of transitions) {
    add.run(transition.rule, transition.series, transition.at, transition.incident ?? null, JSON.stringify(transition));
    if (transition.incident === undefined) continue;
    const opening = openings.get(transition.incident);
    if (opening !== undefined) {
      openings.delete(transition.incident);
      putIncident(database, opening);
      continue;
    }
    const held = readIncident(transition.incident);
    if (held === undefined || held.resolvedAt !== undefined) continue;
    putIncident(database, afterTransition(held, transition));
  }
}

function putIncident(database: Database, incident: Incident): void {
  const { id, rule, series, firedAt, resolvedAt, version } = incident;
  database
    .prepare(
      `INSERT INTO incidents (id, rule, series, fired_at, open, version, incident) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)
       ON CONFLICT (id) DO UPDATE SET open = ?5, version = ?6, incident = ?7`,
    )
    .run(id, rule, series, firedAt, resolvedAt === undefined ? 1 : 0, version, JSON.stringify(incident));
}

function readAgain(database: Database, origins: readonly string[]): readonly string[] {
  return database
    .prepare<{ id: string }>(
      `WITH last AS (SELECT kind, name, max(last_received_at) AS at FROM origins GROUP BY kind, name)
       SELECT id FROM origins JOIN last USING (kind, name) WHERE id IN (SELECT value FROM json_each(?)) AND last.at > received_at`,
    )
    .all(JSON.stringify(origins))
    .map(({ id }) => id);
}

/** Values lie month first, so that a few months are one walk over few pages. */
function newestDays(database: Database, since: CivilDate): readonly (readonly [string, CivilDate])[] {
  const first = dayNumber(since);
  return database
    .prepare<{ subject: string; day: number }>(
      `SELECT subject, max(day) AS day FROM series JOIN (SELECT series AS number, max(start_day) AS day FROM day_values
         WHERE month >= ?1 AND start_day >= ?2 AND value IS NOT NULL GROUP BY series) USING (number) GROUP BY subject`,
    )
    .all(monthOf(first), first)
    .map(({ subject, day }) => [subject, fromDayNumber(day)] as const);
}
