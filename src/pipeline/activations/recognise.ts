import { createHash } from 'node:crypto';
import type { Text } from '../../../connectors/contract/metric.js';
import { ACTIVATION_KINDS, type ActivationKind } from '../../domain/activation.js';
import type { Answers, ExportQuestion } from '../export-report.js';
import { RefusedFile } from '../import-report.js';
import {
  ACTIVATION_COLUMNS,
  type ActivationColumn,
  columnNamed,
  headerWord,
  type Lacking,
  lackingIn,
  plainText,
  platformColumns,
} from './columns.js';
import type { DateOrder } from './moments.js';

/** How the header of a file of activations is read. */
export interface ActivationHeader {
  readonly columns: readonly (ActivationColumn | undefined)[];
  /** `long`: one activation a row; `wide`: a link column for each platform */
  readonly layout: 'long' | 'wide';
  /** the kind of all rows, as a person answered */
  readonly kind: ActivationKind | undefined;
  /** what must be answered before a row can be read */
  readonly questions: readonly ExportQuestion[];
  /** headers that are not read, as they stand */
  readonly unknown: readonly string[];
}

/** Under what the answers about a header are remembered: the same for the same columns in whatever order. */
export const headerSetting = (header: readonly string[]): string =>
  `activations:${createHash('sha256')
    .update(JSON.stringify([...header.map(plainText)].sort()))
    .digest('hex')
    .slice(0, 32)}`;

/** Whether the cell of a header is one that files of activations have; finds headers below titles. */
export const isActivationHeader = (cell: string): boolean => columnNamed(cell) !== undefined;

const KINDS: ReadonlySet<string> = new Set(ACTIVATION_KINDS);
const kindAnswered = ({ kind }: Answers): ActivationKind | undefined => ACTIVATION_KINDS.find((one) => one === kind);

/** The columns that a person named: `person=Pangkat Nama`. An answer that names no column of this header says nothing about it. */
function columnsAnswered(header: readonly string[], answers: Answers): ReadonlyMap<number, ActivationColumn> {
  const named = new Map<number, ActivationColumn>();
  for (const column of ACTIVATION_COLUMNS) {
    const answer = answers[column];
    if (answer === undefined || (column === 'kind' && KINDS.has(answer))) continue;
    const index = header.findIndex((cell) => plainText(cell) === plainText(answer) || headerWord(cell) === headerWord(answer));
    if (index >= 0) named.set(index, column);
  }
  return named;
}

/**
 * Reads a header as one of activations: by its names and by what a person answered. Undefined where it says not when, who and where, and nobody
 * answered about it. Throws `RefusedFile` where a wide file is to be read as long.
 */
export function readHeader(header: readonly string[], answers: Answers): ActivationHeader | undefined {
  const answered = columnsAnswered(header, answers);
  const meant = new Set(answered.values());
  const all = header.map((cell, index) => answered.get(index) ?? unlessMeant(columnNamed(cell), meant));
  const lacking = lackingIn(all);
  const asked = answers.layout === 'activations' || answered.size > 0;
  if (!asked && (lacking.when || lacking.who || lacking.where)) return undefined;
  const wide = platformColumns(header);
  if (answers.layout === 'long' && wide.length > 1) throw new RefusedFile(wideText(wide));
  const { columns, questions } = withoutDoubles(header, all);
  const kind = kindAnswered(answers);
  return {
    columns,
    layout: wide.length > 1 ? 'wide' : 'long',
    kind,
    questions: [
      ...questions,
      ...lackingQuestions(header, columns, lacking),
      ...(columns.includes('kind') || kind !== undefined ? [] : [KIND_QUESTION]),
    ],
    unknown: header.filter((cell, index) => columns[index] === undefined && cell.trim() !== ''),
  };
}

const unlessMeant = (column: ActivationColumn | undefined, meant: ReadonlySet<ActivationColumn>): ActivationColumn | undefined =>
  column !== undefined && column !== 'links' && meant.has(column) ? undefined : column;

const wideText = (wide: readonly string[]): Text => ({
  id: `Baris 1: berkas ini lebar, dengan satu kolom tautan untuk tiap platform ("${wide.join('", "')}"). Dibaca sebagai berkas panjang, tautannya hilang.`,
  en: `Line 1: this file is wide, with a link column for each platform ("${wide.join('", "')}"). Read as long it would lose them.`,
});

interface Chosen {
  readonly columns: readonly (ActivationColumn | undefined)[];
  readonly questions: readonly ExportQuestion[];
}

