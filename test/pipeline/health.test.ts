import { describe, expect, it } from 'vitest';
import { ConnectorError } from '../../connectors/contract/errors.js';
import type { Instant } from '../../connectors/contract/period.js';
import { type ConnectionHealth, UNTRIED } from '../../src/domain/connection.js';
import { judgeHealth, mayAsk, type Problem, type PullOutcome } from '../../src/pipeline/health.js';

const day = (number: number): Instant => `2026-11-${String(number).padStart(2, '0')}T16:30:00.000Z` as Instant;

const pulled = (number: number, problems: readonly Problem[], changes: Partial<PullOutcome> = {}): PullOutcome => ({
  connection: 'meta',
  problems,
  answered: new Set(['instagram:ditjenpk']),
  credential: 'first',
  now: day(number),
  ...changes,
});

const dead: Problem = {
  account: 'instagram:ditjenpk',
  capability: undefined,
  error: new ConnectorError('auth', 'The session was ended by a change of the password. Connect the account again.', { code: '190/460' }),
};
const retired: Problem = {
  account: 'instagram:ditjenpk',
  capability: 'views',
  error: new ConnectorError('retired', 'Meta no longer gives "views".', { code: '100' }),
};

/** Judges pull after pull and gives the sentences of each. */
function told(outcomes: readonly PullOutcome[]): { readonly health: ConnectionHealth; readonly sentences: readonly (readonly string[])[] } {
  let health = UNTRIED;
  const sentences = outcomes.map((outcome) => {
    const judged = judgeHealth(health, outcome);
    health = judged.health;
    return judged.notices.map(({ text }) => text.en);
  });
  return { health, sentences };
}

describe('what stands in the way of a pull', () => {
  it('is told once while it lasts', () => {
    const { sentences, health } = told([pulled(1, [dead]), pulled(2, []), pulled(3, [])]);
    expect(sentences).toEqual([
      [
        'meta, instagram:ditjenpk: its access is dead; connect it again. The session was ended by a change of the password. Connect the account again.',
      ],
      [],
      [],
    ]);
    expect(health.stopped['instagram:ditjenpk']).toMatchObject({ reason: 'auth', since: day(1), code: '190/460' });
  });

  it('ends with another credential, and is told again when it comes back', () => {
    const again = { credential: 'second' };
    const { sentences, health } = told([pulled(1, [dead]), pulled(2, [], again), pulled(3, [dead], again)]);
    expect(sentences.map((of) => of.length)).toEqual([1, 0, 1]);
    expect(health.stopped['instagram:ditjenpk']?.since).toBe(day(3));
  });

  it('stops another credential too that is dead, is told of it, and asks no more with it', () => {
    const again = { credential: 'second', answered: new Set<string>() };
    const spent: Problem = { account: undefined, capability: undefined, error: new ConnectorError('credits', 'Spent.') };
    const { sentences, health } = told([pulled(1, [dead]), pulled(2, [spent], again), pulled(3, [dead], again), pulled(4, [], again)]);
    expect(sentences.map((of) => of.length)).toEqual([1, 1, 1, 0]);
    expect(health.stopped['instagram:ditjenpk']).toMatchObject({ credential: 'second', since: day(3) });
  });

  it('concerns a retired metric for all accounts, and only that metric, and is asked again after a week', () => {
    const { health } = told([pulled(1, [retired])]);
    expect(Object.keys(health.stopped)).toEqual(['views']);
    const state = health.stopped.views;
    if (state === undefined) throw new Error('nothing stopped');
    expect([mayAsk(state, 'first', day(7)), mayAsk(state, 'first', day(8))]).toEqual([false, true]);
    expect(told([pulled(1, [retired]), pulled(8, [])]).health).toEqual(UNTRIED);
    expect(told([pulled(1, [retired]), pulled(8, [retired])]).sentences.map((of) => of.length)).toEqual([1, 0]);
  });

  it('is not told where it passes by itself', () => {
    for (const kind of ['rate-limited', 'unavailable', 'withheld', 'reduce'] as const) {
      const problem: Problem = { account: undefined, capability: undefined, error: new ConnectorError(kind, 'Later.') };
      expect(told([pulled(1, [problem])])).toEqual({ health: UNTRIED, sentences: [[]] });
    }
  });

  it('is told again after a good pull in between where nothing stopped', () => {
    const spent: Problem = { account: undefined, capability: undefined, error: new ConnectorError('quota', 'Spent until midnight.') };
    const { sentences } = told([pulled(1, [spent]), pulled(2, [spent]), pulled(3, []), pulled(4, [spent])]);
    expect(sentences.map((of) => of.length)).toEqual([1, 0, 0, 1]);
  });

  it('is one notice where several answers say it of one account, and names everything that it concerns', () => {
    const lacking = (
      capability: string,
      account = 'instagram:ditjenpk',
      message = 'The token lacks a permission for this figure. Connect again.',
    ) => ({
      account,
      capability,
      error: new ConnectorError('permission', message, { code: '10' }),
    });
    const problems = [
      lacking('reach'),
      lacking('views'),
      lacking('reach', 'instagram:lain'),
      lacking('content_reach', undefined, 'Tick the account.'),
    ];
    expect(told([pulled(1, problems), pulled(2, problems)]).sentences).toEqual([
      [
        'meta, instagram:ditjenpk, reach, views: a permission is missing. The token lacks a permission for this figure. Connect again.',
        'meta, instagram:lain, reach: a permission is missing. The token lacks a permission for this figure. Connect again.',
        'meta, instagram:ditjenpk, content_reach: a permission is missing. Tick the account.',
      ],
      [],
    ]);
  });

  it('keeps two accounts apart', () => {
    const other: Problem = { ...dead, account: 'instagram:kanwil' };
    const { health, sentences } = told([pulled(1, [dead]), pulled(2, [other])]);
    expect(Object.keys(health.stopped).sort()).toEqual(['instagram:ditjenpk', 'instagram:kanwil']);
    expect(sentences.map((of) => of.length)).toEqual([1, 1]);
  });
});
