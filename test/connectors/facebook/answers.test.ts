import { describe, expect, it } from 'vitest';
import type { KnownContent, Pulled, UnsettledRequest } from '../../../connectors/contract/connector.js';
import { civilDate, type Instant } from '../../../connectors/contract/period.js';
import { facebook } from '../../../connectors/facebook/index.js';
import { fixture, type Pretended, type PretendedGraph, type PretendedQuestion, pretendGraph, refusal } from '../graph/pretend.js';
import { all, days, figures, NOTHING_KNOWN, NOW, ofType, problems } from '../graph/rig.js';

const ID = '100150000000001';
const ACCOUNT = { id: 'facebook:ditjenpk', platformId: ID };
const TOKEN = 'EAAPcontoh';

const pull = (http: PretendedGraph, more: Partial<UnsettledRequest> = {}): Promise<readonly Pulled<string>[]> => {
  const request: UnsettledRequest = {
    task: 'daily',
    accounts: [ACCOUNT],
    window: { start: civilDate('2026-10-16'), end: civilDate('2026-10-18') },
    now: NOW,
    zone: 'Asia/Jakarta',
    known: () => NOTHING_KNOWN,
    without: new Set(),
    ...more,
  };
  return all(facebook.configure({}).pull(request, http));
};

const recorded =
  (instead: (question: PretendedQuestion) => Pretended | undefined = () => undefined) =>
  (question: PretendedQuestion): Pretended => {
    const other = instead(question);
    if (other !== undefined) return other;
    switch (question.path) {
      case '/me/accounts':
        return { body: { data: [{ id: ID, access_token: TOKEN }] } };
      case `/${ID}`:
        return { body: { id: ID, name: 'Contoh', followers_count: 48_213 } };
      case `/${ID}/published_posts`:
        return { body: fixture('facebook/published-posts.json') };
      case `/${ID}/video_reels`:
        return { body: fixture('facebook/video-reels.json') };
      case '/9002/video_insights':
        return { body: fixture('facebook/video-insights.json') };
      default:
        return { body: { data: [] } };
    }
  };

describe('recorded answers of Facebook', () => {
  it('leave a reel a reel where the list of reels cannot be had', async () => {
    const broken = pretendGraph(recorded(({ path }) => (path === `/${ID}/video_reels` ? refusal(100, 'Broken.') : undefined)));
    const reel: KnownContent = { platformId: `${ID}_122101`, kind: 'reel', publishedAt: '2026-10-16T03:00:00.000Z' as Instant, never: [] };
    const pulled = await pull(broken, { known: () => ({ content: [reel], statedPosts: undefined }) });
    expect(ofType(pulled, 'content').map(({ platformId, kind }) => [platformId, kind])).toEqual([
      [`${ID}_122101`, 'reel'],
      [`${ID}_122102`, 'reel'],
    ]);
  });

  it('keep the posts that were listed before the access died', async () => {
    const dying = pretendGraph(recorded(({ path }) => (path === `/${ID}/video_reels` ? refusal(190, 'Dead.') : undefined)));
    const pulled = await pull(dying);
    expect(ofType(pulled, 'content').map(({ platformId }) => platformId)).toEqual([`${ID}_122101`, `${ID}_122102`]);
    expect(figures(pulled, `${ID}_122101`)).toMatchObject({ content_likes: 40, content_comments: 6 });
    expect(problems(pulled)).toHaveLength(1);
  });

  it('tell each post and reel once: a reel that shows in a post is that post, another one is its video', async () => {
    const http = pretendGraph(recorded());
    const pulled = await pull(http);
    expect(ofType(pulled, 'content').map(({ platformId, kind, title, link }) => [platformId, kind, title, link])).toEqual([
      [`${ID}_122101`, 'feed', 'Dana desa', `https://www.facebook.com/${ID}/posts/122101`],
      [`${ID}_122102`, 'reel', '', 'https://www.facebook.com/reel/9001/'],
      ['9002', 'reel', 'Reel saja', 'https://www.facebook.com/reel/9002/'],
    ]);
    expect(figures(pulled, `${ID}_122101`)).toEqual({
      content_reach: 900,
      content_views: 1500,
      content_likes: 40,
      content_comments: 6,
      content_shares: 3,
    });
    // Its insights name no reach yet; its shares are left out, which is zero.
    expect(figures(pulled, `${ID}_122102`)).toEqual({
      content_reach: 'not-yet',
      content_views: 60,
      content_likes: 7,
      content_comments: 0,
      content_shares: 0,
    });
    expect(figures(pulled, '9002')).toEqual({
      content_reach: 'not-available',
      content_views: 88,
      content_likes: 5,
      content_comments: 2,
      content_shares: 0,
    });
    expect(problems(pulled)).toEqual([]);
  });

  it('are asked for with the token of the Page, in the items of the batch alone', async () => {
    const http = pretendGraph(recorded());
    await pull(http);
    const [list, ...batches] = http.sent;
    expect(list).toMatchObject({ method: 'GET', path: '/v25.0/me/accounts', query: { fields: 'id,access_token', limit: '100' }, accounts: [] });
    expect(list?.strip).toContain('access_token');
    for (const call of batches) {
      expect(call.form).not.toHaveProperty('access_token');
      expect(call.form?.batch).toContain(`access_token=${TOKEN}`);
      expect(call.strip).toContain('access_token');
    }
  });
});

