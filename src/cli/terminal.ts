/** Where a command prints. No command prints colours or control characters, so that a pipe gets what a screen does. */
export interface Terminal {
  readonly out: (text: string) => void;
  readonly error: (text: string) => void;
}

/** The process's own streams. */
export const processTerminal: Terminal = {
  out: (text) => void process.stdout.write(text),
  error: (text) => void process.stderr.write(text),
};

/** Rows as aligned columns, two spaces apart; columns whose cells are all numbers are set to the right. */
export function table(rows: readonly (readonly string[])[]): string {
  const count = Math.max(0, ...rows.map((row) => row.length));
  const columns = Array.from({ length: count }, (_, index) => {
    const cells = rows.map((row) => row[index] ?? '');
    return { width: Math.max(...cells.map((cell) => cell.length)), right: cells.every((cell) => /^-?[\d.,]+%?$/.test(cell)) };
  });
  const line = (row: readonly string[]): string =>
    columns.map(({ width, right }, index) => (right ? (row[index] ?? '').padStart(width) : (row[index] ?? '').padEnd(width))).join('  ');
  return rows.map((row) => `${line(row).trimEnd()}\n`).join('');
}

/** A value as the text of `--json`: two spaces deep, one line break at its end. */
export const jsonText = (value: unknown): string => `${JSON.stringify(value, null, 2)}\n`;
