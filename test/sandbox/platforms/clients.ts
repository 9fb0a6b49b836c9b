import type { CaseName } from '../../../sandbox/platforms/faults.js';
import { type Platforms, startPlatforms } from '../../../sandbox/platforms/server.js';
import { credentialsOfDemo, type PlatformCredentials } from '../../../sandbox/platforms/stand-ins.js';
import type { DayTruth, World, WorldAccount, WorldPost } from '../../../sandbox/platforms/world.js';

/** An answer over HTTP, its body read as JSON where it is some. */
export interface Answer {
  readonly status: number;
  readonly headers: Headers;
  readonly text: string;
  // biome-ignore lint/suspicious/noExplicitAny: tests look into answers of many shapes
  readonly json: any;
}

/** Sends a call and reads the text first. */
export async function send(address: string, init: RequestInit = {}): Promise<Answer> {
  const response = await fetch(address, init);
  const text = await response.text();
  const isJson = text.startsWith('{');
  return { status: response.status, headers: response.headers, text, json: isJson ? JSON.parse(text) : undefined };
}

/** An address with parameters. */
export const withQuery = (address: string, query: Readonly<Record<string, string>> = {}): string =>
  Object.keys(query).length === 0 ? address : `${address}?${new URLSearchParams(query)}`;

/** Ids of accounts: the owner of the app at X and another, a channel and one that is silent. */
export const owner = '2244994945';
export const other = '2244994946';
export const channel = 'UC0000000000000000000001';
export const silentChannel = 'UC0000000000000000000002';

/** Days with these followers, one gained more than lost; views as given. */
export function days(first: string, followers: readonly number[], views = 1_000): ReadonlyMap<string, DayTruth> {
  const start = Date.parse(`${first}T00:00:00Z`);
  return new Map(
    followers.map((count, index) => [
      new Date(start + index * 86_400_000).toISOString().slice(0, 10),
      { followers: count, gained: 7, lost: 2, reach: 0, views, profileViews: 0 },
    ]),
  );
}

/** A post whose figures are all there after a day, half of them at once. */
export const post = (id: string, publishedAt: string, more: Partial<WorldPost> = {}): WorldPost => ({
  id,
  kind: 'post',
  publishedAt,
  title: `Contoh ${id}`,
  link: `https://contoh.example/${id}`,
  final: { reach: 0, views: 1_000, likes: 40, comments: 6, shares: 8, saves: 10 },
  growth: [
    { afterHours: 0, thousandths: 500 },
    { afterHours: 24, thousandths: 1_000 },
  ],
  ...more,
});

/** An account of the tests. */
export const account = (platform: WorldAccount['platform'], id: string, username: string, more: Partial<WorldAccount> = {}): WorldAccount => ({
  platform,
  id,
  username,
  name: `Contoh ${username}`,
  createdAt: '2014-03-01T00:00:00Z',
  days: days('2024-02-25', [10_000, 10_005, 10_010, 10_015, 10_020, 10_025, 10_030]),
  posts: [],
  ...more,
});

/** The credentials of the tests: the first account of X owns the app. */
export const credentials: PlatformCredentials = { ...credentialsOfDemo, x: { ...credentialsOfDemo.x, owner } };

/** Starts the stand-ins with a world, at a moment. */
export const open = (accounts: readonly WorldAccount[], now: string): Promise<Platforms> => {
  const world: World = { accounts };
  return startPlatforms({ world, now, apiDate: '2026-11-25', credentials });
};

/** Calls of X: by default on behalf of the person who signed in. */
export interface XClient {
  readonly get: (path: string, query?: Readonly<Record<string, string>>, token?: string) => Promise<Answer>;
  readonly renew: (refreshToken: string, form?: Readonly<Record<string, string>>, headers?: Readonly<Record<string, string>>) => Promise<Answer>;
}

/** Signs in and gives the calls; the token is renewed where it is rejected. */
export function xClient(platforms: Platforms): XClient {
  let access = '';
  let refresh = credentials.x.refreshToken;
  const basic = Buffer.from(`${credentials.x.clientId}:${credentials.x.clientSecret}`).toString('base64');
  const renew: XClient['renew'] = (refreshToken, form = {}, headers = { authorization: `Basic ${basic}` }) =>
    send(`${platforms.hosts.x}/2/oauth2/token`, {
      method: 'POST',
      headers,
      body: new URLSearchParams({ grant_type: 'refresh_token', refresh_token: refreshToken, ...form }),
    });
  const get: XClient['get'] = async (path, query, token) => {
    const call = (bearer: string): Promise<Answer> =>
      send(withQuery(`${platforms.hosts.x}${path}`, query), { headers: { authorization: `Bearer ${bearer}` } });
    if (token !== undefined) return call(token);
    const first = await call(access);
    if (first.status !== 401) return first;
    const renewed = await renew(refresh);
    access = renewed.json.access_token;
    refresh = renewed.json.refresh_token;
    return call(access);
  };
  return { get, renew };
}

/** Calls of YouTube on behalf of the person who granted access. */
export interface YouTubeClient {
  readonly data: (path: string, query?: Readonly<Record<string, string>>) => Promise<Answer>;
  readonly report: (query: Readonly<Record<string, string>>) => Promise<Answer>;
  readonly renew: (form?: Readonly<Record<string, string>>) => Promise<Answer>;
}

/** Grants access and gives the calls. */
export function youTubeClient(platforms: Platforms): YouTubeClient {
  const { clientId, clientSecret, refreshToken } = credentials.google;
  let access = '';
  const renew: YouTubeClient['renew'] = (form = {}) =>
    send(`${platforms.hosts['google-oauth']}/token`, {
      method: 'POST',
      body: new URLSearchParams({
        grant_type: 'refresh_token',
        refresh_token: refreshToken,
        client_id: clientId,
        client_secret: clientSecret,
        ...form,
      }),
    });
  const get = async (address: string): Promise<Answer> => {
    const first = await send(address, { headers: { authorization: `Bearer ${access}` } });
    if (first.status !== 401) return first;
    access = (await renew()).json.access_token;
    return send(address, { headers: { authorization: `Bearer ${access}` } });
  };
  return {
    data: (path, query) => get(withQuery(`${platforms.hosts.youtube}/youtube/v3${path}`, query)),
    report: (query) => get(withQuery(`${platforms.hosts['youtube-analytics']}/v2/reports`, { ids: 'channel==MINE', ...query })),
    renew,
  };
}

/** The cases that showed themselves. */
export const showed = (platforms: Platforms): readonly CaseName[] => platforms.faults.fired().map(({ name }) => name);
