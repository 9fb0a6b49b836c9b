const METRICS = ['impressions', 'views', 'likes', 'comments', 'shares', 'saves', 'reach', 'followers_gained'];
const ACCOUNTS = 50;
const LAST_DAY = Date.parse('2024-02-28T00:00:00Z');
const DAY_MS = 86_400_000;
const LINES_AT_ONCE = 1_000;

const accounts = Array.from({ length: ACCOUNTS }, (_, index) => `instagram:trial_${index}`);

/** A configuration with 50 accounts more, to which `manyRows` belongs. */
export const withManyAccounts = (yaml: string): string =>
  yaml.replace(/^accounts:\n/m, `accounts:\n${accounts.map((id) => `  - { id: "${id}", platform: instagram, label: "${id}" }\n`).join('')}`);

/** A CSV file of so many invented figures, in pieces: eight metrics of 50 accounts on each day, back from 28 February 2024; another `turn` has other values. */
export function* manyRows(rows: number, turn = 0): Generator<string> {
  yield 'period,as_of,source,metric,dimension,value,precision,quality,note\n';
  const aDay = METRICS.length * accounts.length;
  let lines = '';
  for (let index = 0; index < rows; index++) {
    const day = new Date(LAST_DAY - Math.floor(index / aDay) * DAY_MS).toISOString().slice(0, 10);
    const metric = METRICS[Math.floor(index / accounts.length) % METRICS.length];
    lines += `${day},,${accounts[index % accounts.length]},${metric},,${(index * 7919 + turn) % 1_000_003},exact,synthetic,\n`;
    if ((index + 1) % LINES_AT_ONCE > 0) continue;
    yield lines;
    lines = '';
  }
  yield lines;
}
