import type { Text } from '../../../connectors/contract/metric.js';
import type { Precision } from '../../../connectors/contract/observation.js';
import type { Period } from '../../../connectors/contract/period.js';
import { formatPeriod } from '../../text/date.js';

/** What the columns of the sheet of figures are for. */
export type FigureColumn = 'label' | 'owner' | 'due' | 'previous' | 'yearAgo' | 'stored' | 'figure' | 'precision' | 'note';

/** The names of columns that stay the same from month to month. */
export const COLUMN_WORDS: Readonly<Record<Exclude<FigureColumn, 'previous' | 'yearAgo' | 'figure'> | 'value' | 'section' | 'about', Text>> = {
  label: { id: 'Angka yang diminta', en: 'Figure asked for' },
  value: { id: 'Nama', en: 'Name' },
  section: { id: 'Bagian laporan', en: 'Section of the report' },
  about: { id: 'Tentang', en: 'About' },
  owner: { id: 'Penanggung jawab', en: 'Owner' },
  due: { id: 'Tenggat', en: 'Due' },
  stored: { id: 'Sudah tersimpan', en: 'Stored already' },
  precision: { id: 'Ketepatan', en: 'Precision' },
  note: { id: 'Catatan', en: 'Note' },
};

const FILL_IN: Text = { id: 'ISI', en: 'FILL IN' };

/** The name of the column that is filled in, with the month that it is for: `ISI: Februari 2024`. */
export const figureHeading = (period: Period, language: keyof Text): string => `${FILL_IN[language]}: ${formatPeriod(period, language)}`;

/** The part of a heading behind the colon where it is that of the column that is filled in; undefined for every other heading. */
export function monthOfHeading(heading: string): string | undefined {
  const [, month] = /^(?:isi|fill in)\s*:\s*(.*)$/i.exec(heading.trim()) ?? [];
  return month;
}

/** The words for a precision. */
export const PRECISION_WORDS: Readonly<Record<Precision, Text>> = {
  exact: { id: 'tepat', en: 'exact' },
  rounded: { id: 'dibulatkan', en: 'rounded' },
  about: { id: 'kira-kira', en: 'about' },
};

/** The precision that a word stands for, in either language; undefined for any other word. */
export function precisionOf(word: string): Precision | undefined {
  const plain = word.trim().toLowerCase();
  const found = Object.entries(PRECISION_WORDS).find(([, { id, en }]) => plain === id || plain === en);
  return found?.[0] as Precision | undefined;
}

const LIST_COLUMNS: Readonly<Record<string, Text>> = {
  date: { id: 'Tanggal', en: 'Date' },
  title: { id: 'Judul / topik', en: 'Title / topic' },
  region: { id: 'Daerah / instansi', en: 'Region / institution' },
  guests: { id: 'Jumlah tamu', en: 'Guests' },
};

/** What the column of a list is called; a column of the configuration's own keeps its name. */
export const listColumn = (column: string): Text =>
  (Object.hasOwn(LIST_COLUMNS, column) ? LIST_COLUMNS[column] : undefined) ?? { id: column, en: column };

/** The names of the sheets that every workbook has. */
export const SHEET_WORDS = {
  start: { id: 'Mulai di sini', en: 'Start here' },
  figures: { id: 'Angka', en: 'Figures' },
  notes: { id: 'Catatan', en: 'Notes' },
} as const satisfies Readonly<Record<string, Text>>;

/** The name of the sheet that only Pantau reads. */
export const MARK_SHEET = '_pantau';

/** What stands on the sheet with instructions, line for line. */
export const INSTRUCTIONS: Readonly<Record<keyof Text, readonly string[]>> = {
  id: [
    'Isi sel kuning saja. Sel abu-abu hanya pembanding.',
    'Yang dikosongkan tetap terbuka: tidak pernah dibaca sebagai nol.',
    'Kalau memang tidak ada datanya, tulis: tidak ada data',
    'Kalau dihitung dan hasilnya nol, tulis: 0',
    'Angka boleh ditulis 118069, 118.069, atau 4,75. Yang meragukan akan ditanyakan.',
    'Angka perkiraan: pilih "kira-kira" di kolom Ketepatan.',
    'Daftar (kunjungan, webinar, dan lain-lain) punya lembar sendiri: satu baris untuk satu acara.',
    'Lembar Catatan: evaluasi, topik, dan lainnya per bagian laporan, ditulis apa adanya dengan nama Anda.',
    'Baris boleh diurutkan atau dihapus; jangan mengubah nama kolom dan jangan menggabungkan sel.',
    'Kembalikan dengan menjatuhkan berkas ini di percakapan dengan Pantau di Slack. Anda melihat semuanya dulu sebelum disimpan.',
  ],
  en: [
    'Fill in the yellow cells only. Grey cells are there to compare with.',
    'What is left empty stays open: it is never read as nought.',
    'Where there really are no data, write: no data',
    'Where it was counted and there was nothing, write: 0',
    'Write numbers as 118069, 118,069 or 4.75. What is doubtful is asked about.',
    'A rough figure: choose "about" in the column Precision.',
    'Lists (visits, webinars and so on) have sheets of their own: one row for each.',
    'The sheet Notes: evaluation, topics and so on of each section, printed as you wrote them under your name.',
    'Rows may be sorted or deleted; do not rename columns and do not merge cells.',
    'To hand it in, drop this file into your talk with Pantau in Slack. You see everything before it is kept.',
  ],
};
