import { z } from 'zod';
import { parsePeriod, periodLabel } from '../../connectors/contract/period.js';
import type { BusinessClock } from '../clock.js';
import type { Store } from '../store/port.js';
import { NOTE_KINDS, readNote, type StatedNote, saveNote } from './notes.js';

/** Where notes lie, and who is asked the time. */
export interface NoteKeeping {
  readonly store: Pick<Store, 'readSetting' | 'saveSetting'>;
  readonly clock: BusinessClock;
}

const keptSchema = z.object({
  notes: z.array(z.object({ section: z.string(), kind: z.enum(NOTE_KINDS), period: z.string(), text: z.string(), before: z.string() })),
});
type KeptNote = z.output<typeof keptSchema>['notes'][number];

const settingOf = (importId: string): string => `imported:notes:${importId}`;

/** Keeps the notes that came with an import, and beside them the texts that they replace, by which `undoNotes` takes them back. */
export async function keepNotes(
  importId: string,
  notes: readonly StatedNote[],
  { store, clock }: NoteKeeping,
): Promise<{ readonly inserted: number; readonly revised: number }> {
  const [first] = notes;
  if (first === undefined) return { inserted: 0, revised: 0 };
  const kept: KeptNote[] = [];
  for (const { section, kind, period, text } of notes)
    kept.push({ section, kind, period: periodLabel(period), text, before: (await readNote({ section, kind, period }, store))?.text ?? '' });
  // First what they replace: an end in between leaves nothing that can't be taken back.
  await store.saveSetting({ name: settingOf(importId), value: JSON.stringify({ notes: kept }), validFrom: clock.now(), by: first.by });
  for (const note of notes) await saveNote(note, { store, clock });
  const revised = kept.filter(({ before }) => before !== '').length;
  return { inserted: kept.length - revised, revised };
}

/** Puts back the texts that the notes of an import replaced, as new versions; a note that somebody changed since stays. The count of those put back. */
export async function undoNotes(importId: string, by: string, { store, clock }: NoteKeeping): Promise<number> {
  const setting = await store.readSetting(settingOf(importId));
  if (setting === undefined) return 0;
  let back = 0;
  for (const { section, kind, period: label, text, before } of keptSchema.parse(JSON.parse(setting.value)).notes) {
    const period = parsePeriod(label);
    if (period === undefined || (await readNote({ section, kind, period }, store))?.text !== text) continue;
    if (await saveNote({ section, kind, period, text: before, by }, { store, clock })) back += 1;
  }
  return back;
}