/** Where two columns say the same a person chooses; of an address of e-mail and a name the address is taken. Links may stand in several. */
function withoutDoubles(header: readonly string[], all: readonly (ActivationColumn | undefined)[]): Chosen {
  const columns = [...all];
  const questions: ExportQuestion[] = [];
  for (const column of ACTIVATION_COLUMNS) {
    if (column === 'links') continue;
    const places = all.flatMap((one, index) => (one === column ? [index] : []));
    if (places.length < 2) continue;
    const mail = column === 'person' ? places.find((place) => /mail|surel/.test(headerWord(header[place] ?? ''))) : undefined;
    for (const place of places) if (place !== (mail ?? places[0])) columns[place] = undefined;
    if (mail === undefined)
      questions.push(
        whichColumn(
          column,
          places.map((place) => header[place] ?? ''),
        ),
      );
  }
  return { columns, questions };
}

const ABOUT: Readonly<Record<ActivationColumn, Text>> = {
  occurredAt: { id: 'kapan aktivasinya terjadi', en: 'when the activation took place' },
  staff: { id: 'nomor pegawainya', en: 'the staff number' },
  person: { id: 'siapa orangnya', en: 'who the person is' },
  unit: { id: 'unit kerjanya', en: 'the unit' },
  kind: { id: 'jenis aktivasinya', en: 'the kind of activation' },
  platforms: { id: 'platformnya', en: 'the platform' },
  content: { id: 'kontennya', en: 'the content' },
  campaign: { id: 'kampanyenya', en: 'the campaign' },
  links: { id: 'tautan unggahannya', en: 'the link of the post' },
  evidence: { id: 'buktinya', en: 'the evidence' },
};

const MOST_READINGS = 10;

const whichColumn = (column: ActivationColumn, headers: readonly string[]): ExportQuestion => ({
  id: column,
  text: { id: `Kolom mana yang menyatakan ${ABOUT[column].id}?`, en: `Which column says ${ABOUT[column].en}?` },
  readings: headers.slice(0, MOST_READINGS).map((header) => {
    const name = plainText(header);
    return { answer: name, shows: { id: `kolom "${name}".`, en: `the column "${name}".` } };
  }),
});

function lackingQuestions(header: readonly string[], columns: Chosen['columns'], { when, who, where }: Lacking): readonly ExportQuestion[] {
  const free = header.filter((cell, index) => columns[index] === undefined && cell.trim() !== '');
  return [
    ...(when ? [whichColumn('occurredAt', free)] : []),
    ...(who ? [whichColumn('person', free)] : []),
    ...(where ? [whichColumn('links', free)] : []),
  ];
}

const KIND_QUESTION: ExportQuestion = {
  id: 'kind',
  text: {
    id: 'Tidak ada kolom jenis. Apa yang dilakukan pegawai di berkas ini?',
    en: 'No column says the kind. What did the people in this file do?',
  },
  readings: [
    { answer: 'provided', shows: { id: 'membagikan konten yang disediakan.', en: 'they shared content that was provided.' } },
    { answer: 'engagement', shows: { id: 'menyukai, mengomentari, atau meneruskan.', en: 'they liked, commented or shared.' } },
    { answer: 'original', shows: { id: 'membuat konten sendiri.', en: 'they made content of their own.' } },
  ],
};

/** The question in which order day and month stand, about a date that has both readings. */
export const dateQuestion = (cell: string): ExportQuestion => {
  const [first = '', second = ''] = cell.trim().split(/[/.-]/);
  return {
    id: 'dates',
    text: { id: `Tanggal "${cell.trim()}" dapat dibaca dengan dua cara.`, en: `The date "${cell.trim()}" has two readings.` },
    readings: [
      { answer: 'day-first', shows: { id: `hari ${first}, bulan ${second}.`, en: `day ${first}, month ${second}.` } },
      { answer: 'month-first', shows: { id: `hari ${second}, bulan ${first}.`, en: `day ${second}, month ${first}.` } },
    ],
  };
};

/** The order of dates that a person answered. */
export const orderAnswered = ({ dates }: Answers): DateOrder | undefined =>
  (['iso', 'day-first', 'month-first'] as const).find((order) => order === dates);

/** What a refused form may be after all: advice to say which column names the person. Undefined where the header has no links of posts and no moment. */
export function mapAdvice(header: readonly string[]): Text | undefined {
  const { when, who, where } = lackingIn(header.map(columnNamed));
  if (when || where || !who) return undefined;
  return {
    id: 'Bila isinya aktivasi pegawai, sebutkan sekali kolom yang memuat orangnya: --answer person=KOLOM.',
    en: 'If these are activations of employees, say once which column names the person: --answer person=COLUMN.',
  };
}
