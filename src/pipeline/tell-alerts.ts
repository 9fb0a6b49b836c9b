import { addDays, type Instant } from '../../connectors/contract/period.js';
import type { Incident } from '../domain/incident.js';
import { cardId, type IncidentCard } from '../domain/incident-card.js';
import { civilDateIn } from '../text/date.js';
import { type AlertDestination, destinationsOf } from './alert-destinations.js';
import { muteSetting } from './evaluate-alerts.js';
import { byAge, quietOf, rulesById } from './incident-views.js';
import { type Place, showCard, type TellingDeps } from './show-card.js';

/** What ended longer ago than this and was never told anywhere is left alone. */
const REMEMBERED_DAYS = 7;
const AGAIN_MS = 60_000;

/**
 * Brings every card up to what its incidents are by now: posts what is new, edits what differs, tells in the threads what happened. Asked again it does
 * only what is left, so that whatever a crash, quiet hours or a failure kept back comes later. To be called by one holder of a lease at a time. Gives the
 * moment at which there will be something to do; undefined where nothing waits.
 */
export async function tellAlerts(deps: TellingDeps): Promise<Instant | undefined> {
  let wakes: Instant | undefined;
  const wake = (at: Instant | undefined): void => {
    if (at !== undefined && (wakes === undefined || at < wakes)) wakes = at;
  };
  for (const incidents of (await groupsOf(deps)).values()) {
    const cards = await deps.store.cardsOf(cardId(incidents[0]?.group ?? ''));
    for (const place of await placesOf(incidents, cards, deps)) {
      if (deps.stopping?.()) return deps.now;
      try {
        wake(await showCard(place, deps));
      } catch (cause) {
        deps.log.error('An alert could not be told; it is tried again.', { channel: place.channel, cause });
        wake(after(deps.now, AGAIN_MS));
      }
    }
  }
  return wakes;
}

const after = (now: Instant, ms: number): Instant => new Date(Date.parse(now) + ms).toISOString() as Instant;

/** The incidents about which there may be something to tell, by what they are told as, oldest first. */
async function groupsOf({ store, config, now }: TellingDeps): Promise<ReadonlyMap<string, readonly Incident[]>> {
  const since = `${addDays(civilDateIn(now, config.organisation.zone), -REMEMBERED_DAYS)}T00:00:00.000Z` as Instant;
  const found = new Map<string, Incident>();
  const add = (incident: Incident | undefined): void => void (incident?.told && found.set(incident.id, incident));
  for (const incident of [...(await store.listIncidents({ open: true })), ...(await store.listIncidents({ since }))]) add(incident);
  for (const card of await store.openCards()) for (const id of Object.keys(card.told)) if (!found.has(id)) add(await store.readIncident(id));
  const groups = new Map<string, Incident[]>();
  for (const incident of [...found.values()].sort(byAge)) groups.set(incident.group, [...(groups.get(incident.group) ?? []), incident]);
  return groups;
}

/** Where incidents of a group are shown, each place with those that belong there. */
async function placesOf(incidents: readonly Incident[], cards: readonly IncidentCard[], deps: TellingDeps): Promise<readonly Place[]> {
  const routed = await routesOf(incidents, deps);
  // What is shown is seen to its end, also where the rule is gone or goes elsewhere by now.
  const left = cards.filter((card) => card.message !== undefined && !routed.some(({ channel }) => channel === card.channel));
  const all = [...routed, ...left.map(({ channel, language }) => ({ channel, language, class: 'internal' as const, wakesAt: undefined }))];
  const rules = rulesById(deps.config);
  const places: Place[] = [];
  for (const where of all) {
    const card = cards.find(({ channel }) => channel === where.channel);
    const belongs = ({ id, rule }: Incident): boolean =>
      card?.told[id] !== undefined || ('incidents' in where && rules.has(rule) && where.incidents.has(id));
    const shown = incidents.filter(belongs);
    if (shown.length === 0) continue;
    const { channel, language, class: secrecy, wakesAt } = where;
    const held = await heldUntil(shown, deps);
    places.push({ channel, language, class: secrecy, wakesAt, incidents: shown, card, heldUntil: held, elsewhere: cards.length > 0 });
  }
  return places;
}

interface Route extends Pick<Place, 'channel' | 'language' | 'class' | 'wakesAt'> {
  readonly incidents: Set<string>;
}

async function routesOf(incidents: readonly Incident[], deps: TellingDeps): Promise<readonly Route[]> {
  const { config, now } = deps;
  const rules = rulesById(config);
  const owners = new Map(config.targets.map((target) => [`target:${target.id}`, target.owner]));
  const found = new Map<string, Route>();
  for (const { id, rule, series } of incidents) {
    for (const destination of destinationsOf(rules.get(rule), owners.get(series), config, now)) {
      const channel = destination.kind === 'channel' ? destination.channel.id : await directOf(destination.person.slack, deps);
      if (channel === undefined) continue;
      const route = found.get(channel) ?? { ...routeOf(destination, now), channel, incidents: new Set() };
      found.set(channel, route);
      route.incidents.add(id);
    }
  }
  return [...found.values()];
}

const DAY_MS = 86_400_000;

const routeOf = (destination: AlertDestination, now: Instant): Pick<Place, 'language' | 'class' | 'wakesAt'> => ({
  language: destination.language,
  class: destination.kind === 'channel' ? destination.channel.class : 'personal',
  wakesAt: destination.mayWake ? undefined : (destination.wakesAt ?? after(now, DAY_MS)),
});

/** Until when people want to hear nothing of some incidents: all of those that are open are kept quiet, or all of their rules are muted. */
async function heldUntil(incidents: readonly Incident[], deps: TellingDeps): Promise<Instant | undefined> {
  const muted = await mutedOf(incidents, deps);
  const open = incidents.filter(({ resolvedAt }) => resolvedAt === undefined);
  const quiet = open.flatMap((incident) => quietOf(incident, deps.now)?.until ?? []);
  const held = [...(muted ?? []), ...(open.length > 0 && quiet.length === open.length ? quiet : [])];
  return held.sort().at(0);
}

/** Undefined where a person's direct messages can't be had now; the next time is soon enough. */
async function directOf(person: string, { messenger, log }: TellingDeps): Promise<string | undefined> {
  try {
    return await messenger.direct(person);
  } catch (cause) {
    log.error("A person's direct messages could not be opened; it is tried again.", { person, cause });
    return undefined;
  }
}

/** Until when the rules of all these incidents are muted; undefined where one of them is not. */
async function mutedOf(incidents: readonly Incident[], { store, now }: TellingDeps): Promise<readonly Instant[] | undefined> {
  const until: Instant[] = [];
  for (const rule of new Set(incidents.map((incident) => incident.rule))) {
    const muted = await store.readSetting(muteSetting(rule));
    if (muted === undefined || muted.value <= now) return undefined;
    until.push(muted.value as Instant);
  }
  return until;
}
