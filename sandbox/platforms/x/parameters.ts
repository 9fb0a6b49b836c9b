import type { WrongParameter } from './answers.js';

/** What a value of a parameter must be like; the reason where it is not. */
export type Check = (value: string) => string | undefined;

/** The parameters of an endpoint, those that the API names and no others. */
export type ParameterTable = Readonly<Record<string, { readonly required?: boolean; readonly check?: Check }>>;

const pattern =
  (expression: RegExp, what: string): Check =>
  (value) =>
    expression.test(value) ? undefined : `[${value}] is not ${what}`;

const list =
  (most: number, item: Check): Check =>
  (value) => {
    const items = value.split(',');
    if (items.length > most) return `size must be between 1 and ${most}`;
    for (const one of items) {
      const wrong = item(one);
      if (wrong !== undefined) return wrong;
    }
    return undefined;
  };

const whole =
  (low: number, high: number): Check =>
  (value) =>
    /^\d{1,9}$/.test(value) && Number(value) >= low && Number(value) <= high ? undefined : `[${value}] is not between ${low} and ${high}`;

const oneOf =
  (...words: readonly string[]): Check =>
  (value) =>
    words.includes(value) ? undefined : `[${value}] is not one of [${words.join(',')}]`;

const id = pattern(/^[0-9]{1,19}$/, 'a valid id');
const EARLIEST = Date.parse('2010-11-06T00:00:00Z');
const moment: Check = (value) => {
  if (!/^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(\.\d+)?(Z|[+-]\d{2}:\d{2})$/.test(value) || Number.isNaN(Date.parse(value))) {
    return `[${value}] is not a valid RFC 3339 date-time`;
  }
  return Date.parse(value) < EARLIEST ? `[${value}] must be on or after 2010-11-06` : undefined;
};

/** Names of fields are never refused: those that nobody knows are dropped. */
const fieldNames = pattern(/^[A-Za-z0-9_.,]+$/, 'a list of fields');

const userFields: ParameterTable = {
  'user.fields': { check: fieldNames },
  expansions: { check: fieldNames },
  'tweet.fields': { check: fieldNames },
  'post.fields': { check: fieldNames },
};
const postFields: ParameterTable = {
  ...userFields,
  'media.fields': { check: fieldNames },
  'poll.fields': { check: fieldNames },
  'place.fields': { check: fieldNames },
};

/** The parameters by endpoint (specification 2.167 and both vocabularies, read 2026-11-25). */
export const PARAMETERS = {
  users: { ids: { required: true, check: list(100, id) }, ...userFields },
  usersBy: { usernames: { required: true, check: list(100, pattern(/^[A-Za-z0-9_]{1,15}$/, 'a valid user name')) }, ...userFields },
  me: userFields,
  timeline: {
    max_results: { check: whole(5, 100) },
    pagination_token: { check: pattern(/^[0-9a-v]+$/i, 'a valid pagination token') },
    start_time: { check: moment },
    end_time: { check: moment },
    since_id: { check: id },
    until_id: { check: id },
    exclude: { check: list(2, oneOf('replies', 'retweets')) },
    ...postFields,
  },
  posts: { ids: { required: true, check: list(100, id) }, ...postFields },
  analytics: {
    ids: { required: true, check: list(100, id) },
    start_time: { required: true, check: moment },
    end_time: { required: true, check: moment },
    granularity: { check: oneOf('hourly', 'daily', 'weekly', 'total') },
    'analytics.fields': { check: fieldNames },
  },
  usage: { days: { check: whole(1, 90) }, 'usage.fields': { check: fieldNames } },
  credits: {},
} as const satisfies Readonly<Record<string, ParameterTable>>;

/** What is wrong with the parameters of a call; empty where nothing is. */
export function wrongParameters(query: URLSearchParams, table: ParameterTable): readonly WrongParameter[] {
  const wrong: WrongParameter[] = [];
  for (const [name, value] of query) {
    const known = Object.hasOwn(table, name) ? table[name] : undefined;
    const message = known === undefined ? `The query parameter [${name}] is not one of [${Object.keys(table).join(',')}]` : known.check?.(value);
    if (message !== undefined)
      wrong.push({ name, value, message: known === undefined ? message : `The \`${name}\` query parameter value ${message}` });
  }
  for (const [name, { required }] of Object.entries(table)) {
    if (required === true && !query.has(name)) wrong.push({ name, value: '', message: `The \`${name}\` query parameter can not be empty` });
  }
  const [start, end] = [query.get('start_time'), query.get('end_time')];
  if (wrong.length === 0 && start !== null && end !== null && Date.parse(start) >= Date.parse(end)) {
    wrong.push({ name: 'end_time', value: end, message: '`start_time` must be earlier than `end_time`' });
  }
  const [since, until] = [query.get('since_id'), query.get('until_id')];
  if (wrong.length === 0 && since !== null && until !== null && BigInt(since) >= BigInt(until)) {
    wrong.push({ name: 'since_id', value: since, message: '`since_id` must be less than `until_id`' });
  }
  return wrong;
}

/** The items of a list in a parameter; empty where it is absent. Each once, in their order. */
export const itemsOf = (query: URLSearchParams, name: string): readonly string[] => [...new Set((query.get(name) ?? '').split(',').filter(Boolean))];
