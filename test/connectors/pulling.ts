import type { Instant } from '../../connectors/contract/period.js';
import { civilDate } from '../../connectors/contract/period.js';
import type { PullResult } from '../../src/pipeline/pull.js';
import { syncConnection } from '../../src/pipeline/sync.js';
import type { PlatformsRig } from '../support/platforms.js';

/** A long window: everything that a test stores. */
export const ALWAYS = { start: civilDate('2023-01-01'), end: civilDate('2027-01-01') };

/** Pulls a connection at a moment; throws where it was not pulled. */
export async function pullAt(rig: PlatformsRig, moment: string, connection?: string): Promise<PullResult> {
  rig.at(moment);
  const open = rig.connections.find(({ id }) => connection === undefined || id === connection);
  if (open === undefined) throw new Error('There is no such connection.');
  const report = await syncConnection(open, 'daily', rig.deps);
  if (report.state !== 'pulled') throw new Error(`It is ${report.state}.`);
  return report;
}

/** What a pull could not have, by kind. */
export const kindsOf = ({ problems }: PullResult): readonly string[] => problems.map(({ error }) => error.kind);

/** The daily values of a metric as `day value`, an absence in place of a value that is not there. */
export async function valuesOf(rig: PlatformsRig, subject: string, metric: string): Promise<readonly string[]> {
  const rows = await rig.store.readSeries({ subject, metric, grain: 'day', dimensions: {}, window: ALWAYS });
  return rows.map(({ period, value, absence }) => `${period.start} ${value ?? absence}`);
}

/** The stored videos or posts of an account as `id kind`, oldest first. */
export async function contentOf(rig: PlatformsRig, subject: string): Promise<readonly string[]> {
  const contents = await rig.store.readContent(subject, ALWAYS);
  return contents.toSorted((a, b) => a.publishedAt.localeCompare(b.publishedAt)).map(({ id, kind }) => `${id.slice(subject.length + 1)} ${kind}`);
}

/** The last reading of a metric of one item: its value, or its absence. */
export async function readingOf(rig: PlatformsRig, content: string, metric: string): Promise<number | string | undefined> {
  const [reading] = await rig.store.readSnapshots([content], metric, rig.deps.clock.now() as Instant);
  return reading === undefined ? undefined : (reading.value ?? reading.absence);
}
