import { parseObservationId, type Series } from '../../connectors/contract/observation.js';
import { type Calendar, GRAINS, type Instant, isCivilDate, type Period, periodOf } from '../../connectors/contract/period.js';
import { readLedgerCount } from '../domain/ledger-count.js';

/** What an id of a basis names. */
export type RowId =
  | { readonly kind: 'observation'; readonly series: Series; readonly period: Period }
  | { readonly kind: 'snapshot'; readonly content: string; readonly metric: string; readonly readAt: Instant }
  | { readonly kind: 'content'; readonly content: string }
  /** `entry` without the attribute, which stands after `#` */
  | { readonly kind: 'entry'; readonly entry: string; readonly entryKind: string }
  | { readonly kind: 'target'; readonly target: string }
  /** a count of the ledger, which the id itself describes */
  | { readonly kind: 'ledger' };

const DATE = '(?:19|20)\\d{2}-\\d{2}-\\d{2}';
const ID = new RegExp(`^(?:content|entry|target):\\S.*$|^ledger:\\S+$|^[^/]+/[^/]+/[^/]*/[a-z]+@${DATE}\\S*$|^.+![^!]+@${DATE}T\\S+$`);

/** The id in a text that holds nothing else but a word for sources, as digests and answers print it; undefined where there is none. */
export function rowIdIn(text: string): string | undefined {
  const bare = text
    .trim()
    .replace(/^(?:sources?|sumber|asal)\s+/i, '')
    .replace(/^[`"']+|[`"']+$/g, '');
  return ID.test(bare) ? bare : undefined;
}

/** Reads an id of a basis; undefined where it names nothing that is stored or configured. */
export function readRowId(id: string, calendar: Calendar): RowId | undefined {
  if (id.startsWith('content:')) return { kind: 'content', content: id.slice('content:'.length) };
  if (id.startsWith('target:')) return { kind: 'target', target: id.slice('target:'.length) };
  if (readLedgerCount(id) !== undefined) return { kind: 'ledger' };
  const entryKind = /^entry:([^:]+):/.exec(id)?.[1];
  if (entryKind !== undefined) return { kind: 'entry', entry: id.split('#')[0] ?? id, entryKind };
  return readObservationId(id, calendar) ?? readSnapshotId(id);
}

function readObservationId(id: string, calendar: Calendar): RowId | undefined {
  const named = whole(() => parseObservationId(id));
  if (!named || named.series.grain === 'total' || !GRAINS.includes(named.series.grain) || !isCivilDate(named.start)) return undefined;
  const period = periodOf(named.series.grain, named.start, calendar);
  if (named.end === undefined) return { kind: 'observation', series: named.series, period };
  return isCivilDate(named.end) ? { kind: 'observation', series: named.series, period: { ...period, end: named.end } } : undefined;
}

const SNAPSHOT = /^(.+)!([^!]+)@(\d{4}-\d{2}-\d{2}T[0-9:.]+Z)#\d+(?:\.[a-z]+)?$/;

function readSnapshotId(id: string): RowId | undefined {
  const [, content = '', metric = '', readAt = ''] = SNAPSHOT.exec(id) ?? [];
  if (Number.isNaN(Date.parse(readAt))) return undefined;
  return whole(() => ({ kind: 'snapshot', content: decodeURIComponent(content), metric: decodeURIComponent(metric), readAt: readAt as Instant }));
}

/** What a reading of escapes gives; undefined where they are broken, as in "100%". */
function whole<Read>(read: () => Read): Read | undefined {
  try {
    return read();
  } catch (cause) {
    if (cause instanceof URIError) return undefined;
    throw cause;
  }
}

/** The period that the row behind an id counts; undefined where the id is no observation's. */
export function countedPeriod(id: string, calendar: Calendar): Period | undefined {
  const row = readRowId(id, calendar);
  return row?.kind === 'observation' ? row.period : undefined;
}
