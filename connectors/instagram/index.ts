import { z } from 'zod';
import { checkByPull } from '../check-by-pull.js';
import { defineConnector, type PullAccount, type Pulled, type PullRequest } from '../contract/connector.js';
import type { Http } from '../contract/http.js';
import { converse } from '../graph/conversation.js';
import { graphRules } from '../graph/failure.js';
import { listingQuestion } from '../graph/listing.js';
import { learning } from '../graph/metrics.js';
import type { Door, Question } from '../graph/question.js';
import { graphVersion } from '../graph/version.js';
import { INSTAGRAM, type InstagramName } from './capabilities.js';
import { mediaListing } from './content.js';
import { dayQuestions } from './days.js';
import { profileQuestions } from './profile.js';
import type { InstagramPull, InstagramSettings } from './pull.js';
import { instagramRenewal } from './renewal.js';
import { storyListing } from './stories.js';

const BACKFILL_ITEMS = 50;

const settings = z.strictObject({
  version: graphVersion,
  /** which login gave the token; an Instagram login opens one account, and knows no batches */
  door: z.enum(['facebook-login', 'instagram-login']).default('facebook-login'),
});

/** Instagram professional accounts: followers, reach, views and profile views by day; posts, reels and stories with their figures. */
export const instagram = defineConnector({
  id: 'instagram',
  label: 'Instagram',
  platform: {
    title: 'Instagram',
    names: ['instagram', 'ig', 'insta'],
    measures: ['content_reach_sum', 'reach_mean', 'reach', 'views'],
    metrics: ['content_reach_sum', 'reach_mean', 'reach', 'views', 'saves'],
    kinds: ['feed', 'story', 'reel', 'video'],
  },
  settings,
  hosts: { graph: 'https://graph.facebook.com', instagram: 'https://graph.instagram.com' },
  secrets: [
    {
      name: 'TOKEN',
      required: true,
      explanation: 'A token of a system user of the business portfolio, or of an Instagram login; see the README.',
    },
    {
      name: 'APP_SECRET',
      required: false,
      explanation: 'The app secret, under App settings, Basic; with it every call proves that it comes from the app.',
    },
  ],
  secretsPage: 'https://developers.facebook.com/docs/marketing-api/system-users/install-apps-and-generate-tokens',
  authorization: { kind: 'bearer', proofSecret: 'APP_SECRET' },
  renewal: instagramRenewal,
  buckets: {},
  capabilities: INSTAGRAM,
  // A day ends in California, up to 32 hours after it began in UTC, and moves for 48 hours more.
  settlesWithinHours: 80,
  pollsStories: true,
  ...graphRules,
  pull,
  check: checkByPull(INSTAGRAM, pull),
});

function pull(request: PullRequest<InstagramSettings>, http: Http): AsyncGenerator<Pulled<InstagramName>> {
  const shared: InstagramPull = {
    request,
    learnedOfDays: learning(),
    toldDays: new Set(),
    learnedOfContent: learning(),
    learnedOfStories: learning(),
    followers: new Map(),
    denied: new Set(),
  };
  return converse(
    http,
    doorOf(request.settings),
    request.accounts.flatMap((account) => questionsOf(shared, account)),
  );
}

const doorOf = ({ door, version }: InstagramSettings): Door =>
  door === 'facebook-login' ? { host: 'graph', version, batches: true } : { host: 'instagram', version, batches: false };

function questionsOf(shared: InstagramPull, account: PullAccount): readonly Question<InstagramName>[] {
  switch (shared.request.task) {
    case 'stories':
      return [listingQuestion(storyListing(shared, account))];
    case 'backfill':
      return [listingQuestion(mediaListing(shared, account, true, BACKFILL_ITEMS)), ...dayQuestions(shared, account)];
    case 'daily':
      return [...profileQuestions(shared, account), ...dayQuestions(shared, account)];
  }
}
