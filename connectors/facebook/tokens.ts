import type { PullAccount, Pulled, PullRequest } from '../contract/connector.js';
import { ConnectorError } from '../contract/errors.js';
import type { Http } from '../contract/http.js';
import { converse } from '../graph/conversation.js';
import { listingQuestion } from '../graph/listing.js';
import { malformed } from '../graph/metrics.js';
import type { Door, Question } from '../graph/question.js';
import type { FacebookName } from './capabilities.js';
import type { FacebookSettings } from './pull.js';
import { pageToken } from './schema.js';

const MOST_PAGES = 100;

/**
 * Finds the own tokens of the Pages, and puts them into `tokens` by the platform's id: in the list of all Pages of the person or system user, and of
 * those that it does not name, one by one. Yields what stands in the way; returns false where nothing can be asked.
 */
export async function* findTokens(
  request: PullRequest<FacebookSettings>,
  http: Http,
  door: Door,
  tokens: Map<string, string>,
  told: Set<string>,
): AsyncGenerator<Pulled<FacebookName>, boolean> {
  const [first] = request.accounts;
  if (first === undefined) return false;
  const list = listingQuestion<FacebookName, { id: string; access_token?: string | undefined }>({
    account: first.id,
    ofConnection: true,
    path: '/me/accounts',
    query: { fields: 'id,access_token' },
    limit: MOST_PAGES,
    item: pageToken,
    page: (items) => {
      for (const { id, access_token: token } of items) if (token !== undefined) tokens.set(id, token);
      return { step: { found: [] }, enough: request.accounts.every(({ platformId }) => tokens.has(platformId)) };
    },
    end: () => ({ found: [] }),
    // The token of a single Page has no list of Pages, and the list of a system user may be forbidden: then each Page is asked for its own.
    failed: () => ({ found: [] }),
  });
  if (!(yield* converse(http, { ...door, batches: false }, [list], told))) return false;
  const missing = request.accounts.filter(({ platformId }) => !tokens.has(platformId));
  return yield* converse(
    http,
    door,
    missing.map((account) => tokenQuestion(account, tokens)),
    told,
  );
}

function tokenQuestion(account: PullAccount, tokens: Map<string, string>): Question<FacebookName> {
  return {
    account: account.id,
    ask: () => ({ path: `/${account.platformId}`, query: { fields: 'id,access_token' } }),
    read: (reply) => {
      if (!reply.ok) return { found: [{ type: 'problem', account: account.id, error: notTicked(reply.error) }] };
      const page = pageToken.safeParse(reply.json);
      if (!page.success) return { found: [{ type: 'problem', account: account.id, error: malformed(page.error.message) }] };
      const { access_token: token } = page.data;
      if (token === undefined) return { found: [{ type: 'problem', account: account.id, error: notTicked(undefined) }] };
      tokens.set(account.platformId, token);
      return { found: [] };
    },
  };
}

const notTicked = (cause: ConnectorError | undefined): ConnectorError =>
  new ConnectorError('permission', 'The token does not open this Page. Connect again and tick the Page, or give the system user a task on it.', {
    cause,
    reach: 'account',
    ...(cause?.code === undefined ? {} : { code: cause.code }),
  });
