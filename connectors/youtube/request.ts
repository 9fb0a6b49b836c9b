import type { PullAccount, Pulled, PullRequest } from '../contract/connector.js';
import { ConnectorError } from '../contract/errors.js';
import type { YouTubeCapability } from './capabilities.js';
import type { YouTubeSettings } from './limits.js';

/** A pull of YouTube. */
export type Request = PullRequest<YouTubeSettings>;
/** What a pull of YouTube finds. */
export type Found = Pulled<YouTubeCapability>;

/** Whether a failure ends more than the account at hand. */
export const reachesFurther = (error: ConnectorError | undefined): boolean => error?.reach === 'connection' || error?.reach === 'platform';

/** A failure of one account becomes its problem; one that reaches further ends the pull. */
export async function* guarded(account: PullAccount, found: AsyncGenerator<Found>): AsyncGenerator<Found> {
  try {
    yield* found;
  } catch (error) {
    if (!(error instanceof ConnectorError) || reachesFurther(error)) throw error;
    yield { type: 'problem', account: account.id, error };
  }
}
