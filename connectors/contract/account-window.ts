import type { PullRequest } from './connector.js';
import { earlierDay, type Window } from './period.js';

/** The days that are wanted of one account: those of the pull, and before them those that the platform left out when it was asked last, or told before they were final. */
export function accountWindow({ task, window, known }: Pick<PullRequest<unknown>, 'task' | 'window' | 'known'>, account: string): Window {
  const { missingFrom } = known(account);
  return task !== 'daily' || missingFrom === undefined ? window : { start: earlierDay(missingFrom, window.start), end: window.end };
}
