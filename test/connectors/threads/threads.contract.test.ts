import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import type { Instant } from '../../../connectors/contract/period.js';
import { daySeries } from '../../../connectors/graph/day-values.js';
import { insights } from '../../../connectors/graph/insight.js';
import { capabilities } from '../../../connectors/threads/capabilities.js';
import { thread } from '../../../connectors/threads/schema.js';
import { seededWorld } from '../../../sandbox/platforms/seeded-world.js';
import { openRig } from '../../support/platforms.js';
import { pullAt } from '../pulling.js';

interface Item {
  readonly request?: { readonly method: string; readonly url: string | { readonly raw: string } };
  readonly response?: readonly { readonly body?: string | null }[];
  readonly item?: readonly Item[];
}
const item: z.ZodType<Item> = z.lazy(() =>
  z.object({
    request: z.object({ method: z.string(), url: z.union([z.string(), z.object({ raw: z.string() })]) }).optional(),
    response: z.array(z.object({ body: z.string().nullish() })).optional(),
    item: z.array(item).optional(),
  }),
) as z.ZodType<Item>;
const collection = z.object({ item: z.array(item), variable: z.array(z.object({ key: z.string(), value: z.string() })) });

const { item: items, variable } = collection.parse(
  JSON.parse(readFileSync(join(process.env.PANTAU_SPECS ?? '', 'threads', 'threads-api.postman_collection.json'), 'utf8')),
);
const flat = (list: readonly Item[]): readonly Item[] => list.flatMap((one) => [one, ...flat(one.item ?? [])]);
const addressOf = ({ request }: Item): string => (typeof request?.url === 'string' ? request.url : (request?.url.raw ?? ''));
const documented = flat(items).filter(({ request }) => request?.method === 'GET');
const listed = (key: string): readonly string[] => (variable.find((one) => one.key === key)?.value ?? '').split(',');
const example = (path: string): unknown =>
  JSON.parse(documented.find((one) => addressOf(one).includes(path) && one.response?.[0]?.body)?.response?.[0]?.body ?? 'null');

describe("Threads beside Meta's sample collection (2026-01-02)", () => {
  it('asks for addresses, fields and metrics that the collection names, and nothing else', async () => {
    const world = seededWorld({
      seed: 5,
      firstDay: '2026-10-01',
      lastDay: '2026-11-20',
      accountsPerPlatform: 1,
      postsPerDay: 1,
      platforms: ['threads'],
    });
    const rig = await openRig({ world, now: '2026-11-12T16:30:00Z' });
    await pullAt(rig, '2026-11-12T16:30:00Z');
    await pullAt(rig, '2026-11-13T17:30:00Z');
    const paths = documented.map((one) => addressOf(one).replace('{{api_host}}', '').replace(/\?.*/, '').replace('{{thread_id}}', 'ID'));
    const calls = rig.platforms.calls('threads');
    expect(new Set(calls.map(({ path }) => path.replace(/\/\d+\//, '/ID/'))).size).toBe(5);
    for (const { path, query } of calls) {
      expect(paths).toContain(path.replace('/v1.0', '').replace(/\/\d+\//, '/ID/'));
      const known = path.endsWith('/threads') ? listed('fields_threads') : listed('fields_profile');
      for (const field of query.get('fields')?.split(',') ?? []) expect(known).toContain(field);
      const metrics = path.endsWith('threads_insights') ? listed('metrics_account') : listed('metrics_post');
      for (const metric of query.get('metric')?.split(',') ?? []) expect(metrics).toContain(metric);
    }
  });

  it('reads the documented answers', () => {
    const account = insights.parse(example('/me/threads_insights?metric={{metrics_account}}'));
    const views = daySeries(
      account.data.find(({ name }) => name === 'views'),
      '2026-11-25T00:00:00.000Z' as Instant,
    );
    expect([...views.values.keys()]).toEqual(['2024-09-15', '2024-09-16']);
    const post = insights.parse(example('/{{thread_id}}/insights'));
    // The example is older than `shares`, which the collection names among the metrics.
    expect(post.data.map(({ name }) => name)).toEqual(listed('metrics_post').filter((name) => name !== 'shares'));
    const posts = z.object({ data: z.array(thread) }).parse(example('/me/threads?fields={{fields_threads}}&limit=50'));
    expect(posts.data[0]).toMatchObject({ media_type: 'TEXT_POST', timestamp: '2024-09-12T23:17:39+0000' });
  });

  it('has no metric in its table that the collection does not name', () => {
    const all = [...listed('metrics_account'), ...listed('metrics_post')];
    for (const { fields } of Object.values(capabilities)) for (const field of fields) expect(all).toContain(field);
  });
});
