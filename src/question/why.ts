import type { ChartSpec } from '../../charts/spec.js';
import type { Text } from '../../connectors/contract/metric.js';
import { type Contribution, isTakenApart } from '../domain/contribution.js';
import type { Language, Line } from '../domain/digest.js';
import { type Expression, leaves, number, operation, sum } from '../domain/formula.js';
import { add, type Rational, rational, sign, toNumber } from '../domain/rational.js';
import { BADGE_WORDS } from '../text/badge.js';
import { formatMoment, formatPeriod, formatShortDay } from '../text/date.js';
import { formatCount } from '../text/number.js';
import { integer, line, name, type Parts, tracedLine } from '../text/sentence.js';
import { type PartDetail, partLabel, type WhyAnswer, type WhyQuestion, why } from './contributions.js';
import type { AnswerChart, AnswerDeps } from './deps.js';
import { platformLabel } from './platform-label.js';
import { followerLines } from './why-followers.js';

/** A change taken apart, in sentences and in a picture. */
export interface ToldWhy {
  readonly lines: readonly Line[];
  readonly charts: readonly AnswerChart[];
}

/** Tells what contributed to a change: two sentences, the sums by platform and by kind, and a chart. Undefined where the change can't be taken apart. */
export async function tellWhy(question: WhyQuestion, deps: AnswerDeps): Promise<ToldWhy | undefined> {
  if (question.metric.additivity === 'stock') {
    const lines = isTakenApart(question.metric) ? await followerLines(question, deps) : undefined;
    return lines && { lines, charts: [] };
  }
  const found = await why(question, deps);
  if (found === undefined) return undefined;
  const [first, ...others] = found.sentences;
  const id = `why/${question.metric.id}/${question.subjects.join('+')}`;
  const lines = [
    ...(first === undefined ? [] : [tracedLine(`${id}/change`, 'headline', first)]),
    ...others.map((sentence, index) => tracedLine(`${id}/${index}`, 'detail', sentence)),
    ...groupLines(id, found, deps),
  ];
  return { lines, charts: found.parts.length < 2 ? [] : [chartOf(question, found, deps)] };
}

type Shares = WhyAnswer['shares']['now'];

/** By platform and by kind, where there are several: each line adds up to the whole change. */
function groupLines(id: string, { shares }: WhyAnswer, { config }: AnswerDeps): readonly Line[] {
  const kinds = config.metrics.get('posts')?.dimensions.kind?.labels ?? {};
  const groupings: readonly (readonly [string, Text, (detail: PartDetail) => string | undefined, (group: string) => Text])[] = [
    ['platform', { id: 'Per platform', en: 'By platform' }, ({ platform }) => platform, platformLabel],
    ['kind', { id: 'Per jenis', en: 'By kind' }, ({ kind }) => kind, (kind) => kinds[kind] ?? { id: kind, en: kind }],
  ];
  return groupings.flatMap(([key, title, groupOf, labelOf]) => {
    const groups = new Map<string, { readonly now: Expression[]; readonly before: Expression[] }>();
    const collect = (of: Shares, side: 'now' | 'before'): void => {
      for (const { detail } of of) {
        const group = groupOf(detail);
        if (group === undefined) continue;
        const held = groups.get(group) ?? { now: [], before: [] };
        groups.set(group, held);
        held[side].push(detail.figure);
      }
    };
    collect(shares.now, 'now');
    collect(shares.before, 'before');
    return groups.size < 2 ? [] : [groupLine(`${id}/${key}`, title, [...groups], labelOf)];
  });
}

const total = (parts: readonly Expression[]): Expression => (parts.length === 0 ? number(0) : sum(parts));

