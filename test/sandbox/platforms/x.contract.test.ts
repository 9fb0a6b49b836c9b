import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Platforms } from '../../../sandbox/platforms/server.js';
import { PARAMETERS } from '../../../sandbox/platforms/x/parameters.js';
import { account, credentials, open, owner, post, type XClient, xClient } from './clients.js';

/** The parts of a schema of OpenAPI 3.0 that the answers use. */
interface Schema {
  readonly $ref?: string;
  readonly type?: 'object' | 'array' | 'string' | 'integer' | 'boolean' | 'number';
  readonly nullable?: boolean;
  readonly enum?: readonly unknown[];
  readonly format?: string;
  readonly required?: readonly string[];
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly items?: Schema;
  readonly oneOf?: readonly Schema[];
}

interface Operation {
  readonly parameters?: readonly { readonly name?: string; readonly in?: string; readonly $ref?: string }[];
  readonly responses: Readonly<Record<string, { readonly content: Readonly<Record<string, { readonly schema: Schema }>> }>>;
}

interface Specification {
  readonly paths: Readonly<Record<string, { readonly get?: Operation }>>;
  readonly components: {
    readonly schemas: Readonly<Record<string, Schema>>;
    readonly parameters: Readonly<Record<string, { readonly name: string }>>;
  };
}

const KNOWN = new Set([
  '$ref',
  'type',
  'nullable',
  'enum',
  'format',
  'required',
  'properties',
  'items',
  'oneOf',
  'description',
  'discriminator',
  'minItems',
  'maxItems',
]);

/** What contradicts the specification, by place. Unlike JSON Schema, a name that the specification does not have is a contradiction too. */
function contradictions(value: unknown, schema: Schema, specification: Specification, place = '$'): readonly string[] {
  const unread = Object.keys(schema).filter((name) => !KNOWN.has(name));
  if (unread.length > 0) return [`${place}: the walker does not know ${unread.join(', ')}`];
  if (schema.$ref !== undefined) {
    const target = specification.components.schemas[schema.$ref.replace('#/components/schemas/', '')];
    return target === undefined ? [`${place}: ${schema.$ref} is missing`] : contradictions(value, target, specification, place);
  }
  if (schema.oneOf !== undefined) {
    const all = schema.oneOf.map((one) => contradictions(value, one, specification, place));
    return all.some((found) => found.length === 0) ? [] : [`${place}: fits none of ${all.length}: ${all.map((found) => found[0]).join(' | ')}`];
  }
  if (value === null) return schema.nullable === true ? [] : [`${place}: null`];
  if (schema.type === 'array') {
    if (!Array.isArray(value)) return [`${place}: no array`];
    return value.flatMap((item, index) => contradictions(item, schema.items ?? {}, specification, `${place}[${index}]`));
  }
  return schema.type === 'object' ? ofObject(value, schema, specification, place) : ofScalar(value, schema, place);
}

function ofScalar(value: unknown, schema: Schema, place: string): readonly string[] {
  if (schema.enum !== undefined && !schema.enum.includes(value)) return [`${place}: ${String(value)} is not in the list`];
  if (schema.type === 'integer') return Number.isInteger(value) ? [] : [`${place}: no integer`];
  if (schema.format === 'date-time' && Number.isNaN(Date.parse(String(value)))) return [`${place}: no date-time`];
  return schema.type === undefined || typeof value === schema.type ? [] : [`${place}: no ${schema.type}`];
}

function ofObject(value: unknown, schema: Schema, specification: Specification, place: string): readonly string[] {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return [`${place}: no object`];
  const missing = (schema.required ?? []).filter((name) => !(name in value)).map((name) => `${place}.${name}: missing`);
  if (schema.properties === undefined) return missing;
  const { properties } = schema;
  return [
    ...missing,
    ...Object.entries(value).flatMap(([name, item]) => {
      const known = properties[name];
      return known === undefined ? [`${place}.${name}: not in the specification`] : contradictions(item, known, specification, `${place}.${name}`);
    }),
  ];
}

const folder = process.env.PANTAU_SPECS;
const file = folder === undefined ? undefined : join(folder, 'x/openapi.json');
const isThere = file !== undefined && existsSync(file);
if (!isThere) console.warn('The published specification of X is not there: set PANTAU_SPECS to the folder that holds x/openapi.json.');

const ALL_USER = 'created_at,description,id,name,username,protected,public_metrics,verified,verified_type';
const ALL_POST = 'created_at,conversation_id,id,lang,non_public_metrics,organic_metrics,possibly_sensitive,public_metrics,text';

