import type { CapabilityTable, CheckFinding, Connector, PullRequest } from './contract/connector.js';
import { ConnectorError, type ConnectorErrorKind } from './contract/errors.js';
import type { Http } from './contract/http.js';

/** What a connection can do for each account, found by a pull of today of which nothing is kept. */
export function checkByPull<Settings, Table extends CapabilityTable>(
  capabilities: Table,
  pull: Connector<string, Settings, Table>['pull'],
): (request: PullRequest<Settings>, http: Http) => AsyncGenerator<CheckFinding> {
  return async function* check(request, http) {
    const seen = new Set<string>();
    const failed = new Map<string, ConnectorError>();
    let whole: ConnectorError | undefined;
    try {
      for await (const found of pull(request, http)) {
        if (found.type === 'problem') failed.set(key(found.account, found.capability), found.error);
        else if ('capability' in found) seen.add(key(found.account, found.capability));
      }
    } catch (error) {
      if (!(error instanceof ConnectorError)) throw error;
      whole = error;
    }
    for (const { id } of request.accounts) yield* findingsOf(id, whole ?? failed.get(key(id)), capabilities, seen, failed);
  };
}

const key = (account: string | undefined, capability?: string): string => `${account ?? ''} ${capability ?? ''}`;

function* findingsOf(
  account: string,
  lost: ConnectorError | undefined,
  capabilities: CapabilityTable,
  seen: ReadonlySet<string>,
  failed: ReadonlyMap<string, ConnectorError>,
): Generator<CheckFinding> {
  if (lost !== undefined) {
    yield { account, capability: undefined, state: STATES[lost.kind] ?? 'not-available', sentence: lost.message };
    return;
  }
  for (const [capability, { note }] of Object.entries(capabilities)) {
    const error = failed.get(key(account, capability)) ?? failed.get(key(undefined, capability));
    if (error !== undefined) yield { account, capability, state: STATES[error.kind] ?? 'not-available', sentence: error.message };
    else if (seen.has(key(account, capability))) yield { account, capability, state: 'ok', sentence: note };
    else yield { account, capability, state: 'not-yet', sentence: 'There is nothing to read yet.' };
  }
}

const STATES: Readonly<Partial<Record<ConnectorErrorKind, CheckFinding['state']>>> = {
  auth: 'auth',
  permission: 'no-permission',
  gone: 'gone',
  retired: 'retired',
  withheld: 'withheld',
};
