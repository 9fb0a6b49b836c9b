import type { PullAccount, Pulled, PullRequest } from '../contract/connector.js';
import type { ConnectorError } from '../contract/errors.js';
import type { ToldDays } from '../graph/day-values.js';
import type { Learned } from '../graph/metrics.js';
import type { FacebookName } from './capabilities.js';

/** Settings of a Facebook connection. */
export interface FacebookSettings {
  readonly version: string;
}

/** A Page with its own token. It stands in no answer that is kept. */
export interface Page extends PullAccount {
  readonly token: string;
}

/** What the parts of one pull share. */
export interface FacebookPull {
  readonly request: PullRequest<FacebookSettings>;
  readonly learnedOfDays: Learned;
  readonly toldDays: ToldDays;
  readonly learnedOfPosts: Learned;
  /** followers by account, as read in this pull */
  readonly followers: Map<string, number>;
  /** accounts of whose posts the insights are not permitted */
  readonly denied: Set<string>;
}

/** The platform's metrics that are wanted: those of capabilities that are not excluded. */
export function wanted(pull: FacebookPull, metrics: Readonly<Record<string, FacebookName>>): readonly string[] {
  return Object.entries(metrics).flatMap(([metric, name]) => (pull.request.without.has(name) ? [] : [metric]));
}

/** The problem of some capabilities of an account. A retired one is of all accounts. */
export function problems(account: PullAccount, names: readonly FacebookName[], error: ConnectorError): readonly Pulled<FacebookName>[] {
  return names.map((capability) => ({ type: 'problem', ...(error.kind === 'retired' ? {} : { account: account.id }), capability, error }));
}
