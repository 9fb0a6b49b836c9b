import type { Layout } from '../contract/layout.js';
import { nearestNames } from '../contract/nearest.js';
import { content } from './content.js';
import { entries } from './entries.js';
import { observations } from './observations.js';
import { snapshots } from './snapshots.js';

/** Every layout that Pantau knows, sorted by id. */
export const LAYOUTS: readonly Layout[] = [content, entries, observations, snapshots];

/** The layout whose header this is; undefined where there is none. */
export const layoutOf = (header: readonly string[]): Layout | undefined => LAYOUTS.find((layout) => layout.recognises(header));

/** A sentence on a header that no layout recognises: what is wrong with it, and the headers that are known. */
export function unknownHeader(header: readonly string[]): string {
  const known = LAYOUTS.map((layout) => `${layout.columns.join(',')}${layout.optionalColumns.map((column) => ` (and perhaps ${column})`).join('')}`);
  return `${whatIsWrong(header)} The first line must be one of: ${known.map((line) => `"${line}"`).join('; ')}.`;
}

function whatIsWrong(header: readonly string[]): string {
  const twice = header.find((column, index) => header.indexOf(column) !== index);
  if (twice !== undefined) return `The column "${twice.slice(0, 60)}" stands twice in the header.`;
  const [single] = header;
  if (header.length === 1 && single !== undefined && /[;\t|]/.test(single)) {
    return 'The cells are not parted by commas. Save the file as CSV with commas.';
  }
  const closest = LAYOUTS.map((layout) => ({ layout, shared: layout.columns.filter((column) => header.includes(column)).length }))
    .filter(({ layout, shared }) => shared * 2 >= layout.columns.length)
    .sort((a, b) => b.shared - a.shared)[0]?.layout;
  if (closest === undefined) return 'The first line is not a header that Pantau knows.';
  const missing = closest.columns.filter((column) => !header.includes(column));
  const unknown = header.filter((column) => !closest.columns.includes(column) && !closest.optionalColumns.includes(column));
  const parts = [
    ...missing.map((column) => `lacks "${column}"`),
    ...unknown.map((column) => `has "${column.slice(0, 60)}"${meant(column, missing)}`),
  ];
  return `The header is nearly that of ${closest.id}, but it ${parts.join(' and ')}.`;
}

const meant = (column: string, missing: readonly string[]): string => {
  const [nearest] = nearestNames(column, missing, 1);
  return nearest === undefined ? ', which is not known' : ` (perhaps for "${nearest}")`;
};
