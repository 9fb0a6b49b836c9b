import { closeSync, existsSync, mkdirSync, openSync, readFileSync, renameSync, writeFileSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { fileSchema, messageSchema, viewSchema } from './model.js';

const recordSchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('message'), value: messageSchema }),
  z.object({ kind: z.literal('message-deleted'), channel: z.string(), ts: z.string() }),
  z.object({ kind: z.literal('file'), value: fileSchema }),
  z.object({ kind: z.literal('home'), value: viewSchema }),
  z.object({ kind: z.literal('modals'), user: z.string(), stack: z.array(viewSchema).readonly() }),
  z.object({ kind: z.literal('joined'), channel: z.string() }),
  z.object({ kind: z.literal('secrets'), botToken: z.string(), appToken: z.string() }),
  z.object({ kind: z.literal('port'), port: z.number() }),
  /** The latest timestamp that was given away, in microseconds: it may belong to nothing that is kept. */
  z.object({ kind: z.literal('last'), micros: z.number() }),
]);

/** One change of the workspace, enough to repeat it after a restart. */
export type Change = z.infer<typeof recordSchema>;

/** Where changes are kept: in a folder, or nowhere. */
export interface Journal {
  /** The changes kept so far, in order. */
  readonly replay: () => readonly Change[];
  /** Keeps one change; it survives the end of the process as soon as this returns. */
  readonly append: (change: Change) => void;
  /** Replaces all that is kept by these changes, atomically. */
  readonly compact: (changes: readonly Change[]) => void;
  readonly saveBytes: (id: string, bytes: Uint8Array) => void;
  readonly loadBytes: (id: string) => Uint8Array | undefined;
  readonly close: () => void;
}

/** A journal that forgets everything at the end. */
export const memoryJournal = (): Journal => {
  const bytes = new Map<string, Uint8Array>();
  return {
    replay: () => [],
    append: () => undefined,
    compact: () => undefined,
    saveBytes: (id, content) => void bytes.set(id, content),
    loadBytes: (id) => bytes.get(id),
    close: () => undefined,
  };
};

/** Thrown when the state of the last run cannot be read; its message says what to do. */
class JournalBroken extends Error {}

const readChanges = (file: string): readonly Change[] => {
  if (!existsSync(file)) return [];
  const written = readFileSync(file, 'utf8').split('\n');
  // The last line may be torn when the process was killed while writing it: nobody was answered, so nothing is lost. It is never the only one.
  const last = written.pop() ?? '';
  const whole = written.length > 0 && !recordSchema.safeParse(parseJson(last)).success ? written : [...written, last];
  return whole.map((line, index) => {
    const parsed = recordSchema.safeParse(parseJson(line));
    if (parsed.success) return parsed.data;
    const where = `The state of the local Slack cannot be read: ${file}, line ${index + 1}.`;
    throw new JournalBroken(`${where} Put back a good copy of the file, or move it away to begin with an empty workspace.`);
  });
};

const parseJson = (line: string): unknown => {
  try {
    return JSON.parse(line);
  } catch {
    return undefined;
  }
};

const lines = (changes: readonly Change[]): string => changes.map((change) => `${JSON.stringify(change)}\n`).join('');

/** A journal in a folder: `state.jsonl` with one change a line, and the bytes of files under `files/`. */
export const folderJournal = (home: string): Journal => {
  mkdirSync(join(home, 'files'), { recursive: true });
  const file = join(home, 'state.jsonl');
  const open = (): number => openSync(file, 'a', 0o600);
  let handle: number | undefined;
  const close = (): void => {
    if (handle !== undefined) closeSync(handle);
    handle = undefined;
  };
  return {
    replay: () => readChanges(file),
    append: (change) => {
      handle ??= open();
      writeSync(handle, lines([change]));
    },
    compact: (changes) => {
      writeFileSync(`${file}.new`, lines(changes), { mode: 0o600 });
      close();
      renameSync(`${file}.new`, file);
    },
    saveBytes: (id, bytes) => {
      writeFileSync(join(home, 'files', `${id}.new`), bytes, { mode: 0o600 });
      renameSync(join(home, 'files', `${id}.new`), join(home, 'files', id));
    },
    loadBytes: (id) => (existsSync(join(home, 'files', id)) ? readFileSync(join(home, 'files', id)) : undefined),
    close,
  };
};

/** Where the sandbox of a folder was listening last, and its bot token; undefined where none has ever run there. */
export const lastAddress = (home: string): { readonly port: number; readonly botToken: string } | undefined => {
  let port: number | undefined;
  let botToken: string | undefined;
  for (const change of readChanges(join(home, 'state.jsonl'))) {
    if (change.kind === 'port') port = change.port;
    if (change.kind === 'secrets') botToken = change.botToken;
  }
  return port === undefined || botToken === undefined ? undefined : { port, botToken };
};
