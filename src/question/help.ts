import type { Language } from '../domain/digest.js';

/** The help in one language: an opening, examples with what each gives, and a closing. */
export interface Help {
  readonly opening: string;
  readonly examples: readonly { readonly question: string; readonly gives: string }[];
  readonly closing: string;
}

/** The help in every language; each example is a question that parses under a configuration with Instagram, advocacy and tickets. */
export const HELP: Readonly<Record<Language, Help>> = {
  id: {
    opening: 'Tanyakan angka dengan kata biasa, dalam bahasa Indonesia atau Inggris, dengan urutan bebas.',
    examples: [
      { question: 'pengikut instagram 90 hari', gives: 'perkembangan pengikut selama 90 hari' },
      { question: 'advokasi triwulan I 2024', gives: 'ringkasan employee advocacy' },
      { question: 'bandingkan jangkauan feb 2024', gives: 'perbandingan dengan bulan sebelumnya dan tahun lalu' },
      { question: 'tiket whatsapp bulan lalu', gives: 'tiket dari satu kanal' },
      { question: 'sumber tiket feb 2024', gives: 'baris yang menjadi dasar angka' },
      { question: 'laporan bulanan feb 2024', gives: 'laporan lengkap' },
      { question: 'status', gives: 'keadaan data dan jadwal' },
    ],
    closing: 'Tanpa waktu, jawabannya memakai bulan lengkap terakhir. Kata yang tidak dikenal selalu disebut, tidak pernah ditebak diam-diam.',
  },
  en: {
    opening: 'Ask for figures in plain words, in Indonesian or English, in any order.',
    examples: [
      { question: 'instagram followers 90d', gives: 'followers over the last 90 days' },
      { question: 'advocacy q1', gives: 'employee advocacy at a glance' },
      { question: 'compare reach feb 2024', gives: 'beside the month before and the year before' },
      { question: 'whatsapp tickets last month', gives: 'the tickets of one channel' },
      { question: 'source tickets feb 2024', gives: 'the rows behind a figure' },
      { question: 'monthly digest feb 2024', gives: 'the whole report' },
      { question: 'status', gives: 'the state of the data and the schedules' },
    ],
    closing: 'Without a time, the answer is on the last complete month. A word that is not known is always named, never guessed in silence.',
  },
};

/** The help as plain text, one example a line, aligned. */
export function helpText(language: Language): string {
  const { opening, examples, closing } = HELP[language];
  const width = Math.max(...examples.map(({ question }) => question.length));
  return [opening, '', ...examples.map(({ question, gives }) => `  ${question.padEnd(width)}  ${gives}`), '', closing].join('\n');
}
