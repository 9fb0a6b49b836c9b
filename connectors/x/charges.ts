import { z } from 'zod';
import type { Charge, HttpAnswer, HttpRequest } from '../contract/http.js';
import { CREDITS } from './limits.js';

const ids = z.array(z.object({ id: z.string() })).default([]);
const listed = z.object({ data: ids, includes: z.object({ posts: ids, tweets: ids }).optional() });

/** What a call really cost: only a timeline says beforehand nothing but the most that it can be. A failed call is not charged. */
export function used(answer: HttpAnswer, request: HttpRequest): readonly Charge[] {
  if (answer.status < 200 || answer.status >= 300) return [];
  const charges = request.charges ?? [];
  const [most] = charges;
  if (most === undefined || most.resource !== undefined) return charges;
  const price = most.units / Number(request.query?.max_results ?? 1);
  const posts = listed.safeParse(answer.json);
  if (!posts.success) return charges;
  // Earlier versions of edited posts come along, and are charged as well.
  const { data, includes } = posts.data;
  return [...data, ...(includes?.posts ?? []), ...(includes?.tweets ?? [])].map(({ id }) => ({
    bucket: CREDITS,
    units: price,
    resource: `post:${id}`,
  }));
}
