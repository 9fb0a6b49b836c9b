import { createHmac } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import { readFields } from '../../../sandbox/platforms/graph/fields.js';
import type { WorldAccount } from '../../../sandbox/platforms/world.js';
import { first, type GraphRig, NOW, startGraph } from './graph-rig.js';

let rig: GraphRig;
let account: WorldAccount;
let page: WorldAccount;
beforeAll(async () => {
  rig = await startGraph();
  [account, page] = [first(rig.instagram), first(rig.pages)];
});
afterAll(() => rig.platforms.close());

const token = () => rig.platforms.credentials.meta.token;

describe('the versions of the Graph API', () => {
  it.each([
    ['/v27.0', 'v27.0'],
    ['/v25.0', 'v25.0'],
    ['/v19.0', 'v21.0'],
    ['/unversioned', 'v21.0'],
  ])('%s is served as %s, which the header tells', async (asked, served) => {
    const { status, headers } = await rig.get(`${asked}/${account.id}`);
    expect([status, headers.get('facebook-api-version')]).toEqual([200, served]);
  });

  it('that never were are refused', async () => {
    expect((await rig.get(`/v99.0/${account.id}`)).json.error).toMatchObject({ code: 2500, message: 'Unknown path components: /v99.0' });
  });
});

describe('what was removed from the protocol on 2026-10-27', () => {
  it.each(['pretty', 'debug', 'date_format'])('the parameter %s is refused', async (name) => {
    expect((await rig.get(`/${account.id}`, { [name]: '1' })).json.error.code).toBe(100);
  });

  it('several ids at the root are refused, and so is an ETag', async () => {
    expect((await rig.get('/', { ids: `${account.id},${page.id}` })).json.error.code).toBe(100);
    expect((await rig.get(`/${account.id}`, {}, { 'if-none-match': '"abc"' })).json.error.code).toBe(100);
  });

  it('all of it was served the day before', async () => {
    const old = await startGraph(undefined, '2026-10-26');
    const both = await old.get('/', { ids: `${account.id},${page.id}`, fields: 'name' });
    expect(both.json).toEqual({ [account.id]: { name: account.name, id: account.id }, [page.id]: { name: page.name, id: page.id } });
    expect((await old.get(`/${account.id}`, { pretty: '0' }, { 'if-none-match': '"abc"' })).status).toBe(200);
    await old.platforms.close();
  });
});

