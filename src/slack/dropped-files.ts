import { z } from 'zod';

const file = z.object({ id: z.string().regex(/^F[A-Z0-9]{2,}$/), name: z.string().nullish(), mimetype: z.string().nullish() });

/** A file of a message as the event tells it. */
export type SharedFile = z.infer<typeof file>;

/** A message that may have files. Files whose id can't be read are left out. */
const message = z.object({
  subtype: z.string().optional(),
  bot_id: z.string().optional(),
  user: z.string(),
  channel: z.string(),
  channel_type: z.string().optional(),
  ts: z.string(),
  thread_ts: z.string().optional(),
  text: z.string().default(''),
  files: z.array(z.unknown()).default([]),
});

/** A message of a person with files. */
export interface DroppedFiles {
  readonly user: string;
  readonly channel: string;
  /** the talk of one person with the bot */
  readonly direct: boolean;
  readonly ts: string;
  readonly thread: string | undefined;
  readonly text: string;
  readonly files: readonly SharedFile[];
}

const SUBTYPES: readonly (string | undefined)[] = [undefined, 'file_share', 'thread_broadcast'];

/** The files that a person's message drops; undefined for a message without any, an edit, and what a bot writes. */
export function droppedFiles(event: unknown): DroppedFiles | undefined {
  const read = message.safeParse(event);
  if (!read.success) return undefined;
  const { subtype, bot_id: bot, user, channel, channel_type: type, ts, thread_ts: thread, text } = read.data;
  const files = read.data.files.flatMap((one) => file.safeParse(one).data ?? []);
  if (bot !== undefined || !SUBTYPES.includes(subtype) || files.length === 0) return undefined;
  return { user, channel, direct: type === 'im', ts, thread, text, files };
}

/** Whether a file can't hold a table: a picture, a film or a sound. */
export const isPicture = ({ mimetype }: SharedFile): boolean => /^(image|video|audio)\//.test(mimetype ?? '');

const withoutMentions = (text: string): string => text.replace(/<@[A-Z0-9]+(\|[^>]*)?>/g, ' ').trim();

/**
 * The files of a message that Pantau is to read. None where it has only pictures and words: then the words are what is asked. Pictures alone are
 * given back, so that somebody says that they can't be read.
 */
export function filesToRead({ files, text }: Pick<DroppedFiles, 'files' | 'text'>): readonly SharedFile[] {
  const tables = files.filter((one) => !isPicture(one));
  if (tables.length > 0) return tables;
  return withoutMentions(text) === '' ? files : [];
}
