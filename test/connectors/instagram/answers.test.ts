import { describe, expect, it } from 'vitest';
import type { Pulled, UnsettledRequest } from '../../../connectors/contract/connector.js';
import { civilDate } from '../../../connectors/contract/period.js';
import { instagram } from '../../../connectors/instagram/index.js';
import { fixture, type Pretended, type PretendedGraph, type PretendedQuestion, pretendGraph, refusal } from '../graph/pretend.js';
import { all, days, figures, NOTHING_KNOWN, NOW, ofType, problems } from '../graph/rig.js';

const ID = '17841400000000001';
const ACCOUNT = { id: 'instagram:ditjenpk', platformId: ID };
const OTHER = { id: 'instagram:lain', platformId: '17841400000000002' };

const request = (more: Partial<UnsettledRequest> = {}): UnsettledRequest => ({
  task: 'daily',
  accounts: [ACCOUNT],
  window: { start: civilDate('2026-10-16'), end: civilDate('2026-10-18') },
  now: NOW,
  zone: 'Asia/Jakarta',
  known: () => NOTHING_KNOWN,
  without: new Set(),
  ...more,
});
const pull = (http: PretendedGraph, more: Partial<UnsettledRequest> = {}, settings: object = {}): Promise<readonly Pulled<string>[]> =>
  all(instagram.configure(settings).pull(request(more), http));

/** The recorded answers; `instead` answers before them where it answers at all. */
const recorded =
  (instead: (question: PretendedQuestion) => Pretended | undefined = () => undefined) =>
  (question: PretendedQuestion): Pretended => {
    const other = instead(question);
    if (other !== undefined) return other;
    const { path, query } = question;
    if (path === `/${ID}` || path === `/${OTHER.platformId}`) return { body: fixture('instagram/profile.json') };
    if (query.get('metric') === 'reach' && path.startsWith('/178414')) return { body: fixture('instagram/reach.json') };
    if (query.get('metric') === 'follows_and_unfollows') return { body: fixture('instagram/follows.json') };
    return { body: { data: [] } };
  };

describe('recorded answers of Instagram', () => {
  it('become values, content and snapshots; advertisements and older items are left out', async () => {
    const http = pretendGraph(recorded());
    const pulled = await pull(http);
    expect(days(pulled, ACCOUNT.id, 'followers')).toEqual(['2026-10-21 48213']);
    expect(days(pulled, ACCOUNT.id, 'reach')).toEqual(['2026-10-16 812', '2026-10-17 790']);
    expect(days(pulled, ACCOUNT.id, 'followers_gained')).toEqual(['2026-10-16 41', '2026-10-17 41']);
    expect(days(pulled, ACCOUNT.id, 'followers_lost')).toEqual(['2026-10-16 12', '2026-10-17 12']);
    expect(days(pulled, ACCOUNT.id, 'views')).toEqual(['2026-10-16 not-available', '2026-10-17 not-available']);
    expect(ofType(pulled, 'stated-posts')).toEqual([{ type: 'stated-posts', account: ACCOUNT.id, count: 913 }]);
    expect(ofType(pulled, 'content').map(({ platformId, title, link }) => [platformId, title, link])).toEqual([
      ['17895695668004550', 'Dana desa', 'https://www.instagram.com/p/contoh/'],
    ]);
    expect(figures(pulled, '17895695668004550')).toEqual({
      content_reach: 1310,
      content_views: 2044,
      content_likes: 231,
      content_comments: 12,
      content_shares: 9,
      content_saves: 0,
    });
    // Some answers write a figure as a total; the list is asked for both shapes.
    expect(http.questions.find(({ path }) => path === `/${ID}`)?.query.get('fields')).toContain('{name,values,total_value}');
    // The page that `next` promises lies before the window.
    expect(http.questions.filter(({ path }) => path.endsWith('/media'))).toEqual([]);
  });

  it('ask the totals of a day between the ends that the reach told', async () => {
    const http = pretendGraph(recorded());
    await pull(http);
    const totals = http.questions.filter(({ query }) => query.get('metric') === 'views,profile_views');
    expect(totals.map(({ query }) => [query.get('since'), query.get('until')].map((text) => new Date(Number(text) * 1_000).toISOString()))).toEqual([
      ['2026-10-16T07:00:00.000Z', '2026-10-17T07:00:00.000Z'],
      ['2026-10-17T07:00:00.000Z', '2026-10-18T07:00:00.000Z'],
    ]);
  });

  it('are asked for in one batch, of the pinned version, and what holds tokens is named to be emptied', async () => {
    const http = pretendGraph(recorded());
    await pull(http, { accounts: [ACCOUNT, OTHER] }, { version: 'v26.0' });
    expect(http.sent.map(({ method, host, path, accounts }) => [method, host, path, accounts])).toEqual([
      ['POST', 'graph', '/', [ACCOUNT.id, OTHER.id]],
      ['POST', 'graph', '/', [ACCOUNT.id, OTHER.id]],
    ]);
    expect(http.sent[0]?.strip).toEqual(['access_token', 'next', 'previous']);
    expect(http.sent[0]?.form?.batch).toContain('"relative_url":"v26.0/');
  });
});

