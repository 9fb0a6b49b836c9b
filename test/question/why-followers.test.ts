import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { addDays, civilDate } from '../../connectors/contract/period.js';
import { importFacts, origin, value } from '../contracts/store.js';
import { demoConfig } from '../support/ministry.js';
import { type TemporaryStore, temporaryStore } from '../support/store.js';
import { asking, sentences, unfounded } from './demo-answers.js';

const INSTAGRAM = 'instagram:ditjenpk';
const JANUARY_31 = civilDate('2024-01-31');

describe('why followers changed', () => {
  let home: TemporaryStore;
  beforeEach(async () => {
    home = await temporaryStore();
  });
  afterEach(() => home.remove());

  /** 1,000 at the end of January, 1,010 at the end of February, and what the platform tells of each day. */
  async function february(moves: Readonly<Record<string, number>>): Promise<void> {
    const of = (metric: string) => ({ subject: INSTAGRAM, metric, dimensions: {}, grain: 'day' as const });
    const days = Array.from({ length: 29 }, (_, index) => addDays(civilDate('2024-02-01'), index));
    await importFacts(home.store, origin('api', 'a'), [
      value(of('followers'), JANUARY_31, 1_000),
      value(of('followers'), '2024-02-29', 1_010),
      ...Object.entries(moves).flatMap(([metric, daily]) => days.map((day) => value(of(metric), day, daily))),
    ]);
  }

  async function why(language: 'id' | 'en', question = 'kenapa pengikut instagram naik feb 2024'): Promise<readonly string[]> {
    const given = await asking(home.store, demoConfig())(question);
    expect(unfounded(given)).toEqual([]);
    expect(JSON.stringify(given.lines)).not.toMatch(/because|karena|akibat/i);
    return sentences(given, language);
  }

  it('is who came and who left, and what neither accounts for', async () => {
    await february({ followers_gained: 3, followers_lost: 2 });
    const said = await why('id');
    expect(said[0]).toMatch(/^Instagram @ditjenpk · Pengikut Februari 2024: 1\.010, naik 10 dari 1\.000 \(Januari 2024\)$/);
    // 29 days of 3 and of 2: 87 - 58 = 29, and 10 - 29 = -19
    expect(said[1]).toBe('Datang 87, pergi 58; selisih -19 tidak dijelaskan oleh keduanya');
    expect((await why('en'))[1]).toBe('87 came and 58 left; the remaining -19 are in neither of the two');
  });

  it('says where one of them is not told', async () => {
    await february({ followers_gained: 3 });
    expect((await why('en'))[1]).toBe('87 came; how many left is not known');
  });

  it('says where the platform tells the balance alone', async () => {
    await february({ followers_net: -1 });
    expect((await why('en'))[1]).toBe('Only the balance is known from the platform, -29: how many came and how many left is not');
  });

  it('says plainly where the platform tells nothing of it', async () => {
    await february({});
    expect((await why('en'))[1]).toBe(
      'How many came and how many left is not known: there is no figure of it from Instagram for this time, only the count itself',
    );
    expect(await why('id')).toHaveLength(2);
  });

  it('does not take a month with a gap for a whole one', async () => {
    await february({});
    await importFacts(home.store, origin('api', 'b'), [
      value({ subject: INSTAGRAM, metric: 'followers_gained', dimensions: {}, grain: 'day' }, '2024-02-03', 50),
    ]);
    expect((await why('en'))[1]).toMatch(/^How many came and how many left is not known/);
  });

  it('is told over all the months between two counts that lie apart, or not at all', async () => {
    await february({ followers_gained: 3, followers_lost: 2 });
    const of = (metric: string) => ({ subject: INSTAGRAM, metric, dimensions: {}, grain: 'month' as const });
    const december = value({ ...of('followers'), grain: 'day' }, '2023-12-31', 990);
    await importFacts(home.store, origin('api', 'c'), [december]);
    const question = 'why did instagram followers change feb 2024 vs dec 2023';
    expect((await why('en', question))[1]).toMatch(/^How many came and how many left is not known/);
    await importFacts(home.store, origin('api', 'd'), [
      value(of('followers_gained'), '2024-01-01', 40),
      value(of('followers_lost'), '2024-01-01', 49),
    ]);
    // 40 + 87 came, 49 + 58 left: 20 more than in December
    expect((await why('en', question))[1]).toBe('127 came and 107 left, which is the whole change');
  });
});
