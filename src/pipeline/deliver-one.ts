import type { Text } from '../../connectors/contract/metric.js';
import type { WallClock } from '../clock.js';
import type { Delivery, DeliveryState, Destination, Messenger, Outgoing, PostOutcome } from '../domain/delivery.js';
import { replyNumber } from '../domain/delivery.js';
import { PantauError } from '../errors.js';
import type { Store } from '../store/port.js';
import { failedSentence, type Trouble, unknownSentence } from './deliver-sentences.js';
import type { Lease, LeaseStore } from './lease.js';
import { reasonOf, within } from './patience.js';

/** What to post where. `slot` is a slot's id. `again` is a person's decision to try a failed or unknown delivery anew. */
export interface DeliveryRequest {
  readonly slot: string;
  readonly destination: Destination;
  readonly outgoing: Outgoing;
  readonly again?: boolean;
  /** posts into the thread of this message of the destination */
  readonly thread?: string;
  /** the command that tries it anew, for the owner */
  readonly command?: string;
}

/** The patience of a delivery, all in ms of the wall clock. */
export interface DeliveryTiming {
  /** how long a request may still be on its way before its absence from the history means anything */
  readonly settleMs: number;
  readonly leaseMs: number;
  /** for one call of `post` or `find` */
  readonly callMs: number;
  readonly prepareMs: number;
  /** the sum of all waits that the other side asks for */
  readonly refusedMs: number;
  /** how long to stand by while another process has the lease */
  readonly standByMs: number;
}

/** Slack's own reply may take its client's 15 s; the rest is generous. */
export const DELIVERY_TIMING: DeliveryTiming = {
  settleMs: 15_000,
  leaseMs: 60_000,
  callMs: 60_000,
  prepareMs: 300_000,
  refusedMs: 600_000,
  standByMs: 1_800_000,
};

/** What a delivery works with. `tellOwner` speaks to the owner in the owner's language. */
export interface DeliveryDeps {
  readonly store: LeaseStore & Pick<Store, 'readDelivery' | 'saveDelivery'>;
  readonly messenger: Messenger;
  readonly wallClock: WallClock;
  readonly log: { readonly info: Log; readonly warn: Log; readonly error: Log };
  readonly tellOwner: (sentence: Text) => Promise<void>;
  readonly timing?: Partial<DeliveryTiming>;
  /** a new name for each call, so that two calls in one process do not share a lease */
  readonly newHolder?: () => string;
}

type Log = (message: string, fields?: Record<string, unknown>) => void;

/** A request that is being carried out under its lease. `thread` is the message in whose thread the present part belongs; undefined for the message itself. */
export interface Job {
  readonly request: DeliveryRequest;
  readonly deps: DeliveryDeps;
  readonly timing: DeliveryTiming;
  readonly lease: Lease;
  readonly thread: string | undefined;
}

/** Makes one call for a row. */
export type Post = (key: string) => Promise<PostOutcome>;

const SKEW_MS = 120_000;
const AMBIGUOUS_POSTS = 2;

/** The row of a message or a reply for which nothing was done yet, stored; rejects where there is one already. */
export async function queue(job: Job, key: string): Promise<Delivery> {
  const { slot, destination } = job.request;
  const row: Delivery = {
    key,
    slot,
    channel: destination.channel,
    state: 'queued',
    startedAt: undefined,
    message: undefined,
    error: undefined,
    attempts: 0,
  };
  await save(job, row, 'absent');
  return row;
}

/** Whether nothing is left to do for a row: it was sent, or a person has to decide. */
export function isSettled(row: Delivery, request: Pick<DeliveryRequest, 'again'>): boolean {
  if (row.state === 'sent') return true;
  return (row.state === 'failed' || row.state === 'unknown') && request.again !== true;
}

/** Looks for what an earlier call may have posted; undefined where there was no such call, or where it certainly posted nothing. */
export async function lookBack(job: Job, row: Delivery): Promise<Delivery | undefined> {
  if (row.state !== 'sending' && row.state !== 'unknown') return undefined;
  const earlier = await lookFor(job, row);
  return earlier.found === 'absent' ? undefined : settleLooked(job, row, earlier);
}

/** Posts until the outcome is certain, as often as may be; gives the closed row. */
export async function postUntilCertain(job: Job, queued: Delivery, post: Post): Promise<Delivery> {
  const { wallClock, log } = job.deps;
  let row = queued;
  let waited = 0;
  for (let ambiguous = 0; ; ) {
    row = await markSending(job, row);
    const outcome = await postOnce(job, row, post);
    if (outcome.outcome === 'sent') return adopt(job, row, outcome.message);
    if (outcome.outcome === 'refused') {
      const wait = outcome.retryAfterMs;
      if (wait === undefined || waited + wait > job.timing.refusedMs) return fail(job, row, outcome.reason, outcome.advice);
      waited += wait;
      log.info('delivery must wait', { key: row.key, reason: outcome.reason, wait });
      await wallClock.sleep(wait);
      continue;
    }
    ambiguous += 1;
    log.warn('delivery is uncertain', { key: row.key, reason: outcome.reason, attempts: row.attempts });
    const looked = await lookFor(job, row);
    if (looked.found !== 'absent') return settleLooked(job, row, looked);
    if (ambiguous >= AMBIGUOUS_POSTS) return doubt(job, row, outcome.reason);
  }
}

