import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { civilDate } from '../../connectors/contract/period.js';
import { x } from '../../connectors/x/index.js';
import { secrets as xSecrets } from '../../connectors/x/tokens.js';
import { youtube } from '../../connectors/youtube/index.js';
import { secrets as youtubeSecrets } from '../../connectors/youtube/tokens.js';
import type { RecordedPlatformCall } from '../../sandbox/platforms/model.js';
import { backfillConnection } from '../../src/pipeline/sync.js';
import { account, channel, days, owner, post } from '../sandbox/platforms/clients.js';
import { openRig } from '../support/platforms.js';
import { readSpec } from '../support/specs.js';
import { pullAt } from './pulling.js';

interface Schema {
  readonly $ref?: string | undefined;
  readonly enum?: readonly string[] | undefined;
  readonly items?: Schema | undefined;
  readonly maxItems?: number | undefined;
  readonly maximum?: number | string | undefined;
  readonly format?: string | undefined;
  readonly properties?: Readonly<Record<string, Schema>> | undefined;
}

const schema: z.ZodType<Schema> = z.lazy(() =>
  z.object({
    $ref: z.string().optional(),
    enum: z.array(z.string()).optional(),
    items: schema.optional(),
    maxItems: z.number().optional(),
    maximum: z.union([z.number(), z.string()]).optional(),
    format: z.string().optional(),
    properties: z.record(z.string(), schema).optional(),
  }),
);
const parameter = z.union([z.object({ $ref: z.string() }), z.object({ name: z.string(), in: z.string(), required: z.boolean().optional(), schema })]);
const openApi = z.object({
  servers: z.array(z.object({ url: z.string() })),
  paths: z.record(z.string(), z.object({ get: z.object({ parameters: z.array(parameter).default([]) }).optional() })),
  components: z.object({
    parameters: z.record(z.string(), z.unknown()),
    schemas: z.record(z.string(), z.unknown()),
    securitySchemes: z.object({
      OAuth2UserToken: z.object({
        flows: z.object({ authorizationCode: z.object({ tokenUrl: z.string(), scopes: z.record(z.string(), z.string()) }) }),
      }),
    }),
  }),
});
const method = z.object({
  path: z.string(),
  httpMethod: z.string(),
  parameters: z.record(z.string(), schema.and(z.object({ required: z.boolean().optional() }))),
});
const discovery = z.object({
  rootUrl: z.string(),
  auth: z.object({ oauth2: z.object({ scopes: z.record(z.string(), z.unknown()) }) }),
  resources: z.record(z.string(), z.object({ methods: z.record(z.string(), method).default({}) })),
  schemas: z.record(z.string(), schema),
});

/** What both connectors send in two daily pulls and a backfill of everything that they can ask for. */
async function sent(): Promise<readonly RecordedPlatformCall[]> {
  const followers = Array.from({ length: 60 }, () => 10_000);
  const many = Array.from({ length: 130 }, (_, index) =>
    post(`18800000000000${String(index).padStart(5, '0')}`, new Date(Date.parse('2026-10-25T03:00:00Z') + index * 3_600_000).toISOString()),
  );
  const videos = many.map(
    (one, index) => ({ ...one, id: `v${String(index).padStart(10, '0')}`, kind: index % 2 === 0 ? 'short' : 'video' }) as const,
  );
  const accounts = [
    account('x', owner, 'DitjenPK', { days: days('2026-10-01', followers), posts: many }),
    account('youtube', channel, 'djpk', { days: days('2026-10-01', followers), posts: videos }),
  ];
  const connections = ['{ id: x, connector: x }', '{ id: youtube, connector: youtube }'];
  const rig = await openRig({ world: { accounts }, now: '2026-11-13T16:30:00Z', connections });
  for (const day of ['13', '14']) for (const id of ['x', 'youtube']) await pullAt(rig, `2026-11-${day}T16:30:00Z`, id);
  for (const connection of rig.connections) await backfillConnection(connection, civilDate('2026-10-10'), rig.deps);
  expect(rig.told).toEqual([]);
  return rig.platforms.calls();
}

