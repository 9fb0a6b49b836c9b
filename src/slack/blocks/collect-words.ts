import type { Language } from '../../domain/digest.js';
import type { LeftText } from '../../pipeline/handed/reading.js';

/** The words around handing in figures. Values are plain text; whoever puts them into markup escapes them. */
export interface CollectWords {
  readonly boardTitle: (month: string) => string;
  readonly received: (received: string, expected: string) => string;
  readonly request: (name: string, month: string) => string;
  readonly overdueCount: (count: string) => string;
  readonly all: string;
  readonly nobody: string;
  readonly notYours: string;
  readonly due: (day: string) => string;
  readonly late: (days: string) => string;
  readonly before: (month: string, value: string) => string;
  readonly gotten: string;
  readonly entries: (count: string) => string;
  readonly noData: string;
  readonly about: (value: string) => string;
  readonly fill: string;
  readonly fillLabel: (page: string) => string;
  readonly change: string;
  readonly paste: string;
  readonly more: (count: string) => string;
  readonly noMonth: (text: string) => string;
  readonly formTitle: string;
  readonly formIntro: (page: string, month: string) => string;
  readonly held: (value: string) => string;
  readonly heldEntries: (count: string) => string;
  readonly listLabel: string;
  readonly listHint: (columns: string) => string;
  readonly columns: Readonly<Record<string, string>>;
  readonly openLabel: string;
  readonly aboutLabel: string;
  readonly noneLabel: string;
  readonly note: string;
  readonly noteAlone: string;
  readonly save: string;
  readonly cancel: string;
  readonly close: string;
  readonly saving: string;
  readonly asks: string;
  readonly moreQuestions: (count: string) => string;
  readonly choose: string;
  readonly nothingChanged: string;
  readonly keptTitle: string;
  readonly kept: string;
  readonly outranked: (source: string, value: string) => string;
  readonly outrankedByOthers: (value: string) => string;
  readonly added: (count: string) => string;
  readonly knownEntries: (count: string) => string;
  readonly undo: string;
  readonly undoTitle: string;
  readonly undoAsked: string;
  readonly leave: string;
  readonly next: (page: string) => string;
  readonly refused: string;
  readonly notAllowed: string;
  readonly gone: string;
  readonly notYourUndo: string;
  readonly pasteTitle: string;
  readonly pasteIntro: (month: string) => string;
  readonly pasteLabel: string;
  readonly pasteHint: string;
  readonly readIt: string;
  readonly understood: string;
  readonly understoodNothing: string;
  readonly asked: string;
  readonly leftOut: string;
  readonly why: Readonly<Record<LeftText['why'], string>>;
  readonly others: string;
  readonly later: string;
  readonly textAgain: string;
  readonly keep: string;
  readonly offer: (month: string) => string;
  readonly offerButton: string;
  readonly offerTooLong: string;
}

