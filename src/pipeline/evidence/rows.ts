import { type Content, type Origin, type Precision, parseObservationId, type Quality } from '../../../connectors/contract/observation.js';
import { civilDate, type Instant, type Window } from '../../../connectors/contract/period.js';
import type { BasisValue } from '../../domain/basis.js';
import type { Store, StoredEntry, StoredObservation } from '../../store/port.js';
import { type Cell, csvFile } from './csv.js';

/** One row of the store that a published digest rests on, or another statement of the same value. */
export interface EvidencedRow {
  readonly id: string;
  /** `published` where a published sentence rests on it; `before` and `since` for the other statements, by when they came in */
  readonly role: 'published' | 'before' | 'since';
  readonly value: number | string | null;
  readonly quality: Quality;
  readonly precision: Precision | undefined;
  readonly absence: string | undefined;
  readonly note: string | undefined;
  readonly revision: number | undefined;
  readonly observedAt: Instant | undefined;
  /** the line of the file, or the address */
  readonly reference: string | undefined;
  /** undefined for what no import brought: targets, counts of the ledger, readings of single items */
  readonly origin: Origin | undefined;
}

type RowStore = Pick<Store, 'observation' | 'revisions' | 'origin' | 'readEntries' | 'readContent'>;

/** The rows that published digests rest on, each followed by the other statements of the same value. */
export async function evidencedRows(under: readonly BasisValue[], closedAt: Instant, from: RowStore): Promise<readonly EvidencedRow[]> {
  const store = readingOnce(from);
  const published = new Set(under.map(({ observation }) => observation));
  const rows = new Map<string, EvidencedRow>();
  for (const value of under) {
    if (rows.has(value.observation)) continue;
    const { observation: id, quality } = value;
    const observation = parseObservationId(id) === undefined ? undefined : await store.observation(id);
    if (observation === undefined) {
      rows.set(id, { ...BARE, id, role: 'published', value: value.value, quality, ...(await listed(id, store)) });
      continue;
    }
    const { series, period } = observation;
    for (const one of [observation, ...(await store.revisions(series, period.start, period.end))]) {
      const origin = await store.origin(one.origin);
      const role = published.has(one.id) ? 'published' : (origin?.receivedAt ?? '') > closedAt ? 'since' : 'before';
      if (!rows.has(one.id)) rows.set(one.id, rowOf(one, role, origin));
    }
  }
  return [...rows.values()];
}

const BARE = {
  precision: undefined,
  absence: undefined,
  note: undefined,
  revision: undefined,
  observedAt: undefined,
  reference: undefined,
  origin: undefined,
};

function rowOf(row: StoredObservation, role: EvidencedRow['role'], origin: Origin | undefined): EvidencedRow {
  const { id, value, quality, precision, absence, note, revision, observedAt, reference } = row;
  return { id, role, value, quality, precision, absence, note, revision, observedAt, reference, origin };
}

/** Each list of content and entries is read once, for all of its items. */
function readingOnce(store: RowStore): RowStore {
  const contents = new Map<string, ReturnType<RowStore['readContent']>>();
  const entries = new Map<string, ReturnType<RowStore['readEntries']>>();
  const once = <T>(known: Map<string, Promise<T>>, key: string, read: () => Promise<T>): Promise<T> => {
    const found = known.get(key) ?? read();
    known.set(key, found);
    return found;
  };
  return {
    observation: (id) => store.observation(id),
    revisions: (series, start, end) => store.revisions(series, start, end),
    origin: (id) => store.origin(id),
    readContent: (subject, window) => once(contents, subject, () => store.readContent(subject, window)),
    readEntries: (kind, window) => once(entries, kind, () => store.readEntries(kind, window)),
  };
}

const EVER: Window = { start: civilDate('1900-01-01'), end: civilDate('2200-01-01') };

/** Where an entry of a list or an item of content comes from. */
async function listed(id: string, store: RowStore): Promise<Partial<EvidencedRow>> {
  const found = await itemOf(id, store);
  if (found === undefined) return {};
  return { reference: 'link' in found ? found.link : 'reference' in found ? found.reference : undefined, origin: await store.origin(found.origin) };
}

async function itemOf(id: string, store: RowStore): Promise<StoredEntry | Content | undefined> {
  const entryKind = /^entry:([^:]+):/.exec(id)?.[1];
  if (entryKind !== undefined) return (await store.readEntries(entryKind, EVER)).find((entry) => entry.id === id.split('#')[0]);
  if (!id.startsWith('content:')) return undefined;
  const content = id.slice('content:'.length);
  return (await store.readContent(content.slice(0, Math.max(0, content.lastIndexOf('/'))), EVER)).find((item) => item.id === content);
}

const ROW_HEADER = [
  ...['observation', 'role', 'value', 'absence', 'quality', 'precision', 'revision', 'note', 'observed_at', 'received_at', 'who', 'origin'],
  ...['origin_kind', 'origin_detail', 'reference'],
];

/** `observations.csv`: who stated what when, and by which way it came in. */
export const rowsCsv = (rows: readonly EvidencedRow[]): string =>
  csvFile(
    ROW_HEADER,
    rows.map(({ id, role, value, absence, quality, precision, revision, note, observedAt, reference, origin }): readonly Cell[] => [
      ...[id, role, value, absence, quality, precision, revision, note, observedAt, origin?.receivedAt, origin && whoOf(origin), origin?.id],
      ...[origin?.kind, origin?.detail, reference],
    ]),
  );

const whoOf = ({ kind, name, by }: Origin): string => by ?? (kind === 'typed' ? name : '');

/** `sources.csv`: each source once, with the SHA-256 of the bytes that were read. */
export function sourcesCsv(rows: readonly EvidencedRow[]): string {
  const origins = new Map(rows.flatMap(({ origin }) => (origin === undefined ? [] : [[origin.id, origin] as const])));
  const sorted = [...origins.values()].sort((one, other) => (one.id < other.id ? -1 : 1));
  return csvFile(
    ['origin', 'kind', 'name', 'detail', 'sha256', 'zone', 'received_at', 'who'],
    sorted.map((origin): readonly Cell[] => {
      const { id, kind, name, detail, hash, zone, receivedAt } = origin;
      return [id, kind, name, detail, hash, zone, receivedAt, whoOf(origin)];
    }),
  );
}

/** `voids.csv`: what was voided, by whom and why. */
export const voidsCsv = (rows: readonly EvidencedRow[]): string =>
  csvFile(
    ['observation', 'at', 'who', 'reason'],
    rows
      .filter(({ absence }) => absence === 'voided')
      .map(({ id, origin, note }): readonly Cell[] => [id, origin?.receivedAt, origin && whoOf(origin), note]),
  );
