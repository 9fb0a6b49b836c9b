import type { CapabilityTable } from '../../connectors/contract/connector.js';
import type { Absence } from '../../connectors/contract/observation.js';
import { addDays, type CivilDate } from '../../connectors/contract/period.js';
import type { Store, StoredObservation } from '../store/port.js';

/** For so many days before a window what is absent or not final is asked for again: a platform may leave out a day in the only reading in which it was final. */
export const ASKED_AGAIN_DAYS = 7;

/** Absences that may turn out to be slips. */
const DOUBTFUL: ReadonlySet<Absence | undefined> = new Set<Absence | undefined>(['not-yet', 'not-available']);

const isUnsettled = ({ value, absence, quality }: StoredObservation): boolean => (value === null ? DOUBTFUL.has(absence) : quality === 'provisional');

/** The first of the days shortly before a window that a platform left out though it tells the metric, or told last before it was final; undefined where there is none. */
export async function firstMissingDay(
  account: string,
  capabilities: CapabilityTable,
  before: CivilDate,
  store: Pick<Store, 'readSeries'>,
): Promise<CivilDate | undefined> {
  const window = { start: addDays(before, -ASKED_AGAIN_DAYS), end: before };
  const metrics = new Set(Object.values(capabilities).flatMap(({ subject, metric }) => (subject === 'account' ? [metric] : [])));
  const missing: CivilDate[] = [];
  for (const metric of metrics) {
    const rows = await store.readSeries({ subject: account, metric, grain: 'day', dimensions: {}, window });
    if (rows.every(({ value }) => value === null)) continue;
    missing.push(...rows.filter(isUnsettled).map(({ period }) => period.start));
  }
  return missing.sort()[0];
}
