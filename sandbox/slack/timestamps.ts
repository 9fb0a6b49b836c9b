/** The microseconds of a Slack timestamp (`1712345678.000100`), or NaN. */
export const micros = (ts: string): number => {
  const match = /^(\d+)(?:\.(\d{1,6})\d*)?$/.exec(ts);
  return match ? Number(match[1]) * 1_000_000 + Number((match[2] ?? '').padEnd(6, '0')) : Number.NaN;
};

/** A Slack timestamp of so many microseconds. */
export const formatTs = (count: number): string => {
  const digits = String(count).padStart(7, '0');
  return `${digits.slice(0, -6)}.${digits.slice(-6)}`;
};
