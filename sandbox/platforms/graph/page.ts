import { ACCOUNT, statedFollowers } from './account.js';
import type { AccountEntry } from './directory.js';
import { noPermission } from './errors.js';
import { type Edge, type NodeType, readNode } from './node.js';
import { pageInsights } from './page-insights.js';
import { pageStories, posts, publishedPosts, scheduledPosts, videoReels, videos } from './page-posts.js';
import { LIST_PARAMETERS, readPage, sourceOf } from './paging.js';
import { fires, type Scope } from './scope.js';

/** The Page's own token; absent for a Page that the consent does not name, which is one form of the case `partial-permission`. */
const pageToken = (entry: AccountEntry, scope: Scope): string | undefined =>
  fires(scope, 'partial-permission', entry) ? undefined : scope.tokens.ofPage(entry);

const instagramAccount: Edge<AccountEntry> = {
  parameters: [],
  read: (entry, call, scope) => {
    const found = scope.directory.instagramOf(entry);
    return found === undefined ? undefined : readNode(ACCOUNT, found, call.fields, scope);
  },
};

/** A Facebook Page. */
export const PAGE: NodeType<AccountEntry> = {
  name: 'Page',
  id: ({ account }) => account.id,
  defaults: ['name', 'id'],
  fields: {
    id: ({ account }) => account.id,
    name: ({ account }) => account.name,
    username: ({ account }) => account.username,
    link: ({ account }) => `https://www.facebook.com/${account.id}`,
    about: ({ account }) => account.name,
    category: () => 'Government organization',
    category_list: () => [{ id: '147714868971098', name: 'Government organization' }],
    is_published: () => true,
    verification_status: () => 'blue_verified',
    access_token: pageToken,
    followers_count: statedFollowers,
    fan_count: (entry, scope) => {
      const followers = statedFollowers(entry, scope);
      return followers === undefined ? undefined : Math.floor((followers * 97) / 100);
    },
  },
  edges: {
    insights: pageInsights,
    instagram_business_account: instagramAccount,
    connected_instagram_account: instagramAccount,
    published_posts: publishedPosts,
    posts,
    video_reels: videoReels,
    videos,
    stories: pageStories,
    scheduled_posts: scheduledPosts,
  },
};

/** A Page as `/me/accounts` lists it, with what the person may do there. */
const LISTED_PAGE: NodeType<AccountEntry> = {
  ...PAGE,
  defaults: ['access_token', 'category', 'category_list', 'name', 'id', 'tasks'],
  fields: { ...PAGE.fields, tasks: () => ['ANALYZE', 'ADVERTISE', 'MESSAGING', 'MODERATE', 'CREATE_CONTENT', 'MANAGE'] },
};

/** The person or the system user of a token. */
export const USER: NodeType<Scope> = {
  name: 'User',
  id: () => 'me',
  defaults: ['name', 'id'],
  fields: { id: () => '122100000000000001', name: () => 'Contoh' },
  edges: {
    accounts: {
      parameters: [...LIST_PARAMETERS, 'summary', 'is_place', 'is_promotable'],
      read: (scope, call) => {
        if (scope.token.kind !== 'system-user' && scope.token.kind !== 'user') throw noPermission(200);
        const ticked = scope.directory.pages.filter((entry) => !fires(scope, 'partial-permission', entry));
        const { rows, paging } = readPage(
          sourceOf(ticked, ({ account }) => account.id),
          call,
          scope,
          undefined,
        );
        const summary = call.arguments.has('summary') ? { summary: { total_count: ticked.length } } : {};
        return {
          data: rows.map((entry) => readNode(LISTED_PAGE, entry, call.fields, scope)),
          ...(paging === undefined ? {} : { paging }),
          ...summary,
        };
      },
    },
  },
};
