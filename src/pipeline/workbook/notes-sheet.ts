import type { Text } from '../../../connectors/contract/metric.js';
import type { Period } from '../../../connectors/contract/period.js';
import type { GridRow } from '../../../connectors/files/reader/grid.js';
import { UNCALCULATED } from '../../../connectors/files/reader/xlsx.js';
import type { Config } from '../../config/config.js';
import { SECTION_KINDS } from '../../digest/index.js';
import type { PasteAnswers, PasteContext, PasteQuestion } from '../handed/reading.js';
import { RefusedFile } from '../import-report.js';
import { NOTE_LABELS } from '../note-lines.js';
import { NOTE_KINDS, NOTE_LIMIT, type Note, type NoteKind } from '../notes.js';
import { figureColumns } from './figures-sheet.js';
import { cellAt, type MarkedSheet, placeName } from './sheets.js';
import { COLUMN_WORDS } from './words.js';

/** A text that may be written of a section. */
export interface NotePlace {
  /** `tickets/topics`, by which its row is known when it comes back */
  readonly key: string;
  readonly section: string;
  readonly kind: NoteKind;
  /** the section's title */
  readonly title: Text;
}

/** Every text that may be written: each section of the monthly digests with each kind of note. */
export function notePlaces({ digests }: Pick<Config, 'digests'>): readonly NotePlace[] {
  const sections = digests.filter(({ period }) => period === 'month').flatMap((digest) => digest.sections);
  const titles = new Map<string, Text>();
  for (const { id, kind, title } of sections) if (!titles.has(id)) titles.set(id, title ?? SECTION_KINDS[kind].title);
  return [...titles].flatMap(([section, title]) => NOTE_KINDS.map((kind) => ({ key: `${section}/${kind}`, section, kind, title })));
}

/** A note that a workbook states and that is not stored alike. It may be kept where nothing is asked of it. */
export interface ReadNote {
  readonly place: NotePlace;
  readonly period: Period;
  readonly text: string;
  readonly questions: readonly PasteQuestion[];
}

/** Reads the sheet of notes; an empty cell leaves what is stored. Throws `RefusedFile` for a text of which nobody can tell where it belongs. */
export function readNoteSheet(sheet: MarkedSheet, stored: readonly Note[], context: PasteContext, answers: PasteAnswers): readonly ReadNote[] {
  const { figure: column } = figureColumns(sheet, context, COLUMN_WORDS.section);
  const places = notePlaces(context.config);
  const read = sheet.rows.flatMap((row) => {
    const { text: written, kind } = cellAt(row, column);
    const text = written.replace(/\r\n?/g, '\n').trim();
    if (text === '') return [];
    const key = cellAt(row, sheet.markColumn).text.trim();
    const place = places.find((one) => one.key === key);
    const cell = placeName(column, row.line);
    if (place === undefined) throw new RefusedFile(unknownRow(sheet, row));
    if (kind === 'error' || text === UNCALCULATED) throw new RefusedFile(notCalculated(sheet, cell));
    if (text.length > NOTE_LIMIT) throw new RefusedFile(tooLong(sheet, cell, text.length));
    return readNote(place, text, stored, context, answers);
  });
  const twice = read.find(({ place }, index) => read.findIndex((other) => other.place.key === place.key) !== index);
  if (twice !== undefined) throw new RefusedFile(statedTwice(sheet, twice.place));
  return read;
}

function readNote(
  place: NotePlace,
  text: string,
  stored: readonly Note[],
  { period, config }: PasteContext,
  answers: PasteAnswers,
): readonly ReadNote[] {
  const before = stored.find(({ section, kind }) => section === place.section && kind === place.kind);
  if (before?.text === text) return [];
  if (before === undefined) return [{ place, period, text, questions: [] }];
  const author = config.people.find(({ id, slack }) => id === before.by || slack === before.by)?.name ?? before.by;
  const question = askReplace(place, before, author);
  const answer = answers[question.id];
  if (answer === 'no') return [];
  return [{ place, period, text, questions: answer === 'yes' ? [] : [question] }];
}

const askReplace = ({ key, title, kind }: NotePlace, { text }: Note, author: string): PasteQuestion => {
  const earlier = text.replace(/\s+/g, ' ').slice(0, 80);
  return {
    id: `note:${key}`,
    kind: 'revises',
    sentence: {
      id: `${title.id}, ${NOTE_LABELS[kind].id}: sudah ada catatan dari ${author} ("${earlier}"). Ganti?`,
      en: `${title.en}, ${NOTE_LABELS[kind].en}: there is a note by ${author} ("${earlier}"). Replace it?`,
    },
    options: [
      { id: 'yes', label: { id: 'Ya, ganti', en: 'Yes, replace it' } },
      { id: 'no', label: { id: 'Tidak, biarkan yang lama', en: 'No, leave the earlier one' } },
    ],
  };
};

const unknownRow = ({ name }: MarkedSheet, row: GridRow): Text => ({
  id: `Baris ${row.line} di lembar "${name}" berisi catatan, tetapi tidak diketahui untuk bagian mana. Mulai dari buku kerja yang baru: pantau template.`,
  en: `Row ${row.line} of the sheet "${name}" holds a note, and nobody can tell of which section. Begin with a new workbook: pantau template.`,
});
const notCalculated = ({ name }: MarkedSheet, cell: string): Text => ({
  id: `Lembar "${name}", sel ${cell}: ada rumus yang belum dihitung atau salah.`,
  en: `Sheet "${name}", cell ${cell}: a formula was not calculated or is wrong.`,
});
const tooLong = ({ name }: MarkedSheet, cell: string, length: number): Text => ({
  id: `Lembar "${name}", sel ${cell}: catatannya ${length} huruf; paling banyak ${NOTE_LIMIT}.`,
  en: `Sheet "${name}", cell ${cell}: the note has ${length} characters; at most ${NOTE_LIMIT} are kept.`,
});
const statedTwice = ({ name }: MarkedSheet, { title, kind }: NotePlace): Text => ({
  id: `Lembar "${name}": catatan ${title.id}, ${NOTE_LABELS[kind].id} diisi dua kali.`,
  en: `Sheet "${name}": the note ${title.en}, ${NOTE_LABELS[kind].en} is filled in twice.`,
});
