import { randomUUID } from 'node:crypto';
import type { KnownAccount, PullTask } from '../../connectors/contract/connector.js';
import type { ConnectorError, ConnectorErrorKind } from '../../connectors/contract/errors.js';
import { addDays, type CivilDate, daysBetween, earlierDay, type Instant, type Window } from '../../connectors/contract/period.js';
import type { BusinessClock, WallClock } from '../clock.js';
import type { ConnectionHealth, Notice } from '../domain/connection.js';
import type { Store } from '../store/port.js';
import { civilDateIn } from '../text/date.js';
import { tellOfCredential } from './credential-notices.js';
import { judgeHealth, mayAsk } from './health.js';
import { readHealth, saveHealth } from './health-store.js';
import { NOTHING_KNOWN, readHistories } from './known-content.js';
import { withLease } from './lease.js';
import { firstMissingDay } from './missing-days.js';
import { type Connection, type PullDependencies, type PullResult, pull } from './pull.js';
import { firstDayToRead, progressAfter, readProgress, resumed } from './pull-progress.js';

/** What a synchronisation needs. */
export interface SyncDependencies extends PullDependencies {
  readonly store: Store;
  readonly clock: BusinessClock;
  readonly wall: WallClock;
  /** tells the owner of a connection something, once */
  readonly tell: (notice: Notice) => Promise<void>;
  readonly onProgress?: (progress: SyncProgress) => void;
}

/** How far a synchronisation has come, in days of its window. */
export interface SyncProgress {
  readonly connection: string;
  readonly doneDays: number;
  readonly days: number;
}

/** What became of one connection: pulled, or left because another process pulls it right now, or because all of it has stopped. */
export type SyncReport =
  | ({ readonly connection: string; readonly state: 'pulled'; readonly window: Window } & PullResult)
  | { readonly connection: string; readonly state: 'busy' | 'stopped' };

const LEASE_MS = 120_000;
/** What a platform gives in one pull of the past at most; the connectors cut it further where a call gives less. */
const CHUNK_DAYS = 30;

/** Pulls the last days of one connection, as far back as its platform's figures still move. */
export async function syncConnection(connection: Connection, task: Exclude<PullTask, 'backfill'>, deps: SyncDependencies): Promise<SyncReport> {
  const now = deps.clock.now();
  const today = todayOf(deps.clock);
  const end = addDays(today, 2);
  if (task === 'stories') return leased(connection, deps, (health) => pullWindow(connection, task, { start: today, end }, health, deps));
  return leased(connection, deps, async (health) => {
    const name = `pulled:${connection.id}`;
    const written = (await deps.store.readSetting(name))?.value;
    const credential = await connection.credential();
    const begun = resumed(readProgress(written), (concern) => {
      const state = health.stopped[concern];
      return state === undefined || mayAsk(state, credential, now);
    });
    const start = firstDayToRead(begun, now, connection.connector.settlesWithinHours);
    const report = await pullWindow(connection, task, { start, end }, health, deps);
    if (report.state !== 'busy') {
      const isWhole = report.state === 'pulled' && !report.problems.some(isPassing);
      const after = JSON.stringify(progressAfter(begun, { now, isWhole, health: await readHealth(connection.id, deps.store) }));
      if (after !== written) await deps.store.saveSetting({ name, value: after, validFrom: instantOf(deps.wall), by: 'pantau' });
    }
    await tellOfCredential(connection, deps);
    return report;
  });
}

/** Failures that pass: what they kept from coming can still be had. */
const PASSING: ReadonlySet<ConnectorErrorKind> = new Set<ConnectorErrorKind>(['rate-limited', 'quota', 'credits', 'unavailable']);

/** Pulls the days from a day on until today, chunk by chunk; begun again, it goes on behind the last chunk that was stored. */
export async function backfillConnection(connection: Connection, from: CivilDate, deps: SyncDependencies): Promise<readonly SyncReport[]> {
  const end = addDays(todayOf(deps.clock), 1);
  const name = `backfill:${connection.id}:${from}`;
  const reports: SyncReport[] = [];
  let next = ((await deps.store.readSetting(name))?.value ?? from) as CivilDate;
  while (next < end) {
    const window = { start: next, end: earlierDay(addDays(next, CHUNK_DAYS), end) };
    const report = await leased(connection, deps, (health) => pullWindow(connection, 'backfill', window, health, deps));
    reports.push(report);
    if (report.state !== 'pulled' || report.problems.some(isPassing)) return reports;
    next = window.end;
    await deps.store.saveSetting({ name, value: next, validFrom: instantOf(deps.wall), by: 'pantau' });
    deps.onProgress?.({ connection: connection.id, doneDays: daysBetween(from, next), days: daysBetween(from, end) });
  }
  return reports;
}

const isPassing = ({ error }: { readonly error: ConnectorError }): boolean =>
  PASSING.has(error.kind) || (error.reach !== 'call' && error.until !== undefined) || (error.kind === 'auth' && error.reach === 'connection');

const todayOf = (clock: BusinessClock): CivilDate => civilDateIn(clock.now(), 'UTC');
const instantOf = (wall: WallClock): Instant => new Date(wall.now()).toISOString() as Instant;

async function leased(connection: Connection, deps: SyncDependencies, work: (health: ConnectionHealth) => Promise<SyncReport>): Promise<SyncReport> {
  const outcome = await withLease(deps.store, `sync:${connection.id}`, randomUUID(), LEASE_MS, deps.wall, async () =>
    work(await readHealth(connection.id, deps.store)),
  );
  return outcome.held ? outcome.value : { connection: connection.id, state: 'busy' };
}

async function pullWindow(
  connection: Connection,
  task: PullTask,
  window: Window,
  health: ConnectionHealth,
  deps: SyncDependencies,
): Promise<SyncReport> {
  const now = deps.clock.now();
  const credential = await connection.credential();
  const isStopped = (concern: string): boolean => {
    const state = health.stopped[concern];
    return state !== undefined && !mayAsk(state, credential, now);
  };
  const accounts = connection.accounts.filter(({ id }) => !isStopped(id));
  if (isStopped('*') || accounts.length === 0) return { connection: connection.id, state: 'stopped' };
  const history = await readHistories(accounts, connection.connector.capabilities, now, deps.config.organisation.zone, deps.store);
  const without = new Set(Object.keys(connection.connector.capabilities).filter(isStopped));
  const missing = new Map<string, CivilDate>();
  for (const { id } of task === 'daily' ? accounts : []) {
    const day = await firstMissingDay(id, connection.connector.capabilities, window.start, deps.store);
    if (day !== undefined) missing.set(id, day);
  }
  const known = (id: string): KnownAccount => {
    const missingFrom = missing.get(id);
    return { ...(history.known(id) ?? NOTHING_KNOWN), ...(missingFrom === undefined ? {} : { missingFrom }) };
  };
  const knownThen = Object.fromEntries(accounts.map(({ id }) => [id, known(id)]));
  const began = instantOf(deps.wall);
  const result = await pull({ connection, task, accounts, window, now, without, known, lastReading: history.lastReading }, deps);
  await connection.record?.({
    task,
    accounts: [...accounts],
    window,
    now,
    without: [...without],
    known: knownThen,
    began,
    ended: instantOf(deps.wall),
  });
  const judged = judgeHealth(health, { ...result, connection: connection.id, credential, now });
  // Told before it is noted down: a notice may come twice after a crash, but none is lost.
  for (const notice of judged.notices) await deps.tell(notice);
  await saveHealth(connection.id, health, judged.health, deps);
  return { connection: connection.id, state: 'pulled', window, ...result };
}
