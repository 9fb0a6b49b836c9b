import { addDays, type CivilDate } from '../../connectors/contract/period.js';
import type { WorldAccount } from '../../sandbox/platforms/world.js';
import { readCompleteness } from '../../src/pipeline/completeness.js';
import type { StoredObservation } from '../../src/store/port.js';
import { type Asked, couldGive, mayLie } from './hindrances.js';
import { FIRST, LAST, type Soaked, type SoakedPull } from './run.js';
import { daysBetween, dayTruth, isToldByX, nameOf, settledAt, statedFollowers, toldAt, toldBy } from './truth.js';
import { dayFact } from './witness/statements.js';

const WINDOW = { start: FIRST, end: addDays(LAST, 1) };

/** The pulls of one platform that ran, in order. */
export const pullsOf = ({ pulls }: Soaked, platform: string, task: SoakedPull['task']): readonly SoakedPull[] =>
  pulls.filter((pull) => pull.connection === platform && pull.task === task);

/** The names of the capabilities that give a metric. */
function capabilitiesOf({ rig }: Soaked, platform: string, metric: string, subject: 'account' | 'content'): readonly string[] {
  const table = rig.connections.find(({ id }) => id === platform)?.connector.capabilities ?? {};
  return Object.entries(table).flatMap(([name, row]) => (row.metric === metric && row.subject === subject ? [name] : []));
}

const readMetric = (soaked: Soaked, account: WorldAccount, metric: string): Promise<readonly StoredObservation[]> =>
  soaked.rig.store.readSeries({ subject: nameOf(account), metric, grain: 'day', dimensions: {}, window: WINDOW });

/** What was stated of a fact in the last of some pulls that stated a figure of it, with that pull. */
export function lastStated(
  pulls: readonly SoakedPull[],
  fact: string,
): { readonly pull: SoakedPull; readonly values: ReadonlySet<number | null> } | undefined {
  const pull = pulls.findLast(({ statements }) => [...(statements.get(fact) ?? [])].some((value) => value !== null));
  return pull === undefined ? undefined : { pull, values: pull.statements.get(fact) ?? new Set() };
}

/** In words, what is wrong with the daily figures: each fact that was stated is stored as it was stated last, final or not; each that was not is marked. */
export async function wrongDays(soaked: Soaked): Promise<readonly string[]> {
  const wrong: string[] = [];
  for (const account of soaked.world.accounts) {
    for (const metric of Object.keys(toldBy(account).metrics)) {
      const rows = new Map((await readMetric(soaked, account, metric)).map((row) => [row.period.start, row]));
      const marked = await markedGaps(soaked, account, metric);
      for (const day of daysBetween(FIRST, LAST)) {
        const found = dayFaults(soaked, account, metric, day, rows.get(day), marked.has(day));
        wrong.push(...found.map((fault) => `${nameOf(account)} ${metric} ${day}: ${fault}`));
      }
    }
  }
  return wrong;
}

function dayFaults(
  soaked: Soaked,
  account: WorldAccount,
  metric: string,
  day: CivilDate,
  row: StoredObservation | undefined,
  isMarked: boolean,
): readonly string[] {
  const asked: Asked = { account, kind: 'day', metric };
  const fact = dayFact(account, metric, day);
  const pulls = pullsOf(soaked, account.platform, 'daily');
  const readers = pulls.filter(({ report }) => report.state === 'pulled' && report.window.start <= day && day < report.window.end);
  const last = lastStated(readers, fact);
  const faults = silent(soaked, asked, fact, readers, (pull) => toldAt(day, account) <= pull.at && isToldByX(soaked.world, account, day, pull.at));
  // What was absent is asked for again for some days, by itself; then, too, only what was stated may be stored.
  const after = pulls.slice(last === undefined ? 0 : pulls.indexOf(last.pull) + 1);
  const again = after.findLast(({ statements }) => typeof row?.value === 'number' && statements.get(fact)?.has(row.value));
  if (last === undefined && again === undefined)
    return [...faults, ...unstatedFaults(row, isMarked || LAST < day || settledAt(day, account) > (pulls.at(-1)?.at ?? 0))];
  const pull = again ?? last?.pull;
  const values = pull?.statements.get(fact) ?? new Set<number | null>();
  if (pull === undefined) return faults;
  const isFinal = settledAt(day, account) <= pull.at;
  const isKnown = isFinal && !mayLie(pull, asked) && isToldByX(soaked.world, account, day, pull.at);
  const truth = isKnown ? dayTruth(soaked.world, account, metric, day) : undefined;
  if (truth !== undefined && !(values.has(truth) && values.size === 1)) faults.push(`the platform states ${[...values]}, not ${truth}`);
  if (row?.value === undefined || row.value === null) faults.push(`${row?.absence ?? 'nothing'}, though ${[...values]} was stated`);
  else if (!values.has(row.value)) faults.push(`${row.value} instead of ${[...values]}`);
  else if ((row.quality === 'complete') !== isFinal) faults.push(`${row.value} is ${row.quality}, though it is ${isFinal ? '' : 'not '}final`);
  return faults;
}

