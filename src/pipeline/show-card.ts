import { createHash } from 'node:crypto';
import type { Text } from '../../connectors/contract/metric.js';
import type { Instant } from '../../connectors/contract/period.js';
import type { WallClock } from '../clock.js';
import type { Config } from '../config/config.js';
import {
  type CardEditor,
  type CardOutgoing,
  type Delivery,
  type Destination,
  deliveryKey,
  type Messenger,
  type Outgoing,
} from '../domain/delivery.js';
import type { Language } from '../domain/digest.js';
import type { Incident } from '../domain/incident.js';
import { cardId, type IncidentCard } from '../domain/incident-card.js';
import type { CardEvent, CardView } from '../domain/incident-view.js';
import type { AlertStore } from '../store/alerts-port.js';
import type { Store } from '../store/port.js';
import { deliver } from './deliver.js';
import type { DeliveryDeps, DeliveryTiming } from './deliver-one.js';
import { cardEvents, cardView, countsOf } from './incident-views.js';

/** Uploads a picture of an incident and gives its id; undefined where it has none. */
export type Illustrate = (incident: Incident, language: Language) => Promise<string | undefined>;

/** What showing and telling work with. */
export interface TellingDeps {
  readonly config: Config;
  readonly store: DeliveryDeps['store'] & AlertStore & Pick<Store, 'readSetting'>;
  readonly messenger: Messenger & CardEditor;
  readonly illustrate: Illustrate;
  readonly wallClock: WallClock;
  readonly log: DeliveryDeps['log'];
  readonly tellOwner: (sentence: Text) => Promise<void>;
  readonly timing?: Partial<DeliveryTiming> | undefined;
  readonly now: Instant;
  /** whether the rest is to be left for another time */
  readonly stopping?: () => boolean;
}

/** Incidents of one group where they are shown. */
export interface Place {
  /** a channel, or a person's direct messages */
  readonly channel: string;
  readonly language: Language;
  readonly class: Destination['class'];
  /** from when on a message may wake its readers; undefined where it may now */
  readonly wakesAt: Instant | undefined;
  /** those that belong here, oldest first; at least one */
  readonly incidents: readonly Incident[];
  /** undefined where nothing is stored of it */
  readonly card: IncidentCard | undefined;
  /** until when people want to hear nothing of it */
  readonly heldUntil: Instant | undefined;
  /** whether the same incidents are shown elsewhere */
  readonly elsewhere: boolean;
}

const AGAIN_MS = 60_000;

/** Shows some incidents in one place as they are by now. Gives the moment at which there will be something to do; undefined where nothing waits. */
export async function showCard(place: Place, deps: TellingDeps): Promise<Instant | undefined> {
  const { card } = place;
  if (card?.message !== undefined) return refresh({ ...card, message: card.message }, place, deps);
  return post(place, deps);
}

type Posted = IncidentCard & { readonly message: string };

const isOver = ({ incidents }: Place): boolean => incidents.every(({ resolvedAt }) => resolvedAt !== undefined);
const groupOf = ({ incidents }: Place): string => incidents[0]?.group ?? '';
const slotOf = (place: Place): string => `alert:${groupOf(place)}`;

const blank = (place: Place): IncidentCard => ({
  id: cardId(groupOf(place)),
  channel: place.channel,
  language: place.language,
  message: undefined,
  picture: undefined,
  shown: '',
  told: countsOf(place.incidents),
  telling: undefined,
  settled: false,
});

