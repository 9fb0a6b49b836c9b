import type { PlatformReply } from '../model.js';

/** An object of JSON. */
export type Fields = Readonly<Record<string, unknown>>;

const JSON_HEADERS = { 'content-type': 'application/json; charset=UTF-8' };

const STATUS: Readonly<Record<number, string>> = {
  400: 'INVALID_ARGUMENT',
  401: 'UNAUTHENTICATED',
  403: 'PERMISSION_DENIED',
  404: 'NOT_FOUND',
  429: 'RESOURCE_EXHAUSTED',
};

/** A good answer. */
export const answer = (body: Fields): PlatformReply => ({ status: 200, headers: JSON_HEADERS, body: JSON.stringify(body) });

/** A failure; `reason` is what tells failures with the same status apart. */
export const failure = (code: number, reason: string, message: string, domain = 'global', more: Fields = {}): PlatformReply => ({
  status: code,
  headers: JSON_HEADERS,
  body: JSON.stringify({
    error: { code, message, errors: [{ message, domain, reason, ...more }], ...(STATUS[code] === undefined ? {} : { status: STATUS[code] }) },
  }),
});

/** A failure of the newer infrastructure, with its details beside. */
const detailed = (code: number, reason: string, message: string, details: Fields, domain = 'global'): PlatformReply => ({
  status: code,
  headers: JSON_HEADERS,
  body: JSON.stringify({ error: { code, message, errors: [{ message, domain, reason }], status: STATUS[code], details: [details] } }),
});

const errorInfo = (reason: string, metadata: Fields): Fields => ({
  '@type': 'type.googleapis.com/google.rpc.ErrorInfo',
  reason,
  domain: 'googleapis.com',
  metadata,
});

/** No such call. */
export const notFound = failure(404, 'notFound', 'Requested entity was not found.');
/** Neither token nor key. */
export const noIdentity = failure(
  403,
  'forbidden',
  "Method doesn't allow unregistered callers (callers without established identity). Please use API Key or other form of API consumer identity to call this API.",
);
/** A key that nobody has. */
export const keyInvalid = detailed(
  400,
  'keyInvalid',
  'API key not valid. Please pass a valid API key.',
  errorInfo('API_KEY_INVALID', { service: 'youtube.googleapis.com' }),
  'usageLimits',
);
/** A token that is unknown or expired. */
export const authError = detailed(
  401,
  'authError',
  'Request had invalid authentication credentials. Expected OAuth 2 access token, login cookie or other valid authentication credential.',
  errorInfo('ACCESS_TOKEN_EXPIRED', { service: 'youtube.googleapis.com' }),
);
/** The quota of the day is gone. */
export const quotaExceeded = failure(
  403,
  'quotaExceeded',
  'The request cannot be completed because you have exceeded your <a href="/youtube/v3/getting-started#quota">quota</a>.',
  'youtube.quota',
);
/** Too many calls at once, with the same status as a spent quota. */
export const rateLimited = failure(403, 'rateLimitExceeded', 'The request was throttled because too many requests were sent.', 'usageLimits');
/** Too many calls at once, as the newer infrastructure tells it. */
export const tooManyRequests = detailed(
  429,
  'rateLimitExceeded',
  "Quota exceeded for quota metric 'Queries' and limit 'Queries per minute per user' of service 'youtube.googleapis.com'.",
  errorInfo('RATE_LIMIT_EXCEEDED', { quota_limit: 'defaultPerMinutePerUser' }),
);
/** The refusal of a parameter that nobody knows. */
export const unknownParameter = (name: string): PlatformReply =>
  failure(
    400,
    'badRequest',
    `Invalid JSON payload received. Unknown name "${name}": Cannot bind query parameter. Field '${name}' could not be found in request message.`,
  );

/** The refusal of a documented parameter or value that this stand-in has no answer for. */
export const unsupported = (what: string): PlatformReply => failure(400, 'badRequest', `The stand-in does not support ${what}.`);

/** An entity tag of what is shown. */
function etagOf(shown: unknown): string {
  const text = JSON.stringify(shown);
  let hash = 0x811c9dc5;
  for (let index = 0; index < text.length; index += 1) hash = Math.imul(hash ^ text.charCodeAt(index), 0x01000193);
  return (hash >>> 0).toString(16).padStart(8, '0');
}

/** A resource with its kind and tag. */
export const tagged = (kind: string, body: Fields): Fields => ({ kind, etag: etagOf(body), ...body });

/** A list of resources; without any, `items` is left out. */
export const listOf = (kind: string, items: readonly Fields[], page: Fields = {}): PlatformReply => {
  const etag = etagOf(items.map((item) => item.etag));
  return answer({ kind, etag, ...page, ...(items.length > 0 ? { items } : {}) });
};
