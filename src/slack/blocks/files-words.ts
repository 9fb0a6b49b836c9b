import type { Language } from '../../domain/digest.js';

/** The sentences about dropped files. Names of files and people come in as they are; people as mentions. */
export interface FileWords {
  readonly reading: (name: string) => string;
  readonly fileGoes: (name: string) => string;
  readonly leftOut: string;
  readonly moreLines: (count: number) => string;
  /** heads a question; `left` are all that are open still */
  readonly question: (left: number) => string;
  readonly choose: string;
  readonly answer: string;
  readonly otherAnswer: string;
  readonly keep: string;
  readonly leave: string;
  readonly again: string;
  readonly undo: string;
  readonly left: (who: string) => string;
  /** follows what was done */
  readonly by: (who: string) => string;
  readonly refused: (reason: string) => string;
  readonly cut: string;
  readonly noFigures: string;
  readonly changed: string;
  readonly notAllowed: (name: string, who: string) => string;
  readonly notAllowedToPress: (who: string) => string;
  readonly nobodyMay: string;
  readonly picture: (name: string) => string;
  readonly tooLarge: (name: string, megabytes: number) => string;
  readonly gone: (name: string) => string;
  readonly elsewhere: (name: string) => string;
  readonly appNotAllowed: (name: string) => string;
  readonly failed: (name: string) => string;
  readonly aFile: string;
  readonly modalTitle: string;
  readonly send: string;
  readonly cancel: string;
  readonly day: string;
  readonly firstDay: string;
  readonly lastDay: string;
  readonly year: string;
  readonly backwards: string;
  readonly noYear: string;
}

/** The catalogue of what is said about dropped files. */
export const FILE_WORDS: Readonly<Record<Language, FileWords>> = {
  id: {
    reading: (name) => `Membaca ${name} … Jika pesan ini tidak berubah dalam beberapa menit, kirim lagi berkasnya.`,
    fileGoes: (name) => `Berkas ${name}`,
    leftOut: 'Tidak diambil:',
    moreLines: (count) => `… dan ${count} lagi`,
    question: (left) => `Perlu dijawab sebelum disimpan${left === 1 ? '' : ` (masih ${left} pertanyaan)`}:`,
    choose: 'Pilih ini',
    answer: 'Jawab',
    otherAnswer: 'Jawaban lain',
    keep: 'Simpan',
    leave: 'Jangan simpan',
    again: 'Baca lagi',
    undo: 'Batalkan impor ini',
    left: (who) => `Tidak disimpan, dipilih oleh ${who}.`,
    by: (who) => `(${who})`,
    refused: (reason) => `Tidak dapat disimpan: ${reason}`,
    cut: 'Sisanya terlalu panjang untuk satu pesan.',
    noFigures: 'Tidak ada angka yang dapat disimpan dari berkas ini.',
    changed: 'Berkas ini berubah sejak dibaca; periksa sekali lagi.',
    notAllowed: (name, who) => `${name} tidak saya baca: yang boleh memasukkan angka adalah editor ke atas. Minta tolong ${who}.`,
    notAllowedToPress: (who) => `Yang boleh memasukkan angka adalah editor ke atas. Minta tolong ${who}.`,
    nobodyMay: 'pengelola Pantau',
    picture: (name) => `${name} adalah gambar, film, atau suara. Kirim berkas yang diunduh dari platform: CSV, XLSX, XML, atau ZIP.`,
    tooLarge: (name, megabytes) =>
      `${name} lebih besar dari ${megabytes} MB. Ekspor periode yang lebih pendek, atau masukkan dengan \`pantau import\` di server.`,
    gone: (name) => `${name} sudah tidak ada di Slack. Kirim lagi berkasnya.`,
    elsewhere: (name) => `${name} tidak disimpan di Slack (misalnya di Google Drive). Unduh dulu, lalu kirim sebagai berkas.`,
    appNotAllowed: (name) =>
      `Slack tidak mengizinkan Pantau membaca ${name}. Pengelola: perbarui aplikasi dengan config/slack-manifest.yaml dan pasang sekali lagi.`,
    failed: (name) => `${name} tidak dapat diambil dari Slack. Coba lagi sebentar.`,
    aFile: 'Berkas ini',
    modalTitle: 'Jawab pertanyaan',
    send: 'Kirim',
    cancel: 'Batal',
    day: 'Hari',
    firstDay: 'Hari pertama',
    lastDay: 'Hari terakhir',
    year: 'Tahun',
    backwards: 'Hari terakhir tidak boleh sebelum hari pertama.',
    noYear: 'Tulis tahun dengan empat angka, misalnya 2026.',
  },
  en: {
    reading: (name) => `Reading ${name} … If this message does not change within a few minutes, send the file again.`,
    fileGoes: (name) => `File ${name}`,
    leftOut: 'Not taken:',
    moreLines: (count) => `… and ${count} more`,
    question: (left) => `To be answered before it is kept${left === 1 ? '' : ` (${left} questions left)`}:`,
    choose: 'Choose this',
    answer: 'Answer',
    otherAnswer: 'Another answer',
    keep: 'Keep',
    leave: 'Do not keep',
    again: 'Read again',
    undo: 'Undo this import',
    left: (who) => `Not kept, as ${who} chose.`,
    by: (who) => `(${who})`,
    refused: (reason) => `This can't be kept: ${reason}`,
    cut: 'The rest is too long for one message.',
    noFigures: 'There are no figures in this file that can be kept.',
    changed: 'This file has changed since it was read; please check it once more.',
    notAllowed: (name, who) => `I did not read ${name}: figures may be handed in by editors and above. Please ask ${who}.`,
    notAllowedToPress: (who) => `Figures may be handed in by editors and above. Please ask ${who}.`,
    nobodyMay: 'whoever runs Pantau',
    picture: (name) => `${name} is a picture, a film or a sound. Send the file as the platform gave it: CSV, XLSX, XML or ZIP.`,
    tooLarge: (name, megabytes) => `${name} is larger than ${megabytes} MB. Export a shorter period, or use \`pantau import\` on the server.`,
    gone: (name) => `${name} is no longer in Slack. Send the file again.`,
    elsewhere: (name) => `${name} does not lie in Slack (but in Google Drive, for instance). Download it first, then send it as a file.`,
    appNotAllowed: (name) => `Slack does not let Pantau read ${name}. Owner: renew the app from config/slack-manifest.yaml and install it again.`,
    failed: (name) => `${name} could not be fetched from Slack. Try again in a moment.`,
    aFile: 'This file',
    modalTitle: 'Answer a question',
    send: 'Send',
    cancel: 'Cancel',
    day: 'Day',
    firstDay: 'First day',
    lastDay: 'Last day',
    year: 'Year',
    backwards: 'The last day may not be before the first.',
    noYear: 'Write the year with four digits, such as 2026.',
  },
};
