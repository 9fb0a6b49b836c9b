import { z } from 'zod';
import { ConnectorError } from '../contract/errors.js';
import type { HttpAnswer } from '../contract/http.js';
import { readAnswer } from '../read-answer.js';

/** Numbers of the Data API are texts (uint64); one that is not exact as a number is none. */
const count = z
  .string()
  .regex(/^\d{1,20}$/)
  .transform(Number)
  .refine(Number.isSafeInteger, 'is too large');
const id = z.string().min(1);
const moment = z.iso.datetime({ offset: true });

const channel = z.object({
  id,
  snippet: z.object({ publishedAt: moment }),
  statistics: z.object({ subscriberCount: count.optional(), hiddenSubscriberCount: z.boolean().default(false), videoCount: count }),
  contentDetails: z.object({ relatedPlaylists: z.object({ uploads: z.string() }) }),
});

const upload = z.object({ contentDetails: z.object({ videoId: id, videoPublishedAt: moment.optional() }) });

const DURATION = /^P(?:(\d+)D)?(?:T(?:(\d+)H)?(?:(\d+)M)?(?:(\d+)S)?)?$/;

/** `PT2M30S` as seconds. */
const seconds = z
  .string()
  .regex(DURATION)
  .transform((text) => {
    const [, days = 0, hours = 0, minutes = 0, rest = 0] = DURATION.exec(text) ?? [];
    return Number(days) * 86_400 + Number(hours) * 3_600 + Number(minutes) * 60 + Number(rest);
  });

const video = z.object({
  id,
  snippet: z.object({ publishedAt: moment, title: z.string().default('') }),
  // What is upcoming or live right now has no length yet.
  contentDetails: z.object({ duration: seconds.optional() }).default({}),
  statistics: z.object({ viewCount: count.optional(), likeCount: count.optional(), commentCount: count.optional() }).default({}),
  liveStreamingDetails: z.unknown().optional(),
});

/** Channels; `items` is missing where none is left. */
export const channelsAnswer = z.object({ items: z.array(channel).default([]) });
/** One page of the uploads of a channel; deleted and private videos have no moment of publication. */
export const uploadsAnswer = z.object({ items: z.array(upload).default([]), nextPageToken: z.string().optional() });
/** Videos; those that are not there are left out. */
export const videosAnswer = z.object({ items: z.array(video).default([]) });

const cell = z.union([z.string(), z.number(), z.null()]);

/** A report as rows by the names of their columns, whose order is not promised; `rows` is missing where there is no data. */
export const reportAnswer = z
  .object({ columnHeaders: z.array(z.object({ name: z.string() })), rows: z.array(z.array(cell)).default([]) })
  .transform(({ columnHeaders, rows }) => rows.map((row) => new Map(columnHeaders.map(({ name }, index) => [name, row[index] ?? null] as const))));

/** A channel as YouTube states it. */
export type Channel = z.output<typeof channel>;
/** A video as YouTube states it. */
export type Video = z.output<typeof video>;
/** A row of a report by the names of its columns. */
export type ReportRow = ReadonlyMap<string, string | number | null>;

/** A figure of a row: a whole number, also where it is written as a text; undefined where the column or the value is missing. */
export function figureOf(row: ReportRow, name: string): number | undefined {
  const value = row.get(name);
  if (value === undefined || value === null) return undefined;
  const figure = Number(value);
  if (Number.isSafeInteger(figure) && figure >= 0) return figure;
  throw new ConnectorError('malformed', `YouTube Analytics answered something unknown as "${name}". Report it with the log.`, { code: name });
}

/** Reads an answer of YouTube by its schema; throws `ConnectorError` (malformed) with the path of what is wrong. */
export const read = <Schema extends z.ZodType>(schema: Schema, answer: HttpAnswer): z.output<Schema> => readAnswer('YouTube', schema, answer);
