import type { CaseName } from '../faults.js';
import type { MetaContext } from './credentials.js';
import type { AccountEntry, Directory } from './directory.js';
import { gone } from './errors.js';
import type { Token, Tokens } from './tokens.js';

/** What is the same for all parts of one call. */
export interface Scope {
  readonly context: MetaContext;
  readonly directory: Directory;
  readonly tokens: Tokens;
  /** milliseconds since 1970, of the data's clock */
  readonly now: number;
  readonly door: 'graph' | 'instagram';
  /** such as 25 */
  readonly version: number;
  readonly token: Token;
  /** such as `https://graph.facebook.com/v25.0` */
  readonly address: string;
}

/** Whether a case shows here and now for an account. */
export const fires = (scope: Scope, name: CaseName, owner: AccountEntry): boolean => scope.context.faults.fires(name, owner.account.id);

/** How often a case has shown so far for an account, this time included. */
export const timesFired = (context: MetaContext, name: CaseName, account: string | undefined): number =>
  context.faults.fired().filter((one) => one.name === name && one.account === account).length;

/** Refuses an object whose account the token does not see, as if it were not there. */
export function requireSight(scope: Scope, owner: AccountEntry, id: string): void {
  const { token, directory } = scope;
  if (token.kind === 'system-user' || token.kind === 'user') return;
  if (token.owner === owner) return;
  if (token.kind === 'page' && token.owner !== undefined && directory.instagramOf(token.owner) === owner) return;
  throw gone(id);
}
