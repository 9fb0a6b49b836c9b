import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { civilDate, periodOf } from '../../connectors/contract/period.js';
import type { Config } from '../../src/config/config.js';
import { verifyText } from '../../src/digest/verify.js';
import { add, rational, toNumber } from '../../src/domain/rational.js';
import { type WhyAnswer, why } from '../../src/question/contributions.js';
import { importFacts, origin } from '../contracts/store.js';
import { demoStore } from '../support/demo-store.js';
import { demoConfig, FEBRUARY, MARCH_FIRST } from '../support/ministry.js';
import type { TemporaryStore } from '../support/store.js';

const JANUARY = periodOf('month', civilDate('2024-01-01'));
const INSTAGRAM = 'instagram:ditjenpk';
const FACEBOOK = 'facebook:djpk';

describe('why a figure moved', () => {
  let home: TemporaryStore;
  let config: Config;
  beforeAll(async () => {
    home = await demoStore();
    config = demoConfig();
  });
  afterAll(() => home.remove());

  async function asked(metric: string, subjects: readonly string[], period = FEBRUARY, baseline = JANUARY): Promise<WhyAnswer | undefined> {
    const found = config.metrics.get(metric);
    if (found === undefined) throw new Error(`There is no ${metric}.`);
    return why({ metric: found, subjects, period, baseline }, { config, store: home.store, now: MARCH_FIRST });
  }

  const summed = (groups: WhyAnswer['byDay']): number => toNumber(groups.reduce((total, { change }) => add(total, change), rational(0n)));

  it('takes the reach of posts apart by platform, kind, post and day, to the last account', async () => {
    const answer = await asked('content_reach_sum', [INSTAGRAM, FACEBOOK]);
    // 1,297,905 + 81,180 against 1,118,720 + 74,245
    expect(answer && toNumber(answer.change)).toBe(186_120);
    expect(answer?.byPlatform.map(({ group, change, count }) => [group, toNumber(change), count])).toEqual([
      ['instagram', 179_185, 48],
      ['facebook', 6_935, 64],
    ]);
    for (const groups of [answer?.byPlatform, answer?.byKind, answer?.byDay]) expect(summed(groups ?? [])).toBe(186_120);
    expect(new Set(answer?.parts.map(({ kind }) => kind))).toEqual(new Set(['came', 'left']));
    expect(answer?.missing).toEqual([]);
    expect(answer?.sentences).toHaveLength(2);
    expect(answer?.sentences[0]?.text.id).toBe('Jumlah jangkauan konten Februari 2024: 1.379.085, naik 186.120 dari 1.192.965 (Januari 2024)');
  });

  it('takes a flow of days apart by its days, the longer month too', async () => {
    const answer = await asked('impressions', ['x:DitjenPK']);
    expect(answer && toNumber(answer.change)).toBe(13_100 - 12_650);
    expect(answer && summed(answer.byDay)).toBe(450);
    expect(answer?.parts.filter(({ kind }) => kind === 'left').map(({ detail }) => detail.label)).toEqual(
      expect.arrayContaining(['2024-01-30', '2024-01-31']),
    );
  });

  it('accounts for every number that it says, and names no cause', async () => {
    for (const answer of [
      await asked('content_reach_sum', [INSTAGRAM]),
      await asked('impressions', ['x:DitjenPK']),
      await asked('posts', [INSTAGRAM]),
    ]) {
      expect(answer?.sentences.length).toBeGreaterThanOrEqual(2);
      for (const { text, basis } of answer?.sentences ?? []) {
        expect(verifyText('why', text, basis)).toEqual([]);
        expect(text.en).not.toMatch(/because|caused|due to/i);
        expect(text.id).not.toMatch(/karena|akibat|sebab/i);
      }
    }
  });

  it('says where posts have no figure, and does not take them as nothing', async () => {
    const later = periodOf('month', civilDate('2024-03-01'));
    await importFacts(home.store, origin('api', 'unread'), [
      ...['a', 'b'].map((id) => ({
        type: 'content' as const,
        content: {
          id: `${INSTAGRAM}/${id}`,
          subject: INSTAGRAM,
          kind: 'feed',
          publishedAt: MARCH_FIRST,
          publishedOn: civilDate('2024-03-01'),
          title: id,
          origin: 'x',
        },
      })),
      {
        type: 'snapshot' as const,
        snapshot: { content: `${INSTAGRAM}/a`, metric: 'reach', readAt: MARCH_FIRST, value: 500, quality: 'complete' as const, origin: 'x' },
      },
    ]);
    const answer = await asked('content_reach_sum', [INSTAGRAM], later, FEBRUARY);
    expect(answer?.missing).toEqual([{ subject: INSTAGRAM, period: later, posts: 1 }]);
    expect(answer && toNumber(answer.change)).toBe(500 - 1_297_905);
    expect(answer?.sentences[2]?.text.en).toContain('1 posts without a figure');
  });

  it('answers nothing for what does not add up, or is not there', async () => {
    expect(await asked('followers', [INSTAGRAM])).toBeUndefined();
    expect(await asked('content_reach_sum', ['x:DitjenPK'])).toBeUndefined();
  });
});
