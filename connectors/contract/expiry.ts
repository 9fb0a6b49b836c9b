import type { Credential } from './connector.js';
import type { HttpAnswer } from './http.js';
import type { Instant } from './period.js';

/** The end of a credential that an answer gave for so many seconds; where the platform does not say, the end is unknown, and not never. */
export const expiryAfter = ({ receivedAt }: Pick<HttpAnswer, 'receivedAt'>, seconds: number | undefined): Pick<Credential, 'expiresAt'> =>
  seconds === undefined ? {} : { expiresAt: new Date(Date.parse(receivedAt) + seconds * 1_000).toISOString() as Instant };
