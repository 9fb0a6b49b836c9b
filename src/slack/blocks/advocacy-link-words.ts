import type { Language } from '../../domain/digest.js';
import type { LinkDecided } from '../../pipeline/activations/link-request.js';

/** The names that may be linked. */
export type LinkedScope = 'staff' | 'form';

/** The sentences around linking a name. */
export interface LinkWords {
  readonly title: string;
  readonly ask: string;
  readonly why: string;
  readonly kind: string;
  readonly kinds: Readonly<Record<LinkedScope, string>>;
  readonly name: string;
  readonly nameHint: string;
  readonly who: string;
  readonly whoPlaceholder: string;
  readonly faults: Readonly<Record<'empty' | 'rounded', string>>;
  readonly asked: (name: string, who: string) => string;
  readonly request: (asker: string, kind: string, name: string) => string;
  readonly requestHow: string;
  readonly confirm: string;
  readonly decline: string;
  readonly linked: (moved: string, repeats: string) => string;
  readonly outcomes: Readonly<Record<Exclude<LinkDecided['outcome'], 'linked'>, string>>;
  readonly about: (asker: string) => string;
  readonly toAsker: string;
}

/** What people read when they link a name. */
export const LINK_WORDS: Readonly<Record<Language, LinkWords>> = {
  id: {
    title: 'Hubungkan nama',
    ask: 'Minta',
    why: 'Bila Anda juga tercatat melalui formulir, hubungkan agar Anda dihitung sebagai satu orang. Seorang manajer atau pemilik memastikannya; nomor lengkap tidak disimpan dan tidak ditampilkan.',
    kind: 'Yang dihubungkan',
    kinds: { staff: 'Nomor pegawai', form: 'Nama di formulir' },
    name: 'Nomor atau nama',
    nameHint: 'Persis seperti di formulir. Nomor 18 angka ditulis lengkap.',
    who: 'Siapa yang memastikan?',
    whoPlaceholder: 'Pilih manajer atau pemilik',
    faults: {
      empty: 'Isi nomor atau nama, paling sedikit tiga huruf atau angka.',
      rounded: 'Nomor ini dibulatkan oleh lembar kerja: tiga angka terakhirnya hilang. Tulis nomor lengkap dari kartu pegawai Anda.',
    },
    asked: (name, who) => `Permintaan untuk ${name} sudah dikirim ke ${who}. Anda diberi tahu setelah diputuskan.`,
    request: (asker, kind, name) => `*${asker} meminta agar satu nama dihubungkan.* ${kind}: ${name}`,
    requestHow: 'Pastikan hanya bila Anda tahu bahwa itu miliknya. Setelah itu keduanya dihitung sebagai satu orang.',
    confirm: 'Pastikan',
    decline: 'Tolak',
    linked: (moved, repeats) => `*Terhubung.* ${moved} aktivasi digabungkan; ${repeats} di antaranya pengulangan dan tidak dihitung lagi.`,
    outcomes: {
      same: '*Sudah terhubung:* kedua nama itu sudah satu orang.',
      declined: '*Ditolak.* Tidak ada yang diubah.',
      unknown: '*Tidak terhubung:* belum ada aktivasi atas salah satu nama itu. Minta lagi setelah ada yang tercatat.',
      forgotten: '*Tidak terhubung:* data salah satu nama itu sudah dihapus atas permintaan.',
      'not-allowed': 'Hanya manajer dan pemilik yang dapat memutuskan ini. Tidak ada yang diubah.',
      own: 'Permintaan sendiri diputuskan oleh orang lain. Tidak ada yang diubah.',
      'decided-before': 'Permintaan ini sudah diputuskan. Tidak ada yang diubah.',
    },
    about: (asker) => `Permintaan dari ${asker}.`,
    toAsker: 'Permintaan Anda untuk menghubungkan nama:',
  },
  en: {
    title: 'Link a name',
    ask: 'Ask',
    why: 'If you are recorded through a form too, link it so that you count as one person. A manager or owner confirms it; the full number is neither kept nor shown.',
    kind: 'What to link',
    kinds: { staff: 'Staff number', form: 'Name in a form' },
    name: 'Number or name',
    nameHint: 'Exactly as in the form. Write all digits of an 18-digit number.',
    who: 'Who confirms it?',
    whoPlaceholder: 'Choose a manager or owner',
    faults: {
      empty: 'Write the number or name, three characters at least.',
      rounded: 'A spreadsheet rounded this number: its last three digits are lost. Write the full number from your staff card.',
    },
    asked: (name, who) => `The request for ${name} was sent to ${who}. You will be told what was decided.`,
    request: (asker, kind, name) => `*${asker} asks to link a name.* ${kind}: ${name}`,
    requestHow: 'Confirm only if you know that it is theirs. After that both count as one person.',
    confirm: 'Confirm',
    decline: 'Decline',
    linked: (moved, repeats) => `*Linked.* Activations joined: ${moved}; repeats among them, which no longer count: ${repeats}.`,
    outcomes: {
      same: '*Linked already:* the two names are one person.',
      declined: '*Declined.* Nothing was changed.',
      unknown: '*Not linked:* neither name has an activation yet. Ask again once there is one.',
      forgotten: '*Not linked:* the data of one of these names was erased on request.',
      'not-allowed': 'Only managers and owners may decide this. Nothing was changed.',
      own: 'A request of your own is decided by somebody else. Nothing was changed.',
      'decided-before': 'This request was decided already. Nothing was changed.',
    },
    about: (asker) => `Asked by ${asker}.`,
    toAsker: 'Your request to link a name:',
  },
};