async function post(place: Place, deps: TellingDeps): Promise<Instant | undefined> {
  const { card: owed } = place;
  // What was over before anybody owed it to this place is no news here.
  if (owed === undefined && place.elsewhere && isOver(place)) return undefined;
  const card = owed ?? blank(place);
  const waits = place.heldUntil ?? place.wakesAt;
  if (waits !== undefined) {
    if (owed === undefined) await deps.store.saveCard(card);
    return waits;
  }
  const view = cardView(place.incidents, deps);
  const print = fingerprint(view);
  const known = await deps.store.readDelivery(deliveryKey(slotOf(place), place.channel));
  const tried = known !== undefined;
  // It could not be posted: what is new is worth an attempt at once, else it has time.
  const left = known !== undefined && card.shown === print ? patienceLeft(known, place, deps) : 0;
  if (left > 0) return Number.isFinite(left) ? later(deps.now, left) : undefined;
  const picture = card.picture ?? (await illustrationOf(place, deps));
  const told = tried ? card.told : countsOf(place.incidents);
  const drawn = { ...card, picture, told };
  await deps.store.saveCard(drawn);
  const again = card.shown !== '';
  // The owner hears of the first failure alone.
  const telling = again ? { ...deps, tellOwner: () => Promise.resolve() } : deps;
  const row = await deliver({ ...requestOf(place, cardOutgoing(view, picture, place.language)), again }, deliveryDeps(telling));
  if (row.state !== 'sent' || row.message === undefined) {
    deps.log.warn('An alert could not be posted; it is tried again.', { channel: place.channel, reason: row.error, attempts: row.attempts });
    await deps.store.saveCard({ ...drawn, shown: print, settled: isOver(place) });
    return isOver(place) ? undefined : later(deps.now, pauseAfter(row));
  }
  // What was found after a crash may show what was so before it.
  const posted = { ...drawn, message: row.message, shown: tried ? '' : print };
  await deps.store.saveCard(posted);
  return refresh(posted, place, deps);
}

const FIRST_PAUSE_MS = 900_000;
const LONGEST_PAUSE_MS = 21_600_000;

/** A quarter of an hour after the first attempt, twice as long after each further one, at most six hours. */
const pauseAfter = ({ attempts }: Delivery): number => Math.min(FIRST_PAUSE_MS * 2 ** Math.max(0, attempts - 1), LONGEST_PAUSE_MS);

/** How long a card that could not be posted still waits; without end where what it tells is over. */
function patienceLeft(row: Delivery, place: Place, { wallClock }: TellingDeps): number {
  if (isOver(place)) return Number.POSITIVE_INFINITY;
  return row.startedAt === undefined ? 0 : row.startedAt + pauseAfter(row) - wallClock.now();
}

async function illustrationOf({ incidents, language }: Place, { illustrate, log }: TellingDeps): Promise<string | undefined> {
  const [only, ...others] = incidents;
  if (only === undefined || others.length > 0) return undefined;
  try {
    return await illustrate(only, language);
  } catch (cause) {
    log.warn('The chart of an alert could not be sent; the alert goes out without.', { incident: only.id, cause });
    return undefined;
  }
}

async function refresh(card: Posted, place: Place, deps: TellingDeps): Promise<Instant | undefined> {
  const view = cardView(place.incidents, deps);
  const print = fingerprint(view);
  let known = card;
  if (card.shown !== print) {
    const edited = await deps.messenger.edit(cardOutgoing(view, card.picture, place.language), card);
    if (edited.outcome === 'failed') {
      deps.log.warn('A card could not be edited; it is tried again.', { channel: card.channel, reason: edited.reason });
      return later(deps.now, AGAIN_MS);
    }
    // Somebody deleted it: it is not forced upon them again.
    known = { ...card, shown: print, settled: edited.outcome === 'gone' };
    await deps.store.saveCard(known);
    if (known.settled) return undefined;
  }
  return tellLog(known, place, deps);
}

