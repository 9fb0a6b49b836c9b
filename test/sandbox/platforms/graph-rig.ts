import { seededWorld } from '../../../sandbox/platforms/seeded-world.js';
import { type Platforms, startPlatforms } from '../../../sandbox/platforms/server.js';
import { credentialsOfDemo, type PlatformCredentials } from '../../../sandbox/platforms/stand-ins.js';
import type { World, WorldAccount } from '../../../sandbox/platforms/world.js';

/** What came back from a stand-in. */
export interface Answer {
  readonly status: number;
  readonly headers: Headers;
  readonly text: string;
  // biome-ignore lint/suspicious/noExplicitAny: the tests look into answers of many shapes.
  readonly json: any;
}

/** The stand-ins with a seeded world, and short ways to ask the Graph API. */
export interface GraphRig {
  readonly platforms: Platforms;
  readonly instagram: readonly WorldAccount[];
  readonly pages: readonly WorldAccount[];
  /** `path` begins with `/`; without a version it gets v25.0; the system user's token goes in the header unless `access_token` is given */
  readonly get: (path: string, query?: Readonly<Record<string, string>>, headers?: Readonly<Record<string, string>>) => Promise<Answer>;
  /** the same on graph.instagram.com */
  readonly getInstagram: (path: string, query?: Readonly<Record<string, string>>) => Promise<Answer>;
  readonly post: (path: string, form: Readonly<Record<string, string>>) => Promise<Answer>;
  /** the token of a Page */
  readonly pageToken: (page: WorldAccount) => Promise<string>;
}

/** What the worlds of these tests have in common: two accounts of each platform, 15 months, a clock in November 2026. */
export const NOW = '2026-11-20T18:00:00Z';

/** Starts the stand-ins at `NOW`. */
export async function startGraph(
  change: (world: World) => World = (world) => world,
  apiDate = '2026-11-25',
  credentials: PlatformCredentials = credentialsOfDemo,
): Promise<GraphRig> {
  const made = seededWorld({ seed: 11, firstDay: '2025-09-01', lastDay: '2026-11-30', accountsPerPlatform: 2, postsPerDay: 2 });
  const world = change(made);
  const platforms = await startPlatforms({ world, now: NOW, apiDate, credentials });
  const { token } = platforms.credentials.meta;
  const ask = async (
    base: string,
    path: string,
    query: Readonly<Record<string, string>>,
    headers: Readonly<Record<string, string>> = {},
  ): Promise<Answer> => {
    const full = /^\/(v\d+\.\d+|unversioned)(\/|$)/.test(path) ? path.replace('/unversioned', '') : `/v25.0${path}`;
    const authorization: Record<string, string> = 'access_token' in query ? {} : { authorization: `Bearer ${token}` };
    return read(await fetch(`${base}${full}?${new URLSearchParams(query)}`, { headers: { ...authorization, ...headers } }));
  };
  return {
    platforms,
    instagram: world.accounts.filter(({ platform }) => platform === 'instagram'),
    pages: world.accounts.filter(({ platform }) => platform === 'facebook'),
    get: (path, query = {}, headers = {}) => ask(platforms.hosts.graph, path, query, headers),
    getInstagram: (path, query = {}) => ask(platforms.hosts.instagram, path, query),
    post: async (path, form) => read(await fetch(`${platforms.hosts.graph}${path}`, { method: 'POST', body: new URLSearchParams(form) })),
    pageToken: async (page) => (await ask(platforms.hosts.graph, `/${page.id}`, { fields: 'access_token' })).json.access_token,
  };
}

async function read(response: Response): Promise<Answer> {
  const text = await response.text();
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch {
    json = undefined;
  }
  return { status: response.status, headers: response.headers, text, json };
}

/** The first of a list; fails the test where there is none. */
export function first<Item>(items: readonly Item[]): Item {
  const [item] = items;
  if (item === undefined) throw new Error('The list is empty.');
  return item;
}

/** Seconds since 1970, as a parameter. */
export const seconds = (moment: string): string => String(Date.parse(moment) / 1_000);
