import { parseSeriesKey, type Series } from '../../connectors/contract/observation.js';
import { type Calendar, type CivilDate, GRAINS, type Instant, isCivilDate, type Period, periodOf } from '../../connectors/contract/period.js';

/** What an id of a basis names; `revision` counts from 1. */
export type RowId =
  | { readonly kind: 'observation'; readonly series: Series; readonly period: Period; readonly revision: number }
  | { readonly kind: 'snapshot'; readonly content: string; readonly metric: string; readonly readAt: Instant }
  | { readonly kind: 'content'; readonly content: string }
  /** the attribute after `#` belongs to the entry */
  | { readonly kind: 'entry'; readonly entry: string; readonly entryKind: string }
  | { readonly kind: 'target'; readonly target: string };

const ID = /^(?:content|entry|target):\S.*$|^[^/]+\/[^/]+\/[^/]*\/[a-z]+@(?:19|20)\d{2}-\d{2}-\d{2}\S*$|^.+![^!]+@(?:19|20)\d{2}-\d{2}-\d{2}T\S+$/;

/** The id in a text that holds nothing else but a word for sources, as digests and answers print it; undefined where there is none. */
export function rowIdIn(text: string): string | undefined {
  const bare = text
    .trim()
    .replace(/^(?:sources?|sumber|asal)\s+/i, '')
    .replace(/^[`"']+|[`"']+$/g, '');
  return ID.test(bare) ? bare : undefined;
}

const OBSERVATION = /^(.+)@((?:19|20)\d{2}-\d{2}-\d{2})(?:\.\.((?:19|20)\d{2}-\d{2}-\d{2}))?(?:#(\d{1,9})(?:\.(?:api|export|typed|synthetic))?)?$/;
const SNAPSHOT = /^(.+)!([^!]+)@(\d{4}-\d{2}-\d{2}T[0-9:.]+Z)(?:#\d{1,9}(?:\.(?:api|export|typed|synthetic))?)?$/;

/** Reads an id of a basis; undefined where it names nothing that is stored or configured. */
export function readRowId(id: string, calendar: Calendar): RowId | undefined {
  if (id.startsWith('content:')) return { kind: 'content', content: id.slice('content:'.length) };
  if (id.startsWith('target:')) return { kind: 'target', target: id.slice('target:'.length) };
  const entryKind = /^entry:([^:]+):/.exec(id)?.[1];
  if (entryKind !== undefined) return { kind: 'entry', entry: id.split('#')[0] ?? id, entryKind };
  return readObservationId(id, calendar) ?? readSnapshotId(id);
}

function readObservationId(id: string, calendar: Calendar): RowId | undefined {
  const [, key = '', start = '', end, revision = '1'] = OBSERVATION.exec(id) ?? [];
  const series = seriesIn(key);
  if (!series || series.grain === 'total' || !isCivilDate(start) || (end !== undefined && !isCivilDate(end))) return undefined;
  const whole = periodOf(series.grain, start, calendar);
  return { kind: 'observation', series, period: { ...whole, start, end: end ?? whole.end }, revision: Number(revision) };
}

/** The series of a key; undefined where it is none or its escapes are broken. */
function seriesIn(key: string): Series | undefined {
  try {
    const series = parseSeriesKey(key);
    return series && GRAINS.includes(series.grain) ? series : undefined;
  } catch {
    return undefined;
  }
}

function readSnapshotId(id: string): RowId | undefined {
  const [, content, metric, readAt] = SNAPSHOT.exec(id) ?? [];
  if (content === undefined || metric === undefined || Number.isNaN(Date.parse(readAt ?? ''))) return undefined;
  try {
    return { kind: 'snapshot', content: decodeURIComponent(content), metric: decodeURIComponent(metric), readAt: readAt as Instant };
  } catch {
    return undefined;
  }
}

/** The period that the row behind an id counts; undefined where the id is no observation's. */
export function countedPeriod(id: string, calendar: Calendar): (Period & { readonly end: CivilDate }) | undefined {
  const row = readRowId(id, calendar);
  return row?.kind === 'observation' ? row.period : undefined;
}
