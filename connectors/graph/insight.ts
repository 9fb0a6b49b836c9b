import { z } from 'zod';

const cell = z.object({ value: z.unknown(), end_time: z.string().optional() });
const results = z.array(z.object({ dimension_values: z.array(z.string()), value: z.unknown() }));

/** One metric of an insights answer. What stands under `value` is a number, an object of numbers, or an empty list, as the metric pleases. */
export const insight = z.object({
  name: z.string(),
  values: z.array(cell).optional(),
  total_value: z.object({ value: z.unknown().optional(), breakdowns: z.array(z.object({ results: results.optional() })).optional() }).optional(),
  link_total_values: z.array(z.object({ value: z.unknown() })).optional(),
});

/** One metric of an insights answer. */
export type Insight = z.infer<typeof insight>;

/** An insights answer; its `paging` leads into the past and the future for ever, and is not read. */
export const insights = z.object({ data: z.array(insight) });

/** An id, which some answers give as a number. */
export const graphId = z.union([z.string().min(1), z.number().int().transform(String)]);

/** A moment such as `2026-10-05T07:00:00+0000`. */
export const graphMoment = z.string().refine((text) => !Number.isNaN(Date.parse(text)), 'is no moment');

/** The insights of an answer by the names of their metrics. */
export const byName = (list: readonly Insight[]): ReadonlyMap<string, Insight> => new Map(list.map((one) => [one.name, one]));

/** The figure that a value is. `absent` for an empty object or list, which stands for no data; `malformed` for anything that is no number. */
export function figureOf(value: unknown): number | 'absent' | 'malformed' {
  if (typeof value === 'number') return Number.isFinite(value) ? value : 'malformed';
  if (typeof value === 'string') return /^-?\d{1,15}$/.test(value) ? Number(value) : 'malformed';
  if (value === undefined || value === null) return 'absent';
  return typeof value === 'object' && Object.keys(value).length === 0 ? 'absent' : 'malformed';
}

/** The sum of the figures of an object by kind, such as reactions; an empty object or list is zero of each kind. */
export function sumOf(value: unknown): number | 'absent' | 'malformed' {
  if (typeof value !== 'object' || value === null) return figureOf(value);
  const parts = Object.values(value).map(figureOf);
  return parts.reduce<number | 'malformed'>((sum, part) => (typeof sum === 'number' && typeof part === 'number' ? sum + part : 'malformed'), 0);
}

/** A figure that stands for itself: a lifetime value or a total, in whichever of the places the platform writes it to. */
export function wholeFigure(one: Insight | undefined): number | 'absent' | 'malformed' {
  const links = one?.link_total_values;
  const value = one?.total_value?.value ?? one?.values?.at(-1)?.value;
  return value === undefined && links !== undefined ? sumOf(links.map((link) => link.value)) : figureOf(value);
}

/** The figure of one value of a breakdown. */
export function brokenDown(one: Insight | undefined, dimension: string): number | 'absent' | 'malformed' {
  const rows = one?.total_value?.breakdowns?.flatMap((breakdown) => breakdown.results ?? []) ?? [];
  return figureOf(rows.find(({ dimension_values: values }) => values.includes(dimension))?.value);
}
