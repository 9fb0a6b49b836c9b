/** One cell; undefined and null are empty. */
export type Cell = string | number | null | undefined;

/** A CSV file by RFC 4180 with a header. A text that a spreadsheet would take for a formula stands behind an apostrophe. */
export const csvFile = (header: readonly string[], rows: readonly (readonly Cell[])[]): string =>
  [header, ...rows].map((row) => `${row.map(cell).join(',')}\r\n`).join('');

function cell(value: Cell): string {
  if (typeof value === 'number') return String(value);
  const text = value ?? '';
  const safe = /^[=+\-@\t\r]/.test(text) ? `'${text}` : text;
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}
