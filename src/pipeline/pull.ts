import { createHash } from 'node:crypto';
import type { ConfiguredConnector, DeclaredConnector, KnownAccount, PullAccount, PullTask } from '../../connectors/contract/connector.js';
import { ConnectorError } from '../../connectors/contract/errors.js';
import type { Http } from '../../connectors/contract/http.js';
import type { Fact } from '../../connectors/contract/layout.js';
import type { Origin } from '../../connectors/contract/observation.js';
import { addDays, type Instant, type Window } from '../../connectors/contract/period.js';
import type { Config } from '../config/config.js';
import type { CredentialNotice } from '../http/credentials.js';
import type { Ledger } from '../http/ledger.js';
import type { Logger } from '../log.js';
import type { ImportOutcome, ImportSession, Store, StoredSnapshot } from '../store/port.js';
import { eachDayOnce } from './each-day-once.js';
import { openFigureCheck } from './figure-check.js';
import type { Problem } from './health.js';
import { ASKED_AGAIN_DAYS } from './missing-days.js';
import { normalise, rulesOf } from './normalise.js';
import type { RecordedPull } from './pull-journal.js';
import { factOf, PRESENCE, type ZonedFact } from './pulled-facts.js';

/** Accounts of one platform that are opened by one credential. */
export interface Connection {
  readonly id: string;
  readonly connector: DeclaredConnector;
  readonly configured: ConfiguredConnector;
  readonly accounts: readonly PullAccount[];
  readonly http: Http;
  /** a fingerprint of what opens it, to notice that it was renewed */
  readonly credential: () => Promise<string>;
  /** what its owner should know of its credential; absent where nothing keeps watch over it */
  readonly notices?: () => Promise<readonly CredentialNotice[]>;
  /** what it has used up of what runs out; absent where nothing is counted */
  readonly ledger?: Pick<Ledger, 'spent'>;
  /** writes down a pull that went through, so that it can be run again */
  readonly record?: (pull: RecordedPull) => Promise<void>;
  /** the platform is a stand-in: what it states is invented */
  readonly synthetic: boolean;
}

/** One pull: which accounts of a connection, which days, and what is known of them. */
export interface PullOrder {
  readonly connection: Connection;
  readonly task: PullTask;
  readonly accounts: readonly PullAccount[];
  readonly window: Window;
  readonly now: Instant;
  readonly without: ReadonlySet<string>;
  readonly known: (account: string) => KnownAccount;
  /** the last reading of a figure of a content item, before this pull */
  readonly lastReading: (content: string, metric: string) => StoredSnapshot | undefined;
  /** what is not to be stored; nothing is left out where this is absent */
  readonly leftOut?: (fact: Fact) => Promise<boolean>;
}

/** What a pull brought. */
export interface PullResult extends ImportOutcome {
  readonly problems: readonly Problem[];
  /** the accounts of which something came */
  readonly answered: ReadonlySet<string>;
}

/** What a pull needs. */
export interface PullDependencies {
  readonly store: Pick<Store, 'beginImport' | 'readSeries'>;
  readonly config: Pick<Config, 'organisation' | 'accounts' | 'subjects' | 'metrics'>;
  readonly log: Logger;
}

const BATCH = 2_000;

/** Pulls and stores; what came before a failure is kept, for it is true. Never rejects for a platform's failure: it is among the problems. */
export async function pull(order: PullOrder, dependencies: PullDependencies): Promise<PullResult> {
  const keeper = openKeeper(order, dependencies);
  const { connection } = order;
  const problems: Problem[] = [];
  const answered = new Set<string>();
  try {
    const request = { task: order.task, accounts: order.accounts, window: order.window, now: order.now, zone: keeper.zone };
    for await (const pulled of connection.configured.pull({ ...request, known: order.known, without: order.without }, connection.http)) {
      if (pulled.type === 'problem') {
        problems.push({ account: pulled.account, capability: pulled.capability, error: pulled.error });
        continue;
      }
      answered.add(pulled.account);
      const refused = await keeper.keep(factOf(pulled, keeper.stamp));
      if (refused !== undefined) problems.push({ account: pulled.account, capability: undefined, error: new ConnectorError('malformed', refused) });
    }
  } catch (cause) {
    if (!(cause instanceof ConnectorError)) {
      await keeper.discard();
      throw cause;
    }
    problems.push({ account: undefined, capability: undefined, error: cause });
  }
  return { ...(await keeper.commit()), problems, answered };
}

