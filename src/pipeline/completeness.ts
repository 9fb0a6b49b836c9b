import type { Capability, CapabilityTable } from '../../connectors/contract/connector.js';
import { addDays, type CivilDate, earlierDay, type Window } from '../../connectors/contract/period.js';
import type { Store } from '../store/port.js';

/** How complete the daily figures of one metric of an account are. */
export interface Completeness {
  readonly account: string;
  readonly metric: string;
  /** from the first day that is stored, within the window that was asked about */
  readonly expectedDays: number;
  readonly presentDays: number;
  /** the days without a figure, as spans, oldest first */
  readonly gaps: readonly Window[];
}

const HOURS = 24;

/** The day before which a metric's figures must be there: those of the last days settle late, a reading of now at once. */
const settledUntil = (rows: readonly Capability[], today: CivilDate): CivilDate =>
  addDays(today, -Math.min(...rows.map(({ settlesAfterHours }) => Math.ceil(settlesAfterHours / HOURS))));

/** The gaps of an account in a window, one entry for each daily metric of which anything is stored. A day whose absence the platform explained is no gap. */
export async function readCompleteness(
  account: string,
  capabilities: CapabilityTable,
  window: Window,
  today: CivilDate,
  store: Pick<Store, 'readSeries'>,
): Promise<readonly Completeness[]> {
  const found: Completeness[] = [];
  const ofAccounts = Object.values(capabilities).filter(({ subject }) => subject === 'account');
  for (const metric of new Set(ofAccounts.map((one) => one.metric))) {
    const until = settledUntil(
      ofAccounts.filter((one) => one.metric === metric),
      today,
    );
    const rows = await store.readSeries({ subject: account, metric, grain: 'day', dimensions: {}, window });
    const present = new Set(rows.filter((row) => row.value !== null || row.absence !== 'not-yet').map((row) => row.period.start));
    const [first] = [...present].sort();
    if (first === undefined) continue;
    const days = daysOf(first, earlierDay(until, window.end));
    const missing = days.filter((day) => !present.has(day));
    found.push({
      account,
      metric,
      expectedDays: days.length,
      presentDays: days.length - missing.length,
      gaps: spansOf(missing),
    });
  }
  return found;
}

function daysOf(start: CivilDate, end: CivilDate): readonly CivilDate[] {
  const days: CivilDate[] = [];
  for (let day = start; day < end; day = addDays(day, 1)) days.push(day);
  return days;
}

/** Days in order as spans of neighbours. */
function spansOf(days: readonly CivilDate[]): readonly Window[] {
  const spans: Window[] = [];
  for (const day of days) {
    const last = spans.at(-1);
    if (last?.end === day) spans[spans.length - 1] = { start: last.start, end: addDays(day, 1) };
    else spans.push({ start: day, end: addDays(day, 1) });
  }
  return spans;
}
