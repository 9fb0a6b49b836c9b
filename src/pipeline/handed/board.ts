import { type Period, periodOf, shiftPeriod } from '../../../connectors/contract/period.js';
import type { BusinessClock } from '../../clock.js';
import type { Config } from '../../config/config.js';
import type { BoardGroup, BoardItem, BoardOwner, BoardReceived, CollectionBoard } from '../../domain/collection-board.js';
import type { Store } from '../../store/port.js';
import { civilDateIn } from '../../text/date.js';
import { type CollectedItem, type CollectedOwner, type CollectionStatus, collectionStatus, type Held } from './collection.js';
import { readHeld } from './held.js';
import { type FormPage, formPages } from './pages.js';
import { monthOf, tokensOf } from './tokens.js';

/** What handing in works with. */
export interface HandingDesk {
  readonly config: Config;
  readonly store: Store;
  readonly clock: BusinessClock;
}

/** The day that it is, where the organisation is. */
export const deskToday = ({ config, clock }: HandingDesk) => civilDateIn(clock.now(), config.organisation.zone);

/** The month that a text names (`feb`, `Februari 2024`, `2024-02`), the last one that is over where it is empty; undefined where it names none. */
export function monthNamed(text: string, desk: HandingDesk): Period | undefined {
  const today = deskToday(desk);
  const { calendar } = desk.config.organisation;
  const last = shiftPeriod(periodOf('month', today, calendar), -1, calendar);
  if (text.trim() === '') return last;
  for (const token of tokensOf(text.toLowerCase(), { period: last, today })) {
    if (token.kind !== 'period') continue;
    const period = monthOf(token.period);
    return period.grain === 'month' ? period : undefined;
  }
  return undefined;
}

/** What is held of a month, and what is missing. */
export async function readStatus(period: Period, desk: HandingDesk): Promise<CollectionStatus> {
  const { config, store, clock } = desk;
  return collectionStatus(config, await readHeld({ config, store, now: clock.now() }, period), period, deskToday(desk));
}

/** The board of one owner alone. */
export const boardOfOne = (board: CollectionBoard, owner: BoardOwner | undefined): CollectionBoard | undefined =>
  owner && { ...board, received: owner.received.length, expected: owner.expected, overdue: owner.overdue, owners: [owner] };

/** What was handed in for a month, as it is shown and told. */
export async function readBoard(period: Period, desk: HandingDesk): Promise<CollectionBoard> {
  const { config, store, clock } = desk;
  const before = shiftPeriod(period, -1, config.organisation.calendar);
  const options = { config, store, now: clock.now() };
  const [status, earlier] = [await readStatus(period, desk), await readHeld(options, before)];
  return boardOf(status, earlier, before, config);
}

/** The board of a status; `earlier` is what is held of the month before. Pure. */
function boardOf(status: CollectionStatus, earlier: ReadonlyMap<string, Held>, before: Period, config: Config): CollectionBoard {
  const pages = formPages(config);
  const owners = status.owners.map((owner) => ownerOf(owner, status, pages, earlier, config));
  const latest = ({ groups }: BoardOwner): number => Math.max(0, ...groups.map(latestOf));
  const { period, received, expected, overdue } = status;
  return { period, before, received, expected, overdue, owners: [...owners].sort((one, other) => latest(other) - latest(one)) };
}

const latestOf = ({ missing }: BoardGroup): number => Math.max(...missing.map(({ lateDays }) => lateDays));

function ownerOf(
  { owner, expected, missing }: CollectedOwner,
  { items }: CollectionStatus,
  pages: readonly FormPage[],
  earlier: ReadonlyMap<string, Held>,
  config: Config,
): BoardOwner {
  const byKey = new Map(missing.map((one) => [one.item.key, one]));
  const groups = pages
    .filter((page) => page.owner === owner)
    .map((page): BoardGroup => {
      const own = page.items.flatMap(({ key }) => byKey.get(key) ?? []);
      return { page: page.id, label: page.label, missing: own.map((one) => itemOf(one, earlier)) };
    })
    .filter((group) => group.missing.length > 0);
  return {
    id: owner,
    name: config.people.find(({ id }) => id === owner)?.name ?? owner,
    received: items.flatMap((one) => (one.item.owed.owner === owner ? receivedOf(one) : [])),
    expected,
    overdue: missing.filter(({ state }) => state === 'overdue').length,
    groups: groups.sort((one, other) => latestOf(other) - latestOf(one)),
  };
}

function itemOf({ item, due, lateDays }: CollectedItem, earlier: ReadonlyMap<string, Held>): BoardItem {
  const known = earlier.get(item.key);
  return {
    key: item.key,
    label: item.kind === 'figure' ? item.what : item.label,
    previous: known?.kind === 'value' ? known.value : undefined,
    due,
    lateDays,
  };
}

function receivedOf({ item, held }: CollectedItem): readonly BoardReceived[] {
  if (held === undefined) return [];
  const value = held.kind === 'value' ? held.value : held.kind === 'entries' ? held.count : null;
  return [{ label: item.label, value, entries: held.kind === 'entries' }];
}