describe('tokens', () => {
  it('are needed, and must be known', async () => {
    expect((await rig.get(`/${account.id}`, { access_token: '' })).json.error.code).toBe(104);
    expect((await rig.get(`/${account.id}`, { access_token: 'nonsense' })).json.error).toMatchObject({ code: 190, type: 'OAuthException' });
  });

  it('may come with a proof, which must be right', async () => {
    const proof = createHmac('sha256', rig.platforms.credentials.meta.appSecret).update(token()).digest('hex');
    expect((await rig.get(`/${account.id}`, { appsecret_proof: proof })).status).toBe(200);
    expect((await rig.get(`/${account.id}`, { appsecret_proof: proof.replace(/^./, 'x') })).json.error.message).toContain('appsecret_proof');
  });

  it('must come with a proof each where the app requires it, in batches too', async () => {
    const { meta, ...others } = rig.platforms.credentials;
    const strict = await startGraph(undefined, undefined, { ...others, meta: { ...meta, requiresProof: true } });
    onTestFinished(() => strict.platforms.close());
    const proofOf = (text: string): string => createHmac('sha256', meta.appSecret).update(text).digest('hex');
    const refused = await strict.get(`/${page.id}`, { fields: 'access_token' });
    expect(refused.json.error).toMatchObject({ code: 100, message: expect.stringContaining('require an appsecret_proof') });
    const proven = { appsecret_proof: proofOf(token()) };
    const ofPage: string = (await strict.get(`/${page.id}`, { fields: 'access_token', ...proven })).json.access_token;
    const item = (query: Record<string, string>) => ({ method: 'GET', relative_url: `v25.0/${page.id}?${new URLSearchParams(query)}` });
    const batch = [item({ fields: 'name' }), item({ fields: 'name', access_token: ofPage })];
    const withProof = item({ fields: 'name', access_token: ofPage, appsecret_proof: proofOf(ofPage) });
    const { json } = await strict.post('/', { access_token: token(), ...proven, batch: JSON.stringify([...batch, withProof]) });
    expect(json.map(({ code }: { code: number }) => code)).toEqual([200, 400, 200]);
  });

  it('of a Page open the Page and its Instagram account, and no other', async () => {
    const access_token = await rig.pageToken(page);
    expect((await rig.get('/me', { access_token, fields: 'name' })).json).toEqual({ name: page.name, id: page.id });
    expect((await rig.get(`/${account.id}/insights`, { access_token, metric: 'reach', period: 'day' })).status).toBe(200);
    expect((await rig.get(`/${rig.instagram[1]?.id}`, { access_token })).json.error.error_subcode).toBe(33);
  });

  it('are exchanged for 60 days, after which they are dead', async () => {
    const { appId: client_id, appSecret: client_secret } = rig.platforms.credentials.meta;
    const query = { grant_type: 'fb_exchange_token', client_id, client_secret, fb_exchange_token: token() };
    const { json } = await rig.get('/oauth/access_token', query);
    expect(json).toMatchObject({ token_type: 'bearer', expires_in: 5_183_944 });
    expect((await rig.get('/me', { access_token: json.access_token })).status).toBe(200);
    expect((await rig.get('/oauth/access_token', { ...query, client_secret: 'wrong' })).json.error.message).toBe('Error validating client secret.');
    rig.platforms.setNow('2027-01-20T00:00:00Z');
    expect((await rig.get('/me', { access_token: json.access_token })).json.error).toMatchObject({ code: 190, error_subcode: 463 });
    rig.platforms.setNow(NOW);
  });

  it('of Instagram are refreshed once they are a day old', async () => {
    const refresh = (access_token: string) => rig.getInstagram('/refresh_access_token', { grant_type: 'ig_refresh_token', access_token });
    const { json } = await refresh(token());
    expect(json).toMatchObject({ token_type: 'bearer', expires_in: 5_183_944 });
    expect((await refresh(json.access_token)).json.error.message).toContain('24 hours');
    rig.platforms.setNow('2026-11-21T18:00:00Z');
    expect((await refresh(json.access_token)).json.access_token).not.toBe(json.access_token);
    rig.platforms.setNow(NOW);
  });

  it('are inspected with the tokens of the app', async () => {
    const { appId, appSecret } = rig.platforms.credentials.meta;
    const { json } = await rig.get('/debug_token', { input_token: token(), access_token: `${appId}|${appSecret}` });
    expect(json.data).toMatchObject({ app_id: appId, type: 'SYSTEM_USER', is_valid: true, expires_at: 0 });
    expect(json.data.granular_scopes).toContainEqual({ scope: 'read_insights', target_ids: rig.pages.map(({ id }) => id) });
    const unknown = await rig.get('/debug_token', { input_token: 'nonsense', access_token: `${appId}|${appSecret}` });
    expect(unknown.json.data).toMatchObject({ is_valid: false, error: { code: 190 } });
    const input_token = await rig.pageToken(page);
    rig.platforms.faults.on('dead-token', { account: page.id });
    const dead = await rig.get('/debug_token', { input_token, access_token: `${appId}|${appSecret}` });
    expect(dead.json.data).toMatchObject({ is_valid: false, error: { code: 190, subcode: 460 } });
    rig.platforms.faults.clear();
  });
});

describe('field lists', () => {
  it('nest, take arguments, and allow spaces', () => {
    const [id, media] = readFields('id, media.limit(5).since(1){ id,insights.metric(reach,views){name} }');
    expect(id).toMatchObject({ name: 'id', fields: undefined });
    expect([...(media?.arguments ?? [])]).toEqual([
      ['limit', '5'],
      ['since', '1'],
    ]);
    expect(media?.text).toBe(' id,insights.metric(reach,views){name} ');
    expect(media?.fields?.[1]?.arguments.get('metric')).toBe('reach,views');
  });

  it.each(['id,', 'media{id', 'media.limit(5', 'id}', 'a b'])('are refused where they are wrong: %s', async (fields) => {
    expect((await rig.get(`/${account.id}`, { fields })).json.error).toMatchObject({ code: 2500, message: expect.stringContaining('Syntax error') });
  });

  it('hold nothing that the object has not', async () => {
    for (const name of ['likes_count', 'constructor', 'user_id'])
      expect((await rig.get(`/${account.id}`, { fields: name })).json.error.message).toBe(
        `(#100) Tried accessing nonexisting field (${name}) on node type (IGUser)`,
      );
    expect((await rig.get(`/${account.id}`, { fields: 'media.order(desc){id}' })).json.error.message).toBe('(#100) Unknown parameter (order)');
  });
});