/** "Per platform: Instagram naik 179.185, Facebook naik 6.935". */
function groupLine(
  id: string,
  title: Text,
  groups: readonly (readonly [string, { readonly now: readonly Expression[]; readonly before: readonly Expression[] }])[],
  labelOf: (group: string) => Text,
): Line {
  const parts: Record<string, Parts[string]> = {};
  const words = groups.map(([group, { now, before }], index) => {
    const change = operation(total(now), '-', total(before));
    parts[`label${index}`] = name(labelOf(group));
    parts[`direction${index}`] = { expression: change, format: { kind: 'direction' } };
    parts[`change${index}`] = integer({ kind: 'call', name: 'abs', parts: [change] });
    return `{label${index}} {direction${index}} {change${index}}`;
  });
  const said = words.join(', ');
  return line(id, 'detail', { words: { id: `${title.id}: ${said}`, en: `${title.en}: ${said}` }, parts });
}

const BARS = 8;
const LABEL = 38;

/** The largest contributions as bars, and the rest as one more: together they are the change. */
function chartOf(question: WhyQuestion, found: WhyAnswer, deps: AnswerDeps): AnswerChart {
  return { id: specOf(question, found, deps, 'id'), en: specOf(question, found, deps, 'en') };
}

const isSynthetic = (figure: Expression): boolean => leaves(figure).some(({ quality }) => quality === 'synthetic');

const signed = (change: Rational, language: Language): string => `${sign(change) > 0 ? '+' : ''}${formatCount(change, language)}`;

function specOf(question: WhyQuestion, found: WhyAnswer, { config, now }: AnswerDeps, language: Language): ChartSpec {
  const shown = found.parts.slice(0, BARS);
  const rest = found.parts.slice(BARS);
  const left = rest.reduce((sums, { change }) => add(sums, change), rational(0n));
  const others = language === 'id' ? `${rest.length} lainnya` : `${rest.length} others`;
  const bars = [
    ...shown.map((part) => ({ label: barLabel(part, language), change: part.change })),
    ...(rest.length > 0 ? [{ label: others, change: left }] : []),
  ];
  const [period, baseline] = [question.period, question.baseline].map((one) => formatPeriod(one, language));
  const metric = question.metric.label[language];
  const sample = [...found.shares.now, ...found.shares.before].some(({ detail }) => isSynthetic(detail.figure));
  const title =
    language === 'id'
      ? `${metric}: ${signed(found.change, language)} dari ${baseline}`
      : `${metric}: ${signed(found.change, language)} from ${baseline}`;
  const subtitle =
    language === 'id'
      ? `Sumbangan pada perubahan ${period} terhadap ${baseline}; semua batang berjumlah ${signed(found.change, language)}`
      : `Contributions to the change of ${period} against ${baseline}; all bars add up to ${signed(found.change, language)}`;
  const listed = bars.map(({ label, change }) => `${label} ${signed(change, language)}`).join('; ');
  return {
    kind: 'bar',
    title,
    subtitle,
    labels: bars.map(({ label }) => label),
    series: [
      {
        name: metric,
        values: bars.map(({ change }) => toNumber(change)),
        valueLabels: bars.map(({ change }) => signed(change, language)),
        emphasis: true,
      },
    ],
    marks: [],
    language,
    footnote: `${language === 'id' ? 'Dibaca' : 'Read'} ${formatMoment(`${now}@${config.organisation.zone}`, language)} · ${config.organisation.name[language]}`,
    ...(sample ? { badge: BADGE_WORDS.synthetic[language] } : {}),
    alt: `${subtitle}: ${listed}`.slice(0, 2_000),
  };
}

/** "3 Feb · Judul unggahan (baru)". */
function barLabel({ detail, kind }: Contribution<PartDetail>, language: Language): string {
  const label = partLabel(detail)[language];
  if (detail.post === undefined) return label;
  const day = detail.day === undefined ? '' : `${formatShortDay(detail.day as Parameters<typeof formatShortDay>[0], language)} · `;
  const note = kind === 'changed' ? '' : ` (${KINDS[kind][language]})`;
  const room = LABEL - day.length - note.length;
  return `${day}${label.length > room ? `${label.slice(0, room - 1)}…` : label}${note}`;
}

const KINDS: Readonly<Record<'came' | 'left', Text>> = { came: { id: 'baru', en: 'new' }, left: { id: 'dulu', en: 'earlier' } };
