import type { AccountEntry } from './directory.js';
import { noPermission, pageTokenNeeded } from './errors.js';
import type { Scope } from './scope.js';

/** Refuses a call that a Page's own token must make: a user's or a system user's token gets it from `/me/accounts` or `?fields=access_token`. */
export function requirePageToken(scope: Scope, page: AccountEntry, edge: string): void {
  if (scope.token.kind !== 'page') throw pageTokenNeeded(edge);
  if (scope.token.owner !== page) throw noPermission(200);
}
