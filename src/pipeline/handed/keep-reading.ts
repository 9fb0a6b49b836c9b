import type { Text } from '../../../connectors/contract/metric.js';
import type { Precision } from '../../../connectors/contract/observation.js';
import { type Period, periodLabel, shiftPeriod } from '../../../connectors/contract/period.js';
import type { StoredObservation } from '../../store/port.js';
import { joined } from '../../text/labels.js';
import type { HandingDesk } from './board.js';
import { type HeldOptions, readHeld } from './held.js';
import { correctHanded, type HandedEntry, type HandedFigure, type KeptHanding, keepHanded } from './keep.js';
import type { ReadEntry, ReadFigure } from './reading.js';

/** What was read and is to be kept; nothing of it may still be asked. */
export interface ReadToKeep {
  readonly figures: readonly ReadFigure[];
  readonly entries: readonly ReadEntry[];
}

/** Who hands it in, and how. */
export interface KeepingWay {
  /** the person's id in the configuration */
  readonly by: string;
  /** `modal`, `paste`, `message` or `record` */
  readonly way: string;
  readonly note: string | undefined;
  /** the ids of the figures of which another value was held, and of which the person said that it is to be replaced */
  readonly replacing: ReadonlySet<string>;
}

/** One figure as it was kept. */
export interface EchoedFigure {
  readonly key: string;
  readonly label: Text;
  readonly period: Period;
  /** null: there are no data */
  readonly value: number | null;
  readonly precision: Precision;
  /** the month before it, and its figure */
  readonly before: Period;
  readonly previous: number | undefined;
  /** where another source counts instead: what it says, and its name (undefined where that is several) */
  readonly outranked: { readonly value: number; readonly source: string | undefined } | undefined;
}

/** What was kept, told back. */
export interface KeptEcho {
  /** by which it can be undone as a whole */
  readonly importId: string;
  readonly figures: readonly EchoedFigure[];
  readonly lists: readonly { readonly label: Text; readonly count: number; readonly known: number }[];
}

/** Keeps what was read, all of it or nothing, and tells it back. Throws `PantauError('refused-input')` where it can't be kept. */
export async function keepRead(read: ReadToKeep, keeping: KeepingWay, desk: HandingDesk): Promise<KeptEcho> {
  const figures = read.figures.flatMap((figure) => handedFigure(figure, keeping.note));
  const { importId, unchanged } = await keepOrCorrect(read, keeping, desk);
  const echoed = await Promise.all(read.figures.map((figure) => echo(figure, desk)));
  const lists = [...new Set(read.entries.map(({ list }) => list))].map((list) => {
    const count = read.entries.filter((entry) => entry.list === list).length;
    return { label: list.label, count, known: figures.length === 0 ? Math.min(count, unchanged) : 0 };
  });
  return { importId, figures: await withOutranked(echoed.flat(), desk), lists };
}

/** A figure that a person replaces counts from then on, even over a file or a platform: then all of it is one correction, which leaves alone what it only repeats. */
async function keepOrCorrect({ figures, entries }: ReadToKeep, { by, way, note, replacing }: KeepingWay, desk: HandingDesk): Promise<KeptHanding> {
  const handed = figures.flatMap((figure) => handedFigure(figure, note).map((one) => ({ id: figure.id, one })));
  const held = await Promise.all(handed.map(async ({ id, one }) => ({ id, one, row: await currentRow(one, desk) })));
  const isAbove = held.some(({ id, row }) => replacing.has(id) && row !== undefined && row.originKind !== 'typed');
  const listed = entries.map(handedEntry);
  if (!isAbove) return keepHanded({ by, way, facts: [...handed.map(({ one }) => one), ...listed] }, desk);
  const told = held.filter(({ id, one, row }) => replacing.has(id) || row === undefined || row.value !== one.value);
  const name = desk.config.people.find(({ id }) => id === by)?.name ?? by;
  return correctHanded({ by, way, facts: [...told.map(({ one }) => one), ...listed], reason: note ?? `dikoreksi oleh ${name}` }, desk);
}

function handedFigure({ item, value, period, figure, precision }: ReadFigure, note: string | undefined): readonly HandedFigure[] {
  if (item === undefined || figure === undefined || (item.kind === 'open' && value === undefined)) return [];
  const { subject, metric } = item;
  const dimensions = item.kind === 'open' ? { [item.dimension]: value ?? '' } : item.dimensions;
  return [{ kind: 'figure', subject, metric: metric.id, dimensions, period, value: figure, precision, note }];
}

const handedEntry = ({ list, date, title, attributes }: ReadEntry): HandedEntry => ({ kind: 'entry', list: list.list, date, title, attributes });

type Echoed = EchoedFigure & { readonly handed: HandedFigure };

async function echo(read: ReadFigure, { config }: HandingDesk): Promise<readonly Echoed[]> {
  const { item, value, period, figure, precision, previous } = read;
  const [handed] = handedFigure(read, undefined);
  if (handed === undefined || item === undefined || figure === undefined) return [];
  const label = value === undefined ? item.label : joined([item.label, { id: value, en: value }], ', ');
  const before = shiftPeriod(period, -1, config.organisation.calendar);
  return [{ key: item.key, label, period, value: figure, precision, before, previous, outranked: undefined, handed }];
}

/** A typed figure stands beside what a platform or a file says: whoever typed it is told that the other one counts. */
async function withOutranked(echoed: readonly Echoed[], desk: HandingDesk): Promise<readonly EchoedFigure[]> {
  const options: HeldOptions = { config: desk.config, store: desk.store, now: desk.clock.now() };
  const months = new Map(echoed.map(({ period }) => [periodLabel(period), period]));
  const held = new Map(await Promise.all([...months].map(async ([name, month]) => [name, await readHeld(options, month)] as const)));
  const result: EchoedFigure[] = [];
  for (const { handed, ...figure } of echoed) {
    const counts = held.get(periodLabel(figure.period))?.get(figure.key);
    const row = await currentRow(handed, desk);
    const above = row !== undefined && row.originKind !== 'typed' && row.value !== null ? row.value : undefined;
    const other = above ?? (counts?.kind === 'value' ? counts.value : undefined);
    const source = row === undefined || row.originKind === 'typed' ? undefined : (await desk.store.origin(row.origin))?.name;
    result.push({ ...figure, outranked: other === undefined || other === figure.value ? undefined : { value: other, source } });
  }
  return result;
}

async function currentRow({ subject, metric, dimensions, period }: HandedFigure, { store }: HandingDesk): Promise<StoredObservation | undefined> {
  const rows = await store.readSeries({ subject, metric, dimensions, grain: period.grain, window: period });
  return rows.find((row) => row.period.start === period.start && row.period.end === period.end);
}
