import type { Pulled } from '../contract/connector.js';
import { ConnectorError } from '../contract/errors.js';
import type { Http } from '../contract/http.js';
import { sendBatch } from './batch.js';
import type { Asked, Door, Question, Reply, RoundReply, Step } from './question.js';
import { sendAlone } from './single.js';
import { joined } from './step.js';

/** Documented limit of a batch. */
const BATCH_SIZE = 50;
const BATCHES_AT_ONCE = 8;
const MOST_ATTEMPTS = 3;

/**
 * Asks all questions, and those that they lead to, in full batches, and yields what is found. What the platform did not process is asked again, up to
 * three times in all. A failure that reaches an account or the connection is told once and ends what is left of it.
 * Returns false where the connection itself failed. `told` are keys of problems, for conversations of the same pull.
 */
export async function* converse<Name extends string>(
  http: Http,
  door: Door,
  questions: readonly Question<Name>[],
  told = new Set<string>(),
): AsyncGenerator<Pulled<Name>, boolean> {
  let queue = [...questions];
  const course: Course<Name> = { attempts: new Map(), stopped: new Set(), told, isOver: false };
  while (queue.length > 0 && !course.isOver) {
    const { asked, left } = nextRound(queue);
    queue = left;
    for (const one of await sendRound(http, door, asked)) {
      const { found, next = [] } = settle(one, door, course);
      yield* found;
      queue.push(...next);
    }
    const isDropped = ({ account }: Question<Name>): boolean => course.isOver || course.stopped.has(account);
    for (const question of queue.filter(isDropped)) yield* once(course, question.abandoned?.() ?? []);
    queue = queue.filter((question) => !isDropped(question));
  }
  return !course.isOver;
}

/** What has become of a conversation so far. */
interface Course<Name extends string> {
  readonly attempts: Map<Question<Name>, number>;
  /** accounts of which nothing more is asked */
  readonly stopped: Set<string>;
  /** keys of the problems that were told */
  readonly told: Set<string>;
  isOver: boolean;
}

function settle<Name extends string>({ question, reply, served }: RoundReply<Name>, door: Door, course: Course<Name>): Step<Name> {
  const { account } = question;
  if (served !== undefined && served !== door.version) {
    const [told] = once<Name>(course, [{ type: 'problem', error: otherVersion(door.version, served) }]);
    if (told !== undefined) return joined([{ found: [told] }, settle({ question, reply }, door, course)]);
  }
  if (course.isOver || course.stopped.has(account)) return afterwards(question, reply, course);
  // A call of its own has been tried again by the core.
  if (door.batches && isUnanswered(reply) && isAskedAgain(question, course)) return { found: [], next: [question] };
  const final: Reply = reply === 'unanswered' ? { ok: false, error: neverAnswered() } : reply;
  if (final.ok || final.error.reach === 'call') {
    const step = question.read(final);
    if (step.ends === true) course.stopped.add(account);
    return { ...step, found: once(course, step.found) };
  }
  if (final.error.reach === 'account') course.stopped.add(account);
  else course.isOver = true;
  const rest = once(course, question.abandoned?.() ?? []);
  return { found: [...rest, { type: 'problem', ...(course.isOver ? {} : { account }), error: final.error }] };
}

/** What the platform stated in the same breath is true all the same; nothing more is asked. */
function afterwards<Name extends string>(question: Question<Name>, reply: Reply | 'unanswered', course: Course<Name>): Step<Name> {
  const step: Step<Name> = typeof reply === 'object' && reply.ok ? question.read(reply) : { found: question.abandoned?.() ?? [] };
  return { ...step, found: once(course, step.found) };
}

const isUnanswered = (reply: Reply | 'unanswered'): boolean => reply === 'unanswered' || (!reply.ok && reply.error.kind === 'unavailable');

function isAskedAgain<Name extends string>(question: Question<Name>, { attempts }: Course<Name>): boolean {
  const count = (attempts.get(question) ?? 1) + 1;
  attempts.set(question, count);
  return count <= MOST_ATTEMPTS;
}

/** The same without problems that were told before in this pull. */
function once<Name extends string>({ told }: Course<Name>, found: readonly Pulled<Name>[]): readonly Pulled<Name>[] {
  return found.filter((one) => {
    if (one.type !== 'problem') return true;
    const key = JSON.stringify([one.account, one.capability, one.error.kind, one.error.code]);
    if (told.has(key)) return false;
    told.add(key);
    return true;
  });
}

/** The questions of the next round, in full batches as far as there are any; those that wait are asked only where nothing else is left. */
function nextRound<Name extends string>(queue: readonly Question<Name>[]): { asked: readonly Asked<Name>[]; left: Question<Name>[] } {
  const take = (impatient: boolean): { asked: Asked<Name>[]; left: Question<Name>[] } => {
    const [asked, left]: [Asked<Name>[], Question<Name>[]] = [[], []];
    for (const question of queue) {
      const ask = asked.length < BATCH_SIZE * BATCHES_AT_ONCE ? question.ask(impatient) : 'wait';
      if (ask === 'wait') left.push(question);
      else if (ask !== undefined) asked.push({ question, ask });
    }
    return { asked, left };
  };
  const patient = take(false);
  return patient.asked.length > 0 || patient.left.length === 0 ? patient : take(true);
}

async function sendRound<Name extends string>(http: Http, door: Door, asked: readonly Asked<Name>[]): Promise<readonly RoundReply<Name>[]> {
  if (!door.batches) return Promise.all(asked.map((one) => sendAlone(http, door, one)));
  const batches = Array.from({ length: Math.ceil(asked.length / BATCH_SIZE) }, (_, index) =>
    asked.slice(index * BATCH_SIZE, (index + 1) * BATCH_SIZE),
  );
  return (await Promise.all(batches.map((batch) => sendBatch(http, door, batch)))).flat();
}

const neverAnswered = (): ConnectorError =>
  new ConnectorError('unavailable', 'The platform left this part of the call unanswered, three times. The next pull asks again.');

const otherVersion = (pinned: string, served: string): ConnectorError =>
  new ConnectorError(
    'rejected',
    `The platform serves ${served} instead of ${pinned}: that version has ended. Set \`version\` of the connection to a newer one.`,
    {
      code: 'version',
    },
  );
