import { describe, expect, it } from 'vitest';
import type { Credential } from '../../../connectors/contract/connector.js';
import type { Instant } from '../../../connectors/contract/period.js';
import { graphRules } from '../../../connectors/graph/failure.js';
import { instagramRenewal } from '../../../connectors/instagram/renewal.js';
import { scriptedHttp } from '../../support/scripted-http.js';

const at = (text: string): Instant => text as Instant;
const credential = (more: Partial<Credential> = {}): Credential => ({
  accessToken: 'IGAAcontoh00000',
  obtainedAt: at('2026-11-01T00:00:00.000Z'),
  ...more,
});
const { renewal } = { renewal: instagramRenewal };
if (renewal.kind !== 'renewable') throw new Error('Instagram renews its tokens.');

describe('the token of an Instagram login', () => {
  it('is renewed once it is a day old, and then whenever fewer than 30 days are left', () => {
    expect(renewal.due(credential(), at('2026-11-01T23:00:00.000Z'))).toBe(false);
    expect(renewal.due(credential(), at('2026-11-02T01:00:00.000Z'))).toBe(true);
    const long = credential({ expiresAt: at('2026-12-31T00:00:00.000Z') });
    expect(renewal.due(long, at('2026-11-20T00:00:00.000Z'))).toBe(false);
    expect(renewal.due(long, at('2026-12-02T00:00:00.000Z'))).toBe(true);
  });

  it('is exchanged for another one, whose end is unknown where the platform does not say it', async () => {
    const query = { grant_type: 'ig_refresh_token', access_token: 'IGAAcontoh00000' };
    const expectation = { host: 'instagram', path: '/refresh_access_token', query, authorized: false };
    const first = scriptedHttp([
      { expect: expectation, answer: { body: { access_token: 'IGAAbaru', token_type: 'bearer', expires_in: 5_183_944 } } },
    ]);
    expect(await renewal.renew(credential(), {}, first)).toEqual({
      accessToken: 'IGAAbaru',
      obtainedAt: '2026-11-25T02:00:00.000Z',
      expiresAt: '2027-01-24T01:59:04.000Z',
    });
    const second = scriptedHttp([{ expect: expectation, answer: { body: { access_token: 'IGAAbaru' } } }]);
    expect(await renewal.renew(credential(), {}, second)).not.toHaveProperty('expiresAt');
  });
});

describe('the token of a Facebook login', () => {
  const dead = { error: { message: 'The session has been invalidated.', type: 'OAuthException', code: 190, error_subcode: 460 } };

  it('is taken from the environment as it is, and never due', async () => {
    const query = { fields: 'id', access_token: 'EAAcontoh' };
    const http = scriptedHttp([{ expect: { host: 'graph', path: '/me', query, authorized: false }, answer: { body: { id: '1' } } }]);
    const first = await renewal.renew(undefined, { TOKEN: 'EAAcontoh' }, http);
    expect(first).toEqual({ accessToken: 'EAAcontoh', obtainedAt: '2026-11-25T02:00:00.000Z' });
    expect(renewal.due(first, at('2027-11-25T00:00:00.000Z'))).toBe(false);
  });

  it('says why it is dead where it was refused', async () => {
    const answer = { status: 400, body: dead };
    const http = scriptedHttp(
      ['graph', 'instagram'].map((host) => ({ expect: { host, path: '/me', query: 'any' as const }, answer })),
      graphRules,
    );
    const renewed = renewal.renew(credential({ accessToken: 'EAAcontoh' }), {}, http);
    await expect(renewed).rejects.toMatchObject({ kind: 'auth', code: '190/460', message: expect.stringContaining('password') });
  });
});
