import { addDays, type CivilDate, type Period, periodLabel, periodOf, shiftPeriod } from '../../../connectors/contract/period.js';
import type { WallClock } from '../../clock.js';
import type { Person } from '../../config/config.js';
import type { CollectionBoard } from '../../domain/collection-board.js';
import { type CardEditor, type CollectOutgoing, deliveryKey, type Messenger } from '../../domain/delivery.js';
import { mayWake, type QuietHours } from '../../domain/quiet-hours.js';
import { deliver } from '../deliver.js';
import type { DeliveryDeps } from '../deliver-one.js';
import { CHASE_SLOT } from '../deliver-sentences.js';
import { boardOfOne, deskToday, type HandingDesk, readBoard, readStatus } from './board.js';
import { collectionStatus } from './collection.js';
import { formPages } from './pages.js';

/** What asking owners for their figures needs. */
export interface ChaseDependencies extends HandingDesk, Pick<DeliveryDeps, 'log' | 'tellOwner'> {
  readonly messenger: Messenger & Pick<CardEditor, 'direct' | 'edit'>;
  readonly wallClock: WallClock;
  readonly timing?: DeliveryDeps['timing'];
}

/** Whoever has named no quiet hours is not asked in the evening or at night. */
const USUAL_QUIET: Omit<QuietHours, 'zone'> = { from: '18:00', to: '08:00', weekends: false };

const slotOf = (period: Period, day: CivilDate, owner: string): string => `${CHASE_SLOT}${periodLabel(period)}:${day}:${owner}`;

const lastMonth = (desk: HandingDesk): Period => {
  const { calendar } = desk.config.organisation;
  return shiftPeriod(periodOf('month', deskToday(desk), calendar), -1, calendar);
};

/** Asks the owners whose reminder is due today, each once a day over any number of restarts. The function remembers whom it has attended today. */
export function chasing(): (deps: ChaseDependencies) => Promise<void> {
  let day: CivilDate | undefined;
  let attended = new Set<string>();
  return async (deps) => {
    const today = deskToday(deps);
    if (day !== today) attended = new Set();
    day = today;
    const waiting = dueToday(deps).filter(({ id }) => !attended.has(id));
    if (waiting.length === 0) return;
    const asked = await owingToday(deps);
    for (const person of waiting) {
      if (asked.has(person.id)) await ask(person, deps);
      attended.add(person.id);
    }
  };
}

/** Whoever would be reminded today if nothing had come, and may be written to now. Asks nothing of the store. */
function dueToday(desk: HandingDesk): readonly Person[] {
  const { config, clock } = desk;
  const { items } = collectionStatus(config, new Map(), lastMonth(desk), deskToday(desk));
  const owners = new Set(items.filter(({ remindToday }) => remindToday).map(({ item }) => item.owed.owner));
  return config.people.filter(
    ({ id, quiet }) => owners.has(id) && mayWake(clock.now(), quiet ?? USUAL_QUIET, quiet?.zone ?? config.organisation.zone),
  );
}

async function owingToday(desk: HandingDesk): Promise<ReadonlySet<string>> {
  const period = lastMonth(desk);
  const { items } = await readStatus(period, desk);
  return new Set(items.filter(({ remindToday }) => remindToday).map(({ item }) => item.owed.owner));
}

async function ask(person: Person, deps: ChaseDependencies): Promise<void> {
  const { store, messenger, wallClock, log, tellOwner, timing = {} } = deps;
  const period = lastMonth(deps);
  const outgoing = outgoingFor(person, await readBoard(period, deps), deps);
  if (outgoing === undefined) return;
  const destination = { channel: await messenger.direct(person.slack), class: 'personal' as const };
  await deliver({ slot: slotOf(period, deskToday(deps), person.id), destination, outgoing }, { store, messenger, wallClock, log, tellOwner, timing });
}

function outgoingFor(person: Person, whole: CollectionBoard, { config }: Pick<HandingDesk, 'config'>): CollectOutgoing | undefined {
  const owner = whole.owners.find(({ id }) => id === person.id);
  const board = boardOfOne(whole, owner);
  if (board === undefined) return undefined;
  const pages = formPages(config).filter((page) => page.owner === person.id);
  return { type: 'collect', board, pages: pages.map(({ id, label }) => ({ id, label })), language: person.language };
}

/** Brings the last message up to date in which each owner was asked, for the last two months. Rejects where the store or Slack can't be reached. */
export async function refreshChases(deps: ChaseDependencies): Promise<void> {
  const { config, messenger, log } = deps;
  const last = lastMonth(deps);
  for (const period of [last, shiftPeriod(last, -1, config.organisation.calendar)]) {
    const whole = await readBoard(period, deps);
    for (const person of config.people) {
      const outgoing = outgoingFor(person, whole, deps);
      const place = outgoing && (await lastAsked(person, period, deps));
      if (!place) continue;
      const edit = await messenger.edit(outgoing, place);
      if (edit.outcome === 'failed') log.warn('A message that asks for figures could not be brought up to date.', { owner: person.id, ...edit });
    }
  }
}

async function lastAsked(person: Person, period: Period, deps: ChaseDependencies) {
  const { store, messenger, config } = deps;
  const channel = await messenger.direct(person.slack);
  const today = deskToday(deps);
  // A month is asked for until the next one is over.
  const asking = shiftPeriod(period, 1, config.organisation.calendar);
  const newest = today < asking.end ? today : addDays(asking.end, -1);
  for (let day = newest; day >= asking.start; day = addDays(day, -1)) {
    const row = await store.readDelivery(deliveryKey(slotOf(period, day, person.id), channel));
    if (row?.state === 'sent' && row.message !== undefined) return { channel, message: row.message };
  }
  return undefined;
}
