import type { Language } from '../../domain/digest.js';

/** The sentences around one's own page. */
export interface SelfWords {
  readonly title: string;
  readonly nothing: string;
  readonly platforms: (list: string) => string;
  readonly campaigns: (list: string) => string;
  readonly latest: string;
  readonly optedOut: string;
  readonly nowOptedOut: string;
  readonly undoLatest: string;
  readonly optOut: string;
  readonly data: string;
  readonly link: string;
  readonly erase: string;
  readonly eraseTitle: string;
  readonly eraseAsk: string;
  readonly eraseYes: string;
  readonly eraseNo: string;
  readonly erasedTitle: string;
  readonly erased: (count: string) => string;
  readonly erasedUnknown: string;
  readonly erasedAfter: string;
  readonly fileName: (day: string) => string;
  readonly fileComment: string;
  readonly fileSent: (count: string) => string;
  readonly fileNothing: string;
}

/** What people read on their own page. */
export const SELF_WORDS: Readonly<Record<Language, SelfWords>> = {
  id: {
    title: 'Data saya',
    nothing: 'Belum ada aktivasi Anda yang tercatat. Catat dengan `/pantau catat`.',
    platforms: (list) => `Platform: ${list}`,
    campaigns: (list) => `Kampanye: ${list}`,
    latest: 'Yang terakhir:',
    optedOut: 'Anda memilih untuk tidak ikut serta: tidak ada yang dicatat melalui Slack. Yang sudah tercatat tetap dihitung.',
    nowOptedOut: 'Mulai sekarang tidak ada yang dicatat melalui Slack.',
    undoLatest: 'Urungkan yang terakhir',
    optOut: 'Tidak ikut serta',
    data: 'Data saya',
    link: 'Hubungkan nomor pegawai',
    erase: 'Hapus data saya',
    eraseTitle: 'Hapus data Anda?',
    eraseAsk:
      'Nama samaran, tautan, bukti, dan jam aktivasi Anda dihapus. Jumlahnya tetap dihitung. Ini tidak dapat dibatalkan, dan akun Slack ini tidak dicatat lagi.',
    eraseYes: 'Hapus',
    eraseNo: 'Batal',
    erasedTitle: 'Data Anda dihapus',
    erased: (count) =>
      `*Data Anda dihapus.* Nama samaran, nama yang terhubung, tautan, bukti, dan jam kegiatan sudah tidak ada. ${count} aktivasi tetap dihitung tanpa orang.`,
    erasedUnknown: '*Tidak ada aktivasi atas nama Slack Anda.* Akun ini ditandai agar tidak ada lagi yang dicatat.',
    erasedAfter:
      'Formulir yang sama, bila dimasukkan lagi, tidak mengembalikannya. Berkas dan pesan yang sudah ada di pesan langsung Anda tetap di sana; hapus sendiri bila perlu.',
    fileName: (day) => `data-saya-${day}.json`,
    fileComment: 'Semua yang disimpan Pantau tentang Anda dalam catatan aktivasi. Berkas ini hanya ada di pesan langsung Anda.',
    fileSent: (count) => `Berkas dengan semua data Anda (${count} aktivasi) sudah dikirim ke pesan langsung Anda.`,
    fileNothing: 'Tidak ada yang disimpan tentang Anda dalam catatan aktivasi, jadi tidak ada berkas.',
  },
  en: {
    title: 'My data',
    nothing: 'No activation of yours is recorded yet. Log one with `/pantau log`.',
    platforms: (list) => `Platforms: ${list}`,
    campaigns: (list) => `Campaigns: ${list}`,
    latest: 'The latest:',
    optedOut: 'You chose not to take part: nothing is recorded through Slack. What is recorded already still counts.',
    nowOptedOut: 'From now on nothing is recorded through Slack.',
    undoLatest: 'Undo the latest',
    optOut: 'Opt out',
    data: 'My data',
    link: 'Link a staff number',
    erase: 'Erase my data',
    eraseTitle: 'Erase your data?',
    eraseAsk:
      'Your pseudonym, links, evidence and times of day are erased. The counts stay. This cannot be taken back, and nothing of this Slack account is recorded any more.',
    eraseYes: 'Erase',
    eraseNo: 'Cancel',
    erasedTitle: 'Your data was erased',
    erased: (count) =>
      `*Your data was erased.* The pseudonym, linked names, links, evidence and times of day are gone. Activations that still count, without a person: ${count}.`,
    erasedUnknown: '*There was no activation under your Slack name.* This account is marked so that nothing is recorded any more.',
    erasedAfter:
      'The same form, imported again, does not bring them back. Files and messages in your direct messages stay there; delete them yourself if you wish.',
    fileName: (day) => `my-data-${day}.json`,
    fileComment: 'Everything that Pantau keeps about you in the ledger of activations. This file is in your direct messages alone.',
    fileSent: (count) => `A file with all your data (activations: ${count}) was sent to your direct messages.`,
    fileNothing: 'Nothing is kept about you in the ledger of activations, so there is no file.',
  },
};
