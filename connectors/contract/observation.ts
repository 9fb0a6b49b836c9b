import type { CivilDate, Grain, Instant, Period } from './period.js';
import { type Calendar, ISO_CALENDAR, isWhole, periodOf } from './period.js';

/** How far a value may be trusted; `docs/glossary.md` has a sentence for each. */
export const QUALITIES = [
  'complete',
  'provisional',
  'partial',
  'delayed',
  'estimated',
  'typed',
  'to-be-confirmed',
  'platform-rounded',
  'synthetic',
] as const;

/** One of `QUALITIES`. */
export type Quality = (typeof QUALITIES)[number];

/** How exactly a value was stated: as it is, rounded to its last digit, or "about". */
export const PRECISIONS = ['exact', 'rounded', 'about'] as const;

/** One of `PRECISIONS`. */
export type Precision = (typeof PRECISIONS)[number];

/** Why a source gives no value. None of them is zero. */
export type SourceAbsence = 'not-available' | 'not-yet' | 'withheld' | 'retired' | 'no-permission' | 'gone' | 'out-of-window';

/** Why there is no value: the source's reason, that the import which stated one was undone, or that somebody voided it (the note has the reason). */
export type Absence = SourceAbsence | 'undone' | 'voided';

/** `name=value` pairs; their order never matters. */
export type Dimensions = Readonly<Record<string, string>>;

/** What identifies a series. Where a value came from is not part of it. */
export interface Series {
  readonly metric: string;
  /** an account such as `instagram:ditjenpk`, or a named subject such as `contact_centre` */
  readonly subject: string;
  readonly dimensions: Dimensions;
  readonly grain: Grain;
}

/** The way a value came in; the order is the order of precedence, best first. */
export const ORIGIN_KINDS = ['api', 'export', 'file', 'typed', 'synthetic'] as const;

/** One of `ORIGIN_KINDS`. */
export type OriginKind = (typeof ORIGIN_KINDS)[number];

/** Who or what handed values in: one pull, one file, one person's entry. */
export interface Origin {
  /** derived from the content: `kind:name:hash` */
  readonly id: string;
  readonly kind: OriginKind;
  /** the source's name as the operator gave it, such as `laporan` */
  readonly name: string;
  /** the file's name, the connector's id, or the person */
  readonly detail: string;
  /** SHA-256 of the bytes that were read, hexadecimal */
  readonly hash: string;
  /** the zone in which the source's days begin and end */
  readonly zone: string;
  readonly receivedAt: Instant;
  /** who handed it in: a person's Slack id, the command line with its user, a watched folder; undefined where nobody did. No part of its identity */
  readonly by?: string;
}

/** One value (null = no data) of a series for one period. A later value is a revision, never an overwrite. */
export interface Observation {
  readonly series: Series;
  readonly period: Period;
  readonly value: number | null;
  /** given exactly where the value is null */
  readonly absence?: Absence;
  readonly quality: Quality;
  readonly precision: Precision;
  /** when the source stated the value */
  readonly observedAt: Instant;
  /** the origin's id */
  readonly origin: string;
  /** the line of the file, or the key of the raw answer */
  readonly reference?: string;
  readonly note?: string;
}

/** One published item: post, reel, story, video. Its id is the platform's, after its account: `instagram:ditjenpk/17900`. */
export interface Content {
  readonly id: string;
  readonly subject: string;
  readonly kind: string;
  readonly publishedAt: Instant;
  /** the day of publication in the organisation's zone */
  readonly publishedOn: CivilDate;
  readonly title: string;
  readonly link?: string;
  readonly origin: string;
}

/** A content item's lifetime figure as read at one moment; a later reading is a new snapshot. */
export interface Snapshot {
  readonly content: string;
  readonly metric: string;
  readonly readAt: Instant;
  readonly value: number | null;
  readonly absence?: Absence;
  readonly quality: Quality;
  readonly origin: string;
}

