import type { PlatformReply } from '../model.js';
import { type IndexedPost, isVisible } from '../shown.js';
import { answer, failure } from './answers.js';
import { dayOf, pacificDay } from './pacific.js';
import { type Activity, type ContentType, IDLE, plus, type ReportFigures, thousandthsOf, typeOf } from './report-figures.js';
import { type ReportQuery, readReport } from './report-query.js';
import type { YouTubeCall, YouTubeState } from './state.js';

const HOUR_MS = 3_600_000;

/** How much of a day is shown, in thousandths, by the hours since it ended. */
const SETTLING: readonly (readonly [hours: number, thousandths: number])[] = [
  [72, 1_000],
  [48, 900],
  [24, 600],
];
/** With the case, a day is there as soon as it has ended, with the smallest part of its figures. */
const PROVISIONAL: readonly (readonly [hours: number, thousandths: number])[] = [...SETTLING, [0, 300]];

/** What the cases of a call make of its report. */
interface Twists {
  readonly isRedefined: boolean;
  /** thousandths of a day that can be seen */
  readonly shareOf: (day: number) => number;
}

/** A row before its columns are chosen. */
interface Row {
  readonly dimensions: Readonly<Record<string, string>>;
  readonly activity: Activity;
}

/** `GET /v2/reports`. Days are those of California; a day without data has no row, and a report without data has no `rows`. */
export function openReports(figures: ReportFigures): (state: YouTubeState, call: YouTubeCall) => PlatformReply {
  let moved = 0;
  return (state, { query, caller }) => {
    if (caller === 'project') return failure(401, 'required', 'Login Required.', 'global', { locationType: 'header', location: 'Authorization' });
    const report = readReport(state, query);
    if ('status' in report) return report;
    const { faults } = state.context;
    const { id } = report.channel;
    const rows = sorted(report, rowsOf(state, report, figures, twistsOf(state, id)));
    const page = rows.slice(report.startIndex - 1, report.maxResults === undefined ? undefined : report.startIndex - 1 + report.maxResults);
    const columns = columnsOf(report);
    if (!faults.fires('rows-absent-columns-moved', id)) return table(columns, page);
    moved += 1;
    return moved % 2 === 1 ? table(columns.toReversed(), page) : table(columns, []);
  };
}

function twistsOf({ context }: YouTubeState, channel: string): Twists {
  const { faults } = context;
  const isProvisional = faults.fires('provisional-values', channel);
  const isShifted = faults.fires('summer-time', channel);
  const steps = isProvisional ? PROVISIONAL : SETTLING;
  const now = context.now() - (isShifted ? HOUR_MS : 0);
  return {
    isRedefined: faults.fires('views-redefined', channel),
    shareOf: (day) => steps.find(([hours]) => now - dayOf(day).end >= hours * HOUR_MS)?.[1] ?? 0,
  };
}

function rowsOf(state: YouTubeState, report: ReportQuery, figures: ReportFigures, twists: Twists): readonly Row[] {
  const lastDay = Math.min(report.lastDay, pacificDay(state.context.now()));
  if (report.dimensions.includes('video')) return videoRows(state, { ...report, lastDay }, figures, twists);
  const rows = new Map<string, Row>();
  for (let day = report.firstDay; day <= lastDay; day += 1) {
    const share = twists.shareOf(day);
    if (share === 0) continue;
    for (const [type, activity] of Object.entries(dayActivity(state, report, figures, day, twists.isRedefined))) {
      const dimensions = { day: dayOf(day).text, creatorContentType: type };
      const key = report.dimensions.map((name) => (name === 'day' ? dimensions.day : type)).join(' ');
      const row = { dimensions, activity: thousandthsOf(activity, share) };
      const known = rows.get(key);
      rows.set(key, known === undefined ? row : { ...known, activity: plus(known.activity, row.activity) });
    }
  }
  return [...rows.values()].filter(hasData);
}

const hasData = ({ activity }: Row): boolean => Object.values(activity).some((figure) => figure > 0);

