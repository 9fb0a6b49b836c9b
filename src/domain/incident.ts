import type { Instant, Period } from '../../connectors/contract/period.js';
import type { TracedText, Transition, TransitionReason } from './alert-state.js';

/** One thing in the life of an incident; `by` is a person's id, or undefined for Pantau itself. */
export interface IncidentEvent {
  readonly at: Instant;
  readonly what: TransitionReason | 'acknowledged' | 'snoozed' | 'muted';
  readonly by: string | undefined;
  readonly until: Instant | undefined;
  readonly sentence: TracedText | undefined;
}

/** The span from firing to resolved. Each change makes a new version; a store refuses a change of a version that is no longer the newest. */
export interface Incident {
  readonly id: string;
  readonly rule: string;
  readonly series: string;
  readonly about: 'condition' | 'no-data';
  /** what incidents that are told as one have in common; its own id where it stands alone */
  readonly group: string;
  readonly firedAt: Instant;
  readonly period: Period | undefined;
  /** the first line: the whole news */
  readonly headline: TracedText;
  readonly details: readonly TracedText[];
  /** false where it began and ended while nobody looked: it is recorded, and nobody hears of it */
  readonly told: boolean;
  readonly acknowledged: { readonly by: string; readonly at: Instant } | undefined;
  readonly snoozedUntil: Instant | undefined;
  readonly resolvedAt: Instant | undefined;
  readonly log: readonly IncidentEvent[];
  /** from 1 */
  readonly version: number;
}

/** The id of an incident: what fires, and when. */
export const incidentId = (rule: string, series: string, firedAt: Instant): string => `${rule}|${series}@${firedAt}`;

/** A new incident, opened now. */
export function openIncident(
  opening: Pick<Incident, 'rule' | 'series' | 'about' | 'group' | 'firedAt' | 'period' | 'headline' | 'details' | 'told'>,
): Incident {
  return {
    id: incidentId(opening.rule, opening.series, opening.firedAt),
    ...opening,
    acknowledged: undefined,
    snoozedUntil: undefined,
    resolvedAt: undefined,
    log: [{ at: opening.firedAt, what: 'fired', by: undefined, until: undefined, sentence: opening.headline }],
    version: 1,
  };
}

const next = (incident: Incident, event: IncidentEvent, change: Partial<Incident> = {}): Incident => ({
  ...incident,
  ...change,
  log: [...incident.log, event],
  version: incident.version + 1,
});

/** The incident with a line more in its log; an incident that is resolved gets none. */
const recordEvent = (incident: Incident, what: TransitionReason, at: Instant, sentence: TracedText): Incident =>
  incident.resolvedAt === undefined ? next(incident, { at, what, by: undefined, until: undefined, sentence }) : incident;

/** The incident, ended; one that is resolved stays as it is. */
const resolveIncident = (incident: Incident, at: Instant, what: 'resolved' | 'calmed' | 'found', sentence: TracedText): Incident =>
  incident.resolvedAt === undefined
    ? next(incident, { at, what, by: undefined, until: undefined, sentence }, { resolvedAt: at, snoozedUntil: undefined })
    : incident;

/** What a press of a button came to: the incident afterwards, and whether it changed anything. */
export interface Pressed {
  readonly incident: Incident;
  readonly changed: boolean;
}

/** Names the first person who took an incident over. A second press, or one after the end, changes nothing. */
export function acknowledgeIncident(incident: Incident, by: string, at: Instant): Pressed {
  if (incident.acknowledged !== undefined || incident.resolvedAt !== undefined) return { incident, changed: false };
  return {
    incident: next(incident, { at, what: 'acknowledged', by, until: undefined, sentence: undefined }, { acknowledged: { by, at } }),
    changed: true,
  };
}

/** Keeps an open incident quiet until a moment; a resolved one stays as it is. */
export function snoozeIncident(incident: Incident, by: string, at: Instant, until: Instant): Pressed {
  if (incident.resolvedAt !== undefined || until <= at) return { incident, changed: false };
  return { incident: next(incident, { at, what: 'snoozed', by, until, sentence: undefined }, { snoozedUntil: until }), changed: true };
}

/** Notes on an open incident that its rule was muted until a moment. */
export function muteIncident(incident: Incident, by: string, at: Instant, until: Instant): Pressed {
  if (incident.resolvedAt !== undefined) return { incident, changed: false };
  return { incident: next(incident, { at, what: 'muted', by, until, sentence: undefined }, { snoozedUntil: until }), changed: true };
}

/** Whether a transition opens an incident. */
export const opens = ({ reason, incident, from }: Transition): boolean =>
  incident !== undefined && (reason === 'fired' || (reason === 'flapping' && from !== 'firing') || (reason === 'lost' && from !== 'firing'));

/** Whether a transition closes an incident. */
export const closes = ({ reason, to }: Transition): boolean =>
  reason === 'resolved' || reason === 'found' || (reason === 'calmed' && to !== 'firing');

/** An open incident after a transition of its rule and series: ended, or with a line more in its log. */
export function afterTransition(incident: Incident, transition: Transition): Incident {
  const { reason, at, sentence } = transition;
  if (closes(transition) && (reason === 'resolved' || reason === 'found' || reason === 'calmed'))
    return resolveIncident(incident, at, reason, sentence);
  return recordEvent(incident, reason, at, sentence);
}
