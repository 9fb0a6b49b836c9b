import { randomUUID } from 'node:crypto';
import { type Delivery, deliveryKey, type PreparedMessage, replyKey, replyNumber } from '../domain/delivery.js';
import { PantauError } from '../errors.js';
import {
  DELIVERY_TIMING,
  type DeliveryDeps,
  type DeliveryRequest,
  fail,
  isSettled,
  type Job,
  lookBack,
  postUntilCertain,
  queue,
} from './deliver-one.js';
import { withLease } from './lease.js';
import { reasonOf, within } from './patience.js';

/**
 * Posts one message to one destination, and what did not fit into it in its thread, each at most once, over any number of calls, restarts and processes.
 * Gives the message's row: `sent`, `failed` (nothing was posted) or `unknown` (the owner is asked). Rejects with `PantauError` where another process
 * keeps the lease, and with the store's error where it fails.
 */
export async function deliver(request: DeliveryRequest, deps: DeliveryDeps): Promise<Delivery> {
  const timing = { ...DELIVERY_TIMING, ...deps.timing };
  const key = deliveryKey(request.slot, request.destination.channel);
  const holder = (deps.newHolder ?? randomUUID)();
  const deadline = deps.wallClock.now() + timing.standByMs;
  for (;;) {
    // One lease for the message and its thread, so that the replies stay in order.
    const leased = await withLease(deps.store, `delivery:${key}`, holder, timing.leaseMs, deps.wallClock, (lease) =>
      carryOn({ request, deps, timing, lease, thread: request.thread }, key),
    );
    if (leased.held) return leased.value;
    const row = await settledDelivery(request, deps.store);
    if (row) return row;
    if (deps.wallClock.now() >= deadline) {
      throw new PantauError(
        'failure',
        `Another process has been sending "${key}" for too long. See whether it hangs, end it, and start this one again.`,
      );
    }
    await deps.wallClock.sleep(Math.min(timing.leaseMs / 4, 5_000));
  }
}

/** The row of a request for which nothing is left to do, neither for the message nor for a reply in its thread; undefined where something is. */
export async function settledDelivery(
  request: Pick<DeliveryRequest, 'slot' | 'destination' | 'again'>,
  store: DeliveryDeps['store'],
): Promise<Delivery | undefined> {
  const row = await store.readDelivery(deliveryKey(request.slot, request.destination.channel));
  if (!row || !isSettled(row, request)) return undefined;
  if (row.state !== 'sent') return row;
  const replies = await replyRows(row.key, store);
  return replies.every((reply) => isSettled(reply, request)) ? row : undefined;
}

async function replyRows(key: string, store: Pick<DeliveryDeps['store'], 'readDelivery'>): Promise<readonly Delivery[]> {
  const rows: Delivery[] = [];
  for (let row = await store.readDelivery(replyKey(key, 1)); row; row = await store.readDelivery(replyKey(key, rows.length + 1))) rows.push(row);
  return rows;
}

const placeOf = ({ destination, thread }: DeliveryRequest) => (thread === undefined ? destination : { ...destination, thread });

type Prepare = () => Promise<{ readonly message: PreparedMessage } | { readonly reason: string }>;

async function carryOn(job: Job, key: string): Promise<Delivery> {
  const known = (await job.deps.store.readDelivery(key)) ?? (await queue(job, key));
  const prepare = preparing(job);
  const row = isSettled(known, job.request) ? known : await carryMessage(job, known, prepare);
  if (row.state === 'sent') await carryReplies(job, row, prepare);
  return row;
}

/** Prepares at most once, and only where something is to be posted: it uploads pictures. */
function preparing({ deps, request, timing }: Job): Prepare {
  let made: ReturnType<Prepare> | undefined;
  const make: Prepare = async () => {
    const ending = await within(deps.wallClock, timing.prepareMs, () => deps.messenger.prepare(request.outgoing, placeOf(request)));
    if (ending.ending === 'finished') return { message: ending.value };
    return { reason: ending.ending === 'threw' ? reasonOf(ending.cause) : 'the pictures and blocks were not ready in time' };
  };
  return () => (made ??= make());
}

async function carryMessage(job: Job, row: Delivery, prepare: Prepare): Promise<Delivery> {
  const earlier = await lookBack(job, row);
  if (earlier) return earlier;
  const prepared = await prepare();
  if ('reason' in prepared) return fail(job, row, prepared.reason);
  // Before the message: it announces its replies, and whoever finds it after a crash must know how many they are.
  if (prepared.message.replies?.length) await queueReplies(job, row.key, prepared.message);
  return postUntilCertain(job, row, prepared.message.post);
}

async function queueReplies(job: Job, key: string, { replies = [] }: PreparedMessage): Promise<readonly Delivery[]> {
  const rows = [...(await replyRows(key, job.deps.store))];
  while (rows.length < replies.length) rows.push(await queue(job, replyKey(key, rows.length + 1)));
  return rows;
}

async function carryReplies(job: Job, parent: Delivery, prepare: Prepare): Promise<void> {
  const { message: thread, key } = parent;
  const open = (await replyRows(key, job.deps.store)).some((row) => !isSettled(row, job.request));
  if (!open || thread === undefined) return;
  const prepared = await prepare();
  const rows = 'reason' in prepared ? await replyRows(key, job.deps.store) : await queueReplies(job, key, prepared.message);
  for (const row of rows) {
    if (!isSettled(row, job.request)) await carryReply({ ...job, thread }, row, prepared);
  }
}

async function carryReply(job: Job, row: Delivery, prepared: Awaited<ReturnType<Prepare>>): Promise<void> {
  const { thread } = job;
  if (thread === undefined || (await lookBack(job, row))) return;
  if ('reason' in prepared) return void (await fail(job, row, prepared.reason));
  const reply = prepared.message.replies?.[(replyNumber(row.key) ?? 0) - 1];
  if (!reply) return void (await fail(job, row, 'the report has become shorter since its first part was posted'));
  await postUntilCertain(job, row, (key) => reply.post(key, thread));
}
