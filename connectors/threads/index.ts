import { z } from 'zod';
import { checkByPull } from '../check-by-pull.js';
import { defineConnector, type PullAccount, type Pulled, type PullRequest } from '../contract/connector.js';
import { ConnectorError } from '../contract/errors.js';
import type { Http } from '../contract/http.js';
import { converse } from '../graph/conversation.js';
import { graphRules } from '../graph/failure.js';
import { malformed } from '../graph/metrics.js';
import type { Question, Reply } from '../graph/question.js';
import { capabilities, type ThreadsName } from './capabilities.js';
import { dayQuestions } from './days.js';
import { postsQuestion } from './posts.js';
import { renewal } from './renewal.js';
import { identity } from './schema.js';

/** Threads: followers, views of the profile by day, and posts with their figures. */
export const threads = defineConnector({
  id: 'threads',
  label: 'Threads',
  platform: { title: 'Threads', names: ['threads'], measures: ['views', 'profile_views'], metrics: ['views', 'profile_views'], kinds: ['post'] },
  opensOneAccount: true,
  settings: z.strictObject({}),
  hosts: { threads: 'https://graph.threads.net' },
  secrets: [{ name: 'TOKEN', required: true, explanation: 'A long-lived token of the account, with threads_basic and threads_manage_insights.' }],
  secretsPage: 'https://developers.facebook.com/apps',
  authorization: { kind: 'query', name: 'access_token' },
  renewal,
  buckets: {},
  capabilities,
  // A day ends in California, up to 32 hours after it began in UTC, and moves for 48 hours more.
  settlesWithinHours: 80,
  pollsStories: false,
  ...graphRules,
  pull,
  check: checkByPull(capabilities, pull),
});

function pull(request: PullRequest<object>, http: Http): AsyncGenerator<Pulled<ThreadsName>> {
  const asked = request.task === 'stories' ? [] : request.accounts;
  return converse(
    http,
    { host: 'threads', version: 'v1.0', batches: false },
    asked.map((account) => firstQuestion(request, account)),
  );
}

/** A token opens its own account and no other, under the name `me`: before anything is read as the account's, it is asked whose it is. */
function firstQuestion(request: PullRequest<object>, account: PullAccount): Question<ThreadsName> {
  return {
    account: account.id,
    ask: () => ({ path: '/me', query: { fields: 'id' } }),
    read: (reply) => {
      const error = whyNot(reply, account);
      if (error !== undefined) return { found: [{ type: 'problem', account: account.id, error }], ends: true };
      return { found: [], next: [...dayQuestions(request, account), postsQuestion(request, account)] };
    },
  };
}

function whyNot(reply: Reply, { id, platformId }: PullAccount): ConnectorError | undefined {
  if (!reply.ok) return reply.error;
  const me = identity.safeParse(reply.json);
  if (!me.success) return malformed(me.error.message);
  if (me.data.id === platformId) return undefined;
  const sentence = `The token opens the account ${me.data.id} and not ${id} (${platformId}). Give each account of Threads a connection with its own token.`;
  return new ConnectorError('permission', sentence, { reach: 'account', code: 'other-account' });
}
