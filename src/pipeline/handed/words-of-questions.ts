import type { Text } from '../../../connectors/contract/metric.js';
import { type Period, periodLabel } from '../../../connectors/contract/period.js';
import { formatPeriod } from '../../text/date.js';
import { formatNumber } from '../../text/number.js';
import type { DoubtKind, PasteOption, PasteQuestion } from './reading.js';
import type { NumberDoubt } from './segments.js';

const YES: PasteOption = { id: 'yes', label: { id: 'Ya, simpan', en: 'Yes, keep it' } };
const NO: PasteOption = { id: 'no', label: { id: 'Tidak, lewati', en: 'No, leave it out' } };

/** A stored number in both languages. */
const numberText = (value: number): Text => ({ id: formatNumber(value, 'id'), en: formatNumber(value, 'en') });

/** A period's name in both languages. */
const periodText = (period: Period): Text => ({ id: formatPeriod(period, 'id'), en: formatPeriod(period, 'en') });

/** A question that is answered by yes or no. */
const confirm = (id: string, kind: DoubtKind, sentence: Text): PasteQuestion => ({ id: `${id}:${kind}`, kind, sentence, options: [YES, NO] });

/** A question with answers of its own; leaving the figure out is always one. */
export const choose = (id: string, kind: DoubtKind, sentence: Text, options: readonly PasteOption[]): PasteQuestion => ({
  id: `${id}:${kind}`,
  kind,
  sentence,
  options: [...options, NO],
});

/** Which number was meant. */
export const askNumber = (id: string, written: string, options: readonly number[]): PasteQuestion =>
  choose(
    id,
    'number',
    {
      id: options.length > 1 ? `"${written}" bisa dibaca lebih dari satu cara. Angka mana?` : `"${written}" belum pasti dibaca. Angka berapa?`,
      en:
        options.length > 1 ? `"${written}" can be read in more than one way. Which number?` : `"${written}" can't be read for certain. Which number?`,
    },
    options.map((value) => ({ id: String(value), label: numberText(value) })),
  );

const ROLES: Readonly<Record<NumberDoubt, Text>> = {
  bound: { id: 'disebut sebagai batas', en: 'is given as a bound' },
  delta: { id: 'bisa berarti naik/turun sebanyak itu', en: 'may be the size of the change' },
  unclear: { id: 'bisa berarti hal lain, misalnya tanggal atau pembanding', en: 'may be something else, such as a date or a baseline' },
  percent: { id: 'adalah persentase', en: 'is a percentage' },
  range: { id: 'adalah rentang atau pecahan', en: 'is a range or a fraction' },
  target: { id: 'disebut sebagai target', en: 'is called a target' },
  before: { id: 'disebut sebagai angka periode sebelumnya', en: 'is called the figure of the period before' },
  negated: { id: 'disebut bukan angkanya', en: 'is said not to be the figure' },
};

/** Whether a number is the figure at all. */
export const askRole = (id: string, written: string, doubt: NumberDoubt): PasteQuestion =>
  confirm(id, doubt === 'percent' ? 'percent' : 'role', {
    id: `${written} ${ROLES[doubt].id}. Apakah itu angka yang dilaporkan?`,
    en: `${written} ${ROLES[doubt].en}. Is it the figure to report?`,
  });

/** Which of several figures was meant. */
export const askItem = (id: string, source: string, options: readonly { readonly key: string; readonly label: Text }[]): PasteQuestion =>
  choose(
    id,
    'item',
    options.length > 0
      ? { id: `"${source}": angka yang mana?`, en: `"${source}": which figure is it?` }
      : {
          id: `"${source}": angka ini tidak ada dalam daftar yang dikumpulkan.`,
          en: `"${source}": this figure is none of those that are handed in.`,
        },
    options.map(({ key, label }) => ({ id: key, label })),
  );

/** Which month was meant. */
export const askPeriod = (id: string, source: string, options: readonly Period[]): PasteQuestion =>
  choose(
    id,
    'period',
    { id: `"${source}": untuk bulan apa?`, en: `"${source}": for which month?` },
    options.map((period) => ({ id: periodLabel(period), label: periodText(period) })),
  );

/** Nought, or no data. */
export const askNothing = (id: string, source: string): PasteQuestion =>
  choose(id, 'nothing', { id: `"${source}": nol, atau tidak ada data?`, en: `"${source}": nought, or no data?` }, [
    { id: '0', label: { id: '0 (dihitung, hasilnya nol)', en: '0 (it was counted)' } },
    { id: 'none', label: { id: 'tidak ada data', en: 'no data' } },
  ]);

