import type { Language } from '../../domain/digest.js';

/** The sentences that Pantau says only in Slack. */
export interface SlackWords {
  readonly asOf: (moment: string) => string;
  readonly allLines: string;
  readonly source: string;
  readonly sourceOf: (title: string) => string;
  readonly pictureMissing: string;
  readonly pictureSays: string;
  readonly continued: (title: string, part: number, parts: number) => string;
  readonly continuesInThread: (replies: number) => string;
  readonly moreLines: (count: number) => string;
  readonly moreBlocks: string;
  readonly suggestions: string;
  readonly noAnswer: string;
  readonly unknown: string;
  readonly failed: (id: string) => string;
  readonly withId: (message: string, id: string) => string;
  readonly about: string;
  readonly help: string;
}

/** Slack's part of the catalogue. */
export const SLACK_WORDS: Readonly<Record<Language, SlackWords>> = {
  id: {
    asOf: (moment) => `Keadaan per ${moment}`,
    allLines: 'Semua baris bagian ini:',
    source: 'Sumber',
    sourceOf: (title) => `Sumber: ${title}`,
    pictureMissing: 'Grafik tidak dapat dikirim; isinya:',
    pictureSays: 'Isi grafik:',
    continued: (title, part, parts) => `${title}: lanjutan ${part} dari ${parts}`,
    continuesInThread: (replies) => `Laporan ini berlanjut di utas: ${replies} balasan.`,
    moreLines: (count) => `… dan ${count} baris lagi di dalam pesan.`,
    moreBlocks: 'Jawaban ini terlalu panjang untuk satu pesan; sisanya tidak ditampilkan. Persempit pertanyaannya.',
    suggestions: 'Coba tanyakan:',
    noAnswer: 'Tidak ada jawaban.',
    unknown: 'Pantau tidak mengenal perintah ini.',
    failed: (id) => `Terjadi kesalahan. Sebutkan kode ${id} kepada pengelola Pantau.`,
    withId: (message, id) => `${message} (kode ${id})`,
    about: 'Pantau melaporkan angka komunikasi dan menunjukkan asal setiap angka.',
    help: 'Ketik `/pantau` diikuti pertanyaan, sebut Pantau di saluran, atau tulis langsung di sini. `/pantau bahasa id`, `en`, atau `auto` memilih bahasa jawaban. Editor: kirim berkas ekspor (CSV, XLSX, ZIP) ke sini untuk memasukkan angkanya.',
  },
  en: {
    asOf: (moment) => `As of ${moment}`,
    allLines: 'Every line of this section:',
    source: 'Source',
    sourceOf: (title) => `Source: ${title}`,
    pictureMissing: 'The chart could not be sent; it says:',
    pictureSays: 'The chart says:',
    continued: (title, part, parts) => `${title}: continued, ${part} of ${parts}`,
    continuesInThread: (replies) => `This report continues in the thread: ${replies} ${replies === 1 ? 'reply' : 'replies'}.`,
    moreLines: (count) => `… and ${count} more lines in the message.`,
    moreBlocks: 'This answer is too long for one message; the rest is not shown. Ask for less.',
    suggestions: 'Try asking:',
    noAnswer: 'There is no answer.',
    unknown: 'Pantau does not know this command.',
    failed: (id) => `Something went wrong. Tell whoever runs Pantau the code ${id}.`,
    withId: (message, id) => `${message} (code ${id})`,
    about: 'Pantau reports communication figures and shows where each figure comes from.',
    help: 'Type `/pantau` and a question, mention Pantau in a channel, or write to it directly here. `/pantau language id`, `en` or `auto` chooses the language of answers. Editors: send an exported file (CSV, XLSX, ZIP) here to hand in its figures.',
  },
};
