import { z } from 'zod';
import type { Instant } from '../../connectors/contract/period.js';
import type { BusinessClock } from '../clock.js';
import type { Store } from '../store/port.js';
import type { Answers } from './export-report.js';

/** Where answers are remembered, and who is asked the time. */
export interface ExportMemory {
  readonly store: Pick<Store, 'origins' | 'readSetting' | 'saveSetting'>;
  readonly clock: BusinessClock;
}

/** Where it is noted what was kept and undone. */
export interface KeptMemory {
  readonly store: Pick<Store, 'readSetting' | 'saveSetting'>;
  readonly clock: BusinessClock;
}

/** What a file was kept as: its bytes, and what was answered and found of it. */
export interface KeptFile {
  /** SHA-256 of its bytes */
  readonly hash: string;
  readonly answers: Answers;
  readonly accounts: readonly string[];
}

/** Answers that hold for every file with the same headers; whose a file is, its day and its period are asked of each. */
const REMEMBERED = new Set([
  ...['layout', 'dates', 'numbers', 'columns', 'metric'],
  // The columns of a file of activations.
  ...['occurredAt', 'staff', 'person', 'unit', 'kind', 'platforms', 'content', 'campaign', 'links', 'evidence'],
]);

const answersSchema = z.record(z.string(), z.string());
const keptSchema = z.object({ answers: answersSchema });

const keptAs = ({ answers, accounts }: KeptFile): string => JSON.stringify({ answers, accounts });

/** Whether the same bytes were kept before with the same answers: a later file may have revised them since, and an older one takes nothing back. */
export async function keptBefore(file: KeptFile, { store }: ExportMemory): Promise<boolean> {
  const kept = await store.readSetting(`imported:${file.hash}`);
  if (kept?.value !== keptAs(file)) return false;
  return (await store.origins()).some(({ hash, kind }) => kind === 'export' && hash === file.hash);
}

/**
 * When the same bytes were kept so that keeping them now would do nothing; undefined where they were not. What was answered then counts where nothing is
 * answered now. For a file of our own layouts, which leaves nothing to answer, its bytes are enough.
 */
export async function keptAlready(
  { hash, answers, accounts }: KeptFile,
  { store }: { readonly store: Pick<Store, 'origins' | 'readSetting'> },
): Promise<Instant | undefined> {
  const origin = (await store.origins()).find((one) => one.hash === hash);
  const kept = await store.readSetting(`imported:${hash}`);
  if (kept?.value === UNDONE) return undefined;
  if (origin?.kind !== 'export') return origin?.receivedAt;
  if (kept === undefined) return undefined;
  const then = keptSchema.parse(JSON.parse(kept.value));
  const same = keptAs({ hash, answers: Object.keys(answers).length === 0 ? then.answers : answers, accounts }) === kept.value;
  return same ? kept.validFrom : undefined;
}

/** Notes that a file was kept. */
export async function noteKept(file: KeptFile, { store, clock }: KeptMemory, by = 'import'): Promise<void> {
  await store.saveSetting({ name: `imported:${file.hash}`, value: keptAs(file), validFrom: clock.now(), by });
}

const UNDONE = JSON.stringify({ undone: true });

/** Notes that the import of a file was undone: the same bytes may be kept again. */
export async function noteUndone(hash: string, by: string, { store, clock }: KeptMemory): Promise<void> {
  await store.saveSetting({ name: `imported:${hash}`, value: UNDONE, validFrom: clock.now(), by });
}

/** Whether the last that was done about a file's bytes was to undo their import. */
export const wasUndone = async (hash: string, store: Pick<Store, 'readSetting'>): Promise<boolean> =>
  (await store.readSetting(`imported:${hash}`))?.value === UNDONE;

/** Notes that a file in one of our own layouts was kept, where its import was undone before. */
export async function noteKeptAgain(hash: string, memory: KeptMemory, by?: string): Promise<void> {
  const noted = await memory.store.readSetting(`imported:${hash}`);
  if (noted?.value === UNDONE) await noteKept({ hash, answers: {}, accounts: [] }, memory, by);
}

/** The answers that were given before for files with the same headers. */
export async function rememberedAnswers({ store }: ExportMemory, name: string): Promise<Answers> {
  const setting = await store.readSetting(name);
  return setting === undefined ? {} : answersSchema.parse(JSON.parse(setting.value));
}

/** Remembers those answers that hold for every file with the same headers. */
export async function remember({ store, clock }: ExportMemory, name: string, before: Answers, given: Answers, by = 'import'): Promise<void> {
  const lasting = Object.fromEntries(Object.entries(given).filter(([id]) => REMEMBERED.has(id) || id.startsWith('is:')));
  const value = JSON.stringify({ ...before, ...lasting });
  if (Object.keys(lasting).length === 0 || value === JSON.stringify(before)) return;
  await store.saveSetting({ name, value, validFrom: clock.now(), by });
}
