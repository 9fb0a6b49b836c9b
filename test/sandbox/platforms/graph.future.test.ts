import { describe, expect, it } from 'vitest';
import { type Chance, seededChance } from '../../../sandbox/chance.js';
import { openFaults } from '../../../sandbox/platforms/faults.js';
import { ACCOUNT_METRICS } from '../../../sandbox/platforms/graph/account-metrics.js';
import { MEDIA_METRICS } from '../../../sandbox/platforms/graph/media-metrics.js';
import { PAGE_METRICS, POST_METRICS } from '../../../sandbox/platforms/graph/page-metrics.js';
import { openGraph } from '../../../sandbox/platforms/graph/server.js';
import type { PlatformReply } from '../../../sandbox/platforms/model.js';
import { seededWorld } from '../../../sandbox/platforms/seeded-world.js';
import { credentialsOfDemo } from '../../../sandbox/platforms/stand-ins.js';
import { postsAt, type World, type WorldAccount } from '../../../sandbox/platforms/world.js';

const now = Date.parse('2026-06-10T18:00:00Z');
const today = '2026-06-10';
const known = seededWorld({ seed: 3, firstDay: '2026-01-01', lastDay: '2026-08-31', accountsPerPlatform: 2, postsPerDay: 2 });

/** The same past with another future: other days from tomorrow on, no posts, nothing deleted later than now. */
const elsewhere: World = {
  accounts: known.accounts.map((account) => ({
    ...account,
    days: new Map(
      [...account.days].map(([day, truth]) => [
        day,
        day <= today ? truth : { ...truth, followers: 1, gained: 7, reach: truth.reach * 3 + 1, views: 5 },
      ]),
    ),
    posts: account.posts.filter(({ publishedAt }) => Date.parse(publishedAt) <= now),
  })),
};

const { token } = credentialsOfDemo.meta;

function open(world: World, random = 0): (path: string, query: Readonly<Record<string, string>>, method?: string) => PlatformReply {
  const faults = openFaults(() => now);
  if (random > 0) faults.randomly(random, 60);
  const graph = openGraph({ world, now: () => now, apiDate: '2026-11-25', wallNow: () => 0, faults, credentials: credentialsOfDemo.meta });
  return (path, query, method = 'GET') => {
    const parameters = new URLSearchParams(query);
    const [asked, form] = method === 'GET' ? [parameters, new URLSearchParams()] : [new URLSearchParams(), parameters];
    return graph({ host: 'graph', method, path: `/v26.0${path}`, query: asked, form, headers: { authorization: `Bearer ${token}` } });
  };
}

const of = (name: string): WorldAccount => known.accounts.find(({ platform }) => platform === name) ?? expect.fail(`no account of ${name}`);
const [instagram, page] = [of('instagram'), of('facebook')];
const newest = (account: WorldAccount): string => postsAt(account, now)[0]?.id ?? '';
const pageToken: string = JSON.parse(open(known)(`/${page.id}`, { fields: 'access_token' }).body).access_token;

const QUESTIONS: readonly (readonly [string, Readonly<Record<string, string>>])[] = [
  [`/${instagram.id}`, { fields: 'followers_count,follows_count,media_count,media.limit(100){id,timestamp,like_count,comments_count},stories{id}' }],
  [`/${instagram.id}/insights`, { metric: 'reach', period: 'day', since: '1779000000', until: '1781500000' }],
  [
    `/${instagram.id}/insights`,
    { metric: 'views,likes,total_interactions,profile_views', metric_type: 'total_value', period: 'day', since: '1779000000', until: '1781500000' },
  ],
  [`/${instagram.id}/insights`, { metric: 'follower_demographics', metric_type: 'total_value', period: 'lifetime', breakdown: 'city' }],
  [`/${newest(instagram)}`, { fields: 'like_count,insights.metric(reach,views)' }],
  [`/${page.id}`, { fields: 'followers_count,fan_count' }],
  [
    `/${page.id}/insights`,
    { access_token: pageToken, metric: 'page_media_view,page_follows,page_post_engagements', since: '2026-04-15', until: '2026-07-10' },
  ],
  [
    `/${page.id}/published_posts`,
    { access_token: pageToken, fields: 'id,created_time,shares,reactions.limit(0).summary(total_count)', limit: '100' },
  ],
  [`/${page.id}/video_reels`, { access_token: pageToken, fields: 'id,views', limit: '100' }],
  [`/${newest(page)}/insights`, { access_token: pageToken, metric: 'post_media_view,post_clicks' }],
];

