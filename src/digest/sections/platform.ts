import type { Metric, Text } from '../../../connectors/contract/metric.js';
import { addDays, type Window } from '../../../connectors/contract/period.js';
import { PLATFORM_FACTS, PLATFORMS, type Platform } from '../../../connectors/index.js';
import type { Account, SectionSetting } from '../../config/config.js';
import type { Check, DigestChart, Line } from '../../domain/digest.js';
import type { Figure, KnownFigure } from '../../domain/figure.js';
import type { StoredObservation } from '../../store/port.js';
import { valueLabel } from '../../text/labels.js';
import { writeCharts } from '../charts.js';
import { agreementCheck, CONTENT_AND_REPORT } from '../checks.js';
import { type ComparedFigure, figureLines, metricOf, readCompared } from '../rows.js';
import { type AnySectionKind, defineSection, type SectionContext } from '../section.js';
import { trendChart } from '../trend-chart.js';

type PlatformSetting = Extract<SectionSetting, { kind: Platform }>;

interface AccountData {
  readonly account: Account;
  readonly followers: ComparedFigure;
  readonly segments: readonly ComparedFigure[];
  readonly posts: readonly ComparedFigure[];
  readonly measures: readonly ComparedFigure[];
  readonly trend: readonly StoredObservation[];
  readonly agreements: readonly { readonly reported: KnownFigure; readonly content: KnownFigure }[];
}

/** A section on the accounts of one platform: followers, posts, reach or impressions, and the followers' trend. */
function platformSection(kind: Platform): AnySectionKind {
  const { title, measures } = PLATFORM_FACTS[kind];
  return defineSection<PlatformSetting, readonly AccountData[]>(
    {
      kind,
      title: { id: title, en: title },
      query: async (setting, context) => {
        const data: AccountData[] = [];
        for (const id of setting.accounts) {
          const account = context.config.accounts.find((candidate) => candidate.id === id);
          if (account) data.push(await readAccount(account, measures, context));
        }
        return data;
      },
      render: (data, _setting, context) => ({
        lines: data.flatMap((account) => accountLines(account, context)),
        charts: data.flatMap((account) => accountCharts(account, context)),
        checks: data.flatMap(accountChecks),
      }),
    },
    (setting): setting is PlatformSetting => setting.kind === kind,
  );
}

/** The section of each platform. */
export const PLATFORM_SECTIONS = Object.fromEntries(PLATFORMS.map((platform) => [platform, platformSection(platform)])) as Readonly<
  Record<Platform, AnySectionKind>
>;

const BOTH = [{ kind: 'previous' }, { kind: 'year-ago' }] as const;

/** "Pengikut @ditjenpk", "@ditjenpk followers". */
const ofAccount = (metric: Text, account: Account): Text => ({ id: `${metric.id} ${account.label}`, en: `${metric.en} of ${account.label}` });

async function readAccount(account: Account, measures: readonly string[], context: SectionContext): Promise<AccountData> {
  const subject = account.id;
  const followers = metricOf('followers', context);
  const read = (metric: string, label: Text, dimensions: Readonly<Record<string, string>> = {}): Promise<ComparedFigure> =>
    readCompared({ subject, metric, dimensions, compare: BOTH }, label, context);
  const segments: ComparedFigure[] = [];
  for (const segment of await context.figures.readBy({ subject, metric: followers, dimensions: {}, period: context.period }, 'segment')) {
    const value = segment.question.dimensions.segment ?? '';
    const label = valueLabel(followers.dimensions.segment?.labels, value);
    segments.push(await read('followers', { id: `${followers.label.id} ${label.id}`, en: `${followers.label.en}, ${label.en}` }, { segment: value }));
  }
  const measured: ComparedFigure[] = [];
  for (const metric of measures) {
    const figure = await read(metric, ofAccount(metricOf(metric, context).label, account));
    if (figure.figure.state === 'known') measured.push(figure);
  }
  return {
    account,
    followers: await read('followers', ofAccount(followers.label, account)),
    segments,
    posts: await readPosts(account, read, context),
    measures: measured,
    trend: await context.figures.readDays({ subject, metric: followers, dimensions: {}, period: { ...trendWindow(context), grain: 'day' } }),
    agreements: await readAgreements(subject, context),
  };
}

/** Three months for a monthly digest, four weeks for a weekly one: long enough to see a direction. */
function trendWindow(context: SectionContext): Window {
  const { start, end, grain } = context.period;
  return { start: grain === 'week' ? addDays(start, -21) : addDays(end, -91), end };
}

/** Posts by kind where kinds are told apart, else the total. */
async function readPosts(
  account: Account,
  read: (metric: string, label: Text, dimensions?: Readonly<Record<string, string>>) => Promise<ComparedFigure>,
  context: SectionContext,
): Promise<readonly ComparedFigure[]> {
  const metric = metricOf('posts', context);
  const kinds = await context.figures.readBy({ subject: account.id, metric, dimensions: {}, period: context.period }, 'kind');
  if (kinds.length < 2) return [await read('posts', ofAccount(metric.label, account))];
  const posts: ComparedFigure[] = [];
  for (const kind of kinds) {
    const value = kind.question.dimensions.kind ?? '';
    const label = valueLabel(metric.dimensions.kind?.labels, value);
    posts.push(await read('posts', { id: `${metric.label.id} ${label.id}`, en: `${metric.label.en}, ${label.en}` }, { kind: value }));
  }
  return posts;
}

/** Reported counts and sums beside the content that is stored for the same period. */
async function readAgreements(subject: string, context: SectionContext): Promise<AccountData['agreements']> {
  const agreements: { reported: KnownFigure; content: KnownFigure }[] = [];
  for (const id of ['content_reach_sum']) {
    const metric: Metric = metricOf(id, context);
    const question = { subject, metric, dimensions: {}, period: context.period };
    const reported: Figure = await context.figures.read(question);
    const content = await context.figures.readContentOnly(question);
    if (reported.state === 'known' && reported.via === 'reported' && content.state === 'known') agreements.push({ reported, content });
  }
  return agreements;
}

function accountLines(data: AccountData, context: SectionContext): readonly Line[] {
  const id = data.account.id;
  return [
    ...figureLines(`${id}/followers`, data.followers, context),
    ...data.segments.flatMap((segment) => figureLines(`${id}/followers/${segmentOf(segment)}`, segment, context)),
    ...data.posts.flatMap((posts) => figureLines(`${id}/posts${kindOf(posts)}`, posts, context)),
    ...data.measures.flatMap((measure) => figureLines(`${id}/${measure.figure.question.metric.id}`, measure, context)),
  ];
}

const segmentOf = (compared: ComparedFigure): string => compared.figure.question.dimensions.segment ?? '';
const kindOf = (compared: ComparedFigure): string => (compared.figure.question.dimensions.kind ? `/${compared.figure.question.dimensions.kind}` : '');

function accountCharts(data: AccountData, context: SectionContext): readonly DigestChart[] {
  const { figure, label, comparisons } = data.followers;
  if (figure.state === 'missing' || data.trend.length < 2) return [];
  return writeCharts(trendChart(`${data.account.id}-followers-${context.period.grain}`, label, figure, comparisons, data.trend, context));
}

function accountChecks(data: AccountData): readonly Check[] {
  return data.agreements.map(({ reported, content }) =>
    agreementCheck(
      `content/${data.account.id}/${reported.question.metric.id}`,
      reported.question.metric.label,
      CONTENT_AND_REPORT,
      content.expression,
      reported.expression,
    ),
  );
}
