import type { Language } from '../../domain/digest.js';

interface TemplateWords {
  readonly nobody: string;
  readonly noMonth: (said: string) => string;
  readonly comment: (month: string, asked: number) => string;
  readonly sent: (month: string) => string;
}

/** What is said when somebody asks for a month's workbook. */
export const TEMPLATE_WORDS: Readonly<Record<Language, TemplateWords>> = {
  id: {
    nobody: 'Konfigurasi belum menyebut siapa mengumpulkan apa.',
    noMonth: (said) => `"${said.slice(0, 60)}" bukan bulan. Tulis misalnya: /pantau templat feb`,
    comment: (month, asked) =>
      `Buku kerja ${month}: ${asked} angka dan daftar. Isi sel kuning, lalu jatuhkan berkasnya di sini. Yang dikosongkan tetap terbuka.`,
    sent: (month) => `Buku kerja ${month} dikirim ke pesan langsung Anda.`,
  },
  en: {
    nobody: 'The configuration does not say who hands in what.',
    noMonth: (said) => `"${said.slice(0, 60)}" is no month. Write, for example: /pantau template feb`,
    comment: (month, asked) =>
      `The workbook of ${month}: ${asked} figures and lists. Fill in the yellow cells, then drop the file here. What is left empty stays open.`,
    sent: (month) => `The workbook of ${month} is in your direct messages.`,
  },
};
