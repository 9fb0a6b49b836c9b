import type { ConnectorError, ConnectorErrorKind } from '../../connectors/contract/errors.js';
import type { Text } from '../../connectors/contract/metric.js';
import type { Instant } from '../../connectors/contract/period.js';
import type { ConnectionHealth, Notice, Stopped } from '../domain/connection.js';

/** What could not be had of a connection: of one capability of an account, of a capability for all, of an account, or of everything. */
export interface Problem {
  readonly account: string | undefined;
  readonly capability: string | undefined;
  readonly error: ConnectorError;
}

/** How a pull went: what stood in its way, and which accounts gave something. */
export interface PullOutcome {
  readonly connection: string;
  readonly problems: readonly Problem[];
  readonly answered: ReadonlySet<string>;
  /** what the credential is now; never the credential itself */
  readonly credential: string;
  readonly now: Instant;
}

/** The connection afterwards, and what its owner is to be told now. */
export interface Judgement {
  readonly health: ConnectionHealth;
  readonly notices: readonly Notice[];
}

/** The keys of what is told of a credential begin so: a pull neither adds to them nor ends them. */
export const CREDENTIAL = 'credential:';

const WEEK_MS = 7 * 24 * 60 * 60 * 1000;

/** Failures that stop what they concern; all others pass by themselves. */
const STOPPING: Partial<Readonly<Record<ConnectorErrorKind, Stopped['reason']>>> = {
  auth: 'auth',
  permission: 'permission',
  retired: 'retired',
  gone: 'gone',
};

/** Failures that are not told here: they pass; that a platform stays away is told by whoever gives up. */
const SILENT: ReadonlySet<ConnectorErrorKind> = new Set<ConnectorErrorKind>(['rate-limited', 'unavailable', 'withheld', 'reduce']);

/** What a problem concerns, as the key of its state. A platform retires a metric for all accounts at once. */
const concernOf = ({ account, capability, error }: Problem): string =>
  [error.kind === 'retired' && capability !== undefined ? undefined : account, capability].filter((part) => part !== undefined).join(' ') || '*';

/** The state of a connection after a pull; each notice is given once and again only after what it says had ended. Pure. */
export function judgeHealth(before: ConnectionHealth, outcome: PullOutcome): Judgement {
  const stopped = Object.fromEntries(Object.entries(before.stopped).filter(([concern, state]) => !isOver(concern, state, outcome)));
  const told: Record<string, Instant> = {};
  const fresh: { readonly key: string; readonly problem: Problem }[] = [];
  for (const problem of outcome.problems) {
    const concern = concernOf(problem);
    const reason = STOPPING[problem.error.kind];
    // What another credential could not have either has stopped anew.
    const isAnother = stopped[concern] !== undefined && stopped[concern].credential !== outcome.credential;
    if (reason !== undefined && (stopped[concern] === undefined || isAnother)) stopped[concern] = stop(reason, problem, outcome);
    const key = `${problem.error.kind}:${concern}`;
    if (SILENT.has(problem.error.kind) || told[key] !== undefined) continue;
    const toldBefore = reason === 'auth' && isAnother ? undefined : before.told[key];
    told[key] = toldBefore ?? outcome.now;
    if (toldBefore === undefined) fresh.push({ key, problem });
  }
  // What is still stopped was told and stays told, though nobody asked the platform again.
  for (const [key, at] of Object.entries(before.told)) {
    if (key.startsWith(CREDENTIAL) || stopped[key.slice(key.indexOf(':') + 1)] !== undefined) told[key] ??= at;
  }
  return { health: { stopped, told }, notices: noticesOf(outcome.connection, fresh) };
}

/** One notice for what has one cause and one remedy, however many capabilities of the account it concerns and in however many answers it was said. */
function noticesOf(connection: string, fresh: readonly { readonly key: string; readonly problem: Problem }[]): readonly Notice[] {
  const same = (a: Problem, b: Problem): boolean => a.account === b.account && a.error.kind === b.error.kind && a.error.message === b.error.message;
  return fresh.flatMap(({ key, problem }, index) => {
    if (fresh.findIndex((other) => same(other.problem, problem)) !== index) return [];
    const capabilities = fresh.flatMap((other) => (same(other.problem, problem) ? (other.problem.capability ?? []) : []));
    return [{ key, text: noticeText(connection, problem, capabilities) }];
  });
}

function stop(reason: Stopped['reason'], { error }: Problem, { credential, now }: PullOutcome): Stopped {
  const retryAt = reason !== 'auth' ? (new Date(Date.parse(now) + WEEK_MS).toISOString() as Instant) : undefined;
  return { reason, since: now, code: error.code, credential, ...(retryAt === undefined ? {} : { retryAt }) };
}

/** Whether a stop has ended: what it concerns was asked again and gave no such problem. */
function isOver(concern: string, state: Stopped, outcome: PullOutcome): boolean {
  if (!mayAsk(state, outcome.credential, outcome.now)) return false;
  const again = outcome.problems.some((problem) => concernOf(problem) === concern && STOPPING[problem.error.kind] !== undefined);
  return !again && outcome.answered.size > 0;
}

/** Whether something that stopped may be asked for again: with another credential, or when its time has come. */
export const mayAsk = (state: Stopped, credential: string, now: Instant): boolean =>
  state.credential !== credential || (state.retryAt !== undefined && state.retryAt <= now);

const WHAT_TO_DO: Readonly<Record<ConnectorErrorKind, Text>> = {
  auth: { id: 'aksesnya mati; hubungkan kembali', en: 'its access is dead; connect it again' },
  permission: { id: 'izin belum diberikan', en: 'a permission is missing' },
  retired: { id: 'metrik ini sudah dihentikan platform', en: 'the platform has retired this metric' },
  gone: { id: 'tidak ada lagi di platform', en: 'it is no longer on the platform' },
  quota: { id: 'jatah panggilan hari ini habis', en: "today's quota is spent" },
  credits: { id: 'kredit habis; isi ulang di platform', en: 'the credits are spent; buy more on the platform' },
  unavailable: { id: 'platform tidak dapat dihubungi', en: 'the platform could not be reached' },
  malformed: { id: 'jawaban platform tidak dapat dibaca', en: "the platform's answer could not be read" },
  rejected: { id: 'platform menolak permintaan Pantau', en: "the platform refused Pantau's request" },
  'rate-limited': { id: 'platform membatasi panggilan', en: 'the platform limits the calls' },
  reduce: { id: 'platform meminta data lebih sedikit', en: 'the platform asks for less data' },
  withheld: { id: 'platform menahan angka ini', en: 'the platform withholds this figure' },
};

function noticeText(connection: string, { account, error }: Problem, capabilities: readonly string[]): Text {
  const about = [connection, account, ...capabilities].filter((part) => part !== undefined).join(', ');
  const what = WHAT_TO_DO[error.kind];
  return { id: `${about}: ${what.id}. ${error.message}`, en: `${about}: ${what.en}. ${error.message}` };
}
