import type { Language } from '../../domain/digest.js';

interface ClosingWords {
  readonly title: (month: string) => string;
  readonly noMonth: (said: string) => string;
  readonly running: (month: string, end: string) => string;
  readonly already: (month: string, name: string, at: string) => string;
  readonly explained: string;
  readonly complete: string;
  readonly missing: (count: string) => string;
  readonly item: (label: string, owner: string) => string;
  readonly more: (count: string) => string;
  readonly approve: string;
  readonly approveAnyway: string;
  readonly confirmTitle: string;
  readonly confirm: (month: string) => string;
  readonly confirmMissing: (month: string, count: string) => string;
  readonly back: string;
  readonly closed: (month: string, name: string, at: string) => string;
  readonly frozen: (digest: string, hash: string) => string;
  readonly without: (count: string) => string;
  readonly later: string;
  readonly changed: string;
}

/** What is said when a month is closed. */
export const CLOSING_WORDS: Readonly<Record<Language, ClosingWords>> = {
  id: {
    title: (month) => `Tutup bulan ${month}`,
    noMonth: (said) => `"${said.slice(0, 60)}" bukan bulan. Tulis misalnya: /pantau tutup feb`,
    running: (month, end) => `${month} belum berakhir; dapat ditutup mulai ${end}.`,
    already: (month, name, at) => `${month} sudah ditutup oleh ${name}, ${at}.`,
    explained: 'Laporan bulan ini dibekukan seperti adanya sekarang. Angka yang berubah sesudahnya tetap tersimpan, sebagai revisi di sampingnya.',
    complete: 'Semua yang dikumpulkan sudah masuk.',
    missing: (count) => `Belum masuk: ${count}`,
    item: (label, owner) => `${label} (${owner})`,
    more: (count) => `dan ${count} lagi; semuanya ada di /pantau kumpul`,
    approve: 'Setujui dan tutup',
    approveAnyway: 'Tetap tutup tanpa itu',
    confirmTitle: 'Tutup bulan ini?',
    confirm: (month) => `Laporan ${month} dibekukan. Membukanya lagi butuh alasan tertulis.`,
    confirmMissing: (month, count) => `Laporan ${month} dibekukan tanpa ${count} hal yang belum masuk. Membukanya lagi butuh alasan tertulis.`,
    back: 'Jangan dulu',
    closed: (month, name, at) => `${month} ditutup oleh ${name}, ${at}.`,
    frozen: (digest, hash) => `Dibekukan: ${digest} (SHA-256 ${hash})`,
    without: (count) => `Ditutup tanpa ${count} hal yang belum masuk.`,
    later: 'Yang berubah sesudah ini menjadi revisi, dan perbandingan berikutnya mengatakan "direvisi dari". Bukti: pantau evidence',
    changed: 'Sejak daftar itu ditampilkan, yang belum masuk sudah berubah. Periksa lagi:',
  },
  en: {
    title: (month) => `Close ${month}`,
    noMonth: (said) => `"${said.slice(0, 60)}" is no month. Write, for example: /pantau close feb`,
    running: (month, end) => `${month} is not over; it can be closed from ${end} on.`,
    already: (month, name, at) => `${month} was closed already by ${name}, ${at}.`,
    explained: 'The reports of this month are frozen as they are now. Figures that change later are kept as revisions beside them.',
    complete: 'Everything that is collected was handed in.',
    missing: (count) => `Not handed in: ${count}`,
    item: (label, owner) => `${label} (${owner})`,
    more: (count) => `and ${count} more; /pantau collect lists all of them`,
    approve: 'Approve and close',
    approveAnyway: 'Close without these',
    confirmTitle: 'Close this month?',
    confirm: (month) => `The reports of ${month} are frozen. Opening it again takes a written reason.`,
    confirmMissing: (month, count) =>
      `The reports of ${month} are frozen without ${count} things that were not handed in. Opening it again takes a written reason.`,
    back: 'Not yet',
    closed: (month, name, at) => `${month} was closed by ${name}, ${at}.`,
    frozen: (digest, hash) => `Frozen: ${digest} (SHA-256 ${hash})`,
    without: (count) => `Closed without ${count} things that were not handed in.`,
    later: 'What changes from now on is a revision, and the next comparison says "revised from". Evidence: pantau evidence',
    changed: 'What is missing has changed since that list was shown. Look again:',
  },
};
