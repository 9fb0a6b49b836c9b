import { describe, expect, it } from 'vitest';
import { ConnectorError } from '../../connectors/contract/errors.js';
import type { HttpRequest } from '../../connectors/contract/http.js';
import { scriptedHttp } from '../support/scripted-http.js';

const request: HttpRequest = { method: 'GET', host: 'graph', path: '/v25.0/me', query: { fields: 'id' }, accounts: ['instagram:ditjenpk'] };

describe('a scripted Http', () => {
  it('answers in the order in which exchanges fit, with JSON as the core reads it', async () => {
    const http = scriptedHttp([
      { expect: { path: '/v25.0/me', query: { fields: 'name' } }, answer: { body: { name: 'b' } } },
      { expect: { path: '/v25.0/me', query: { fields: 'id' } }, answer: { body: '{"id":17841400000000001}' } },
      { expect: { path: '/v25.0/me', query: 'any', accounts: ['instagram:ditjenpk'] }, answer: { status: 502, body: '<html>' } },
    ]);
    expect((await http.send(request)).json).toEqual({ id: '17841400000000001' });
    expect(await http.send(request)).toMatchObject({ status: 502, json: undefined, raw: 'raw:2' });
    expect((await http.send({ ...request, query: { fields: 'name' } })).json).toEqual({ name: 'b' });
  });

  it('judges by the rules of a connector, and can fail as the core does', async () => {
    const denied = new ConnectorError('auth', 'Reconnect the account.');
    const http = scriptedHttp(
      [
        { expect: { path: '/v25.0/me', query: 'any' }, answer: { body: { error: {} } } },
        { expect: { path: '/v25.0/me', query: 'any' }, answer: { fails: new ConnectorError('unavailable', 'No answer.') } },
      ],
      { judge: () => denied },
    );
    await expect(http.send(request)).rejects.toBe(denied);
    await expect(http.send(request)).rejects.toMatchObject({ kind: 'unavailable' });
  });

  it.fails('a request that nothing fits fails the test, even where the caller swallows it', async () => {
    await scriptedHttp([])
      .send(request)
      .catch(() => undefined);
  });

  it.fails('an exchange that nobody asked for fails the test', () => {
    scriptedHttp([{ expect: { path: '/v25.0/me' }, answer: { body: {} } }]);
  });

  it('the query must be as expected: none where none is named', async () => {
    const http = scriptedHttp([{ expect: { path: '/v25.0/me' }, answer: { body: {} } }]);
    const other = http.send({ ...request, query: {} });
    await expect(other).resolves.toMatchObject({ status: 200 });
    expect(http.verify()).toBeUndefined();
  });
});