/** The pulls in which a platform could have stated a fact and did not: it was not asked. */
export function silent(soaked: Soaked, asked: Asked, fact: string, pulls: readonly SoakedPull[], isTold: (pull: SoakedPull) => boolean): string[] {
  const { platform } = asked.account;
  const capabilities = capabilitiesOf(soaked, platform, asked.metric, asked.kind === 'day' || asked.kind === 'now' ? 'account' : 'content');
  return pulls.flatMap((pull) => {
    if (!isTold(pull) || pull.statements.has(fact)) return [];
    const before = soaked.pulls.slice(0, soaked.pulls.indexOf(pull)).filter(({ connection }) => connection === platform);
    return couldGive(pull, asked, before, capabilities) ? [`was not asked on ${pull.day}, though nothing kept it back`] : [];
  });
}

/** What is wrong where nothing was ever stated: a figure, or a hole that is not marked. */
function unstatedFaults(row: StoredObservation | undefined, isMarked: boolean): readonly string[] {
  if (row?.value !== undefined && row.value !== null) return [`${row.value} is stored, and was never stated`];
  const isExplained = row?.absence !== undefined && row.absence !== 'not-yet';
  return isMarked || isExplained ? [] : ['nothing is stored, and it is not marked as a gap'];
}

/** The days of a metric that `pantau status` names as without a figure; all of them where nothing is stored at all, and those before the first. */
async function markedGaps(soaked: Soaked, account: WorldAccount, metric: string): Promise<ReadonlySet<CivilDate>> {
  const connector = soaked.rig.connections.find(({ id }) => id === account.platform)?.connector;
  if (connector === undefined) throw new Error(`Nothing pulls ${account.platform}.`);
  const all = await readCompleteness(nameOf(account), connector.capabilities, WINDOW, LAST, soaked.rig.store);
  const found = all.find((one) => one.metric === metric);
  const first = (await readMetric(soaked, account, metric)).find(({ value }) => value !== null)?.period.start ?? WINDOW.end;
  const marked = new Set<CivilDate>(FIRST < first ? daysBetween(FIRST, addDays(first, -1)) : []);
  for (const { start, end } of found?.gaps ?? []) for (const day of daysBetween(start, addDays(end, -1))) marked.add(day);
  return marked;
}

/** In words, where the stored readings of followers differ from what was stated; a day without a statement is marked as a gap. */
export async function wrongFollowers(soaked: Soaked): Promise<readonly string[]> {
  const wrong: string[] = [];
  for (const account of soaked.world.accounts) {
    const asked: Asked = { account, kind: 'now', metric: 'followers' };
    const rows = new Map((await readMetric(soaked, account, 'followers')).map((row) => [row.period.start, row]));
    const marked = await markedGaps(soaked, account, 'followers');
    const pulls = pullsOf(soaked, account.platform, 'daily');
    let isPurged = false;
    for (const pull of pulls) {
      isPurged ||= pull.fired.some(({ name, account: of }) => name === 'followers-purged' && of === account.id);
      const fact = dayFact(account, 'followers', pull.day);
      const faults = silent(soaked, asked, fact, [pull], () => true);
      const stated = pull.statements.get(fact);
      const row = rows.get(pull.day);
      if (stated === undefined) faults.push(...unstatedFaults(row, marked.has(pull.day) || pull.day === LAST));
      else if (!stated.has(row?.value ?? null) && !isDoubt(stated))
        faults.push(`${row?.value ?? row?.absence ?? 'nothing'} instead of ${[...stated]}`);
      const truth = statedFollowers(account, pull.day, isPurged);
      if (stated !== undefined && !mayLie(pull, asked) && !stated.has(null) && !(stated.has(truth ?? -1) && stated.size === 1))
        faults.push(`the platform states ${[...stated]}, not ${truth}`);
      wrong.push(...faults.map((fault) => `${nameOf(account)} followers ${pull.day}: ${fault}`));
    }
  }
  return wrong;
}

/** A number that fell to nothing is read a second time; where that second reading fails, none is kept. */
const isDoubt = (stated: ReadonlySet<number | null>): boolean => stated.size === 1 && (stated.has(0) || stated.has(87));