/** Those words in both languages. */
export const COLLECT_WORDS: Readonly<Record<Language, CollectWords>> = {
  id: {
    boardTitle: (month) => `Pengumpulan angka ${month}`,
    received: (received, expected) => `${received} dari ${expected} diterima`,
    request: (name, month) => `Halo ${name}, masih ada angka ${month} yang ditunggu dari Anda.`,
    overdueCount: (count) => `${count} terlambat`,
    all: 'Semua sudah diterima. Terima kasih!',
    nobody: 'Belum ada yang perlu dikumpulkan: konfigurasi tidak menyebut "collection: duties".',
    notYours: 'Tidak ada angka yang menjadi tugas Anda.',
    due: (day) => `jatuh tempo ${day}`,
    late: (days) => `terlambat ${days} hari kerja`,
    before: (month, value) => `${month}: ${value}`,
    gotten: 'Sudah diterima',
    entries: (count) => `${count} entri`,
    noData: 'tidak ada data',
    about: (value) => `sekitar ${value}`,
    fill: 'Isi angka',
    fillLabel: (page) => `Isi angka ${page}`,
    change: 'Ubah atau tambah…',
    paste: 'Tempel teks',
    more: (count) => `… dan ${count} kelompok lagi.`,
    noMonth: (text) => `"${text}" bukan nama bulan. Tulis misalnya \`/pantau kumpul februari 2024\`.`,
    formTitle: 'Isi angka',
    formIntro: (page, month) => `${page}, ${month}. Kosongkan yang belum ada.`,
    held: (value) => `tersimpan: ${value}`,
    heldEntries: (count) => `Sudah ada ${count} entri; yang Anda tulis ditambahkan.`,
    listLabel: 'Entri, satu per baris',
    listHint: (columns) => `Satu baris: ${columns}`,
    columns: { date: 'tanggal', title: 'judul', region: 'wilayah', guests: 'jumlah tamu', topic: 'topik' },
    openLabel: 'Angka, satu per baris',
    aboutLabel: 'Angka perkiraan (tidak pasti)',
    noneLabel: 'Tidak ada data',
    note: 'Catatan untuk angka ini',
    noteAlone: 'Catatan menyertai angka: isi atau ubah dulu angkanya.',
    save: 'Simpan',
    cancel: 'Batal',
    close: 'Tutup',
    saving: 'Menyimpan…',
    asks: 'Sebelum disimpan, pastikan dulu:',
    moreQuestions: (count) => `… dan ${count} pertanyaan lagi sesudah ini.`,
    choose: 'Pilih',
    nothingChanged: 'Tidak ada yang disimpan: tidak ada angka baru.',
    keptTitle: 'Tersimpan',
    kept: 'Tersimpan.',
    outranked: (source, value) => `yang dipakai tetap ${value} dari "${source}"; angka Anda disimpan di sampingnya`,
    outrankedByOthers: (value) => `yang dipakai tetap ${value} dari sumber lain; angka Anda disimpan di sampingnya`,
    added: (count) => `${count} entri`,
    knownEntries: (count) => `${count} di antaranya sudah ada`,
    undo: 'Batalkan',
    undoTitle: 'Batalkan?',
    undoAsked: 'Semua yang disimpan sekaligus ini dikembalikan ke keadaan sebelumnya. Riwayatnya tetap ada.',
    leave: 'Biarkan',
    next: (page) => `Lanjut: ${page}`,
    refused: 'Tidak disimpan',
    notAllowed: 'Angka ini bukan tugas Anda. Yang boleh mengisi: pemiliknya, dan siapa pun dengan peran editor atau lebih.',
    gone: 'Isian ini tidak ada lagi dalam konfigurasi. Buka lagi dengan `/pantau kumpul`.',
    notYourUndo: 'Hanya yang menyimpan, atau seorang editor, yang dapat membatalkannya.',
    pasteTitle: 'Tempel teks',
    pasteIntro: (month) =>
      `Tempel pesan berisi angka ${month}, apa adanya, misalnya dari WhatsApp. Tidak ada yang disimpan sebelum Anda memeriksanya.`,
    pasteLabel: 'Teks',
    pasteHint: 'Misalnya: Telp 46, email 131',
    readIt: 'Baca',
    understood: 'Yang terbaca',
    understoodNothing: 'Tidak ada angka yang terbaca.',
    asked: 'ditanyakan di bawah',
    leftOut: 'Tidak terbaca, dan tidak disimpan',
    why: {
      pairing: 'tidak jelas angka mana milik nama mana',
      'no-label': 'angka tanpa nama',
      'no-number': 'tanpa angka',
      'no-date': 'tanpa tanggal',
      columns: 'kolomnya tidak sesuai',
    },
    others: 'Bukan tugas Anda, dan tidak disimpan',
    later: 'Disebut menyusul',
    textAgain: 'Teks (boleh diperbaiki; dibaca lagi)',
    keep: 'Simpan',
    offer: (month) => `Ini terbaca sebagai angka ${month}. Belum ada yang disimpan.`,
    offerButton: 'Periksa dan simpan',
    offerTooLong: 'Teks ini terlalu panjang untuk sebuah tombol: tempel dengan `/pantau tempel`, sebagian demi sebagian.',
  },
  en: {
    boardTitle: (month) => `Collecting the figures of ${month}`,
    received: (received, expected) => `${received} of ${expected} received`,
    request: (name, month) => `Hello ${name}, some figures of ${month} are still awaited from you.`,
    overdueCount: (count) => `${count} overdue`,
    all: 'Everything has been received. Thank you!',
    nobody: 'Nothing is to be handed in: the configuration names no "collection: duties".',
    notYours: 'No figures are yours to hand in.',
    due: (day) => `due ${day}`,
    late: (days) => `${days} working days late`,
    before: (month, value) => `${month}: ${value}`,
    gotten: 'Received',
    entries: (count) => `${count} entries`,
    noData: 'no data',
    about: (value) => `about ${value}`,
    fill: 'Fill in',
    fillLabel: (page) => `Fill in ${page}`,
    change: 'Change or add…',
    paste: 'Paste text',
    more: (count) => `… and ${count} more groups.`,
    noMonth: (text) => `"${text}" names no month. Write for example \`/pantau collect february 2024\`.`,
    formTitle: 'Fill in figures',
    formIntro: (page, month) => `${page}, ${month}. Leave empty what is not there yet.`,
    held: (value) => `stored: ${value}`,
    heldEntries: (count) => `There are ${count} entries already; what you write is added.`,
    listLabel: 'Entries, one in each line',
    listHint: (columns) => `A line: ${columns}`,
    columns: { date: 'date', title: 'title', region: 'region', guests: 'guests', topic: 'topic' },
    openLabel: 'Figures, one in each line',
    aboutLabel: 'About (not exact)',
    noneLabel: 'No data',
    note: 'Note on these figures',
    noteAlone: 'A note goes with figures: fill in or change a figure first.',
    save: 'Save',
    cancel: 'Cancel',
    close: 'Close',
    saving: 'Saving…',
    asks: 'Before it is saved, please make sure:',
    moreQuestions: (count) => `… and ${count} more questions after these.`,
    choose: 'Choose',
    nothingChanged: 'Nothing was saved: there is no new figure.',
    keptTitle: 'Saved',
    kept: 'Saved.',
    outranked: (source, value) => `"${source}" holds ${value}, which counts; yours is kept beside it`,
    outrankedByOthers: (value) => `other sources hold ${value}, which counts; yours is kept beside it`,
    added: (count) => `${count} entries`,
    knownEntries: (count) => `${count} of them were there already`,
    undo: 'Undo',
    undoTitle: 'Undo?',
    undoAsked: 'All that was saved at once here goes back to what was there before. Its history stays.',
    leave: 'Leave it',
    next: (page) => `Next: ${page}`,
    refused: 'Not saved',
    notAllowed: 'These figures are not yours to hand in. Their owner may, and everybody with the role of editor or more.',
    gone: 'This form is no longer in the configuration. Open it again by `/pantau collect`.',
    notYourUndo: 'Only whoever saved it, or an editor, can undo it.',
    pasteTitle: 'Paste text',
    pasteIntro: (month) =>
      `Paste a message with figures of ${month} as it is, from WhatsApp for example. Nothing is saved before you have checked it.`,
    pasteLabel: 'Text',
    pasteHint: 'For example: phone 46, email 131',
    readIt: 'Read',
    understood: 'What was understood',
    understoodNothing: 'No figures were understood.',
    asked: 'asked below',
    leftOut: 'Not understood, and not saved',
    why: {
      pairing: 'it is not clear which figure belongs to which name',
      'no-label': 'a number without a name',
      'no-number': 'no number',
      'no-date': 'no date',
      columns: 'the columns do not fit',
    },
    others: 'Not yours to hand in, and not saved',
    later: 'Said to come later',
    textAgain: 'Text (you may correct it; it is read again)',
    keep: 'Keep',
    offer: (month) => `This reads as figures of ${month}. Nothing is saved yet.`,
    offerButton: 'Check and save',
    offerTooLong: 'This text is too long for a button: paste it by `/pantau paste`, a part at a time.',
  },
};
