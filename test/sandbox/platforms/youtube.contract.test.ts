import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Platforms } from '../../../sandbox/platforms/server.js';
import { PARAMETERS } from '../../../sandbox/platforms/youtube/parameters.js';
import { account, channel, days, open, post, type YouTubeClient, youTubeClient } from './clients.js';

/** The parts of a schema of Google's discovery documents that the answers use. */
interface Schema {
  readonly $ref?: string;
  readonly type?: 'object' | 'array' | 'string' | 'integer' | 'boolean' | 'number' | 'any';
  readonly format?: string;
  readonly enum?: readonly string[];
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly items?: Schema;
}

interface Method {
  readonly response: Schema;
  readonly parameters: Readonly<Record<string, { readonly required?: boolean; readonly maximum?: string }>>;
}

interface Discovery {
  readonly schemas: Readonly<Record<string, Schema>>;
  readonly parameters: Readonly<Record<string, unknown>>;
  readonly resources: Readonly<Record<string, { readonly methods: Readonly<Record<string, Method>> }>>;
}

/** What contradicts the document, by place; a name that it does not have is a contradiction. */
function contradictions(value: unknown, schema: Schema, discovery: Discovery, place = '$'): readonly string[] {
  if (schema.$ref !== undefined) {
    const target = discovery.schemas[schema.$ref];
    return target === undefined ? [`${place}: ${schema.$ref} is missing`] : contradictions(value, target, discovery, place);
  }
  if (schema.type === 'any') return [];
  if (schema.type === 'array') {
    if (!Array.isArray(value)) return [`${place}: no array`];
    return value.flatMap((item, index) => contradictions(item, schema.items ?? { type: 'any' }, discovery, `${place}[${index}]`));
  }
  if (schema.type === 'object') {
    if (typeof value !== 'object' || value === null || Array.isArray(value)) return [`${place}: no object`];
    return Object.entries(value).flatMap(([name, item]) => {
      const known = schema.properties?.[name];
      return known === undefined ? [`${place}.${name}: not in the document`] : contradictions(item, known, discovery, `${place}.${name}`);
    });
  }
  return ofText(value, schema, place);
}

const FORMATS: Readonly<Record<string, RegExp>> = {
  uint64: /^\d{1,20}$/,
  int64: /^-?\d{1,19}$/,
  'date-time': /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(\.\d+)?Z$/,
  'google-datetime': /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(\.\d+)?Z$/,
  'google-duration': /^\d+(\.\d+)?s$/,
};

function ofText(value: unknown, schema: Schema, place: string): readonly string[] {
  if (schema.type === 'integer') return Number.isInteger(value) ? [] : [`${place}: no integer`];
  if (typeof value !== schema.type) return [`${place}: no ${schema.type}`];
  if (schema.enum !== undefined && !schema.enum.includes(String(value))) return [`${place}: ${String(value)} is not in the list`];
  const format = schema.format === undefined ? undefined : FORMATS[schema.format];
  return format === undefined || format.test(String(value)) ? [] : [`${place}: no ${schema.format}`];
}

const folder = process.env.PANTAU_SPECS;
const names = ['google/youtube.v3.json', 'google/youtubeAnalytics.v2.json'];
const files = folder === undefined ? [] : names.map((name) => join(folder, name)).filter((file) => existsSync(file));
const isThere = files.length === names.length;
if (!isThere) console.warn(`Google's discovery documents are not there: set PANTAU_SPECS to the folder that holds ${names.join(' and ')}.`);

