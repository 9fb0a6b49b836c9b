import { accountInsights } from './account-insights.js';
import { type AccountEntry, postCount } from './directory.js';
import { followersNow } from './figures.js';
import { mediaEdge, storiesEdge } from './media.js';
import type { NodeType } from './node.js';
import { fires, type Scope, timesFired } from './scope.js';

const INSTAGRAM_LOGIN_ONLY: readonly string[] = ['user_id', 'account_type'];
const FACEBOOK_LOGIN_ONLY: readonly string[] = ['ig_id', 'has_profile_pic', 'is_published'];

/** The number of followers that a profile states. The cases `followers-purged` and `under-100-followers` show here. */
export function statedFollowers(entry: AccountEntry, scope: Scope): number | undefined {
  const followers = followersNow(entry, scope.now);
  if (followers === undefined) return undefined;
  if (fires(scope, 'under-100-followers', entry)) return Math.min(87, followers);
  if (!fires(scope, 'followers-purged', entry)) return followers;
  // The first reading is a plain mistake; the second one tells what really happened.
  return timesFired(scope.context, 'followers-purged', entry.account.id) === 1 ? 0 : Math.floor((followers * 9) / 10);
}

/** On graph.instagram.com the id belongs to the app; `user_id` is the account's own. */
export const appScopedId = (id: string): string => `2${id.slice(1)}`;

/** An Instagram professional account. */
export const ACCOUNT: NodeType<AccountEntry> = {
  name: 'IGUser',
  id: ({ account }) => account.id,
  defaults: ['id'],
  has: (name, { door }) => !(door === 'graph' ? INSTAGRAM_LOGIN_ONLY : FACEBOOK_LOGIN_ONLY).includes(name),
  fields: {
    id: ({ account }, { door }) => (door === 'graph' ? account.id : appScopedId(account.id)),
    user_id: ({ account }) => account.id,
    ig_id: ({ account }) => Number(account.id.slice(-9)),
    account_type: () => 'BUSINESS',
    username: ({ account }) => account.username,
    name: ({ account }) => account.name,
    biography: ({ account }) => account.name,
    website: () => 'https://djpk.example',
    profile_picture_url: ({ account }) => `https://media.example/${account.id}/profile`,
    has_profile_pic: () => true,
    is_published: () => true,
    followers_count: statedFollowers,
    follows_count: () => 120,
    media_count: (entry, { now }) => postCount(entry, now),
  },
  edges: { media: mediaEdge, stories: storiesEdge, insights: accountInsights },
};
