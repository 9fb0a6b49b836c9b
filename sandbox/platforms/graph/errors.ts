/** What the Graph API says of an error. */
export interface ErrorDetail {
  readonly message: string;
  readonly type: string;
  readonly code: number;
  readonly error_subcode?: number;
  readonly is_transient?: boolean;
  readonly error_user_title?: string;
  readonly error_user_msg?: string;
}

/** A call that the Graph API refuses, thrown from anywhere inside and written as the answer. */
export class GraphFailure extends Error {
  readonly detail: ErrorDetail;
  readonly status: number;

  constructor(detail: ErrorDetail, status = 400) {
    super(detail.message);
    this.detail = detail;
    this.status = status;
  }
}

const oauth = (code: number, message: string, more: Partial<ErrorDetail> = {}, status?: number): GraphFailure =>
  new GraphFailure({ message, type: 'OAuthException', code, ...more }, status);

/** A wrong parameter: permanent for this request. `message` comes without `(#100)`. */
export const invalid = (message: string): GraphFailure => oauth(100, `(#100) ${message}`);

/** A parameter that the documents do not name. */
export const unknownParameter = (name: string): GraphFailure => invalid(`Unknown parameter (${name})`);

/** A field or an edge that the type of node has not. */
export const noSuchField = (name: string, type: string): GraphFailure =>
  invalid(`Tried accessing nonexisting field (${name}) on node type (${type})`);

/** What the platform says of a breakdown that the metric does not take. */
export const breakdownRefused = (): GraphFailure => invalid('An unknown error has occurred');

/** An object that is not there, or that this token does not see. */
export const gone = (id: string): GraphFailure =>
  new GraphFailure({
    message: `Unsupported get request. Object with ID '${id}' does not exist, cannot be loaded due to missing permissions, or does not support this operation. Please read the Graph API documentation at https://developers.facebook.com/docs/graph-api`,
    type: 'GraphMethodException',
    code: 100,
    error_subcode: 33,
  });

/** A path that nothing serves. */
export const unknownPath = (path: string): GraphFailure => oauth(2500, `Unknown path components: ${path}`);

/** A field list that cannot be read; `at` counts characters from 0. */
export const syntaxError = (what: string, at: number, text: string): GraphFailure =>
  oauth(2500, `Syntax error "${what}" at character ${at}: ${text.slice(0, 80)}`);

/** No token came with the call. */
export const tokenMissing = (): GraphFailure => oauth(104, 'An access token is required to request this resource.');

/** A token that the platform cannot read. */
export const tokenUnknown = (): GraphFailure => oauth(190, 'Invalid OAuth access token - Cannot parse access token');

const DEAD: Readonly<Record<number, string>> = {
  458: 'Error validating access token: The user has not authorized application.',
  460: 'Error validating access token: The session has been invalidated because the user changed their password or Facebook has changed the session for security reasons.',
  463: 'Error validating access token: Session has expired.',
  467: 'Error validating access token: The access token is invalid since the user has logged out.',
};

/** A token that once was good: 458 app removed, 460 password changed, 463 expired, 467 logged out. */
export const tokenDead = (subcode: number): GraphFailure =>
  oauth(190, DEAD[subcode] ?? 'Error validating access token: The session is invalid.', { error_subcode: subcode });

/** The call needs a Page's own token. */
export const pageTokenNeeded = (edge: string): GraphFailure =>
  edge.endsWith('insights')
    ? oauth(190, '(#190) This method must be called with a Page Access Token')
    : oauth(210, '(#210) A page access token is required to request this resource.');

/** A permission that is missing; 10 for Instagram, 200 for Pages. */
export const noPermission = (code: 10 | 200): GraphFailure =>
  code === 10
    ? oauth(10, '(#10) Application does not have permission for this action', {}, 403)
    : oauth(200, "(#200) Provide valid app ID. The permission 'read_insights' must be granted before reading this object's insights.", {}, 403);

/** A story that fewer than five people saw: a state of the data, though the code is that of a permission. */
export const tooFewViewers = (): GraphFailure => oauth(10, '(#10) Not enough viewers for the media to show insights');

/** Media from before the account became a professional one. */
export const beforeConversion = (): GraphFailure =>
  oauth(100, 'Invalid parameter', {
    error_subcode: 2_108_006,
    is_transient: false,
    error_user_title: 'Media posted before business account conversion',
    error_user_msg: 'The media was posted before the most recent time that the account was converted to a business account from a personal account.',
  });

/** A cursor that cannot be read. */
export const invalidCursor = (): GraphFailure => oauth(2642, '(#2642) Invalid cursors values');

/** A Page's insights asked without a metric. */
export const noMetric = (): GraphFailure =>
  oauth(3001, '(#3001) No metric was specified to be fetched. Please specify one or more metrics to be fetched and try again.', {
    error_subcode: 1_504_028,
  });

/** The query is too heavy for the platform. */
export const reduce = (): GraphFailure => oauth(1, "Please reduce the amount of data you're asking for, then retry your request", {}, 500);

/** A fault that passes. */
export const transient = (message = 'Service temporarily unavailable'): GraphFailure => oauth(2, message, { is_transient: true }, 500);

/** An application's secret that is wrong. */
export const wrongSecret = (): GraphFailure => oauth(1, 'Error validating client secret.');

const THROTTLES: Readonly<Record<number, string>> = {
  4: '(#4) Application request limit reached',
  17: '(#17) User request limit reached',
  32: '(#32) Page request limit reached',
  613: '(#613) Calls to this api have exceeded the rate limit.',
  80001: '(#80001) There have been too many calls to this Page account. Wait a bit and try again.',
  80002: '(#80002) There have been too many calls to this Instagram account. Wait a bit and try again.',
};

/** Too many calls, told by one of the codes 4, 17, 32, 613, 80001, 80002. */
export const throttled = (code: number): GraphFailure =>
  oauth(code, THROTTLES[code] ?? '(#4) Application request limit reached', code === 613 ? { error_subcode: 1_996 } : {}, code === 4 ? 403 : 400);
