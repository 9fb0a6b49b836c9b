import { z } from 'zod';
import { checkByPull } from '../check-by-pull.js';
import { defineConnector, type Pulled, type PullRequest } from '../contract/connector.js';
import type { Http } from '../contract/http.js';
import { converse } from '../graph/conversation.js';
import { graphRules } from '../graph/failure.js';
import { learning } from '../graph/metrics.js';
import type { Door, Question } from '../graph/question.js';
import { graphVersion } from '../graph/version.js';
import { FACEBOOK, type FacebookName } from './capabilities.js';
import { dayQuestions, profileQuestion } from './days.js';
import { postQuestions } from './posts.js';
import type { FacebookPull, FacebookSettings, Page } from './pull.js';
import { findTokens } from './tokens.js';

const settings = z.strictObject({ version: graphVersion });

/** Facebook Pages: followers, reach, views and profile views by day; posts and reels with their figures. */
export const facebook = defineConnector({
  id: 'facebook',
  label: 'Facebook',
  platform: {
    title: 'Facebook',
    names: ['facebook', 'fb'],
    measures: ['content_reach_sum', 'reach_mean', 'reach', 'views'],
    metrics: ['content_reach_sum', 'reach_mean', 'reach', 'views'],
    kinds: ['feed', 'post', 'story', 'reel', 'video'],
  },
  settings,
  hosts: { graph: 'https://graph.facebook.com' },
  secrets: [
    {
      name: 'TOKEN',
      required: true,
      explanation: 'A token of a system user of the business portfolio that has the Pages as assets; see the README.',
    },
    {
      name: 'APP_SECRET',
      required: false,
      explanation: 'The app secret, under App settings, Basic; with it every call proves that it comes from the app.',
    },
  ],
  secretsPage: 'https://developers.facebook.com/docs/marketing-api/system-users/install-apps-and-generate-tokens',
  authorization: { kind: 'bearer', proofSecret: 'APP_SECRET' },
  renewal: { kind: 'none' },
  buckets: {},
  capabilities: FACEBOOK,
  // A day ends in California, up to 32 hours after it began in UTC, and moves for 48 hours more.
  settlesWithinHours: 80,
  pollsStories: false,
  ...graphRules,
  pull,
  check: checkByPull(FACEBOOK, trial),
});

/** Both tasks have capabilities of their own. */
async function* trial(request: PullRequest<FacebookSettings>, http: Http): AsyncGenerator<Pulled<FacebookName>> {
  yield* pull({ ...request, task: 'daily' }, http);
  yield* pull({ ...request, task: 'backfill' }, http);
}

async function* pull(request: PullRequest<FacebookSettings>, http: Http): AsyncGenerator<Pulled<FacebookName>> {
  if (request.task === 'stories') return;
  const door: Door = { host: 'graph', version: request.settings.version, batches: true };
  const tokens = new Map<string, string>();
  const told = new Set<string>();
  if (!(yield* findTokens(request, http, door, tokens, told))) return;
  const pages = request.accounts.flatMap((account): readonly Page[] => {
    const token = tokens.get(account.platformId);
    return token === undefined ? [] : [{ ...account, token }];
  });
  const shared: FacebookPull = {
    request,
    learnedOfDays: learning(),
    toldDays: new Set(),
    learnedOfPosts: learning(),
    followers: new Map(),
    denied: new Set(),
  };
  yield* converse(
    http,
    door,
    pages.flatMap((page) => questionsOf(shared, page)),
    told,
  );
}

function questionsOf(shared: FacebookPull, page: Page): readonly Question<FacebookName>[] {
  const rest = [...dayQuestions(shared, page), ...postQuestions(shared, page)];
  return shared.request.task === 'daily' ? [profileQuestion(shared, page), ...rest] : rest;
}