/** Makes the row durable before the call, so that a process that dies in the call leaves a trace. The first start counts: the search begins there. */
async function markSending(job: Job, row: Delivery): Promise<Delivery> {
  // A failed row is certain to have posted nothing, so that its old start has no meaning.
  const startedAt = (row.state === 'failed' ? undefined : row.startedAt) ?? job.deps.wallClock.now();
  const sending: Delivery = { ...row, state: 'sending', startedAt, error: undefined, attempts: row.attempts + 1 };
  await save(job, sending, row.state);
  if (!(await job.lease.confirm())) throw lostRace(row.key);
  return sending;
}

async function postOnce(job: Job, row: Delivery, post: Post): Promise<PostOutcome> {
  const ending = await within(job.deps.wallClock, job.timing.callMs, () => post(row.key));
  if (ending.ending === 'finished') return ending.value;
  return { outcome: 'ambiguous', reason: ending.ending === 'threw' ? reasonOf(ending.cause) : 'no reply in time' };
}

type Looked =
  | { readonly found: 'message'; readonly message: string }
  | { readonly found: 'absent' }
  | { readonly found: 'cannot-tell'; readonly reason: string };

/** Looks twice with the settling time before each, since a request may still be on its way; a look that fails is repeated once. */
async function lookFor(job: Job, row: Delivery): Promise<Looked> {
  const { wallClock, messenger } = job.deps;
  const since = (row.startedAt ?? wallClock.now()) - SKEW_MS;
  let failures = 0;
  for (let clean = 0; clean < 2; ) {
    await wallClock.sleep(job.timing.settleMs);
    const ending = await within(wallClock, job.timing.callMs, () => messenger.find(row.channel, row.key, since, job.thread));
    if (ending.ending === 'finished') {
      if (ending.value !== undefined) return { found: 'message', message: ending.value };
      clean += 1;
      continue;
    }
    failures += 1;
    if (failures > 1)
      return { found: 'cannot-tell', reason: ending.ending === 'threw' ? reasonOf(ending.cause) : 'the history did not answer in time' };
  }
  return { found: 'absent' };
}

function settleLooked(job: Job, row: Delivery, looked: Exclude<Looked, { readonly found: 'absent' }>): Promise<Delivery> {
  return looked.found === 'message' ? adopt(job, row, looked.message) : doubt(job, row, looked.reason);
}

async function adopt(job: Job, row: Delivery, message: string): Promise<Delivery> {
  const sent: Delivery = { ...row, state: 'sent', message, error: undefined };
  await save(job, sent, row.state);
  return sent;
}

/** Closes a row for which certainly nothing was posted, and tells the owner. */
export async function fail(job: Job, row: Delivery, reason: string, advice?: Text): Promise<Delivery> {
  await tell(job, row, failedSentence(troubleOf(job, row, reason), advice));
  const failed: Delivery = { ...row, state: 'failed', error: reason };
  await save(job, failed, row.state);
  return failed;
}

const troubleOf = ({ request }: Job, { slot, channel, key }: Delivery, reason: string): Trouble => ({
  slot,
  channel,
  reason,
  reply: replyNumber(key),
  command: request.command,
});

async function doubt(job: Job, row: Delivery, reason: string): Promise<Delivery> {
  await tell(job, row, unknownSentence(troubleOf(job, row, reason)));
  const unknown: Delivery = { ...row, state: 'unknown', error: reason };
  await save(job, unknown, row.state);
  return unknown;
}

/** Told before the row is closed: a process that dies in between tells twice, which is better than never. */
async function tell(job: Job, row: Delivery, sentence: Text): Promise<void> {
  const ending = await within(job.deps.wallClock, job.timing.callMs, () => job.deps.tellOwner(sentence));
  if (ending.ending === 'finished') return;
  const reason = ending.ending === 'threw' ? reasonOf(ending.cause) : 'no reply in time';
  job.deps.log.error('the owner could not be told', { key: row.key, sentence: sentence.en, reason });
}

async function save(job: Job, row: Delivery, expected: DeliveryState | 'absent'): Promise<void> {
  if (!(await job.deps.store.saveDelivery(row, expected))) throw lostRace(row.key);
}

const lostRace = (key: string): PantauError =>
  new PantauError(
    'failure',
    `Another process took over the delivery "${key}"; this one has stopped and posts nothing more. Look at its state with "pantau schedule".`,
  );
