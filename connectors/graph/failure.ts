import { z } from 'zod';
import { ConnectorError } from '../contract/errors.js';
import type { AnswerRules, HttpAnswer, HttpRequest } from '../contract/http.js';
import type { Instant } from '../contract/period.js';
import { FAILURES, type FailureRow } from './failure-table.js';
import { allowancesOf, type Headers, minutesAfter, regainAt } from './usage.js';

const errorBody = z.object({
  error: z.object({
    message: z.string().catch(''),
    code: z.number().catch(-1),
    error_subcode: z.number().optional().catch(undefined),
    is_transient: z.boolean().catch(false),
  }),
});

/** An answer, or an item of a batch, as the table of failures reads it. */
export interface Judged {
  readonly status: number;
  readonly headers: Headers;
  readonly text: string;
  readonly json: unknown;
  readonly receivedAt: Instant;
}

/** A platform without a word on when it goes on counts calls over a rolling hour (rate limits page, 2026-11-25). */
const ROLLING_HOUR_MINUTES = 60;

const withoutSecrets = (text: string): string =>
  text.replace(/(access_token|appsecret_proof|client_secret)=[^&\s"']+/gi, '$1=…').replace(/\b(?:EAA|IGAA|IGQ)\w{10,}/g, '…');

/** The failure that an answer is; undefined for a good one. Secrets in the platform's words are taken out. */
export function failureIn(answer: Judged): ConnectorError | undefined {
  const { success, data } = errorBody.safeParse(answer.json);
  if (success) return stated(data.error, answer);
  const cause = `HTTP ${answer.status}: ${withoutSecrets(answer.text.slice(0, 200))}`;
  if (answer.status === 429) {
    const until = regainAt(answer.headers, answer.receivedAt) ?? minutesAfter(answer.receivedAt, ROLLING_HOUR_MINUTES);
    return new ConnectorError('rate-limited', 'The platform wants fewer calls. It goes on by itself.', { cause, until, reach: 'connection' });
  }
  if (answer.status === 401) return new ConnectorError('auth', 'The platform refuses the token. Connect again.', { cause, reach: 'connection' });
  if (answer.status === 403) return new ConnectorError('permission', 'The platform does not allow this call.', { cause });
  if (answer.status >= 500 || answer.json === undefined) {
    return new ConnectorError('unavailable', 'The platform answered with something else than figures. It will be asked again.', { cause });
  }
  if (answer.status >= 400) return new ConnectorError('rejected', 'The platform refused the call.', { cause });
  return undefined;
}

const matches = (row: FailureRow, code: number, subcode: number | undefined, message: string): boolean =>
  row.codes.includes(code) &&
  (row.subcodes === undefined || (subcode !== undefined && row.subcodes.includes(subcode))) &&
  (row.text === undefined || row.text.test(message));

function stated(error: z.infer<typeof errorBody>['error'], answer: Judged): ConnectorError {
  const { code, error_subcode: subcode, message } = error;
  const row = FAILURES.find((one) => matches(one, code, subcode, message));
  const details = {
    code: subcode === undefined ? String(code) : `${code}/${subcode}`,
    cause: withoutSecrets(message.slice(0, 400)),
    metrics: namedMetrics(message),
  };
  if (row === undefined) {
    return error.is_transient
      ? new ConnectorError('unavailable', 'The platform has a disturbance. It will be asked again.', details)
      : new ConnectorError('rejected', 'The platform refused the call.', details);
  }
  const until =
    row.kind === 'rate-limited' ? (regainAt(answer.headers, answer.receivedAt) ?? minutesAfter(answer.receivedAt, ROLLING_HOUR_MINUTES)) : undefined;
  return new ConnectorError(row.kind, row.sentence, { ...details, reach: row.reach, ...(until === undefined ? {} : { until }) });
}

const NAMING = [
  /does not support the ([\w, ]+) metric/i,
  /following metrics \(([\w, ]+)\)/i,
  /nonexisting field \((\w+)\)/i,
  /\((\w+)\) metric/i,
  /metric \((\w+)\)/i,
  /the (\w+) metric is no longer/i,
];

/** The metrics that a refusal names. */
function namedMetrics(message: string): readonly string[] {
  for (const pattern of NAMING) {
    const names = pattern.exec(message)?.[1];
    if (names !== undefined) return names.split(',').map((name) => name.trim());
  }
  return [];
}

/** The headers of a batch item, names in lower case. */
export function itemHeaders(headers: readonly { readonly name: string; readonly value: string }[]): Headers {
  return Object.fromEntries(headers.map(({ name, value }) => [name.toLowerCase(), value]));
}

const batchHeaders = z.array(
  z
    .object({ headers: z.array(z.object({ name: z.string(), value: z.string() })) })
    .nullable()
    .catch(null),
);

/** How the core understands the answers of the Graph API: a batch is a good answer, its items are judged one by one by the connector. */
export const graphRules: Required<Pick<AnswerRules, 'judge' | 'allowances'>> = {
  judge: (answer: HttpAnswer, _request: HttpRequest) => (Array.isArray(answer.json) ? undefined : failureIn(answer)),
  allowances: (answer: HttpAnswer) => {
    const items = batchHeaders.safeParse(answer.json).data ?? [];
    const highest = new Map(
      [answer.headers, ...items.flatMap((item) => (item === null ? [] : [itemHeaders(item.headers)]))]
        .flatMap((headers) => allowancesOf(headers, answer.receivedAt))
        .toSorted((a, b) => a.usedShare - b.usedShare)
        .map((allowance) => [allowance.scope, allowance]),
    );
    return [...highest.values()];
  },
};
