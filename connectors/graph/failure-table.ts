import type { ConnectorErrorKind, FailureReach } from '../contract/errors.js';

/** A row of the table of failures: what an error code means, and what its reader does next. */
export interface FailureRow {
  readonly codes: readonly number[];
  readonly subcodes?: readonly number[];
  /** where the code alone does not tell */
  readonly text?: RegExp;
  readonly kind: ConnectorErrorKind;
  readonly reach: FailureReach;
  /** the next step, for people */
  readonly sentence: string;
}

const RECONNECT = 'Connect again and put the new token into the environment.';
const permissions = [3, 10, ...Array.from({ length: 100 }, (_, number) => 200 + number)];

/**
 * The failures of the Graph API by code and subcode, first match first. HTTP 400 with the type OAuthException stands for throttling, dead tokens
 * and bad parameters alike, so neither decides (error handling page and public connectors, 2026-11-25).
 */
export const FAILURES: readonly FailureRow[] = [
  {
    codes: [190, 210],
    text: /page access token/i,
    kind: 'permission',
    reach: 'call',
    sentence:
      'This figure needs the token of the Page. Give the person or system user behind the token a task on the Page that includes its insights.',
  },
  {
    codes: [190, 102],
    subcodes: [458],
    kind: 'auth',
    reach: 'connection',
    sentence: `The app was removed by the person behind the token. ${RECONNECT}`,
  },
  {
    codes: [190, 102],
    subcodes: [459],
    kind: 'auth',
    reach: 'connection',
    sentence:
      'The platform asks the person behind the token to log in on facebook.com and to confirm who they are; after that the token works again.',
  },
  {
    codes: [190, 102],
    subcodes: [460],
    kind: 'auth',
    reach: 'connection',
    sentence: `The password of the person behind the token was changed. ${RECONNECT}`,
  },
  { codes: [190, 102], subcodes: [463], kind: 'auth', reach: 'connection', sentence: `The token has expired. ${RECONNECT}` },
  {
    codes: [190, 102],
    subcodes: [464],
    kind: 'auth',
    reach: 'connection',
    sentence: 'The account of the person behind the token is not confirmed; they must confirm it on facebook.com.',
  },
  { codes: [190, 102], subcodes: [467], kind: 'auth', reach: 'connection', sentence: `The token is no longer valid. ${RECONNECT}` },
  {
    codes: [190, 102],
    subcodes: [492],
    kind: 'auth',
    reach: 'connection',
    sentence: `The person behind the token has lost their role on the account. Give it back, or connect as somebody who has one. ${RECONNECT}`,
  },
  { codes: [190, 102, 104], kind: 'auth', reach: 'connection', sentence: `The platform refuses the token. ${RECONNECT}` },
  {
    codes: [368],
    kind: 'auth',
    reach: 'connection',
    sentence:
      'The platform has blocked this app or person for a breach of its policies. Read the notice in the app dashboard before connecting again.',
  },
  {
    codes: [100],
    text: /appsecret_proof/i,
    kind: 'auth',
    reach: 'connection',
    sentence: 'The app asks for a proof of its secret. Put the app secret into the environment.',
  },
  {
    codes: [4, 17, 341],
    kind: 'rate-limited',
    reach: 'connection',
    sentence: 'The app has used up its calls of this hour. It goes on by itself.',
  },
  {
    codes: [32, 613, 80001, 80002],
    kind: 'rate-limited',
    reach: 'account',
    sentence: 'The calls for this account are used up for now. It goes on by itself.',
  },
  {
    codes: [1, 2, 100],
    text: /reduce the amount of data/i,
    kind: 'reduce',
    reach: 'call',
    sentence: 'The platform wants to be asked for less at a time.',
  },
  {
    codes: [100],
    text: /there cannot be more than/i,
    kind: 'reduce',
    reach: 'call',
    sentence: 'The platform wants to be asked for fewer days at a time.',
  },
  {
    codes: [100],
    subcodes: [2108006],
    kind: 'withheld',
    reach: 'call',
    sentence: 'It was published before the account became a professional one: the platform will never give its figures.',
  },
  {
    codes: [10],
    text: /not enough viewers/i,
    kind: 'withheld',
    reach: 'call',
    sentence: 'The platform withholds the figures of a story with fewer than 5 viewers.',
  },
  {
    codes: [10, 100],
    text: /\b100 (or more )?(followers|likes|people|engagements)|not enough (followers|users|data)/i,
    kind: 'withheld',
    reach: 'call',
    sentence: 'The platform withholds this figure from accounts with fewer than 100 followers.',
  },
  { codes: [100], subcodes: [33], kind: 'gone', reach: 'call', sentence: 'It does not exist any more, or the token may not see it.' },
  {
    codes: [803],
    kind: 'gone',
    reach: 'account',
    sentence: 'The platform knows no account with this id. Correct `platformId` in the configuration.',
  },
  {
    codes: [100],
    text: /does not support the .+ metric/i,
    kind: 'rejected',
    reach: 'call',
    sentence: 'The platform does not give this figure of this kind of content.',
  },
  { codes: [100], text: /metric_type=total_value/i, kind: 'rejected', reach: 'call', sentence: 'The platform gives this figure only as a total.' },
  {
    codes: [100],
    text: /valid insights metric|must be one of the following values|nonexisting field|no longer (supported|available)|deprecated/i,
    kind: 'retired',
    reach: 'call',
    sentence: 'The platform no longer gives this figure. What was read before stays; the rest goes on.',
  },
  {
    // The text says "unknown", yet a combination of metric, period and breakdown is meant, and it stays refused (seen by public connectors, 2026).
    codes: [100],
    text: /unknown error/i,
    kind: 'retired',
    reach: 'call',
    sentence: 'The platform refuses this combination of figure, period and breakdown. The rest goes on.',
  },
  {
    codes: permissions,
    kind: 'permission',
    reach: 'call',
    sentence: 'The token lacks a permission for this figure. Connect again, tick the account, and grant every permission of the README.',
  },
  { codes: [1, 2], kind: 'unavailable', reach: 'call', sentence: 'The platform has a disturbance. It will be asked again.' },
];
