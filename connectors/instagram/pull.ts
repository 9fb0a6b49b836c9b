import type { PullAccount, Pulled, PullRequest } from '../contract/connector.js';
import type { ConnectorError } from '../contract/errors.js';
import type { ToldDays } from '../graph/day-values.js';
import type { Learned } from '../graph/metrics.js';
import type { InstagramName } from './capabilities.js';

/** Settings of an Instagram connection. */
export interface InstagramSettings {
  readonly version: string;
  readonly door: 'facebook-login' | 'instagram-login';
}

/** What the parts of one pull share. */
export interface InstagramPull {
  readonly request: PullRequest<InstagramSettings>;
  readonly learnedOfDays: Learned;
  readonly toldDays: ToldDays;
  readonly learnedOfContent: Learned;
  readonly learnedOfStories: Learned;
  /** followers by account, as read in this pull */
  readonly followers: Map<string, number>;
  /** accounts of whose items the insights are not permitted */
  readonly denied: Set<string>;
}

/** The platform's metrics that are wanted: those of capabilities that are not excluded. */
export function wanted(pull: InstagramPull, metrics: Readonly<Record<string, InstagramName>>): readonly string[] {
  return Object.keys(metrics).filter((metric) => {
    const name = metrics[metric];
    return name !== undefined && !pull.request.without.has(name);
  });
}

/** The problem of some capabilities of an account. A retired one is of all accounts. */
export function problems(account: PullAccount, names: readonly InstagramName[], error: ConnectorError): readonly Pulled<InstagramName>[] {
  return names.map((capability) => ({ type: 'problem', ...(error.kind === 'retired' ? {} : { account: account.id }), capability, error }));
}
