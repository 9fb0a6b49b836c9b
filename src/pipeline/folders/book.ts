import { createHash } from 'node:crypto';
import { z } from 'zod';
import type { Text } from '../../../connectors/contract/metric.js';
import type { BusinessClock } from '../../clock.js';
import type { Store } from '../../store/port.js';

const textSchema = z.object({ id: z.string(), en: z.string() });

const fileSchema = z.object({
  /** the file's mark when it was read */
  mark: z.string(),
  /** what was found to be told, the last time that something was */
  sentence: textSchema.optional(),
  told: z.boolean(),
});

/** What is remembered of a file of a watched folder. */
export type FileEntry = Readonly<z.infer<typeof fileSchema>>;

const noteSchema = z.object({
  slot: z.string(),
  sentences: z.array(textSchema),
  /** the paths whose sentences these are */
  paths: z.array(z.string()),
});

/** A message about files that is on its way; the same one after a restart. */
export interface FolderNote {
  readonly slot: string;
  readonly sentences: readonly Text[];
  readonly paths: readonly string[];
}

/** What is remembered about watched folders, over restarts. */
export interface FolderBook {
  readonly file: (path: string) => Promise<FileEntry | undefined>;
  readonly saveFile: (path: string, entry: FileEntry) => Promise<void>;
  readonly note: (folder: string) => Promise<FolderNote | undefined>;
  readonly saveNote: (folder: string, note: FolderNote | undefined) => Promise<void>;
}

const nameOf = (kind: string, path: string): string => `${kind}:${createHash('sha256').update(path).digest('hex').slice(0, 32)}`;

/** The book that the store keeps. */
export function folderBook(store: Pick<Store, 'readSetting' | 'saveSetting'>, clock: BusinessClock): FolderBook {
  const save = (name: string, value: unknown): Promise<void> =>
    store.saveSetting({ name, value: JSON.stringify(value), validFrom: clock.now(), by: 'folder' });
  return {
    file: async (path) => {
      const kept = await store.readSetting(nameOf('folder-file', path));
      return kept === undefined ? undefined : fileSchema.parse(JSON.parse(kept.value));
    },
    saveFile: (path, entry) => save(nameOf('folder-file', path), entry),
    note: async (folder) => {
      const kept = await store.readSetting(nameOf('folder-note', folder));
      return kept === undefined ? undefined : (noteSchema.nullable().parse(JSON.parse(kept.value)) ?? undefined);
    },
    saveNote: (folder, note) => save(nameOf('folder-note', folder), note ?? null),
  };
}
