import { addDays, type CivilDate, type Period } from '../../../connectors/contract/period.js';
import { isWorkingDay, workingDay, workingDaysBetween } from '../../domain/working-days.js';
import { type HandedConfig, type HandedItem, handedItems } from './items.js';

/** What the store has of one item over a month. */
export type Held =
  | { readonly kind: 'value'; readonly value: number }
  /** somebody said that there are no data */
  | { readonly kind: 'declined' }
  | { readonly kind: 'entries'; readonly count: number };

/** An item with what became of it. */
export interface CollectedItem {
  readonly item: HandedItem;
  readonly held: Held | undefined;
  /** the day on which it is due */
  readonly due: CivilDate;
  readonly state: 'received' | 'open' | 'overdue';
  /** working days since it was due; 0 where it is not overdue */
  readonly lateDays: number;
  /** whether its owner is to be reminded today */
  readonly remindToday: boolean;
}

/** What one person has handed in and still owes. */
export interface CollectedOwner {
  readonly owner: string;
  readonly received: number;
  readonly expected: number;
  readonly missing: readonly CollectedItem[];
}

/** What was handed in for a month: "61 of 66 received", what is missing and from whom. */
export interface CollectionStatus {
  readonly period: Period;
  readonly received: number;
  readonly expected: number;
  readonly overdue: number;
  readonly items: readonly CollectedItem[];
  readonly owners: readonly CollectedOwner[];
}

/** Says what was handed in. `held` is by the item's key; pure. */
export function collectionStatus(config: HandedConfig, held: ReadonlyMap<string, Held>, period: Period, today: CivilDate): CollectionStatus {
  const holidays = new Set(config.organisation.holidays ?? []);
  const items = handedItems(config).map((item) => collected(item, held, period, today, holidays));
  const owners = [...new Set(items.map(({ item }) => item.owed.owner))].map((owner): CollectedOwner => {
    const own = items.filter(({ item }) => item.owed.owner === owner);
    const missing = own.filter(({ state }) => state !== 'received');
    return { owner, expected: own.length, received: own.length - missing.length, missing };
  });
  const count = (state: CollectedItem['state']): number => items.filter((one) => one.state === state).length;
  return { period, received: count('received'), expected: items.length, overdue: count('overdue'), items, owners };
}

function collected(
  item: HandedItem,
  held: ReadonlyMap<string, Held>,
  period: Period,
  today: CivilDate,
  holidays: ReadonlySet<CivilDate>,
): CollectedItem {
  const due = workingDay(period.end, item.owed.due, holidays);
  const own = held.get(item.key);
  const state = own ? 'received' : today > due ? 'overdue' : 'open';
  const lateDays = state === 'overdue' ? workingDaysBetween(addDays(due, 1), addDays(today, 1), holidays) : 0;
  return { item, held: own, due, state, lateDays, remindToday: own === undefined && isReminder(item, due, today, period, holidays) };
}

/** So many working days before it is due, on the day itself, and then every so many; never on a day off or before the month is over. */
function isReminder(item: HandedItem, due: CivilDate, today: CivilDate, period: Period, holidays: ReadonlySet<CivilDate>): boolean {
  if (today < period.end || !isWorkingDay(today, holidays)) return false;
  const { before, every } = item.owed.remind;
  if (today <= due) {
    const away = workingDaysBetween(today, due, holidays);
    return away === 0 || away === before;
  }
  return workingDaysBetween(due, today, holidays) % every === 0;
}