describe('Instagram, where the platform does not answer as recorded', () => {
  it('case 1: an empty answer is no data of every day, and not zero', async () => {
    const pulled = await pull(pretendGraph(recorded(({ query }) => (query.get('metric') === 'reach' ? { body: { data: [] } } : undefined))));
    expect(days(pulled, ACCOUNT.id, 'reach')).toEqual(['2026-10-16 not-available', '2026-10-17 not-available']);
  });

  it('an account that is unknown is one notice, whatever else was asked', async () => {
    const gone = refusal(100, `Unsupported get request. Object with ID '${ID}' does not exist`, { error_subcode: 33 });
    const pulled = await pull(pretendGraph(() => gone));
    expect(problems(pulled)).toEqual([`gone ${ACCOUNT.id} -`]);
  });

  it('an account whose breaker is open does not hold up the others of its batch', async () => {
    const http = pretendGraph(recorded(), [OTHER.id]);
    const pulled = await pull(http, { accounts: [ACCOUNT, OTHER] });
    expect(problems(pulled)).toEqual([`rate-limited ${OTHER.id} -`]);
    expect(days(pulled, ACCOUNT.id, 'reach')).toEqual(['2026-10-16 812', '2026-10-17 790']);
    expect(days(pulled, OTHER.id, 'reach')).toEqual([]);
  });

  it('case 18: the limit of the app ends the pull with one notice, and keeps what had come', async () => {
    const limit = refusal(
      4,
      '(#4) Application request limit reached',
      {},
      { 'X-App-Usage': '{"call_count":100,"total_time":25,"total_cputime":25}' },
    );
    const http = pretendGraph(recorded(({ query }) => (query.get('metric') === 'reach' ? limit : undefined)));
    const pulled = await pull(http, { accounts: [ACCOUNT, OTHER] });
    expect(problems(pulled)).toEqual(['rate-limited - -']);
    expect(ofType(pulled, 'problem')[0]?.error.until).toBe('2026-10-20T21:00:00.000Z');
    expect(days(pulled, ACCOUNT.id, 'followers')).toEqual(['2026-10-21 48213']);
    expect(http.sent).toHaveLength(1);
  });

  it('case 22: of a batch only what was not processed is asked again', async () => {
    let left = 1;
    const http = pretendGraph(
      recorded(({ query }) => {
        left -= query.get('metric') === 'reach' ? 1 : 0;
        return query.get('metric') === 'reach' && left >= 0 ? null : undefined;
      }),
    );
    const pulled = await pull(http);
    expect(days(pulled, ACCOUNT.id, 'reach')).toEqual(['2026-10-16 812', '2026-10-17 790']);
    expect(http.questions.filter(({ path }) => path === `/${ID}`)).toHaveLength(1);
    expect(problems(pulled)).toEqual([]);
  });

  it('an answer that is no batch is told as malformed, once', async () => {
    const http = pretendGraph(recorded());
    const odd = { ...http, send: async (call: Parameters<typeof http.send>[0]) => ({ ...(await http.send(call)), json: [{ unlike: 'a batch' }] }) };
    expect(problems(await pull(odd))).toEqual(['malformed - -']);
  });

  it('a dead token of the connection is one notice for all accounts', async () => {
    const http = pretendGraph(recorded());
    const body = { error: { message: 'Session has expired', type: 'OAuthException', code: 190, error_subcode: 463 } };
    const dead = pretendGraph(() => ({ code: 400, body }));
    const single = await pull(dead, {}, { door: 'instagram-login' });
    expect(problems(single)).toEqual(['auth - -']);
    expect(ofType(single, 'problem')[0]?.error.message).toContain('expired');
    expect(http.sent).toEqual([]);
  });

  it('a cursor that the platform forgot restarts the list, once', async () => {
    const page = fixture('instagram/profile.json') as { media: { data: { timestamp: string }[] } };
    const recent = { ...page, media: { ...page.media, data: page.media.data.slice(0, 2) } };
    let refusals = 0;
    const http = pretendGraph(
      recorded(({ path, query }) => {
        if (path === `/${ID}`) return { body: recent };
        if (path !== `/${ID}/media`) return undefined;
        if (query.get('after') === null) return { body: { data: recent.media.data } };
        refusals += 1;
        return refusal(2642, '(#2642) Invalid cursors values');
      }),
    );
    const pulled = await pull(http);
    expect(refusals).toBe(1);
    expect(ofType(pulled, 'content')).toHaveLength(1);
    expect(problems(pulled)).toEqual([]);
  });

  it('an item that cannot be read is told, and the others are kept', async () => {
    const page = fixture('instagram/profile.json') as { media: { data: object[] } };
    const odd = { ...page, media: { data: [{ id: '1', timestamp: 'yesterday' }, ...page.media.data] } };
    const pulled = await pull(pretendGraph(recorded(({ path }) => (path === `/${ID}` ? { body: odd } : undefined))));
    expect(problems(pulled)).toEqual([`malformed ${ACCOUNT.id} -`]);
    expect(ofType(pulled, 'content')).toHaveLength(1);
  });

  it('what is excluded is not asked for', async () => {
    const http = pretendGraph(recorded());
    const without = new Set(['reach', 'profile_views', 'followers_gained', 'followers_lost', 'content_saves', 'followers', 'content_likes']);
    const pulled = await pull(http, { without });
    const capabilities = new Set(pulled.flatMap((one) => ('capability' in one && one.capability !== undefined ? [one.capability] : [])));
    expect([...capabilities].toSorted()).toEqual(['content_comments', 'content_reach', 'content_shares', 'content_views', 'views']);
    const urls = http.questions.map(({ query }) => query.toString()).join();
    for (const name of ['profile_views', 'follows_and_unfollows', 'saved']) expect(urls).not.toContain(name);
  });
});
