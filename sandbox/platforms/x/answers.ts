import type { PlatformReply } from '../model.js';

/** An object of JSON. */
export type Fields = Readonly<Record<string, unknown>>;

const PROBLEMS = 'https://api.x.com/2/problems/';

/** A good answer, or one that went well in parts. */
export const answer = (body: Fields): PlatformReply => ({
  status: 200,
  headers: { 'content-type': 'application/json; charset=utf-8' },
  body: JSON.stringify(body),
});

/** A failure as the newer part of the API tells it (RFC 9457). */
const problem = (status: number, title: string, detail: string, type = 'about:blank', more: Fields = {}): PlatformReply => ({
  status,
  headers: { 'content-type': 'application/problem+json; charset=utf-8' },
  body: JSON.stringify({ ...more, title, detail, type, status }),
});

/** A failure as the older part of the API tells it. */
export const legacyError = (status: number, code: number, message: string): PlatformReply => ({
  status,
  headers: { 'content-type': 'application/json; charset=utf-8' },
  body: JSON.stringify({ errors: [{ code, message }] }),
});

/** What is wrong with one parameter. */
export interface WrongParameter {
  readonly name: string;
  readonly value: string;
  readonly message: string;
}

/** The refusal of a request whose parameters are wrong. */
export const invalidRequest = (wrong: readonly WrongParameter[]): PlatformReply =>
  problem(400, 'Invalid Request', 'One or more parameters to your request was invalid.', `${PROBLEMS}invalid-request`, {
    errors: wrong.map(({ name, value, message }) => ({ parameters: { [name]: [value] }, message })),
  });

/** No token, or one that is unknown, expired or revoked. */
export const unauthorized = problem(401, 'Unauthorized', 'Unauthorized');
/** No such call. */
export const notFound = problem(404, 'Not Found', 'Not Found');
/** A call with another method than its own. */
export const wrongMethod = problem(405, 'Method Not Allowed', 'Method Not Allowed');
/** The window is spent; the headers say which. */
export const tooManyRequests = problem(429, 'Too Many Requests', 'Too Many Requests');
/** The posts of the month are spent. */
export const usageCapped = problem(429, 'UsageCapExceeded', 'Usage cap exceeded: Monthly product cap', `${PROBLEMS}usage-capped`, {
  scope: 'Product',
  period: 'Monthly',
});
/** The app has no credits; the form is that of reports, the address of the type is ours. */
export const creditsDepleted = problem(
  402,
  'CreditsDepleted',
  'Your enrolled account does not have any credits to fulfill this request.',
  `${PROBLEMS}credits`,
);
/** The refusal of a token that is of the wrong kind for the call. */
export const wrongContext = (needed: 'user' | 'app'): PlatformReply => {
  const [used, supported] =
    needed === 'user'
      ? ['OAuth 2.0 Application-Only', 'OAuth 1.0a User Context, OAuth 2.0 User Context']
      : ['OAuth 2.0 User Context', 'OAuth 2.0 Application-Only'];
  const detail = `Authenticating with ${used} is forbidden for this endpoint.  Supported authentication types are [${supported}].`;
  return problem(403, 'Unsupported Authentication', detail, `${PROBLEMS}unsupported-authentication`);
};

/** A part of an answer that says why an item is missing. */
export const missing = (resource: string, parameter: string, value: string): Fields => ({
  value,
  detail: `Could not find ${resource} with ${parameter}: [${value}].`,
  title: 'Not Found Error',
  resource_type: resource,
  parameter,
  resource_id: value,
  type: `${PROBLEMS}resource-not-found`,
});

/** The platform says "not found" of a suspended user, and titles it "Forbidden". */
export const suspended = (parameter: string, value: string): Fields => ({
  value,
  detail: `User has been suspended: [${value}].`,
  title: 'Forbidden',
  resource_type: 'user',
  parameter,
  resource_id: value,
  type: `${PROBLEMS}resource-not-found`,
});

/** Somebody else's post, whose figures are asked for. */
export const notYours = (resource: string, parameter: string, value: string): Fields => ({
  value,
  detail: `Sorry, you are not authorized to see the ${resource} with ${parameter}: [${value}].`,
  title: 'Authorization Error',
  resource_type: resource,
  parameter,
  resource_id: value,
  type: `${PROBLEMS}not-authorized-for-resource`,
});

/** A field of one item that may not be read. */
export const fieldRefused = (resource: string, field: string, value: string): Fields => ({
  value,
  detail: `Sorry, you are not authorized to access '${field}' on the ${resource} with ids : [${value}].`,
  title: 'Field Authorization Error',
  field,
  resource_type: resource,
  parameter: 'ids',
  resource_id: value,
  type: `${PROBLEMS}not-authorized-for-field`,
});
