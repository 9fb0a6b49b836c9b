import type { PullAccount, Pulled } from '../contract/connector.js';
import type { ConnectorError } from '../contract/errors.js';
import type { ThreadsName } from './capabilities.js';

/** The problem of some capabilities. A metric that was retired is so for every account. */
export function problems(account: Pick<PullAccount, 'id'>, names: readonly ThreadsName[], error: ConnectorError): readonly Pulled<ThreadsName>[] {
  return names.map((capability) => ({ type: 'problem', ...(error.kind === 'retired' ? {} : { account: account.id }), capability, error }));
}
