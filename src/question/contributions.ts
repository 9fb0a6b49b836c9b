import type { Metric, Text } from '../../connectors/contract/metric.js';
import type { Content } from '../../connectors/contract/observation.js';
import type { Instant, Period } from '../../connectors/contract/period.js';
import type { Account, Config } from '../config/config.js';
import { createFigureReader, leafOf } from '../digest/figures.js';
import type { TracedText } from '../domain/alert-state.js';
import { type Contribution, contributions, grouped, type Share, totalChange } from '../domain/contribution.js';
import { type Expression, exact, number, operation, sum, value } from '../domain/formula.js';
import type { Rational } from '../domain/rational.js';
import type { Store } from '../store/port.js';
import { integer, name, type Parts, type Phrase, periodName, writeSentence } from '../text/sentence.js';

/** The change to be taken apart: a flow, or a sum over posts, of some accounts or subjects between two periods. */
export interface WhyQuestion {
  readonly metric: Metric;
  readonly subjects: readonly string[];
  readonly period: Period;
  readonly baseline: Period;
}

/** What a part of a change is of. `post` and `kind` are given where the figure is of a post, `day` where it is of a day. */
export interface PartDetail {
  readonly platform: string | undefined;
  readonly subject: string;
  readonly kind: string | undefined;
  readonly post: string | undefined;
  /** the day of the month, or of publication */
  readonly day: string | undefined;
  readonly label: string;
  readonly figure: Expression;
}

/** What is missing, so that the parts do not speak for the whole. */
export interface MissingPart {
  readonly subject: string;
  readonly period: Period;
  /** how many posts have no figure; undefined where the whole is missing */
  readonly posts: number | undefined;
}

/** A change taken apart. The parts add up to `change` exactly; it is told without a cause. */
export interface WhyAnswer {
  readonly change: Rational;
  readonly parts: readonly Contribution<PartDetail>[];
  readonly byPlatform: readonly { readonly group: string; readonly change: Rational; readonly count: number }[];
  readonly byKind: readonly { readonly group: string; readonly change: Rational; readonly count: number }[];
  readonly byDay: readonly { readonly group: string; readonly change: Rational; readonly count: number }[];
  readonly missing: readonly MissingPart[];
  /** the parts of both periods, for whoever adds them up otherwise */
  readonly shares: { readonly now: readonly Share<PartDetail>[]; readonly before: readonly Share<PartDetail>[] };
  /** two sentences, and a third where something is missing; with their basis */
  readonly sentences: readonly TracedText[];
}

/** What taking a change apart needs. */
export interface WhyDependencies {
  readonly config: Config;
  readonly store: Pick<Store, 'readSeries' | 'listSeries' | 'readContent' | 'readSnapshots' | 'origin'>;
  readonly now: Instant;
}

/** Takes a change apart. Undefined where the metric does not add up, or one of the periods has no figure at all. */
export async function why(question: WhyQuestion, dependencies: WhyDependencies): Promise<WhyAnswer | undefined> {
  if (question.metric.additivity !== 'flow') return undefined;
  const now = await sharesOf(question, question.period, dependencies);
  const before = await sharesOf(question, question.baseline, dependencies);
  if (now.shares.length === 0 || before.shares.length === 0) return undefined;
  const parts = contributions(before.shares, now.shares);
  const change = totalChange(parts);
  const missing = [...before.missing, ...now.missing];
  return {
    change,
    parts,
    byPlatform: grouped(parts, ({ platform, subject }) => platform ?? subject),
    byKind: grouped(parts, ({ kind }) => kind ?? ''),
    byDay: grouped(parts, ({ day }) => day ?? ''),
    missing,
    shares: { now: now.shares, before: before.shares },
    sentences: sentencesOf(question, { now: now.shares, before: before.shares, parts, missing }, dependencies.config),
  };
}

interface Shares {
  readonly shares: readonly Share<PartDetail>[];
  readonly missing: readonly MissingPart[];
}

async function sharesOf(question: WhyQuestion, period: Period, dependencies: WhyDependencies): Promise<Shares> {
  const found: Shares[] = [];
  for (const subject of question.subjects) {
    const account = dependencies.config.accounts.find(({ id }) => id === subject);
    found.push(
      question.metric.derivation?.kind === 'content-sum' || question.metric.derivation?.kind === 'content-count'
        ? await postShares(question.metric, subject, account, period, dependencies)
        : await dayShares(question.metric, subject, account, period, dependencies),
    );
  }
  return { shares: found.flatMap(({ shares }) => shares), missing: found.flatMap(({ missing }) => missing) };
}

const ZERO: Expression = number(0);