/** Tells in the thread what happened since, each thing once. */
async function tellLog(card: Posted, place: Place, deps: TellingDeps): Promise<Instant | undefined> {
  const { incidents } = place;
  let known = card;
  if (known.telling !== undefined) known = await reply(known, known.telling, place, deps);
  const counts = countsOf(incidents);
  const fresh = cardEvents(incidents, known.told, counts, deps.config);
  const waits = place.heldUntil ?? place.wakesAt;
  // Who presses a button is awake.
  const held = waits !== undefined && fresh.length > 0 && fresh.every(({ by }) => by === undefined);
  if (fresh.length > 0 && !held) known = await reply(known, counts, place, deps);
  if (waits === undefined) await remind(known, place, deps);
  const settled = isOver(place) && !held;
  const told = held ? known.told : counts;
  if (settled !== known.settled || !same(told, known.told)) await deps.store.saveCard({ ...known, told, settled });
  const quiet = incidents.flatMap(({ snoozedUntil, resolvedAt }) =>
    resolvedAt === undefined && snoozedUntil !== undefined && snoozedUntil > deps.now ? [snoozedUntil] : [],
  );
  return [...quiet, ...(held || quiet.length > 0 ? [waits] : [])].flatMap((moment) => moment ?? []).sort()[0];
}

const same = (one: IncidentCard['told'], other: IncidentCard['told']): boolean => {
  const ids = new Set([...Object.keys(one), ...Object.keys(other)]);
  return [...ids].every((id) => one[id] === other[id]);
};

const sumOf = (told: IncidentCard['told']): number => Object.values(told).reduce((sum, count) => sum + count, 0);

/** One reply with everything up to some counts. What it holds is fixed before it is sent, so that it is the same after a crash. */
async function reply(card: Posted, upTo: IncidentCard['told'], place: Place, deps: TellingDeps): Promise<Posted> {
  const begun = { ...card, telling: upTo };
  await deps.store.saveCard(begun);
  const events = cardEvents(place.incidents, card.told, upTo, deps.config);
  if (events.length > 0) await tell(`${slotOf(place)}~${sumOf(card.told)}`, events, card, place, deps);
  const ended = { ...begun, told: upTo, telling: undefined };
  await deps.store.saveCard(ended);
  return ended;
}

/** Where a time of quiet has passed and nothing is better, whoever asked for it hears so. */
async function remind(card: Posted, place: Place, deps: TellingDeps): Promise<void> {
  for (const incident of place.incidents) {
    const { snoozedUntil: until, resolvedAt, headline, log } = incident;
    if (until === undefined || until > deps.now || resolvedAt !== undefined) continue;
    const asked = log.findLast(({ what }) => what === 'snoozed' || what === 'muted');
    const slot = `${slotOf(place)}~awake@${until}~${cardId(incident.id)}`;
    if ((await deps.store.readDelivery(deliveryKey(slot, place.channel)))?.state === 'sent') continue;
    await tell(slot, [{ at: until, what: 'awake', by: asked?.by, until: undefined, text: headline.text }], card, place, deps);
  }
}

async function tell(slot: string, events: readonly CardEvent[], card: Posted, place: Place, deps: TellingDeps): Promise<void> {
  const outgoing: Outgoing = { type: 'incident-log', events, zone: deps.config.organisation.zone, language: place.language };
  await deliver({ ...requestOf(place, outgoing), slot, thread: card.message }, deliveryDeps(deps));
}

const requestOf = (place: Place, outgoing: Outgoing) => ({
  slot: slotOf(place),
  destination: { channel: place.channel, class: place.class },
  outgoing,
});

/** A card with the chart that was uploaded for it; the alternative text says what the first headline says. */
export const cardOutgoing = (view: CardView, file: string | undefined, language: Language): CardOutgoing => ({
  type: 'incident',
  view,
  language,
  picture: file === undefined ? undefined : { file, alt: view.items[0]?.headline[language] ?? '' },
});

const deliveryDeps = ({ store, messenger, wallClock, log, tellOwner, timing = {} }: TellingDeps): DeliveryDeps => ({
  store,
  messenger,
  wallClock,
  log,
  tellOwner,
  timing,
});

const later = (now: Instant, ms: number): Instant => new Date(Date.parse(now) + ms).toISOString() as Instant;

/** A short form of what is shown, to notice that it differs. */
const fingerprint = (shown: unknown): string => createHash('sha256').update(JSON.stringify(shown)).digest('hex').slice(0, 16);
