import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import type { DeclaredConnector } from '../../connectors/contract/connector.js';
import { civilDate } from '../../connectors/contract/period.js';
import { facebook } from '../../connectors/facebook/index.js';
import { instagram } from '../../connectors/instagram/index.js';
import { readFields } from '../../sandbox/platforms/graph/fields.js';
import { metaRig, smallWorld, urlsAsked } from './graph/rig.js';

const specs = process.env.PANTAU_SPECS;
const node = z.object({
  fields: z.array(z.object({ name: z.string() })),
  apis: z.array(z.object({ method: z.string(), endpoint: z.string().optional(), params: z.array(z.object({ name: z.string() })) })),
});
const enums = z.array(z.object({ name: z.string(), values: z.array(z.string()) }));

const read = (file: string): unknown => JSON.parse(readFileSync(join(specs ?? '', 'meta', file), 'utf8'));
const nodes = new Map<string, z.infer<typeof node>>();
const nodeOf = (file: string): z.infer<typeof node> => {
  const found = nodes.get(file) ?? node.parse(read(file));
  nodes.set(file, found);
  return found;
};
let lists: z.infer<typeof enums> | undefined;
const valuesOf = (name: string): readonly string[] => {
  lists ??= enums.parse(read('enum_types.json'));
  return lists.find((one) => one.name === name)?.values ?? [];
};

/** Of every list, whatever its document says. */
const OF_LISTS = ['limit', 'after', 'fields', 'access_token'];
/** Documented on the page of the edge on 2026-11-25, and missing in the document of the SDK. */
const BESIDE = { published_posts: ['since', 'until'], video_insights: [] } as Readonly<Record<string, readonly string[]>>;

/** The document of an object or of what an edge of it lists. */
const LISTED: Readonly<Record<string, string>> = {
  media: 'IGMedia.json',
  stories: 'IGMedia.json',
  published_posts: 'PagePost.json',
  video_reels: 'AdVideo.json',
  accounts: 'Page.json',
};
const INSIGHT_FIELDS = ['name', 'period', 'values', 'title', 'description', 'id', 'total_value'];

/** Asserts that each field of a list is one of the object's fields or edges, and so within braces. */
function checkFields(text: string, file: string, media = 'IGMedia.json'): void {
  const { fields, apis } = nodeOf(file);
  const names = [...fields.map(({ name }) => name), ...apis.filter(({ method }) => method === 'GET').map(({ endpoint }) => endpoint)];
  for (const field of readFields(text)) {
    expect(names, `${field.name} of ${file}`).toContain(field.name);
    if (field.name === 'insights') {
      for (const metric of field.arguments.get('metric')?.split(',') ?? []) checkContentMetric(metric, file);
      for (const { name } of field.fields ?? []) expect(INSIGHT_FIELDS).toContain(name);
    } else if (field.fields !== undefined) {
      checkFields(field.text, field.name === 'media' ? media : (LISTED[field.name] ?? file));
    }
  }
}

function checkContentMetric(metric: string, file: string): void {
  // The documents do not enumerate the metrics of Pages and posts.
  if (file === 'IGMedia.json') expect(valuesOf('shadowigmediainsights_metric_enum_param')).toContain(metric);
  if (file === 'IGMediaForIGOnlyAPI.json') expect(valuesOf('mediainsights_metric_enum_param')).toContain(metric);
}

/** Asserts that the parameters of an edge are those of its document. */
function checkParameters(query: URLSearchParams, edge: string, file: string): void {
  const api = nodeOf(file).apis.find(({ method, endpoint }) => method === 'GET' && endpoint === edge);
  expect(api, `${edge} of ${file}`).toBeDefined();
  const allowed = [...OF_LISTS, ...(BESIDE[edge] ?? []), ...(api?.params.map(({ name }) => name) ?? [])];
  for (const name of query.keys()) expect(allowed, `${name} of ${edge}`).toContain(name);
}