describe('case 1: a figure that is left out of an item', () => {
  it('is not there yet of a new item, and leaves the last reading of a known one', async () => {
    const http = pretendGraph(recorded());
    const known: KnownContent = { platformId: `${ID}_122102`, kind: 'reel', publishedAt: '2026-10-18T04:00:00.000Z' as Instant, never: [] };
    const pulled = await pull(http, { known: () => ({ content: [known], statedPosts: undefined }) });
    expect(figures(pulled, `${ID}_122102`)).not.toHaveProperty('content_reach');
    expect(figures(pulled, `${ID}_122102`)).toMatchObject({ content_views: 60 });
  });
});

describe('Facebook, where the platform does not answer as recorded', () => {
  it('a Page that the list does not name is asked for its own token', async () => {
    const http = pretendGraph(
      recorded(({ path, query }) => {
        if (path === '/me/accounts') return refusal(200, '(#200) Requires pages_show_list');
        return query.get('fields') === 'id,access_token' ? { body: { id: ID, access_token: TOKEN } } : undefined;
      }),
    );
    const pulled = await pull(http);
    expect(days(pulled, ACCOUNT.id, 'followers_now')).toEqual(['2026-10-21 48213']);
    expect(problems(pulled)).toEqual([]);
  });

  it('case 19: without read_insights each capability says so, and posts and followers are read', async () => {
    const http = pretendGraph(
      recorded(({ path, query }) =>
        path.endsWith('/insights') || query.get('fields')?.includes('insights') === true
          ? refusal(200, "(#200) The permission 'read_insights'")
          : undefined,
      ),
    );
    const pulled = await pull(http);
    expect(problems(pulled).toSorted()).toEqual(
      ['content_reach', 'content_views', 'followers_gained', 'followers_lost', 'profile_views', 'reach', 'views'].map(
        (name) => `permission ${ACCOUNT.id} ${name}`,
      ),
    );
    expect(days(pulled, ACCOUNT.id, 'followers_now')).toEqual(['2026-10-21 48213']);
    expect(figures(pulled, `${ID}_122101`)).toEqual({ content_likes: 40, content_comments: 6, content_shares: 3 });
  });

  it('the list of reels fails alone: the address tells what is a reel', async () => {
    const http = pretendGraph(recorded(({ path }) => (path.endsWith('/video_reels') ? refusal(10, '(#10) No permission') : undefined)));
    const pulled = await pull(http);
    expect(ofType(pulled, 'content').map(({ kind }) => kind)).toEqual(['feed', 'reel']);
    expect(problems(pulled)).toEqual([`permission ${ACCOUNT.id} content_views`]);
  });

  it('case 40: what neither list names is asked by its own address, and only then gone', async () => {
    const known = (platformId: string, kind: string): KnownContent => ({
      platformId,
      kind,
      publishedAt: '2026-10-17T00:00:00.000Z' as Instant,
      never: [],
    });
    const content = [known(`${ID}_1`, 'feed'), known('9003', 'reel'), known(`${ID}_2`, 'reel')];
    const gone = refusal(100, 'Unsupported get request. Object does not exist', { error_subcode: 33 });
    const http = pretendGraph(
      recorded(({ path }) => {
        if (path === `/${ID}_1` || path === '/9003') return gone;
        if (path === `/${ID}_2`) return { body: { id: `${ID}_2`, created_time: '2026-10-17T00:00:00+0000' } };
        return undefined;
      }),
    );
    const pulled = await pull(http, { known: () => ({ content, statedPosts: undefined }) });
    expect(ofType(pulled, 'content-gone').map(({ platformId }) => platformId)).toEqual([`${ID}_1`, '9003']);
    expect(ofType(pulled, 'content').find(({ platformId }) => platformId === `${ID}_2`)?.kind).toBe('reel');
    // Neither reactions nor comments are shown of it: that is no zero.
    expect(figures(pulled, `${ID}_2`)).toMatchObject({ content_likes: 'withheld', content_comments: 'withheld', content_shares: 0 });
  });

  it('a reel whose post the list leaves out is still that post', async () => {
    const reels = { data: [{ id: '9004', created_time: '2026-10-18T06:00:00+0000', post_id: '122104' }] };
    const post = { id: `${ID}_122104`, created_time: '2026-10-18T06:00:00+0000', message: 'Reel' };
    const http = pretendGraph(
      recorded(({ path }) => {
        if (path === `/${ID}/video_reels`) return { body: reels };
        return path === `/${ID}_122104` ? { body: post } : undefined;
      }),
    );
    const content = ofType(await pull(http), 'content').map(({ platformId, kind }) => `${platformId} ${kind}`);
    expect(content).toEqual([`${ID}_122101 feed`, `${ID}_122102 reel`, `${ID}_122104 reel`]);
  });

  it('polls no stories', async () => {
    const http = pretendGraph(recorded());
    expect(await pull(http, { task: 'stories' })).toEqual([]);
    expect(http.sent).toEqual([]);
  });
});
