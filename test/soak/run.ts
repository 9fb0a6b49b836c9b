import { type CivilDate, civilDate } from '../../connectors/contract/period.js';
import { dayNumber, dayText } from '../../sandbox/calendar.js';
import { type Chance, seededChance } from '../../sandbox/chance.js';
import type { FiredCase } from '../../sandbox/platforms/faults.js';
import { seededWorld } from '../../sandbox/platforms/seeded-world.js';
import type { World } from '../../sandbox/platforms/world.js';
import { mayAsk } from '../../src/pipeline/health.js';
import { readHealth } from '../../src/pipeline/health-store.js';
import { backfillConnection, type SyncReport, syncConnection } from '../../src/pipeline/sync.js';
import { secretsOf } from '../support/kept-texts.js';
import { openRig, type PlatformsRig } from '../support/platforms.js';
import { indexOf, type Statements } from './witness/statements.js';
import { statementsIn } from './witness/witness.js';

/** The simulated days, both included; the platforms' rules are those of 2026-11-25. */
export const FIRST = civilDate('2026-09-21');
export const LAST = civilDate('2026-11-19');
const EVENING = 'T16:30:00Z';
const MORNING = 'T04:30:00Z';
const AFTERNOON = 'T12:30:00Z';

/** One pull of one connection with what stood in its way. */
export interface SoakedPull {
  readonly connection: string;
  readonly task: 'daily' | 'stories';
  /** milliseconds since 1970 */
  readonly at: number;
  readonly day: CivilDate;
  readonly report: SyncReport;
  /** the cases that showed themselves during the pull */
  readonly fired: readonly FiredCase[];
  /** what was not asked for, since it had stopped before: accounts, capabilities, both, or `*` */
  readonly stopped: readonly string[];
  /** what the platform stated, by what it sent */
  readonly statements: Statements;
}

/** A soaked rig: faults are off by now, and a last daily pull went through. */
export interface Soaked {
  readonly rig: PlatformsRig;
  readonly world: World;
  readonly pulls: readonly SoakedPull[];
  /** every secret that was seen on the way */
  readonly secrets: ReadonlySet<string>;
}

/** Runs sixty days under a random schedule of faults, days off and restarts, and then a last daily pull without any. */
export async function soak(seed: number): Promise<Soaked> {
  const chance = seededChance(seed);
  const world = seededWorld({ seed, firstDay: '2026-08-25', lastDay: LAST, accountsPerPlatform: 2, postsPerDay: 1 });
  const rig = await openRig({ world, now: `${FIRST}${MORNING}` });
  const pulls: SoakedPull[] = [];
  const secrets = new Set<string>();
  const learn = (): void => {
    for (const secret of secretsOf(rig)) secrets.add(secret);
    rig.platforms.forgetCalls();
  };
  for (let day = dayNumber(FIRST); day < dayNumber(LAST); day += 1) {
    if (chance.between(1, 100) <= 8) continue;
    if (chance.between(1, 100) <= 10) await rig.restart();
    if (chance.between(1, 100) <= 30 && (await someAccessIsDead(rig))) await rig.reconnect();
    await pullDay(rig, world, dayText(day), () => setFaults(rig, chance), pulls);
    learn();
  }
  rig.platforms.faults.clear();
  await rig.reconnect();
  await pullDay(rig, world, LAST, () => rig.platforms.faults.clear(), pulls);
  learn();
  return { rig, world, pulls, secrets };
}

/** How many of a thousand places show a case on a day: mostly few, sometimes very many. */
const REGIMES = [0, 0, 0, 5, 10, 30, 100, 400];

function setFaults({ platforms: { faults } }: PlatformsRig, chance: Chance): void {
  faults.clear();
  const perThousand = REGIMES[chance.between(0, REGIMES.length - 1)] ?? 0;
  if (perThousand > 0) faults.randomly(chance.between(1, 1_000_000), perThousand);
}

async function pullDay(rig: PlatformsRig, world: World, day: string, setDaysFaults: () => void, pulls: SoakedPull[]): Promise<void> {
  const index = indexOf(world);
  for (const [time, task] of [
    [MORNING, 'stories'],
    [AFTERNOON, 'stories'],
    [EVENING, 'daily'],
  ] as const) {
    rig.at(`${day}${time}`);
    setDaysFaults();
    for (const connection of rig.connections) {
      if (task === 'stories' && !connection.connector.pollsStories) continue;
      const { faults } = rig.platforms;
      const before = faults.fired().length;
      const { stopped } = await readHealth(connection.id, rig.store);
      const [credential, now] = [await connection.credential(), rig.deps.clock.now()];
      const left = Object.keys(stopped).filter((concern) => stopped[concern] && !mayAsk(stopped[concern], credential, now));
      const called = rig.platforms.calls().length;
      const report = await syncConnection({ ...connection, synthetic: false }, task, rig.deps);
      const fired = faults.fired().slice(before);
      const at = Date.parse(`${day}${time}`);
      const statements = statementsIn(rig.platforms.calls().slice(called), index, { now: at, today: day });
      pulls.push({ connection: connection.id, task, at, day: civilDate(day), report, fired, stopped: left, statements });
    }
  }
}

async function someAccessIsDead({ connections, store }: PlatformsRig): Promise<boolean> {
  for (const { id } of connections) {
    const { stopped } = await readHealth(id, store);
    if (Object.values(stopped).some(({ reason }) => reason === 'auth')) return true;
  }
  return false;
}

/** What an owner does at the end: reads the past of every connection once more. */
export async function backfillAll(rig: PlatformsRig): Promise<readonly SyncReport[]> {
  const reports: SyncReport[] = [];
  for (const connection of rig.connections) reports.push(...(await backfillConnection({ ...connection, synthetic: false }, FIRST, rig.deps)));
  return reports;
}
