import { type Instant, type Period, periodLabel, shiftPeriod, yearBefore } from '../../../connectors/contract/period.js';
import type { Config } from '../../config/config.js';
import { createFigureReader, type FigureReader } from '../../digest/figures.js';
import type { Language } from '../../domain/digest.js';
import { figureValue } from '../../domain/figure.js';
import { toNumber } from '../../domain/rational.js';
import type { Store } from '../../store/port.js';
import { civilDateIn } from '../../text/date.js';
import type { Held } from './collection.js';
import { type FigureItem, type HandedItem, handedItems, itemKey, type OpenItem } from './items.js';
import type { PasteContext } from './reading.js';

/** The store that is read, under which configuration, and when. */
export interface HeldOptions {
  readonly config: Config;
  readonly store: Pick<Store, 'readSeries' | 'listSeries' | 'readContent' | 'readSnapshots' | 'origin' | 'readEntries'>;
  readonly now: Instant;
}

const readerOf = ({ config, store, now }: HeldOptions): FigureReader =>
  createFigureReader({
    store,
    metrics: config.metrics,
    accounts: config.accounts,
    people: config.people,
    calendar: config.organisation.calendar,
    asOf: undefined,
    now,
  });

/** What the store has of everything that is handed in, over a month, by the item's key. */
export async function readHeld(options: HeldOptions, period: Period): Promise<ReadonlyMap<string, Held>> {
  const reader = readerOf(options);
  const items = handedItems(options.config);
  const held = new Map<string, Held>();
  const added: FigureItem[] = [];
  for (const item of items) {
    const found = await heldOf(item, period, reader, options);
    if (found !== 'added' && found) held.set(item.key, found);
    if (found === 'added' && item.kind === 'figure') added.push(item);
  }
  for (const item of added) {
    const parts = items.filter((other) => isPart(other, item));
    const known = parts.map((part) => held.get(part.key));
    // A sum of parts is the figure only where none of the parts is missing.
    if (known.every((part) => part?.kind === 'value'))
      held.set(item.key, { kind: 'value', value: known.reduce((sum, part) => sum + (part?.kind === 'value' ? part.value : 0), 0) });
  }
  return held;
}

const isPart = (part: HandedItem, whole: FigureItem): boolean =>
  part.kind === 'figure' && part.subject === whole.subject && part.metric.id === whole.metric.id && Object.keys(part.dimensions).length > 0;

async function heldOf(item: HandedItem, period: Period, reader: FigureReader, options: HeldOptions): Promise<Held | 'added' | undefined> {
  if (item.kind === 'list') {
    const entries = await options.store.readEntries(item.list, period);
    return entries.length > 0 ? { kind: 'entries', count: entries.length } : undefined;
  }
  if (item.kind === 'open') {
    const figures = await reader.readBy({ subject: item.subject, metric: item.metric, dimensions: {}, period }, item.dimension);
    return figures.length > 0 ? { kind: 'entries', count: figures.length } : undefined;
  }
  const figure = await reader.read({ subject: item.subject, metric: item.metric, dimensions: item.dimensions, period });
  if (figure.state === 'missing') return (await isDeclined(item, period, options)) ? { kind: 'declined' } : undefined;
  const ofParts = figure.via === 'derived' && item.metric.derivation === undefined && Object.keys(item.dimensions).length === 0;
  const days = ofParts ? await reader.readDays({ subject: item.subject, metric: item.metric, dimensions: {}, period }) : [];
  return ofParts && days.length === 0 ? 'added' : { kind: 'value', value: toNumber(figureValue(figure)) };
}

/** Whether somebody stated that there are no data. A voided value is missing again. */
async function isDeclined({ subject, metric, dimensions }: FigureItem, period: Period, { store }: HeldOptions): Promise<boolean> {
  const rows = await store.readSeries({ subject, metric: metric.id, dimensions, grain: period.grain, window: period });
  return rows.some((row) => row.value === null && row.absence === 'not-available' && row.originKind === 'typed' && row.quality === 'typed');
}

/** What reading a message needs of the store: the figures of the month, of the month before and of the year before, and the known values of dimensions. */
export async function pasteContext(options: HeldOptions, period: Period, language: Language): Promise<PasteContext> {
  const { config, now, store } = options;
  const { calendar, zone } = config.organisation;
  const months = [period, shiftPeriod(period, -1, calendar), shiftPeriod(period, -2, calendar), yearBefore(period, calendar)];
  const known = new Map<string, number>();
  for (const month of months)
    for (const [key, held] of await readHeld(options, month)) if (held.kind === 'value') known.set(place(key, month), held.value);
  const values = new Map<string, readonly string[]>();
  for (const item of handedItems(config)) {
    if (item.kind !== 'open') continue;
    values.set(item.key, await valuesOf(item, store));
    for (const month of months)
      for (const figure of await readerOf(options).readBy(
        { subject: item.subject, metric: item.metric, dimensions: {}, period: month },
        item.dimension,
      ))
        known.set(place(itemKey(item.subject, item.metric.id, figure.question.dimensions), month), toNumber(figureValue(figure)));
  }
  return {
    config,
    language,
    period,
    today: civilDateIn(now, zone),
    known: (key, month) => known.get(place(key, month)),
    knownValues: (item) => values.get(item.key) ?? [],
  };
}

const place = (key: string, period: Period): string => `${key}@${periodLabel(period)}`;

async function valuesOf(item: OpenItem, store: HeldOptions['store']): Promise<readonly string[]> {
  const series = await store.listSeries({ subject: item.subject, metric: item.metric.id });
  return [...new Set(series.flatMap(({ dimensions }) => dimensions[item.dimension] ?? []))].sort();
}