/** Stages facts under one origin for each zone of days. */
function openKeeper({ connection, task, window, now, lastReading, leftOut }: PullOrder, { store, config, log }: PullDependencies) {
  const { zone } = config.organisation;
  const rules = rulesOf(config);
  const coversFigure = openFigureCheck({ start: addDays(window.start, -ASKED_AGAIN_DAYS), end: window.end }, store);
  const once = eachDayOnce();
  const sessions = new Map<string, { readonly session: ImportSession; facts: Fact[] }>();
  const origin = (of: string): Origin => {
    const hash = createHash('sha256').update([connection.id, task, window.start, window.end, now, of].join('\n')).digest('hex');
    const kind = connection.synthetic ? 'synthetic' : 'api';
    const { id } = connection.connector;
    return { id: `${kind}:${connection.id}:${hash}`, kind, name: connection.id, detail: id, hash, zone: of, receivedAt: now };
  };
  const originId = (of: string): string => origin(of).id;
  const stamp = { capabilities: connection.connector.capabilities, zone, now, synthetic: connection.synthetic, origin: remembered(originId) };
  const flush = async (entry: { readonly session: ImportSession; facts: Fact[] }): Promise<void> => {
    const { facts } = entry;
    entry.facts = [];
    if (facts.length > 0) await entry.session.stage(facts);
  };
  const keepIn = async ({ zone: of, fact }: ZonedFact): Promise<void> => {
    let entry = sessions.get(of);
    if (entry === undefined) {
      entry = { session: await store.beginImport(origin(of)), facts: [] };
      sessions.set(of, entry);
    }
    entry.facts.push(fact);
    if (entry.facts.length >= BATCH) await flush(entry);
  };
  /** the reason where a fact may not be stored */
  const keep = async (zoned: ZonedFact | undefined): Promise<string | undefined> => {
    if (zoned === undefined) return undefined;
    const verdict = normalise(zoned.fact, rules);
    if (!verdict.accepted) return verdict.violation.reason;
    if (saysNothingNew(verdict.fact, lastReading) || (await coversFigure(verdict.fact))) return undefined;
    if (await leftOut?.(verdict.fact)) return undefined;
    const told = once.tell(zoned);
    if (told === 'contradicts') log.warn('figure stated twice', { connection: connection.id, reference: referenceOf(verdict.fact) });
    if (told === 'first') await keepIn(zoned);
    return undefined;
  };
  const commit = async (): Promise<ImportOutcome> => {
    for (const zoned of once.absences()) await keepIn(zoned);
    let total: ImportOutcome = { inserted: 0, revised: 0, unchanged: 0, outranked: 0, withdrawn: 0 };
    for (const entry of sessions.values()) {
      await flush(entry);
      total = together(total, await entry.session.commit());
    }
    return total;
  };
  const discard = async (): Promise<void> => {
    for (const { session } of sessions.values()) await session.discard();
  };
  return { zone, stamp, keep, commit, discard };
}

const referenceOf = (fact: Fact): string | undefined => (fact.type === 'observation' ? fact.observation.reference : undefined);

const WEEK_MS = 7 * 24 * 60 * 60 * 1000;

/** Whether a reading shows what one of the last week showed: the one that is kept then stands for it as well. */
function saysNothingNew(fact: Fact, lastReading: PullOrder['lastReading']): boolean {
  if (fact.type !== 'snapshot') return false;
  const { content, metric, value, absence, quality, readAt } = fact.snapshot;
  // A second absence is what makes the first one believed.
  if (metric === PRESENCE) return false;
  const last = lastReading(content, metric);
  if (last === undefined || last.value !== value || last.absence !== absence || last.quality !== quality) return false;
  return Date.parse(readAt) - Date.parse(last.readAt) < WEEK_MS;
}

const together = (a: ImportOutcome, b: ImportOutcome): ImportOutcome => ({
  inserted: a.inserted + b.inserted,
  revised: a.revised + b.revised,
  unchanged: a.unchanged + b.unchanged,
  outranked: a.outranked + b.outranked,
  withdrawn: a.withdrawn + b.withdrawn,
});

function remembered(compute: (zone: string) => string): (zone: string) => string {
  const known = new Map<string, string>();
  return (zone) => {
    const found = known.get(zone) ?? compute(zone);
    known.set(zone, found);
    return found;
  };
}