function checkAccountInsights(query: URLSearchParams, prefix: 'shadowiguserinsights' | 'userinsights'): void {
  for (const metric of query.get('metric')?.split(',') ?? []) expect(valuesOf(`${prefix}_metric_enum_param`)).toContain(metric);
  for (const name of ['breakdown', 'metric_type', 'period']) {
    const value = query.get(name);
    if (value !== null) expect(valuesOf(`${prefix}_${name}_enum_param`)).toContain(value);
  }
}

const window = { start: civilDate('2026-10-12'), end: civilDate('2026-10-20') };

/** What a daily pull asks, one item by item, a backfill and a poll of the stories. */
async function askedBy(connector: DeclaredConnector, settings: object): Promise<readonly Asked[]> {
  const rig = await metaRig(connector, smallWorld(1, 4));
  for (const task of ['daily', 'backfill', 'stories'] as const) await rig.pull({ task, window }, settings);
  // Where the list is too heavy with its items' insights, each is asked by itself.
  rig.platforms.faults.on('reduce-data', { times: 6 });
  rig.platforms.faults.on('product-mismatch', { times: 1 });
  await rig.pull({ task: 'daily', window }, settings);
  const urls = urlsAsked(rig);
  expect(urls.length).toBeGreaterThan(5);
  return urls.map((url) => {
    const [path = '', search = ''] = url.replace(/^\/?v\d+\.0\//, '').split('?');
    const [id = '', edge] = path.split('/');
    return { id, edge, query: new URLSearchParams(search) };
  });
}

interface Asked {
  readonly id: string;
  readonly edge: string | undefined;
  readonly query: URLSearchParams;
}

/** Asserts what is asked of an account, or of an item, by one of the doors. */
function checkInstagram({ id, edge, query }: Asked, user: string, media: string, prefix: 'shadowiguserinsights' | 'userinsights'): void {
  const isAccount = id.startsWith('178414');
  const file = isAccount ? user : media;
  if (edge !== undefined) checkParameters(query, edge, file);
  if (edge === undefined) checkFields((query.get('fields') ?? '').replace(/media\.limit\(\d+\)/, 'media'), file, media);
  else if (edge !== 'insights') checkFields(query.get('fields') ?? '', media);
  else if (isAccount) checkAccountInsights(query, prefix);
  else for (const metric of query.get('metric')?.split(',') ?? []) checkContentMetric(metric, media);
}

/** Asserts what is asked of a Page, of one of its posts, or of the list of all Pages. */
function checkFacebook({ id, edge, query }: Asked): void {
  const file = id === 'me' ? 'User.json' : id.includes('_') ? 'PagePost.json' : 'Page.json';
  if (edge !== undefined) checkParameters(query, edge, file);
  const fields = query.get('fields');
  if (fields !== null) checkFields(fields, edge === undefined ? file : (LISTED[edge] ?? file));
  const period = query.get('period');
  if (period !== null) expect(valuesOf('pageinsights_period_enum_param')).toContain(period);
}

describe.skipIf(specs === undefined)('what is asked of the Graph API stands in its documents', () => {
  it.each([
    ['facebook-login', 'IGUser.json', 'IGMedia.json', 'shadowiguserinsights'],
    ['instagram-login', 'IGUserForIGOnlyAPI.json', 'IGMediaForIGOnlyAPI.json', 'userinsights'],
  ] as const)('Instagram by %s', async (door, user, media, prefix) => {
    for (const asked of await askedBy(instagram, { door })) checkInstagram(asked, user, media, prefix);
  });

  it('Facebook', async () => {
    for (const asked of await askedBy(facebook, {})) checkFacebook(asked);
  });

  it('and nothing that ended on 2026-10-27: no root ids, no date_format, no ETag', async () => {
    for (const connector of [instagram, facebook]) {
      const rig = await metaRig(connector, smallWorld(1));
      await rig.pull();
      for (const url of urlsAsked(rig)) expect(url).not.toMatch(/[?&](ids|date_format|debug|pretty)=/);
      for (const { headers } of rig.platforms.calls()) expect(Object.keys(headers)).not.toContain('if-none-match');
    }
  });
});