/** A dated thing in a list: a post on the website, a webinar, a broadcast, a visit. */
export interface Entry {
  readonly kind: string;
  readonly date: CivilDate;
  readonly title: string;
  readonly attributes: Readonly<Record<string, string>>;
  readonly origin: string;
  readonly reference?: string;
}

const encode = (text: string): string => encodeURIComponent(text).replaceAll('%3A', ':').replaceAll('%20', ' ');

/** Dimensions as `name=value,name=value`, sorted by name; empty where there are none. */
export function dimensionsKey(dimensions: Dimensions): string {
  return Object.keys(dimensions)
    .sort()
    .map((name) => `${encode(name)}=${encode(dimensions[name] ?? '')}`)
    .join(',');
}

/** The key of a series, such as `contact_centre/tickets/channel=phone/month`. */
export function seriesKey(series: Series): string {
  return [encode(series.subject), encode(series.metric), dimensionsKey(series.dimensions), series.grain].join('/');
}

/** Reads what `seriesKey` wrote; undefined where the text is no key. */
export function parseSeriesKey(key: string): Series | undefined {
  const parts = key.split('/');
  const [subject, metric, dimensions, grain] = parts;
  if (parts.length !== 4 || subject === undefined || metric === undefined || dimensions === undefined) return undefined;
  const pairs = dimensions === '' ? [] : dimensions.split(',').map((pair) => pair.split('=').map(decodeURIComponent) as [string, string]);
  return {
    subject: decodeURIComponent(subject),
    metric: decodeURIComponent(metric),
    dimensions: Object.fromEntries(pairs),
    grain: grain as Grain,
  };
}

/** The key of a period inside its series: its first day, and its end where the period is not whole. */
function periodKey(period: Period, calendar: Calendar = ISO_CALENDAR): string {
  if (period.grain === 'total' || period.grain === 'day') return period.start;
  const whole = periodOf(period.grain, period.start, calendar);
  return isWhole(period, calendar) && whole.start === period.start ? period.start : `${period.start}..${period.end}`;
}

/** The mark of a revision (from 1) of one kind of origin: `#2` of files, `#2.api` of the others, so that no two kinds share an id. */
const revisionMark = (revision: number, kind: OriginKind): string => (kind === 'file' ? `#${revision}` : `#${revision}.${kind}`);

/**
 * The id of one revision of one value, such as `contact_centre/tickets/channel=phone/month@2024-02-01#1`. Revisions are counted for each kind of
 * origin, so that two machines agree on an id whichever kind came in first.
 */
export function observationId(series: Series, period: Period, revision: number, kind: OriginKind): string {
  return `${seriesKey(series)}@${periodKey(period)}${revisionMark(revision, kind)}`;
}

/** What an observation's id names; `end` is undefined where the id leaves it to the grain. */
export interface NamedObservation {
  readonly series: Series;
  readonly start: string;
  readonly end: string | undefined;
  readonly revision: number;
  readonly kind: OriginKind;
}

const OBSERVATION_ID = /^([^@]+)@(\d{4}-\d{2}-\d{2})(?:\.\.(\d{4}-\d{2}-\d{2}))?#(\d+)(?:\.(api|export|typed|synthetic))?$/;

/** Reads what `observationId` wrote; undefined where the text is no such id. */
export function parseObservationId(id: string): NamedObservation | undefined {
  const [, key, start, end, revision, kind = 'file'] = OBSERVATION_ID.exec(id) ?? [];
  const series = key === undefined ? undefined : parseSeriesKey(key);
  if (series === undefined || start === undefined) return undefined;
  return { series, start, end, revision: Number(revision), kind: kind as OriginKind };
}

/** The id of one revision (from 1) of a snapshot, such as `instagram:ditjenpk/17900!reach@2024-02-29T16:59:00.000Z#1.api`. */
export function snapshotId(content: string, metric: string, readAt: Instant, revision: number, kind: OriginKind): string {
  return `${encode(content).replaceAll('%2F', '/')}!${encode(metric)}@${readAt}${revisionMark(revision, kind)}`;
}
