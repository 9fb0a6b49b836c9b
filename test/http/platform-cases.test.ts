import { describe, expect, it } from 'vitest';
import { ConnectorError } from '../../connectors/contract/errors.js';
import type { HttpAnswer } from '../../connectors/contract/http.js';
import { startScriptedServer } from '../support/scripted-server.js';
import { get, rig } from './rig.js';

const allowances = () => [];

/** TikTok says in the body how a call went; its `error` is there on success as well. */
function judgeTikTok({ json }: HttpAnswer): ConnectorError | undefined {
  const code = (json as { readonly error?: { readonly code?: string } } | undefined)?.error?.code;
  if (code === 'ok') return undefined;
  if (code === 'access_token_invalid')
    return new ConnectorError('auth', 'The token of TikTok lives two hours. Connect the account again.', { reach: 'connection' });
  return new ConnectorError('malformed', 'TikTok does not say how the call went.');
}

/** LinkedIn answers 426 to everything once the version in the header is over. */
const judgeLinkedIn = ({ status }: HttpAnswer): ConnectorError | undefined =>
  status === 426
    ? new ConnectorError('rejected', 'LinkedIn has ended this version of its API. Set a newer one in the configuration.', { reach: 'connection' })
    : undefined;

describe('cases of platforms that have no connector yet', () => {
  it('case 37: an answer with HTTP 200 fails where its body says so, and an "error" that says ok is none', async () => {
    const server = await startScriptedServer([
      { body: { data: { user: { follower_count: 34 } }, error: { code: 'ok', message: '' } } },
      { body: { data: {}, error: { code: 'access_token_invalid', message: 'The access token is invalid.' } } },
    ]);
    const connector = { id: 'tiktok', label: 'TikTok', authorization: { kind: 'bearer' }, judge: judgeTikTok, allowances } as const;
    const { http } = rig(server.address, { connector });
    expect((await http.send(get('/v2/user/info/'))).json).toMatchObject({ data: { user: { follower_count: 34 } } });
    await expect(http.send(get('/v2/user/info/'))).rejects.toMatchObject({
      kind: 'auth',
      message: 'The token of TikTok lives two hours. Connect the account again.',
    });
  });

  it('case 38: a tuple goes out as it was written, and a version that is over is no reason to try again', async () => {
    const server = await startScriptedServer([{ body: { elements: [] } }, { status: 426, body: { code: 'NONEXISTENT_VERSION' } }]);
    const connector = { id: 'linkedin', label: 'LinkedIn', authorization: { kind: 'bearer' }, judge: judgeLinkedIn, allowances } as const;
    const { http, clock } = rig(server.address, { connector });
    const tuple = 'q=organizationalEntity&timeIntervals=(timeRange:(start:1709251200000,end:1711929600000),timeGranularityType:DAY)';
    const ask = get('/rest/organizationalEntityShareStatistics', {
      writtenQuery: tuple,
      query: { organizationalEntity: 'urn:li:organization:2414183' },
    });
    const before = clock.now();
    await http.send(ask);
    expect(server.calls[0]?.url).toBe(`/rest/organizationalEntityShareStatistics?${tuple}&organizationalEntity=urn%3Ali%3Aorganization%3A2414183`);
    await expect(http.send(ask)).rejects.toMatchObject({ kind: 'rejected', reach: 'connection' });
    expect(clock.now()).toBe(before);
  });

  it('case 38: a query that is written by hand may not end the address', async () => {
    const { http } = rig('http://127.0.0.1:1');
    await expect(http.send(get('/rest/posts', { writtenQuery: 'q=a#b' }))).rejects.toMatchObject({ kind: 'rejected' });
  });
});
