import type { CivilDate, Instant } from '../../connectors/contract/period.js';
import { createReplayHttp } from '../http/replay.js';
import type { Store } from '../store/port.js';
import type { OpenConnection } from './connections.js';
import type { Problem } from './health.js';
import { NOTHING_KNOWN, readHistories } from './known-content.js';
import { openLaterCheck } from './later-check.js';
import { type PullDependencies, type PullResult, pull } from './pull.js';
import type { RecordedPull } from './pull-journal.js';

/** The days to run again, both included, by the days on which was pulled, and the accounts (all where none is named). */
export interface ReplayRange {
  readonly from: CivilDate;
  readonly to: CivilDate;
  readonly accounts: readonly string[];
}

/** What a replay of one connection brought. */
export interface ReplayReport {
  readonly connection: string;
  /** how many pulls were run again */
  readonly pulls: number;
  readonly inserted: number;
  readonly revised: number;
  readonly unchanged: number;
  readonly problems: readonly Problem[];
  /** the moment from which on every answer is still kept; undefined where none is */
  readonly reachesBackTo: Instant | undefined;
}

/** What a replay needs. */
export interface ReplayDependencies extends PullDependencies {
  readonly store: Store;
}

/**
 * Runs recorded pulls again from the raw answers that were kept, without any network: what the parsers read as before is unchanged, what they read
 * otherwise now becomes a revision. What a later pull stated since is left as it is.
 */
export async function replayConnection(connection: OpenConnection, range: ReplayRange, deps: ReplayDependencies): Promise<ReplayReport> {
  const recorded = await connection.journal.pulls(range.from, range.to);
  const report = { inserted: 0, revised: 0, unchanged: 0 };
  const problems: Problem[] = [];
  for (const one of recorded) {
    const result = await replayPull(connection, one, range.accounts, deps);
    report.inserted += result.inserted;
    report.revised += result.revised;
    report.unchanged += result.unchanged;
    problems.push(...result.problems);
  }
  const reachesBackTo = await connection.raw.reachesBackTo(connection.id);
  return { connection: connection.id, pulls: recorded.length, ...report, problems, reachesBackTo };
}

async function replayPull(
  connection: OpenConnection,
  recorded: RecordedPull,
  named: readonly string[],
  deps: ReplayDependencies,
): Promise<PullResult> {
  const { task, accounts, window, now, without, known, began, ended } = recorded;
  const { connector, id } = connection;
  const http = await createReplayHttp(connection.raw, { connection: id, from: began, to: ended }, { judge: connector.judge, label: connector.label });
  const history = await readHistories(accounts, connector.capabilities, now, deps.config.organisation.zone, deps.store);
  const wasStatedLater = openLaterCheck(now, window, deps.store);
  // All accounts are asked as they were then, for they share calls; of those that are not named nothing is kept.
  const isWanted = (subject: string): boolean =>
    named.length === 0 || named.some((account) => subject === account || subject.startsWith(`${account}/`));
  return pull(
    {
      connection: { ...connection, http },
      task,
      accounts,
      window,
      now,
      without: new Set(without),
      known: (account) => known[account] ?? NOTHING_KNOWN,
      lastReading: history.lastReading,
      leftOut: async (fact) => !isWanted(subjectOf(fact)) || (await wasStatedLater(fact)),
    },
    deps,
  );
}

function subjectOf(fact: Parameters<ReturnType<typeof openLaterCheck>>[0]): string {
  switch (fact.type) {
    case 'observation':
      return fact.observation.series.subject;
    case 'snapshot':
      return fact.snapshot.content;
    case 'content':
      return fact.content.subject;
    case 'entry':
      return '';
  }
}