const items = (text: string): readonly string[] => text.split(',');

/** What of a parameter's value its schema does not allow. */
function contradictions(value: string, { items: each, enum: names, maxItems, maximum, format }: Schema): readonly string[] {
  const values = each?.enum ?? names;
  const given = items(value);
  return [
    ...(values === undefined ? [] : given.filter((one) => !values.includes(one))),
    ...(maxItems !== undefined && given.length > maxItems ? [`${given.length} items`] : []),
    ...(maximum !== undefined && Number(value) > Number(maximum) ? [value] : []),
    ...(format === 'date-time' && Number.isNaN(Date.parse(value)) ? [value] : []),
  ];
}

describe('what the connector of X sends, beside the published specification', () => {
  const specification = openApi.parse(readSpec('x/openapi.json'));
  const { schemas, parameters, securitySchemes } = specification.components;
  const templateOf = (path: string): string => path.replace(/\/\d{5,}/, '/{id}');
  const parametersOf = (path: string) =>
    (specification.paths[templateOf(path)]?.get?.parameters ?? []).map((one) => {
      const found = '$ref' in one ? parameter.parse(parameters[one.$ref.replace('#/components/parameters/', '')]) : one;
      if ('$ref' in found) throw new Error('A parameter refers to another one.');
      return found;
    });
  const propertiesOf = (name: string): readonly string[] => Object.keys(schema.parse(schemas[name]).properties ?? {});

  it('goes to paths that it has, by GET, with parameters, fields and numbers of ids that it has', async () => {
    const calls = await sent();
    const asked = calls.filter(({ host, path }) => host === 'x' && path !== '/2/oauth2/token');
    expect(new Set(asked.map(({ path }) => templateOf(path)))).toEqual(
      new Set(['/2/users', '/2/users/{id}/tweets', '/2/tweets', '/2/tweets/analytics']),
    );
    expect(new Set(asked.map(({ method: verb }) => verb))).toEqual(new Set(['GET']));
    for (const { path, query } of asked) {
      const known = parametersOf(path).filter((one) => one.in === 'query');
      expect(known.filter(({ name, required }) => required === true && !query.has(name))).toEqual([]);
      for (const [name, value] of query) {
        const found = known.find((one) => one.name === name);
        expect(found === undefined ? [`${path} ${name}`] : contradictions(value, found.schema)).toEqual([]);
      }
    }
  });

  it('reads fields that it has', () => {
    expect(propertiesOf('Post')).toEqual(expect.arrayContaining(['id', 'text', 'created_at', 'public_metrics', 'edit_history_post_ids']));
    expect(propertiesOf('PostPublicMetrics')).toEqual(
      expect.arrayContaining(['impression_count', 'like_count', 'reply_count', 'repost_count', 'bookmark_count']),
    );
    expect(propertiesOf('UserPublicMetrics')).toEqual(expect.arrayContaining(['followers_count', 'post_count']));
    const buckets = schema.parse(schemas.AnalyticsTimestampedMetrics).items?.properties ?? {};
    expect(Object.keys(buckets)).toEqual(expect.arrayContaining(['timestamp', 'metrics']));
    expect(Object.keys(buckets.metrics?.properties ?? {})).toContain('impressions');
  });

  it('has its address and that of its tokens, and asks people for scopes that there are', () => {
    expect(specification.servers.map(({ url }) => url)).toContain(x.hosts.api);
    const { tokenUrl, scopes } = securitySchemes.OAuth2UserToken.flows.authorizationCode;
    expect(tokenUrl).toBe(`${x.hosts.api}/2/oauth2/token`);
    const named = xSecrets.flatMap(({ explanation }) => explanation.match(/\b[a-z]+\.[a-z]+\b/g) ?? []);
    expect(named.length).toBeGreaterThan(0);
    expect(named.filter((scope) => !(scope in scopes))).toEqual([]);
  });
});

