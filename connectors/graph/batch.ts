import { z } from 'zod';
import { ConnectorError, type FailureReach } from '../contract/errors.js';
import type { Http, HttpAnswer } from '../contract/http.js';
import { failureIn, itemHeaders } from './failure.js';
import { readBody } from './json.js';
import type { Asked, Door, Reply, RoundReply } from './question.js';

const batchItem = z.object({
  code: z.number(),
  headers: z.array(z.object({ name: z.string(), value: z.string() })).catch([]),
  body: z.string().catch(''),
});
const batchAnswer = z.array(batchItem.nullable());

/** Fields that hold tokens: the Page's own, and the addresses of further pages, in which the platform writes the token out. */
export const SECRET_FIELDS: readonly string[] = ['access_token', 'next', 'previous'];

/** Sends at most fifty questions as one call. Rejects with nothing but bugs: a failed call is the reply of its questions. */
export async function sendBatch<Name extends string>(http: Http, door: Door, asked: readonly Asked<Name>[]): Promise<readonly RoundReply<Name>[]> {
  const accounts = [...new Set(asked.map(({ question }) => question.account))];
  const batch = asked.map((one) => ({ method: 'GET', relative_url: relativeUrl(http, door, one) }));
  try {
    const answer = await http.send({
      method: 'POST',
      host: door.host,
      path: '/',
      form: { batch: JSON.stringify(batch), include_headers: 'true' },
      accounts,
      strip: SECRET_FIELDS,
    });
    const items = batchAnswer.safeParse(answer.json);
    if (!items.success || items.data.length !== asked.length) return replied(asked, { ok: false, error: unreadable(items.error?.message) });
    return asked.map(({ question }, index) => ({ question, ...itemReply(items.data[index] ?? null, answer) }));
  } catch (cause) {
    if (!(cause instanceof ConnectorError)) throw cause;
    if (cause.reach === 'account' && accounts.length > 1) return sendApart(http, door, asked, accounts);
    if (cause.kind === 'reduce' && asked.length > 1) return sendHalves(http, door, asked);
    return replied(asked, { ok: false, error: cause.kind === 'unavailable' ? ofReach(cause, 'connection') : cause });
  }
}

/** A breaker is closed for one of the accounts, and the core does not say for which: the others pass in another call. */
async function sendApart<Name extends string>(
  http: Http,
  door: Door,
  asked: readonly Asked<Name>[],
  accounts: readonly string[],
): Promise<readonly RoundReply<Name>[]> {
  const first = new Set(accounts.slice(0, Math.ceil(accounts.length / 2)));
  const halves = [asked.filter(({ question }) => first.has(question.account)), asked.filter(({ question }) => !first.has(question.account))];
  return (await Promise.all(halves.map((half) => sendBatch(http, door, half)))).flat();
}

async function sendHalves<Name extends string>(http: Http, door: Door, asked: readonly Asked<Name>[]): Promise<readonly RoundReply<Name>[]> {
  const middle = Math.ceil(asked.length / 2);
  return (await Promise.all([asked.slice(0, middle), asked.slice(middle)].map((half) => sendBatch(http, door, half)))).flat();
}

const replied = <Name extends string>(asked: readonly Asked<Name>[], reply: Reply): readonly RoundReply<Name>[] =>
  asked.map(({ question }) => ({ question, reply }));

/**
 * A Page's own token goes with its item alone, and so does the proof of that token: those of the call are for the other items (batch requests page,
 * 2026-11-25; arsduo/koala #507, read 2026-11-25).
 */
function relativeUrl<Name extends string>({ proofOf }: Http, door: Door, { question: { token }, ask }: Asked<Name>): string {
  const query = new URLSearchParams(ask.query);
  if (token !== undefined) query.set('access_token', token);
  if (token !== undefined && proofOf !== undefined) query.set('appsecret_proof', proofOf(token));
  return `${door.version}${ask.path}?${query}`;
}

function itemReply(item: z.infer<typeof batchItem> | null, answer: HttpAnswer): { reply: Reply | 'unanswered'; served?: string | undefined } {
  if (item === null) return { reply: 'unanswered' };
  const headers = itemHeaders(item.headers);
  const served = headers['facebook-api-version'];
  const json = readBody(item.body);
  const { raw, receivedAt } = answer;
  const error = failureIn({ status: item.code, headers, text: item.body, json, receivedAt });
  if (error === undefined) return { reply: { ok: true, json, raw, receivedAt }, served };
  // The token of the call is checked before its items: a dead token in an item is the account's own, or its right to this account.
  return { reply: { ok: false, error: error.kind === 'auth' ? ofReach(error, 'account') : error }, served };
}

function ofReach(error: ConnectorError, reach: FailureReach): ConnectorError {
  const { kind, message, code, cause } = error;
  return new ConnectorError(kind, message, { reach, cause, ...(code === undefined ? {} : { code }) });
}

const unreadable = (cause: string | undefined): ConnectorError =>
  new ConnectorError('malformed', 'The platform answered a batch in another shape than it documents. The answer is kept.', {
    cause,
    reach: 'connection',
  });
