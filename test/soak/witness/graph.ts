import type { WorldAccount } from '../../../sandbox/platforms/world.js';
import { dayFact, jsonOf, list, numberOf, plainJson, postFact, type ReadCall, record, type Witness } from './statements.js';

const HOUR_MS = 3_600_000;

/** The platform's names of figures by day, of Instagram and of Pages. */
const DAY_METRICS: Readonly<Record<string, string>> = {
  reach: 'reach',
  views: 'views',
  profile_views: 'profile_views',
  page_total_media_view_unique: 'reach',
  page_media_view: 'views',
  page_daily_follows_unique: 'followers_gained',
  page_daily_unfollows_unique: 'followers_lost',
  page_views_total: 'profile_views',
};
const POST_METRICS: Readonly<Record<string, string>> = {
  reach: 'reach',
  views: 'views',
  shares: 'shares',
  saved: 'saves',
  post_total_media_view_unique: 'reach',
  post_media_view: 'views',
};

/** One question, alone or of a batch, with its answer. */
interface Asked {
  readonly path: string;
  readonly query: URLSearchParams;
  readonly answer: Readonly<Record<string, unknown>>;
}

/** Reads an answer of the Graph API, item by item where it is a batch. */
export const readGraph: ReadCall = (call, witness) => {
  for (const asked of askedIn(call)) readAsked(asked, witness);
};

function askedIn(call: Parameters<ReadCall>[0]): readonly Asked[] {
  if (call.status !== 200) return [];
  const batch = call.form.get('batch');
  if (batch === null) return [{ path: call.path, query: call.query, answer: record(jsonOf(call.answer)) }];
  // The bodies of items are texts, and are read by themselves.
  const answers = list(plainJson(call.answer));
  return list(JSON.parse(batch)).flatMap((item, index) => {
    const { code, body } = record(answers[index]);
    if (code !== 200 || typeof body !== 'string') return [];
    const [path = '', query = ''] = String(record(item).relative_url).split(/\?(.*)/s);
    return [{ path: `/${path}`, query: new URLSearchParams(query), answer: record(jsonOf(body)) }];
  });
}

function readAsked({ path, query, answer }: Asked, witness: Witness): void {
  const [, id = '', edge] = path.replace(/^\/v\d+\.\d+/, '').split('/');
  const account = witness.account(id);
  const fields = query.get('fields') ?? '';
  if (edge === 'insights' && account !== undefined) readDays(account, answer, query, witness);
  else if (edge === 'insights') readInsights(id, answer, witness);
  else if (edge === undefined && account !== undefined) readProfile(account, answer, fields, witness);
  else if (edge === undefined) readItem(answer, fields, witness);
  else for (const item of list(answer.data)) readItem(record(item), fields, witness);
}

function readProfile(account: WorldAccount, answer: Asked['answer'], fields: string, witness: Witness): void {
  const followers = numberOf(answer.followers_count);
  if (followers !== undefined) witness.states(dayFact(account, 'followers', witness.today), followers);
  for (const item of list(record(answer.media).data)) readItem(record(item), fields, witness);
}

/** The day whose end a moment is: the UTC date twelve hours before it. */
const dayEndingAt = (moment: number): string => new Date(moment - 12 * HOUR_MS).toISOString().slice(0, 10);

function readDays(account: WorldAccount, answer: Asked['answer'], query: URLSearchParams, witness: Witness): void {
  const totalDay = dayEndingAt(Number(query.get('until')) * 1_000);
  for (const one of list(answer.data).map(record)) {
    const metric = DAY_METRICS[String(one.name)];
    for (const [day, value] of seriesOf(one, witness.now)) if (metric !== undefined) witness.states(dayFact(account, metric, day), value);
    const total = totalOf(one);
    if (metric !== undefined && total !== undefined) witness.states(dayFact(account, metric, totalDay), total);
    if (one.name === 'follows_and_unfollows') readFollows(account, one, totalDay, witness);
  }
}

/** The days of a series that have ended; those that it states twice and differently are none. */
function seriesOf(one: Asked['answer'], now: number): ReadonlyMap<string, number> {
  const days = new Map<string, number>();
  const twice = new Set<string>();
  for (const { value, end_time: end } of list(one.values).map(record)) {
    const [figure, moment] = [numberOf(value), Date.parse(String(end))];
    if (figure === undefined || Number.isNaN(moment) || moment > now) continue;
    const day = dayEndingAt(moment);
    if (days.has(day) && days.get(day) !== figure) twice.add(day);
    days.set(day, figure);
  }
  for (const day of twice) days.delete(day);
  return days;
}

function totalOf(one: Asked['answer']): number | undefined {
  const links = list(one.link_total_values).map((link) => numberOf(record(link).value) ?? 0);
  return numberOf(record(one.total_value).value) ?? (links.length > 0 ? links.reduce((a, b) => a + b) : undefined);
}

function readFollows(account: WorldAccount, one: Asked['answer'], day: string, witness: Witness): void {
  const sides = list(record(one.total_value).breakdowns)
    .flatMap((breakdown) => list(record(breakdown).results))
    .map(record);
  const of = (side: string): number | undefined => numberOf(sides.find(({ dimension_values: names }) => list(names).includes(side))?.value);
  const [gained, lost] = [of('FOLLOWER'), of('NON_FOLLOWER')];
  if (gained === undefined && lost === undefined) return;
  witness.states(dayFact(account, 'followers_gained', day), gained ?? 0);
  witness.states(dayFact(account, 'followers_lost', day), lost ?? 0);
}

/** A post as its list or its own address shows it. */
function readItem(item: Asked['answer'], fields: string, witness: Witness): void {
  const found = witness.post(String(item.id));
  if (found === undefined) return;
  const states = (metric: string, value: number | null | undefined): void => {
    if (value !== undefined) witness.states(postFact(found.account, found.post.id, metric), value);
  };
  if (found.account.platform === 'instagram' && fields.includes('like_count')) {
    states('likes', numberOf(item.like_count) ?? null);
    states('comments', numberOf(item.comments_count) ?? null);
  }
  if (found.account.platform === 'facebook' && fields.includes('reactions')) {
    states('likes', numberOf(record(record(item.reactions).summary).total_count) ?? null);
    states('comments', numberOf(record(record(item.comments).summary).total_count) ?? null);
    states('shares', numberOf(record(item.shares).count) ?? 0);
  }
  readInsights(found.post.id, record(item.insights), witness);
}

function readInsights(id: string, answer: Asked['answer'], witness: Witness): void {
  const found = witness.post(id);
  if (found === undefined) return;
  for (const one of list(answer.data).map(record)) {
    const metric = POST_METRICS[String(one.name)];
    const value = totalOf(one) ?? numberOf(record(list(one.values).at(-1)).value);
    if (metric !== undefined && value !== undefined) witness.states(postFact(found.account, id, metric), value);
  }
}
