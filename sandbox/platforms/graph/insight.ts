import { invalid } from './errors.js';
import { type Part, spread } from './shares.js';

/** One metric of an answer of insights. */
export interface Insight {
  readonly name: string;
  readonly period: string;
  readonly values?: readonly unknown[];
  readonly total_value?: unknown;
  /** only in the case `value-shapes` */
  readonly link_total_values?: readonly unknown[];
  readonly title: string;
  readonly description: string;
  readonly id: string;
}

/** An insight of an object, with its title. */
export function insight(id: string, name: string, period: string, figures: Pick<Insight, 'values' | 'total_value'>): Insight {
  const title = titleOf(name);
  return { name, period, ...figures, title, description: `${title}.`, id: `${id}/insights/${name}/${period}` };
}

const titles = new Map<string, string>();

function titleOf(name: string): string {
  const known = titles.get(name);
  if (known !== undefined) return known;
  const words = name.replaceAll('_', ' ');
  const title = `${words.slice(0, 1).toUpperCase()}${words.slice(1)}`;
  titles.set(name, title);
  return title;
}

/** A total with its parts by one or two dimensions, or alone. */
export function totalValue(value: number | undefined, dimensions: readonly string[], parts?: readonly Part[]): unknown {
  const total = value === undefined ? {} : { value };
  if (dimensions.length === 0) return total;
  const shown = parts ?? (value === undefined ? undefined : spread(value, dimensions));
  const results = shown?.map((part) => ({ dimension_values: part.dimensions, value: part.value }));
  return { ...total, breakdowns: [{ dimension_keys: dimensions, ...(results === undefined ? {} : { results }) }] };
}

/** The values of a parameter that holds a list: `a,b` or `["a","b"]`. */
export function readList(parameters: ReadonlyMap<string, string>, name: string): readonly string[] {
  const text = parameters.get(name)?.trim() ?? '';
  return text
    .replace(/^\[(.*)\]$/s, '$1')
    .split(',')
    .map((one) => one.trim().replace(/^"(.*)"$/, '$1'))
    .filter((one) => one !== '');
}

/** Refuses the first value that is none of those allowed. */
export function requireOneOf(name: string, values: readonly string[], allowed: readonly string[]): void {
  for (const [index, value] of values.entries())
    if (!allowed.includes(value)) throw invalid(`${name}[${index}] must be one of the following values: ${allowed.join(', ')}`);
}