/** The activity of one day by type, of the whole channel or of the videos that a filter names. */
function dayActivity(
  state: YouTubeState,
  report: ReportQuery,
  figures: ReportFigures,
  day: number,
  isRedefined: boolean,
): Readonly<Partial<Record<ContentType, Activity>>> {
  if (report.videos === undefined) {
    const both = figures.ofChannel(report.channel, day, isRedefined);
    if (report.contentType === undefined) return both;
    return report.contentType === 'shorts'
      ? { shorts: both.shorts }
      : report.contentType === 'videoOnDemand'
        ? { videoOnDemand: both.videoOnDemand }
        : {};
  }
  const sum: Partial<Record<ContentType, Activity>> = {};
  for (const video of filtered(state, report)) {
    sum[typeOf(video)] = plus(sum[typeOf(video)] ?? IDLE, figures.ofVideo(video, day, isRedefined));
  }
  return sum;
}

const filtered = ({ shown, context }: YouTubeState, { videos = [], channel, contentType }: ReportQuery): readonly IndexedPost[] =>
  videos
    .map(shown.post)
    .filter((video): video is IndexedPost => video?.account === channel && isVisible(video, context.now()))
    .filter((video) => contentType === undefined || typeOf(video) === contentType);

function videoRows(state: YouTubeState, report: ReportQuery, figures: ReportFigures, twists: Twists): readonly Row[] {
  const { firstDay, lastDay, contentType } = report;
  const videos =
    report.videos === undefined
      ? figures
          .moving(report.channel, firstDay, lastDay)
          .filter((video) => isVisible(video, state.context.now()) && (contentType === undefined || typeOf(video) === contentType))
      : filtered(state, report);
  return videos
    .map((video) => {
      let activity = IDLE;
      const [from, to] = [Math.max(firstDay, pacificDay(video.publishedAt)), Math.min(lastDay, lastMove(video))];
      for (let day = from; day <= to; day += 1) {
        const share = twists.shareOf(day);
        if (share > 0) activity = plus(activity, thousandthsOf(figures.ofVideo(video, day, twists.isRedefined), share));
      }
      return { dimensions: { video: video.post.id }, activity };
    })
    .filter(hasData);
}

/** The last day on which the figures of a video move. */
const lastMove = ({ post, publishedAt }: IndexedPost): number => pacificDay(publishedAt + (post.growth.at(-1)?.afterHours ?? 0) * HOUR_MS);

interface Column {
  readonly name: string;
  readonly columnType: 'DIMENSION' | 'METRIC';
  readonly dataType: 'STRING' | 'INTEGER';
  readonly value: (row: Row) => string | number;
}

const columnsOf = ({ dimensions, metrics }: ReportQuery): readonly Column[] => [
  ...dimensions.map((name): Column => ({ name, columnType: 'DIMENSION', dataType: 'STRING', value: (row) => row.dimensions[name] ?? '' })),
  ...metrics.map((name): Column => ({ name, columnType: 'METRIC', dataType: 'INTEGER', value: ({ activity }) => metricOf(activity, name) })),
];

function metricOf(activity: Activity, name: string): number {
  if (name === 'estimatedMinutesWatched') return Math.floor(activity.secondsWatched / 60);
  if (name === 'averageViewDuration') return activity.views === 0 ? 0 : Math.floor(activity.secondsWatched / activity.views);
  return activity[name as keyof Activity];
}

/** By what is asked for; without that, in the order of the dimensions. */
function sorted(report: ReportQuery, rows: readonly Row[]): readonly Row[] {
  const keys = report.sort.length > 0 ? report.sort : report.dimensions.map((name) => ({ name, isDescending: false }));
  const value = (row: Row, name: string): string | number => row.dimensions[name] ?? metricOf(row.activity, name);
  return rows.toSorted((one, other) => {
    for (const { name, isDescending } of keys) {
      const [left, right] = [value(one, name), value(other, name)];
      if (left !== right) return left < right === isDescending ? 1 : -1;
    }
    return 0;
  });
}

const table = (columns: readonly Column[], rows: readonly Row[]): PlatformReply =>
  answer({
    kind: 'youtubeAnalytics#resultTable',
    columnHeaders: columns.map(({ name, columnType, dataType }) => ({ name, columnType, dataType })),
    ...(rows.length > 0 ? { rows: rows.map((row) => columns.map(({ value }) => value(row))) } : {}),
  });
