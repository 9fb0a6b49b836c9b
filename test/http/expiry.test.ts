import { describe, expect, it } from 'vitest';
import type { Credential } from '../../connectors/contract/connector.js';
import type { Instant } from '../../connectors/contract/period.js';
import { expiryNotices } from '../../src/http/expiry.js';

const NOW = '2026-11-25T02:00:00.000Z' as Instant;
const DAY = 86_400_000;
const inDays = (days: number): Instant => new Date(Date.parse(NOW) + days * DAY).toISOString() as Instant;
const credential = (obtained: number, expires: number | undefined, more: Partial<Credential> = {}): Credential => ({
  accessToken: 'contoh',
  obtainedAt: inDays(obtained),
  ...(expires === undefined ? {} : { expiresAt: inDays(expires) }),
  ...more,
});

describe('the end of a credential', () => {
  it.each([
    ['15 days off', credential(-45, 15), []],
    ['14 days off', credential(-46, 14), [{ notice: 'expires-within-14-days', expiresAt: inDays(14), days: 14 }]],
    ['3 days off', credential(-57, 3), [{ notice: 'expires-within-3-days', expiresAt: inDays(3), days: 3 }]],
    ['an hour off', credential(-60, 1 / 24), [{ notice: 'expires-within-3-days', expiresAt: inDays(1 / 24), days: 1 }]],
    ['now', credential(-60, 0), [{ notice: 'dead', expiresAt: NOW }]],
    ['not known', credential(-60, undefined), []],
    ['of a life of a week, 5 days off', credential(-2, 5), []],
    ['of a life of two hours', credential(0, 2 / 24), []],
    ['past, but with a refresh token', credential(-1, -0.5, { refreshToken: 'contoh' }), []],
  ])('%s', (_when, given, notices) => {
    expect(expiryNotices(given, NOW)).toEqual(notices);
  });
});
