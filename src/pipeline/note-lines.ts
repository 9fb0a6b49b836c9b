import type { Text } from '../../connectors/contract/metric.js';
import type { Config } from '../config/config.js';
import type { Line } from '../domain/digest.js';
import { value } from '../domain/formula.js';
import { line, moment, name, text } from '../text/sentence.js';
import type { Note, NoteKind } from './notes.js';

/** What the kinds of notes are called. */
export const NOTE_LABELS: Readonly<Record<NoteKind, Text>> = {
  evaluation: { id: 'Evaluasi', en: 'Evaluation' },
  topics: { id: 'Topik', en: 'Topics' },
  complaints: { id: 'Pengaduan', en: 'Complaints' },
  regions: { id: 'Catatan wilayah', en: 'Notes on regions' },
};

/** A note as lines of a digest: what it is about, by whom and when before its first paragraph; the text as it was written in both languages. */
export function noteLines(note: Note, { people, organisation }: Pick<Config, 'people' | 'organisation'>): readonly Line[] {
  const author = people.find(({ id, slack }) => id === note.by || slack === note.by)?.name ?? note.by;
  const paragraphs = note.text.split(/\s*\n\s*/).filter((paragraph) => paragraph !== '');
  return paragraphs.map((paragraph, index) => {
    const id = `note/${note.kind}/${index + 1}`;
    const written = text(value({ observation: `note:${note.section}/${note.kind}/${index + 1}`, value: paragraph, quality: 'typed' }));
    if (index > 0) return line(id, 'note', { words: { id: '{written}', en: '{written}' }, parts: { written } });
    const words = '{kind} ({author}, {at}): {written}';
    const parts = {
      kind: name(NOTE_LABELS[note.kind]),
      author: name({ id: author, en: author }),
      at: moment(note.at, organisation.zone),
      written,
    };
    return line(id, 'note', { words: { id: words, en: words }, parts });
  });
}
