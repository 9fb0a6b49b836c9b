import type { Layout } from '../contract/layout.js';
import type { Text } from '../contract/metric.js';
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
export function unknownHeader(header: readonly string[]): Text {
  const known = LAYOUTS.map((layout) => `${layout.columns.join(',')}${layout.optionalColumns.map((column) => ` (+ ${column})`).join('')}`);
  const headers = known.map((line) => `"${line}"`).join('; ');
  const { id, en } = whatIsWrong(header);
  return { id: `${id} Baris pertama harus salah satu dari: ${headers}.`, en: `${en} The first line must be one of: ${headers}.` };
}

function whatIsWrong(header: readonly string[]): Text {
  const twice = header.find((column, index) => header.indexOf(column) !== index);
  if (twice !== undefined)
    return {
      id: `Kolom "${twice.slice(0, 60)}" tertulis dua kali di baris judul.`,
      en: `The column "${twice.slice(0, 60)}" stands twice in the header.`,
    };
  const [single] = header;
  if (header.length === 1 && single !== undefined && /[;\t|]/.test(single)) {
    return {
      id: 'Sel-selnya tidak dipisahkan koma. Simpan berkasnya sebagai CSV dengan koma.',
      en: 'The cells are not parted by commas. Save the file as CSV with commas.',
    };
  }
  const closest = LAYOUTS.map((layout) => ({ layout, shared: layout.columns.filter((column) => header.includes(column)).length }))
    .filter(({ layout, shared }) => shared * 2 >= layout.columns.length)
    .sort((a, b) => b.shared - a.shared)[0]?.layout;
  if (closest === undefined)
    return { id: 'Baris pertamanya bukan baris judul yang dikenal Pantau.', en: 'The first line is not a header that Pantau knows.' };
  const missing = closest.columns.filter((column) => !header.includes(column));
  const unknown = header.filter((column) => !closest.columns.includes(column) && !closest.optionalColumns.includes(column));
  const id = [
    ...missing.map((column) => `tidak memiliki "${column}"`),
    ...unknown.map((column) => `memiliki "${column.slice(0, 60)}"${meant(column, missing).id}`),
  ];
  const en = [
    ...missing.map((column) => `lacks "${column}"`),
    ...unknown.map((column) => `has "${column.slice(0, 60)}"${meant(column, missing).en}`),
  ];
  return {
    id: `Baris judulnya hampir sama dengan ${closest.id}, tetapi ${id.join(' dan ')}.`,
    en: `The header is nearly that of ${closest.id}, but it ${en.join(' and ')}.`,
  };
}

const meant = (column: string, missing: readonly string[]): Text => {
  const [nearest] = nearestNames(column, missing, 1);
  return nearest === undefined
    ? { id: ', yang tidak dikenal', en: ', which is not known' }
    : { id: ` (mungkin untuk "${nearest}")`, en: ` (perhaps for "${nearest}")` };
};