/** Words that may change what the figure is. */
export const askWords = (id: string, words: readonly string[], label: Text): PasteQuestion =>
  confirm(id, 'words', {
    id: `Kata "${words.join(' ')}" tidak dikenal. Benar ini ${label.id}?`,
    en: `The words "${words.join(' ')}" are not known. Is this ${label.en}?`,
  });

/** A figure under a heading of something else. */
export const askHeading = (id: string, label: Text): PasteQuestion =>
  confirm(id, 'heading', {
    id: `Judul di atasnya tentang hal lain. Benar ini ${label.id}?`,
    en: `The heading above it is about something else. Is this ${label.en}?`,
  });

/** A figure that is ten times another, or nothing of it. */
export function askJump(id: string, value: number, previous: number): PasteQuestion {
  const [now, before] = [numberText(value), numberText(previous)];
  return confirm(id, 'jump', {
    id: `${now.id}, padahal bulan sebelumnya ${before.id}. Benar?`,
    en: `${now.en}, where the month before had ${before.en}. Is that right?`,
  });
}

/** A rise or a fall that the numbers do not have. */
export function askDirection(id: string, direction: 'up' | 'down', value: number, before: number): PasteQuestion {
  const [now, then] = [numberText(value), numberText(before)];
  return confirm(id, 'direction', {
    id: `Disebut ${direction === 'up' ? 'naik' : 'turun'}, padahal ${then.id} menjadi ${now.id}. Benar angkanya ${now.id}?`,
    en: `It is said to be ${direction}, but goes from ${then.en} to ${now.en}. Is ${now.en} right?`,
  });
}

/** The month before, as the message has it and as it is stored. */
export function askBefore(id: string, said: number | undefined, stored: number | undefined): PasteQuestion {
  const text = said === undefined ? { id: '?', en: '?' } : numberText(said);
  return confirm(
    id,
    'before',
    stored === undefined
      ? {
          id: `Pesan menyebut ${text.id} sebagai pembanding, tetapi belum ada angka tersimpan untuk itu. Tetap simpan angka ini?`,
          en: `The message compares with ${text.en}, of which nothing is stored. Keep this figure?`,
        }
      : {
          id: `Pesan menyebut ${text.id} sebagai pembanding, tetapi yang tersimpan ${numberText(stored).id}. Tetap simpan angka ini?`,
          en: `The message compares with ${text.en}, but ${numberText(stored).en} is stored. Keep this figure?`,
        },
  );
}

/** A figure of which another value is stored. */
export function askRevises(id: string, value: number, stored: number, period: Period): PasteQuestion {
  const [now, before, when] = [numberText(value), numberText(stored), periodText(period)];
  return confirm(id, 'revises', {
    id: `${when.id} sudah tersimpan ${before.id}. Ganti dengan ${now.id}?`,
    en: `${when.en} is stored as ${before.en}. Revise it to ${now.en}?`,
  });
}

/** One figure that is stated twice, with different values. */
export const askTwice = (id: string, values: readonly number[]): PasteQuestion =>
  confirm(id, 'twice', {
    id: `Angka ini disebut lebih dari sekali: ${values.map((value) => numberText(value).id).join(' dan ')}. Simpan yang ini?`,
    en: `This figure is stated more than once: ${values.map((value) => numberText(value).en).join(' and ')}. Keep this one?`,
  });

/** Parts that do not add up to their whole. */
export function askSum(id: string, label: Text, parts: number, whole: number): PasteQuestion {
  const [sum, stated] = [numberText(parts), numberText(whole)];
  return confirm(id, 'sum', {
    id: `Jumlah bagian ${sum.id} tidak sama dengan ${label.id} ${stated.id}. Tetap simpan?`,
    en: `The parts add up to ${sum.en}, not to ${label.en}: ${stated.en}. Keep it all the same?`,
  });
}

/** A list that holds another number of entries than its count. */
export const askList = (id: string, entries: number, count: number): PasteQuestion =>
  confirm(id, 'list', {
    id: `Daftar memuat ${entries} entri, tetapi jumlahnya disebut ${count}. Tetap simpan?`,
    en: `The list holds ${entries} entries, but the count is given as ${count}. Keep it all the same?`,
  });

/** A new value of a dimension that is much like one that is stored. */
export const askValue = (id: string, value: string, near: readonly string[]): PasteQuestion =>
  choose(
    id,
    'value',
    { id: `"${value}" belum pernah ada. Maksudnya:`, en: `"${value}" is new. Did you mean:` },
    [...near, value].map((name) => ({ id: name, label: { id: name, en: name } })),
  );
