import type { Text } from '../../../connectors/contract/metric.js';
import { type CivilDate, type Period, shiftPeriod, yearBefore } from '../../../connectors/contract/period.js';
import type { Language } from '../../domain/digest.js';
import { workingDay } from '../../domain/working-days.js';
import type { Store } from '../../store/port.js';
import type { Held } from '../handed/collection.js';
import { type HeldOptions, pasteContext, readHeld } from '../handed/held.js';
import { type FigureItem, type HandedItem, handedItems, itemKey, type ListItem, type OpenItem } from '../handed/items.js';
import type { PasteContext } from '../handed/reading.js';
import { readNotes } from '../notes.js';
import { type NotePlace, notePlaces } from './notes-sheet.js';

/** Who owes a thing, by name, and on which day. */
export interface Duty {
  readonly owner: string;
  readonly due: CivilDate;
}

/** One figure of a workbook, with what is known beside it. */
export interface PlannedFigure extends Duty {
  readonly item: FigureItem;
  readonly previous: number | undefined;
  readonly yearAgo: number | undefined;
  /** what the store has of the month itself */
  readonly held: Held | undefined;
}

/** A dimension whose values its writer names, with those of the month before. */
export interface PlannedOpen extends Duty {
  readonly item: OpenItem;
  readonly rows: readonly { readonly value: string; readonly previous: number }[];
}

/** A list of entries. */
export interface PlannedList extends Duty {
  readonly item: ListItem;
  /** how many entries the store has of the month */
  readonly stored: number;
}

/** A text that may be written, with what is stored of it. */
export interface PlannedNote extends NotePlace {
  readonly stored: string | undefined;
}

/** What a month's workbook is written from: the notes too. */
export type WorkbookOptions = HeldOptions & { readonly store: Pick<Store, 'readSetting'> };

/** What a workbook of one month holds before anybody fills it in. */
export interface WorkbookPlan {
  readonly organisation: Text;
  readonly period: Period;
  readonly before: Period;
  readonly yearAgo: Period;
  readonly figures: readonly PlannedFigure[];
  readonly open: readonly PlannedOpen[];
  readonly lists: readonly PlannedList[];
  readonly notes: readonly PlannedNote[];
}

/** Gathers what a month's workbook holds: everything that is handed in, with the figures of the month before and of the year before. */
export async function planWorkbook(options: WorkbookOptions, period: Period, language: Language): Promise<WorkbookPlan> {
  const context = await pasteContext(options, period, language);
  const held = await readHeld(options, period);
  const { organisation } = options.config;
  const notes = await readNotes(period, options);
  const before = shiftPeriod(period, -1, organisation.calendar);
  const yearAgo = yearBefore(period, organisation.calendar);
  const items = handedItems(options.config);
  const of = <Kind extends HandedItem['kind']>(kind: Kind) =>
    items.filter((item): item is Extract<HandedItem, { readonly kind: Kind }> => item.kind === kind);
  const count = (item: ListItem): number => {
    const own = held.get(item.key);
    return own?.kind === 'entries' ? own.count : 0;
  };
  return {
    organisation: organisation.name,
    period,
    before,
    yearAgo,
    figures: of('figure').map((item) => ({
      item,
      previous: context.known(item.key, before),
      yearAgo: context.known(item.key, yearAgo),
      held: held.get(item.key),
      ...dutyOf(item, options, period),
    })),
    open: of('open').map((item) => ({ item, rows: rowsOf(item, context, before), ...dutyOf(item, options, period) })),
    lists: of('list').map((item) => ({ item, stored: count(item), ...dutyOf(item, options, period) })),
    notes: notePlaces(options.config).map((place) => ({
      ...place,
      stored: notes.find(({ section, kind }) => section === place.section && kind === place.kind)?.text,
    })),
  };
}

function dutyOf({ owed }: HandedItem, { config }: HeldOptions, period: Period): Duty {
  const holidays = new Set(config.organisation.holidays ?? []);
  return {
    owner: config.people.find(({ id }) => id === owed.owner)?.name ?? owed.owner,
    due: workingDay(period.end, owed.due, holidays),
  };
}

const rowsOf = (item: OpenItem, { known, knownValues }: PasteContext, before: Period): PlannedOpen['rows'] =>
  knownValues(item)
    .flatMap((value) => {
      const previous = known(itemKey(item.subject, item.metric.id, { [item.dimension]: value }), before);
      return previous === undefined ? [] : [{ value, previous }];
    })
    .sort((one, other) => other.previous - one.previous || one.value.localeCompare(other.value));