describe('lists', () => {
  it('bring the token in the address of the next page, and a cursor that leads on', async () => {
    const one = await rig.get(`/${account.id}/media`, { fields: 'id', limit: '2' });
    const next = new URL(one.json.paging.next);
    expect(next.origin + next.pathname).toBe(`https://graph.facebook.com/v25.0/${account.id}/media`);
    expect(Object.fromEntries(next.searchParams)).toEqual({ access_token: token(), fields: 'id', limit: '2', after: one.json.paging.cursors.after });
    const two = await rig.get(`/${account.id}/media`, { fields: 'id', limit: '2', after: one.json.paging.cursors.after });
    const back = await rig.get(`/${account.id}/media`, { fields: 'id', limit: '2', before: two.json.paging.cursors.before });
    expect(back.json.data).toEqual(one.json.data);
    expect([one.json.paging.previous, typeof two.json.paging.previous]).toEqual([undefined, 'string']);
  });

  it.each([
    [{ limit: '101' }, 100],
    [{ limit: '0' }, 100],
    [{ limit: 'many' }, 100],
    [{ after: 'nonsense' }, 2642],
    [{ order: 'desc' }, 100],
  ])('refuse %j', async (query, code) => {
    expect((await rig.get(`/${account.id}/media`, query)).json.error.code).toBe(code);
  });
});

describe('batches', () => {
  const batch = (items: readonly unknown[], more: Record<string, string> = {}) =>
    rig.post('/v25.0/', { access_token: token(), batch: JSON.stringify(items), ...more });

  it('answer each call on its own, in order, with its own token where it has one', async () => {
    const { status, json } = await batch([
      { method: 'GET', relative_url: `${account.id}?fields=username` },
      { method: 'GET', relative_url: `v26.0/${page.id}/insights?metric=page_media_view&period=day`, access_token: await rig.pageToken(page) },
      { method: 'GET', relative_url: `${page.id}/insights?metric=page_media_view&period=day` },
      { method: 'GET', relative_url: 'v25.0/17800000000000000' },
    ]);
    expect(status).toBe(200);
    expect(json.map(({ code }: { code: number }) => code)).toEqual([200, 200, 400, 400]);
    expect(JSON.parse(json[0].body)).toEqual({ username: account.username, id: account.id });
    expect(json[1].headers).toContainEqual({ name: 'facebook-api-version', value: 'v26.0' });
    expect(JSON.parse(json[2].body).error.code).toBe(190);
    expect(JSON.parse(json[3].body).error.error_subcode).toBe(33);
  });

  it('tell on the envelope what the accounts of their items have used', async () => {
    const { headers } = await batch([account, page].map(({ id }) => ({ method: 'GET', relative_url: id })));
    expect(Object.keys(JSON.parse(headers.get('x-business-use-case-usage') ?? '')).sort()).toEqual([account.id, page.id].sort());
  });

  it('leave the headers out where they are not wanted', async () => {
    const { json } = await batch([{ method: 'GET', relative_url: account.id }], { include_headers: 'false' });
    expect(Object.keys(json[0])).toEqual(['code', 'body']);
  });

  it('hold 50 calls at most, and only what the documents name', async () => {
    const item = { method: 'GET', relative_url: account.id };
    expect((await batch(Array.from({ length: 51 }, () => item))).json.error.message).toBe(
      'Too many requests in batch message. Maximum batch size is 50',
    );
    expect((await batch(Array.from({ length: 50 }, () => item))).json).toHaveLength(50);
    expect(JSON.parse((await batch([{ ...item, attached_files: 'x' }])).json[0].body).error.code).toBe(100);
    expect((await batch([item], { depends: '1' })).json.error.message).toBe('(#100) Unknown parameter (depends)');
  });

  it('count each of their calls', async () => {
    const fresh = await startGraph();
    const items = Array.from({ length: 50 }, () => ({ method: 'GET', relative_url: 'me' }));
    for (let round = 0; round < 5; round += 1) await fresh.post('/v25.0/', { access_token: token(), batch: JSON.stringify(items) });
    expect(JSON.parse((await fresh.get('/me')).headers.get('x-app-usage') ?? '').call_count).toBe(1);
    await fresh.platforms.close();
  });
});

describe('the headers of use', () => {
  it('name the account, the kind of limit and the minutes until calls are served again', async () => {
    const { headers } = await rig.get(`/${account.id}`);
    expect(JSON.parse(headers.get('x-business-use-case-usage') ?? '')).toEqual({
      [account.id]: [{ type: 'instagram', call_count: 0, total_cputime: 0, total_time: 0, estimated_time_to_regain_access: 0 }],
    });
    expect((await rig.get('/me')).headers.get('x-app-usage')).toContain('call_count');
  });
});

describe('calls that nothing serves', () => {
  it('are refused as an object that is not there, an unknown path or an unknown method', async () => {
    expect((await rig.get('/17800000000000000')).json.error).toMatchObject({ type: 'GraphMethodException', code: 100, error_subcode: 33 });
    expect((await rig.get(`/${account.id}/insights/reach/day`)).json.error.code).toBe(2500);
    expect((await rig.post(`/v25.0/${account.id}/media`, { access_token: token() })).json.error.message).toContain('Unsupported post request');
  });
});