describe.skipIf(!isThere)("the stand-in of YouTube beside Google's discovery documents", () => {
  const [data, analytics] = files.map((file) => JSON.parse(readFileSync(file, 'utf8')) as Discovery) as [Discovery, Discovery];
  const uploads = channel.replace('UC', 'UU');
  let platforms: Platforms;
  let tube: YouTubeClient;
  beforeAll(async () => {
    const posts = [
      post('v0000000001', '2024-02-10T08:00:00.000Z', { kind: 'short' }),
      post('v0000000002', '2024-02-20T08:00:00.000Z', { kind: 'video', deletedAt: '2024-02-29T12:00:00.000Z' }),
      post('v0000000003', '2024-02-28T20:00:00.000Z', { kind: 'video' }),
    ];
    const followers = Array.from({ length: 30 }, (_, index) => 12_340 + index);
    platforms = await open([account('youtube', channel, 'djpkkemenkeu', { posts, days: days('2024-02-10', followers) })], '2024-03-01T02:00:00.000Z');
    tube = youTubeClient(platforms);
  });
  afterAll(() => platforms.close());

  const method = (discovery: Discovery, resource: string, name: string): Method => {
    const found = discovery.resources[resource]?.methods[name];
    if (found === undefined) throw new Error(`The document has no ${resource}.${name}.`);
    return found;
  };

  it.each([
    ['channels', 'list', '/channels', { id: channel, part: PARAMETERS.channels.parts.join(',') }],
    ['playlistItems', 'list', '/playlistItems', { playlistId: uploads, maxResults: '2', part: PARAMETERS.playlistItems.parts.join(',') }],
    ['videos', 'list', '/videos', { id: 'v0000000001,v0000000003', part: PARAMETERS.videos.parts.join(',') }],
    ['videos', 'batchGetStats', '/videos:batchGetStats', { id: 'v0000000001,v0000000003', part: PARAMETERS.stats.parts.join(',') }],
    ['search', 'list', '/search', { channelId: channel, order: 'date', type: 'video', part: PARAMETERS.search.parts.join(',') }],
  ])('answers %s.%s as the document says', async (resource, name, path, query) => {
    const { status, json } = await tube.data(path, query as Readonly<Record<string, string>>);
    expect(status).toBe(200);
    expect(json.items.length).toBeGreaterThan(0);
    // The related playlists are an object whose names the document leaves to its text.
    const found = contradictions(json, method(data, resource, name).response, data).filter((line) => !line.includes('.relatedPlaylists.'));
    expect(found).toEqual([]);
  });

  it('answers a report as the document says', async () => {
    const { json } = await tube.report({ startDate: '2024-02-20', endDate: '2024-02-29', metrics: 'views,subscribersGained', dimensions: 'day' });
    expect(json.rows.length).toBeGreaterThan(0);
    expect(contradictions(json, method(analytics, 'reports', 'query').response, analytics)).toEqual([]);
  });

  it('takes or declines every parameter of the documents, and knows no other', () => {
    const places = [
      [PARAMETERS.channels, data, 'channels', 'list'],
      [PARAMETERS.playlistItems, data, 'playlistItems', 'list'],
      [PARAMETERS.videos, data, 'videos', 'list'],
      [PARAMETERS.stats, data, 'videos', 'batchGetStats'],
      [PARAMETERS.reports, analytics, 'reports', 'query'],
    ] as const;
    for (const [table, discovery, resource, name] of places) {
      const published = Object.keys(method(discovery, resource, name).parameters);
      expect([...table.names, ...table.without].toSorted()).toEqual(published.toSorted());
    }
    const searched = Object.keys(method(data, 'search', 'list').parameters);
    expect([...PARAMETERS.search.names, ...PARAMETERS.search.without].filter((name) => !searched.includes(name))).toEqual([]);
  });

  it('wants a part exactly where the document does', () => {
    const required = (resource: string, name: string) => method(data, resource, name).parameters.part?.required === true;
    expect([PARAMETERS.channels, PARAMETERS.playlistItems, PARAMETERS.videos, PARAMETERS.stats].map(({ partRequired }) => partRequired)).toEqual([
      required('channels', 'list'),
      required('playlistItems', 'list'),
      required('videos', 'list'),
      required('videos', 'batchGetStats'),
    ]);
  });
});
