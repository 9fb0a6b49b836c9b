import { type Instant, periodOf } from '../../connectors/contract/period.js';
import type { Config, Role } from '../config/config.js';
import { type Action, leastRole, mayDo } from '../config/roles.js';
import type { CardOutgoing } from '../domain/delivery.js';
import type { Incident } from '../domain/incident.js';
import { cardId, type IncidentCard } from '../domain/incident-card.js';
import { startOfDay } from '../domain/zone.js';
import type { AlertStore } from '../store/alerts-port.js';
import type { Store } from '../store/port.js';
import { civilDateIn } from '../text/date.js';
import { type IncidentPress, pressIncident } from './incident-actions.js';
import { byAge, cardView, rulesById } from './incident-views.js';
import { cardOutgoing } from './show-card.js';

/** A button of a card that changes something, pressed by a person (a Slack id) in a channel. */
export interface CardPress {
  readonly card: string;
  readonly channel: string;
  readonly by: string;
  readonly act: 'acknowledge' | 'mute' | 'snooze-hour' | 'snooze-day' | 'snooze-period';
}

/** What a press came to: the card as it is by now (undefined where it is not known how it looks), or why nothing changed. */
export type PressResult =
  | { readonly result: 'done'; readonly card: CardOutgoing | undefined }
  | { readonly result: 'taken'; readonly by: string; readonly at: Instant }
  | { readonly result: 'over' | 'unknown' }
  /** at least this role is needed */
  | { readonly result: 'refused'; readonly role: Role };

/** What a press works with. */
export interface PressDeps {
  readonly config: Config;
  readonly store: AlertStore & Pick<Store, 'saveSetting'>;
  readonly now: Instant;
}

/** The card of an id in a channel, with its incidents, oldest first; none where the id is unknown. */
export async function incidentsOn(
  id: string,
  channel: string,
  store: AlertStore,
): Promise<{ readonly card: IncidentCard | undefined; readonly incidents: readonly Incident[] }> {
  const cards = await store.cardsOf(id);
  const card = cards.find((candidate) => candidate.channel === channel);
  const known: Incident[] = [];
  for (const incident of Object.keys((card ?? cards[0])?.told ?? {})) known.push(...[await store.readIncident(incident)].flatMap((one) => one ?? []));
  // A card that was posted a moment ago may not be written down yet.
  const found = known.length > 0 ? known : (await store.listIncidents({ open: true })).filter(({ group }) => cardId(group) === id);
  return { card, incidents: [...found].sort(byAge) };
}

const ACTIONS: Readonly<Record<CardPress['act'], Action>> = {
  acknowledge: 'acknowledge-alert',
  'snooze-hour': 'acknowledge-alert',
  'snooze-day': 'acknowledge-alert',
  'snooze-period': 'acknowledge-alert',
  mute: 'mute-rule',
};

/** Does what a press asks for to every incident of the card that is still open. Of two who acknowledge at once one is named, and the other hears who. */
export async function pressCard(press: CardPress, deps: PressDeps): Promise<PressResult> {
  const { config, store, now } = deps;
  const role = config.people.find(({ slack }) => slack === press.by)?.role ?? 'member';
  const action = ACTIONS[press.act];
  if (!mayDo(role, action)) return { result: 'refused', role: leastRole(action) };
  const { card, incidents } = await incidentsOn(press.card, press.channel, store);
  if (incidents.length === 0) return { result: 'unknown' };
  const after: Incident[] = [];
  let changed = false;
  for (const incident of incidents) {
    const pressed = await pressIncident(incident.id, asked(press.act, incident, deps), { by: press.by, at: now, store });
    changed ||= pressed?.changed === true;
    after.push(pressed?.incident ?? incident);
  }
  if (changed) {
    const view = cardView(after, { config, now });
    return { result: 'done', card: card && cardOutgoing(view, card.picture, card.language) };
  }
  const taken = after.find(({ resolvedAt, acknowledged }) => resolvedAt === undefined && acknowledged !== undefined)?.acknowledged;
  return taken === undefined ? { result: 'over' } : { result: 'taken', ...taken };
}

const HOUR_MS = 3_600_000;
const MUTED_DAYS = 7;

function asked(act: CardPress['act'], incident: Incident, deps: PressDeps): IncidentPress {
  const later = (ms: number): Instant => new Date(Date.parse(deps.now) + ms).toISOString() as Instant;
  switch (act) {
    case 'acknowledge':
      return { kind: 'acknowledge' };
    case 'mute':
      return { kind: 'mute', until: later(MUTED_DAYS * 24 * HOUR_MS) };
    case 'snooze-hour':
      return { kind: 'snooze', until: later(HOUR_MS) };
    case 'snooze-day':
      return { kind: 'snooze', until: later(24 * HOUR_MS) };
    case 'snooze-period':
      return { kind: 'snooze', until: nextPeriod(incident, deps) };
  }
}

/** The morning of the day after the present period of the incident's rule. */
function nextPeriod({ rule }: Incident, { config, now }: PressDeps): Instant {
  const { zone, calendar } = config.organisation;
  const { end } = periodOf(rulesById(config).get(rule)?.grain ?? 'day', civilDateIn(now, zone), calendar);
  return new Date(Date.parse(startOfDay(end, zone)) + MORNING_HOURS * HOUR_MS).toISOString() as Instant;
}

const MORNING_HOURS = 9;