/** Each post published in the period; one published in another period is another post, so that it came or left. */
async function postShares(metric: Metric, subject: string, account: Account | undefined, period: Period, deps: WhyDependencies): Promise<Shares> {
  const { derivation } = metric;
  const items = (await deps.store.readContent(subject, period)).filter(
    ({ kind }) => derivation?.kind !== 'content-sum' || derivation.contentKinds.includes(kind) || kind === 'post',
  );
  const values = await postValues(metric, items, deps);
  const shares = items.flatMap((item): readonly Share<PartDetail>[] => {
    const expression = values.get(item.id);
    if (expression === undefined) return [];
    const detail = {
      platform: account?.platform,
      subject,
      kind: item.kind,
      post: item.id,
      day: item.publishedOn,
      label: item.title,
      figure: expression,
    };
    return [{ key: item.id, value: exact(expression), detail }];
  });
  const unread = items.length - shares.length;
  if (items.length === 0) return { shares, missing: [{ subject, period, posts: undefined }] };
  return { shares, missing: unread > 0 ? [{ subject, period, posts: unread }] : [] };
}

async function postValues(metric: Metric, items: readonly Content[], { store, now }: WhyDependencies): Promise<ReadonlyMap<string, Expression>> {
  const { derivation } = metric;
  if (derivation?.kind !== 'content-sum')
    return new Map(items.map((item) => [item.id, value({ observation: `content:${item.id}`, value: 1, quality: 'complete' })]));
  const ids = items.map(({ id }) => id);
  const snapshots = await store.readSnapshots(ids, derivation.of, now);
  return new Map(
    snapshots.flatMap(({ content, id, value: read, quality }) =>
      read === null ? [] : [[content, value({ observation: id, value: read, quality })] as const],
    ),
  );
}

const readerOf = ({ config: { metrics, accounts, people, organisation }, store, now }: WhyDependencies) =>
  createFigureReader({ store, metrics, accounts, people, calendar: organisation.calendar, asOf: undefined, now });

/** Each day by its place in the period: the fifth against the fifth. What a longer period has more came, what a shorter one lacks left. */
async function dayShares(metric: Metric, subject: string, account: Account | undefined, period: Period, deps: WhyDependencies): Promise<Shares> {
  const question = { subject, metric, dimensions: {}, period };
  const rows = (await deps.store.readSeries({ subject, metric: metric.id, grain: 'day', dimensions: {}, window: period })).filter(
    (row) => row.value !== null,
  );
  const base = { platform: account?.platform, subject, kind: undefined, post: undefined };
  if (rows.length > 0) {
    const expected = Math.round((Date.parse(period.end) - Date.parse(period.start)) / 86_400_000);
    const shares = rows.map((row) => {
      const expression = value(leafOf(row));
      const day = String(1 + Math.round((Date.parse(row.period.start) - Date.parse(period.start)) / 86_400_000)).padStart(2, '0');
      return {
        key: `${subject}/${day}`,
        value: exact(expression),
        detail: { ...base, day, label: row.period.start, figure: expression },
      };
    });
    return { shares, missing: rows.length < expected ? [{ subject, period, posts: undefined }] : [] };
  }
  const figure = await readerOf(deps).read(question);
  if (figure.state === 'missing') return { shares: [], missing: [{ subject, period, posts: undefined }] };
  const whole = { ...base, day: undefined, label: subject, figure: figure.expression };
  return { shares: [{ key: subject, value: exact(figure.expression), detail: whole }], missing: [] };
}

interface Found {
  readonly now: readonly Share<PartDetail>[];
  readonly before: readonly Share<PartDetail>[];
  readonly parts: readonly Contribution<PartDetail>[];
  readonly missing: readonly MissingPart[];
}

function sentencesOf(question: WhyQuestion, found: Found, config: Config): readonly TracedText[] {
  const { missing } = found;
  const phrases = [changePhrase(question, found, config), partsPhrase(found), ...(missing.length > 0 ? [missingPhrase(found, config)] : [])];
  return phrases.map(writeSentence);
}

const total = (shares: readonly Share<PartDetail>[]): Expression => sum(shares.map(({ detail }) => detail.figure));

/** "Jumlah jangkauan konten Februari 2024: 1.297.905, naik 179.185 dari 1.118.720 (Januari 2024)." */
function changePhrase({ metric, subjects, period, baseline }: WhyQuestion, { now, before }: Found, config: Config): Phrase {
  const { calendar } = config.organisation;
  const difference = operation(total(now), '-', total(before));
  const account = subjects.length === 1 ? config.accounts.find(({ id }) => id === subjects[0]) : undefined;
  const whose = account === undefined ? '' : ' {account}';
  return {
    words: {
      id: `{label}${whose} {period}: {now}, {direction} {difference} dari {before} ({baseline})`,
      en: `{label}${whose} {period}: {now}, {direction} {difference} from {before} ({baseline})`,
    },
    parts: {
      label: name(metric.label),
      ...(account === undefined ? {} : { account: name({ id: account.label, en: account.label }) }),
      period: periodName(period, calendar),
      now: integer(total(now)),
      direction: { expression: difference, format: { kind: 'direction' } },
      difference: integer({ kind: 'call', name: 'abs', parts: [difference] }),
      before: integer(total(before)),
      baseline: periodName(baseline, calendar),
    },
  };
}