describe.skipIf(!isThere)('the stand-in of X beside its published specification (2.167)', () => {
  const specification = isThere
    ? (JSON.parse(readFileSync(file, 'utf8')) as Specification)
    : { paths: {}, components: { schemas: {}, parameters: {} } };
  let platforms: Platforms;
  let x: XClient;
  beforeAll(async () => {
    const posts = [post('1880000000000000001', '2024-01-10T08:00:00.000Z'), post('1880000000000000003', '2024-02-28T12:00:00.000Z')];
    platforms = await open([account('x', owner, 'DitjenPK', { posts }), account('x', '2244994947', 'Sepi')], '2024-03-01T02:00:00.000Z');
    x = xClient(platforms);
  });
  afterAll(() => platforms.close());

  const operation = (path: string): Operation => {
    const found = specification.paths[path]?.get;
    if (found === undefined) throw new Error(`The specification has no GET ${path}.`);
    return found;
  };
  const check = (body: unknown, path: string, status = '200', type = 'application/json'): readonly string[] =>
    contradictions(body, operation(path).responses[status]?.content[type]?.schema ?? { $ref: 'absent' }, specification);

  const range = { start_time: '2024-02-27T00:00:00Z', end_time: '2024-03-02T00:00:00Z' };
  it.each([
    ['/2/users', '/2/users', { ids: `${owner},1`, 'user.fields': ALL_USER, 'post.fields': 'id' }],
    ['/2/users/by', '/2/users/by', { usernames: 'DitjenPK,tidak_ada', 'user.fields': ALL_USER, 'post.fields': 'id' }],
    ['/2/users/me', '/2/users/me', { 'user.fields': ALL_USER, 'post.fields': 'id' }],
    [
      `/2/users/${owner}/tweets`,
      '/2/users/{id}/tweets',
      { 'post.fields': ALL_POST, 'user.fields': ALL_USER, expansions: 'author_id,edit_history_post_ids' },
    ],
    ['/2/users/2244994947/tweets', '/2/users/{id}/tweets', { 'post.fields': ALL_POST }],
    ['/2/tweets', '/2/tweets', { ids: '1880000000000000001,1880000000000000003,7', 'post.fields': ALL_POST }],
    ['/2/tweets/analytics', '/2/tweets/analytics', { ids: '1880000000000000003,7', granularity: 'daily', ...range }],
    ['/2/tweets/analytics', '/2/tweets/analytics', { ids: '1880000000000000003', granularity: 'weekly', ...range }],
  ])('answers %s as %s says, in the newer vocabulary', async (path, published, query) => {
    const { status, json } = await x.get(path, query as Readonly<Record<string, string>>);
    expect(status).toBe(200);
    expect(check(json, published)).toEqual([]);
  });

  it('answers an edited post with its earlier version as the specification says', async () => {
    platforms.faults.on('moved-and-deleted-posts', { times: 1 });
    const { json } = await x.get(`/2/users/${owner}/tweets`, { 'post.fields': ALL_POST, expansions: 'edit_history_post_ids' });
    expect(json.includes.posts).toHaveLength(1);
    expect(check(json, '/2/users/{id}/tweets')).toEqual([]);
  });

  it('answers the usage of 90 days as the specification says', async () => {
    const fields = 'cap_reset_day,daily_client_app_usage,daily_project_usage,project_cap,project_id,project_usage';
    const { json } = await x.get('/2/usage/tweets', { days: '90', 'usage.fields': fields }, credentials.x.bearer);
    expect(check(json, '/2/usage/tweets')).toEqual([]);
  });

  it('contradicts it in the older vocabulary, at the renamed names and nowhere else', async () => {
    const { json } = await x.get('/2/tweets', { ids: '1880000000000000003', 'tweet.fields': 'public_metrics,created_at' });
    expect(check(json, '/2/tweets')).toEqual([
      '$.data[0].edit_history_tweet_ids: not in the specification',
      '$.data[0].public_metrics.repost_count: missing',
      '$.data[0].public_metrics.retweet_count: not in the specification',
    ]);
    const users = await x.get('/2/users', { ids: owner, 'user.fields': 'public_metrics' });
    expect(check(users.json, '/2/users')).toEqual([
      '$.data[0].public_metrics.post_count: missing',
      '$.data[0].public_metrics.tweet_count: not in the specification',
    ]);
  });

  it('tells refused private figures as the specification does', async () => {
    const { json } = await x.get('/2/tweets', { ids: '1880000000000000001', 'post.fields': 'non_public_metrics' });
    expect(json.errors).toHaveLength(1);
    expect(check(json, '/2/tweets')).toEqual([]);
  });

  it('takes no parameter that the specification does not name, but for the older vocabulary', () => {
    const places = {
      users: '/2/users',
      usersBy: '/2/users/by',
      me: '/2/users/me',
      timeline: '/2/users/{id}/tweets',
      posts: '/2/tweets',
      analytics: '/2/tweets/analytics',
      usage: '/2/usage/tweets',
    } as const;
    for (const [name, path] of Object.entries(places) as [keyof typeof places, string][]) {
      const published = (operation(path).parameters ?? []).map((one) =>
        one.$ref === undefined ? one.name : specification.components.parameters[one.$ref.replace('#/components/parameters/', '')]?.name,
      );
      expect(Object.keys(PARAMETERS[name]).filter((taken) => taken !== 'tweet.fields' && !published.includes(taken))).toEqual([]);
    }
  });
});
