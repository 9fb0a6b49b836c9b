import { z } from 'zod';
import { type Instant, type Period, periodLabel } from '../../connectors/contract/period.js';
import type { BusinessClock } from '../clock.js';
import type { Config } from '../config/config.js';
import type { Store } from '../store/port.js';

/** What a note is about; a section may have one of each. */
export const NOTE_KINDS = ['evaluation', 'topics', 'complaints', 'regions'] as const;

/** What a note is about. */
export type NoteKind = (typeof NOTE_KINDS)[number];

/** Somebody's text below a section of the digests, for one period; as it was written, in the language in which it was written. */
export interface Note {
  /** the section's id in the configuration */
  readonly section: string;
  readonly kind: NoteKind;
  readonly period: Period;
  readonly text: string;
  /** the id of the person in the configuration, else of the member in Slack */
  readonly by: string;
  readonly at: Instant;
}

/** A note as it is handed in; an empty text takes the note away, of which the earlier versions stay. */
export type StatedNote = Omit<Note, 'at'>;

/** The longest text of a note, in characters. */
export const NOTE_LIMIT = 3_000;

const valueSchema = z.object({ text: z.string() });

/** The text of one stored version of a note. */
export const parseNote = (value: string): string => valueSchema.parse(JSON.parse(value)).text;

/** The name under which a note is kept as a versioned setting: `note:2024-02/tickets/topics`. */
const noteSetting = ({ period, section, kind }: Pick<Note, 'period' | 'section' | 'kind'>): string =>
  `note:${periodLabel(period)}/${section}/${kind}`;

/** Keeps a note as a new version; the same text again is none. False where nothing changed. Texts are cut at `NOTE_LIMIT`. */
export async function saveNote(
  note: StatedNote,
  { store, clock }: { readonly store: Pick<Store, 'readSetting' | 'saveSetting'>; readonly clock: BusinessClock },
): Promise<boolean> {
  const text = note.text.trim().slice(0, NOTE_LIMIT);
  const known = await readNote(note, store);
  if ((known?.text ?? '') === text) return false;
  await store.saveSetting({ name: noteSetting(note), value: JSON.stringify({ text }), validFrom: clock.now(), by: note.by });
  return true;
}

/** One note; undefined where there is none or it was taken away. */
export async function readNote(place: Pick<Note, 'period' | 'section' | 'kind'>, store: Pick<Store, 'readSetting'>): Promise<Note | undefined> {
  const { period, section, kind } = place;
  const row = await store.readSetting(noteSetting(place));
  if (row === undefined) return undefined;
  const text = parseNote(row.value);
  return text === '' ? undefined : { period, section, kind, text, by: row.by, at: row.validFrom };
}

/** The notes of one section for a period, in the order of their kinds. */
export async function readSectionNotes(section: string, period: Period, store: Pick<Store, 'readSetting'>): Promise<readonly Note[]> {
  const found = await Promise.all(NOTE_KINDS.map((kind) => readNote({ period, section, kind }, store)));
  return found.flatMap((note) => note ?? []);
}

/** Every note of a period, in the order of the sections of the configuration. */
export async function readNotes(
  period: Period,
  { config, store }: { readonly config: Pick<Config, 'digests'>; readonly store: Pick<Store, 'readSetting'> },
) {
  const notes = await Promise.all(noteSections(config).map((section) => readSectionNotes(section, period, store)));
  return notes.flat();
}

/** The sections of the monthly digests, each once, which may have notes. */
const noteSections = ({ digests }: Pick<Config, 'digests'>): readonly string[] => [
  ...new Set(digests.filter(({ period }) => period === 'month').flatMap(({ sections }) => sections.map(({ id }) => id))),
];