const KINDS: Readonly<Record<Contribution<unknown>['kind'], Text>> = {
  came: { id: '{count} yang baru menambah {sum}', en: '{count} that came add {sum}' },
  left: { id: '{count} yang tidak ada lagi mengurangi {sum}', en: '{count} that left take away {sum}' },
  changed: { id: '{count} yang ada di keduanya {direction} {sum}', en: '{count} that were there both times went {direction} {sum}' },
};

/** A post by its title, a day by its place in the period. */
export const partLabel = ({ post, day, label }: PartDetail): Text =>
  post === undefined && day !== undefined
    ? { id: `hari ke-${Number(day)}`, en: `day ${Number(day)}` }
    : { id: label === '' ? (post ?? '') : label, en: label === '' ? (post ?? '') : label };

/** Whether nothing is known of what a figure is made of. */
const isWhole = (shares: readonly Share<PartDetail>[]): boolean => shares.length === 1 && shares[0]?.detail.post === undefined;

const WHOLE: Phrase = {
  words: {
    id: 'Angka ini hanya diketahui sebagai satu keseluruhan, jadi tidak ada bagian yang dapat ditunjuk',
    en: 'This figure is known only as a whole, so that no part of it can be pointed at',
  },
  parts: {},
};

/** What came, what left, what changed, and the largest single part. A contribution, never a cause. */
function partsPhrase({ now, before, parts }: Found): Phrase {
  if (isWhole(now) && isWhole(before)) return WHOLE;
  const [earlier, later] = [new Map(before.map((share) => [share.key, share])), new Map(now.map((share) => [share.key, share]))];
  const changeOf = (part: Contribution<PartDetail>): Expression =>
    operation(later.get(part.key)?.detail.figure ?? ZERO, '-', earlier.get(part.key)?.detail.figure ?? ZERO);
  const pieces = (['came', 'left', 'changed'] as const).flatMap((kind) => {
    const of = parts.filter((part) => part.kind === kind);
    return of.length === 0 ? [] : [{ kind, change: sum(of.map(changeOf)), count: of.length }];
  });
  const [largest] = parts;
  const said = (language: 'id' | 'en'): string =>
    pieces
      .map(({ kind }) =>
        KINDS[kind][language].replace('{count}', `{${kind}Count}`).replace('{sum}', `{${kind}Sum}`).replace('{direction}', `{${kind}Direction}`),
      )
      .join(', ');
  const most =
    largest === undefined
      ? { id: '', en: '' }
      : { id: '; sumbangan terbesar {largest} ({largestSum})', en: '; the largest contribution is {largest} ({largestSum})' };
  const opening =
    pieces.length === 0 ? { id: 'Tidak ada bagian yang berubah', en: 'No part changed' } : { id: 'Sumbangannya: ', en: 'What contributed: ' };
  const numbers: Parts = Object.fromEntries(
    pieces.flatMap(({ kind, change, count }) => [
      [`${kind}Count`, integer(number(count))],
      [`${kind}Sum`, integer({ kind: 'call', name: 'abs', parts: [change] })],
      [`${kind}Direction`, { expression: change, format: { kind: 'direction' } }],
    ]),
  );
  const top: Parts = largest === undefined ? {} : { largest: name(partLabel(largest.detail)), largestSum: integer(changeOf(largest)) };
  return { words: { id: `${opening.id}${said('id')}${most.id}`, en: `${opening.en}${said('en')}${most.en}` }, parts: { ...numbers, ...top } };
}

function missingPhrase({ missing }: Found, config: Config): Phrase {
  const posts = missing.reduce((sums, { posts: lacking }) => sums + (lacking ?? 0), 0);
  const wholes = missing.filter(({ posts: lacking }) => lacking === undefined);
  const names = [...new Set(missing.map(({ subject }) => config.accounts.find(({ id }) => id === subject)?.label ?? subject))].join(', ');
  const parts = { who: name({ id: names, en: names }), posts: integer(number(posts)), wholes: integer(number(wholes.length)) };
  return {
    words: {
      id: 'Belum lengkap ({who}): {posts} unggahan tanpa angka, {wholes} akun dan periode dengan celah; bagian itu tidak ikut dihitung',
      en: 'Not complete ({who}): {posts} posts without a figure, {wholes} accounts and periods with gaps; they are not counted here',
    },
    parts,
  };
}