describe("what the connector of YouTube sends, beside Google's discovery documents", () => {
  const data = discovery.parse(readSpec('google/youtube.v3.json'));
  const analytics = discovery.parse(readSpec('google/youtubeAnalytics.v2.json'));
  const methods = [data, analytics].flatMap(({ resources }) => Object.values(resources).flatMap((resource) => Object.values(resource.methods)));
  const resourceOf: Readonly<Record<string, string>> = {
    '/youtube/v3/channels': 'Channel',
    '/youtube/v3/playlistItems': 'PlaylistItem',
    '/youtube/v3/videos': 'Video',
  };
  const propertiesOf = (name: string): Readonly<Record<string, Schema>> => data.schemas[name]?.properties ?? {};

  it('goes to paths that they have, with parameters, parts and sizes that they have', async () => {
    const calls = await sent();
    const asked = calls.filter(({ host }) => host === 'youtube' || host === 'youtube-analytics');
    expect(new Set(asked.map(({ path }) => path))).toEqual(new Set([...Object.keys(resourceOf), '/v2/reports']));
    for (const { method: verb, path, query } of asked) {
      const found = methods.find((one) => `/${one.path}` === path && one.httpMethod === verb);
      expect(found, path).toBeDefined();
      const known = found?.parameters ?? {};
      expect([...query.keys()].filter((name) => known[name] === undefined)).toEqual([]);
      expect(Object.entries(known).filter(([name, { required }]) => required === true && !query.has(name))).toEqual([]);
      const most = known.maxResults?.maximum;
      if (most !== undefined && query.has('maxResults')) expect(Number(query.get('maxResults'))).toBeLessThanOrEqual(Number(most));
      const parts = Object.keys(propertiesOf(resourceOf[path] ?? ''));
      if (query.has('part')) expect(items(query.get('part') ?? '').filter((part) => !parts.includes(part))).toEqual([]);
      if (query.has('id')) expect(items(query.get('id') ?? '').length).toBeLessThanOrEqual(50);
    }
  });

  it('reads fields that they have', () => {
    expect(Object.keys(propertiesOf('ChannelStatistics'))).toEqual(
      expect.arrayContaining(['subscriberCount', 'hiddenSubscriberCount', 'videoCount']),
    );
    expect(propertiesOf('ChannelStatistics').subscriberCount?.format).toBe('uint64');
    expect(Object.keys(propertiesOf('ChannelContentDetails').relatedPlaylists?.properties ?? {})).toContain('uploads');
    expect(Object.keys(propertiesOf('PlaylistItemContentDetails'))).toEqual(expect.arrayContaining(['videoId', 'videoPublishedAt']));
    expect(Object.keys(propertiesOf('VideoStatistics'))).toEqual(expect.arrayContaining(['viewCount', 'likeCount', 'commentCount']));
    expect(Object.keys(propertiesOf('VideoContentDetails'))).toContain('duration');
    expect(Object.keys(propertiesOf('VideoSnippet'))).toEqual(expect.arrayContaining(['publishedAt', 'title']));
    expect(Object.keys(propertiesOf('ChannelSnippet'))).toContain('publishedAt');
    expect(Object.keys(analytics.schemas.QueryResponse?.properties ?? {})).toEqual(expect.arrayContaining(['columnHeaders', 'rows']));
  });

  it('has their addresses, and asks people for scopes that there are', () => {
    expect(`${youtube.hosts.data}/`).toBe(data.rootUrl);
    expect(`${youtube.hosts.analytics}/`).toBe(analytics.rootUrl);
    const scopes = [data, analytics].flatMap(({ auth }) => Object.keys(auth.oauth2.scopes)).map((scope) => scope.split('/').at(-1));
    const named = youtubeSecrets.flatMap(({ explanation }) => explanation.match(/\b[a-z-]+\.readonly\b/g) ?? []);
    expect(named).toEqual(['youtube.readonly', 'yt-analytics.readonly']);
    expect(named.filter((scope) => !scopes.includes(scope))).toEqual([]);
  });
});
