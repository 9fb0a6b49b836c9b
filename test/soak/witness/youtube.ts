import { dayFact, jsonOf, list, numberOf, postFact, type ReadCall, record, type Witness } from './statements.js';

const DAY_METRICS: Readonly<Record<string, string>> = {
  views: 'views',
  engagedViews: 'engaged_views',
  subscribersGained: 'followers_gained',
  subscribersLost: 'followers_lost',
};

type Fields = Readonly<Record<string, unknown>>;

/** Reads an answer of YouTube: channels, videos, and reports by day or by video. */
export const readYouTube: ReadCall = ({ status, path, query, answer }, witness) => {
  if (status !== 200) return;
  const found = record(jsonOf(answer));
  if (path.endsWith('/channels')) for (const one of list(found.items).map(record)) readChannel(one, witness);
  else if (path.endsWith('/videos')) for (const one of list(found.items).map(record)) readVideo(one, witness);
  else if (path.endsWith('/reports')) readReport(found, query, witness);
};

function readChannel(one: Fields, witness: Witness): void {
  const account = witness.account(String(one.id));
  const followers = numberOf(record(one.statistics).subscriberCount);
  if (account !== undefined) witness.states(dayFact(account, 'followers', witness.today), followers ?? null);
}

function readVideo(one: Fields, witness: Witness): void {
  const found = witness.post(String(one.id));
  if (found === undefined) return;
  const { viewCount, likeCount, commentCount } = record(one.statistics);
  for (const [metric, value] of Object.entries({ views: viewCount, likes: likeCount, comments: commentCount })) {
    witness.states(postFact(found.account, found.post.id, metric), numberOf(value) ?? null);
  }
}

/** By the names of its columns, in whatever order they come. */
function readReport(found: Fields, query: URLSearchParams, witness: Witness): void {
  const names = list(found.columnHeaders).map((column) => String(record(column).name));
  const account = witness.account(query.get('ids')?.replace('channel==', '') ?? '');
  if (account === undefined) return;
  for (const row of list(found.rows).map(list)) {
    const cells = Object.fromEntries(names.map((name, index) => [name, row[index]]));
    for (const [name, metric] of Object.entries(DAY_METRICS)) {
      const value = numberOf(cells[name]);
      if (cells.day !== undefined && value !== undefined) witness.states(dayFact(account, metric, String(cells.day)), value);
    }
    const shares = numberOf(cells.shares);
    if (cells.video !== undefined && shares !== undefined) witness.states(postFact(account, String(cells.video), 'shares'), shares);
  }
}