describe('the future', () => {
  it.each(QUESTIONS)('does not show in %s %j', (path, query) => {
    const [here, there] = [open(known)(path, query), open(elsewhere)(path, query)];
    expect(here.status).toBe(200);
    expect(there).toEqual(here);
  });
});

describe('any question', () => {
  it('has an answer in the shape of the platform, whatever is asked and whatever fails', () => {
    const chance = seededChance(17);
    const ask = open(known, 23);
    const odd: string[] = [];
    let served = 0;
    for (let time = 0; time < 3_000; time += 1) {
      const [path, query] = question(chance);
      const { status, body, headers } = ask(path, query, chance.between(1, 12) === 1 ? 'POST' : 'GET');
      if (headers['content-type']?.startsWith('application/json') !== true || body === '') continue;
      const answer: { error?: { code: number; message: string; fbtrace_id: string } } = JSON.parse(body);
      const { error } = answer;
      served += error === undefined ? 1 : 0;
      if ((error !== undefined) !== status >= 400 || (error !== undefined && !(error.code > 0 && error.message !== '' && error.fbtrace_id !== '')))
        odd.push(`${path} ${JSON.stringify(query)} ${status} ${body.slice(0, 200)}`);
    }
    expect(odd).toEqual([]);
    expect(served).toBeGreaterThan(100);
  });
});

const METRICS = [ACCOUNT_METRICS, MEDIA_METRICS, PAGE_METRICS, POST_METRICS]
  .flatMap((table) => Object.keys(table))
  .concat('', '__proto__', 'nothing');
const VALUES: Readonly<Record<string, readonly string[]>> = {
  metric: METRICS,
  period: ['day', 'week', 'days_28', 'lifetime', 'month', '', 'hour'],
  metric_type: ['total_value', 'time_series', 'default', 'odd'],
  breakdown: ['follow_type', 'media_product_type', 'age,gender', 'is_from_ads', 'toString', ''],
  since: ['0', '1779000000', '99999999999', '2026-05-01', 'yesterday', '-5', '2026-02-31', '1e9'],
  until: ['1', '1781500000', '99999999998', '2026-06-01', '2026-06-01T00:00:00+0700', 'x'],
  fields: [
    'id',
    'id,insights.metric(reach)',
    'media{id}',
    'access_token,instagram_business_account{media.limit(2){id}}',
    'a{',
    'shares,attachments{type}',
    'hasOwnProperty',
  ],
  limit: ['1', '5', '100', '-1', '1000', 'x'],
  after: ['QVFIZD', 'QVFIxxZD', '', '%'],
  date_preset: ['yesterday', 'last_90d', 'ever'],
  access_token: [token, pageToken, '', 'x', `${credentialsOfDemo.meta.appId}|${credentialsOfDemo.meta.appSecret}`],
  batch: ['[]', '{}', '[1]', `[{"method":"GET","relative_url":"v25.0/${instagram.id}?fields=id"}]`, '[', '[{"method":"GET","relative_url":"?"}]'],
  ids: [instagram.id],
};

const PATHS = [
  '/',
  '/me',
  '/me/accounts',
  '/1',
  '/debug_token',
  '/oauth/access_token',
  `/${instagram.id}/valueOf`,
  `/${page.id}/stories`,
  `/${page.id}/a/b`,
];

function question(chance: Chance): readonly [string, Readonly<Record<string, string>>] {
  const one = <Item>(items: readonly Item[]): Item | undefined => items[chance.between(0, items.length - 1)];
  const [path, query] = one(QUESTIONS) ?? ['', {}];
  const given = { ...query };
  for (let changes = chance.between(0, 2); changes > 0; changes -= 1) {
    const name = one(Object.keys(VALUES)) ?? '';
    given[name] = one(VALUES[name] ?? []) ?? '';
  }
  return [chance.between(1, 8) === 1 ? (one(PATHS) ?? '') : path, given];
}
