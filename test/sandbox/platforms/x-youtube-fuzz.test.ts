import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { CASES, openFaults } from '../../../sandbox/platforms/faults.js';
import type { PlatformRequest } from '../../../sandbox/platforms/model.js';
import { seededWorld } from '../../../sandbox/platforms/seeded-world.js';
import type { HostName } from '../../../sandbox/platforms/stand-ins.js';
import { openX } from '../../../sandbox/platforms/x/server.js';
import { openYouTube } from '../../../sandbox/platforms/youtube/server.js';
import { credentials } from './clients.js';

const world = seededWorld({ seed: 7, firstDay: '2024-01-01', lastDay: '2024-02-29', accountsPerPlatform: 2, postsPerDay: 2 });
const idsOf = (platform: string): readonly string[] =>
  world.accounts.filter((one) => one.platform === platform).flatMap(({ id, posts }) => [id, ...posts.slice(0, 3).map((post) => post.id)]);

const names = fc.constantFrom(
  'ids',
  'usernames',
  'user.fields',
  'tweet.fields',
  'post.fields',
  'expansions',
  'max_results',
  'pagination_token',
  'start_time',
  'end_time',
  'since_id',
  'until_id',
  'granularity',
  'part',
  'id',
  'mine',
  'playlistId',
  'pageToken',
  'maxResults',
  'startDate',
  'endDate',
  'metrics',
  'dimensions',
  'filters',
  'sort',
  'channelId',
  'order',
  'type',
  'constructor',
  '__proto__',
);
const values = fc.oneof(
  fc.constantFrom(
    ...idsOf('x'),
    ...idsOf('youtube'),
    'public_metrics',
    'non_public_metrics,constructor',
    'author_id',
    'daily',
    'hourly',
    'weekly',
    '10',
    '100',
    'true',
  ),
  fc.constantFrom(
    '2024-02-01T00:00:00Z',
    '2024-02-20T00:00:00Z',
    '2024-02-01',
    '2024-02-29',
    'views',
    'views,likes',
    'day',
    'video',
    '-views',
    'channel==MINE',
    'statistics',
  ),
  fc.string({ maxLength: 12 }),
);
const query = fc.array(fc.tuple(names, values), { maxLength: 7 });
const calls: fc.Arbitrary<readonly [HostName, string]> = fc.constantFrom<readonly [HostName, string]>(
  ['x', '/2/users'],
  ['x', '/2/users/by'],
  ['x', '/2/users/me'],
  ['x', '/2/tweets'],
  ['x', '/2/tweets/analytics'],
  ['x', '/2/usage/tweets'],
  ['x', '/2/2'],
  ['x', `/2/users/${idsOf('x')[0]}/tweets`],
  ['youtube', '/channels'],
  ['youtube', '/youtube/v3/playlistItems'],
  ['youtube', '/videos'],
  ['youtube', '/videos:batchGetStats'],
  ['youtube', '/search'],
  ['youtube', '/constructor'],
  ['youtube-analytics', '/v2/reports'],
);

describe('the stand-ins of X and YouTube under any call', () => {
  it('always answer, in JSON where they say so, with every case showing at random', () => {
    const now = () => Date.parse('2024-03-01T02:00:00Z');
    const faults = openFaults(now);
    faults.randomly(
      11,
      100,
      CASES.map(({ name }) => name).filter((name) => name !== 'refresh-race'),
    );
    const context = { world, now, apiDate: '2026-11-25', wallNow: () => 0, faults };
    const [x, youTube] = [openX({ ...context, credentials: credentials.x }), openYouTube({ ...context, credentials: credentials.google })];
    const request = (host: HostName, path: string, given: Partial<PlatformRequest>): PlatformRequest => ({
      host,
      path,
      method: 'GET',
      query: new URLSearchParams(),
      form: new URLSearchParams(),
      headers: {},
      ...given,
    });
    const statuses = new Set<number>();
    fc.assert(
      fc.property(calls, query, fc.boolean(), ([host, path], given, signed) => {
        const parameters = new URLSearchParams(given);
        if (host !== 'x' && signed) parameters.set('key', credentials.google.apiKey ?? '');
        const headers: Record<string, string> = host === 'x' && signed ? { authorization: `Bearer ${credentials.x.bearer}` } : {};
        const reply = (host === 'x' ? x : youTube)(request(host, path, { query: parameters, headers }));
        statuses.add(reply.status);
        if (reply.headers['content-type']?.includes('json') === true && reply.body !== '') JSON.parse(reply.body);
        return reply.status >= 200 && reply.status < 600 && reply.status !== 500;
      }),
      { numRuns: 3_000, seed: 5 },
    );
    expect([...statuses].sort()).toEqual(expect.arrayContaining([200, 400, 401, 403, 404, 429, 502]));
  });
});
