import { PLACE_LABELS } from '../../../connectors/contract/registry.js';
import type { ActivationKind, AdvocacyPlatform } from '../../domain/activation.js';
import type { Language } from '../../domain/digest.js';

/** What a platform calls itself. */
export const placeName = (platform: AdvocacyPlatform): string => PLACE_LABELS[platform].en;

/** The sentences around telling an activation. */
export interface AdvocacyWords {
  readonly kinds: Readonly<Record<ActivationKind, string>>;
  readonly formTitle: string;
  readonly save: string;
  readonly cancel: string;
  readonly close: string;
  readonly voluntary: string;
  readonly contentOfCard: (title: string) => string;
  readonly deadlinePassed: (day: string) => string;
  readonly kind: string;
  readonly platforms: string;
  readonly platformsHint: string;
  readonly links: string;
  readonly linksHint: string;
  readonly content: string;
  readonly contentPlaceholder: string;
  readonly unit: string;
  readonly unitPlaceholder: string;
  readonly noPlatform: string;
  readonly linkMissing: (platforms: string) => string;
  readonly profile: (text: string) => string;
  readonly noLink: (text: string) => string;
  readonly kindNotCounted: string;
  readonly recording: string;
  readonly addedTitle: string;
  readonly added: (kind: string, platforms: string) => string;
  readonly touchTitle: string;
  readonly touch: (platforms: string, since: string) => string;
  readonly repeatTitle: string;
  readonly repeat: (kept: string, platforms: string, since: string) => string;
  readonly own: (quarter: string, activations: number, count: string, touches: string) => string;
  readonly ownKind: (kind: string, count: string) => string;
  readonly campaign: (label: string, count: string) => string;
  readonly everybody: (quarter: string, count: string) => string;
  readonly undo: string;
  readonly undoUntil: (moment: string) => string;
  readonly onlyYou: string;
  readonly undoneTitle: string;
  readonly undone: string;
  readonly touchUndone: string;
  readonly notUndoneTitle: string;
  readonly notUndone: string;
  readonly forgotten: string;
  readonly optedOut: string;
  readonly takePart: string;
  readonly takingPart: string;
  readonly notRecordedTitle: string;
}

/** What people read when they tell an activation. */
export const ADVOCACY_WORDS: Readonly<Record<Language, AdvocacyWords>> = {
  id: {
    kinds: {
      provided: 'Membagikan konten yang disediakan',
      engagement: 'Menyukai, mengomentari, atau meneruskan',
      original: 'Membuat konten sendiri',
    },
    formTitle: 'Catat aktivasi',
    save: 'Simpan',
    cancel: 'Batal',
    close: 'Tutup',
    voluntary: 'Ikut serta bersifat sukarela. Yang Anda catat hanya tampil sebagai jumlah bersama; tidak ada peringkat perorangan.',
    contentOfCard: (title) => `Konten: *${title}*`,
    deadlinePassed: (day) => `Batas waktunya (${day}) sudah lewat, tetapi aktivasi tetap dapat dicatat.`,
    kind: 'Apa yang Anda lakukan?',
    platforms: 'Di mana?',
    platformsHint: 'Boleh kosong bila tautan di bawah sudah menunjukkannya.',
    links: 'Tautan kiriman',
    linksHint: 'Wajib untuk kiriman yang punya tautan sendiri; tidak perlu untuk WhatsApp dan untuk suka. Beberapa tautan dipisahkan spasi.',
    content: 'Konten',
    contentPlaceholder: 'Pilih konten, bila ada',
    unit: 'Unit',
    unitPlaceholder: 'Pilih unit, bila mau',
    noPlatform: 'Pilih paling sedikit satu tempat.',
    linkMissing: (platforms) => `Tempelkan tautan kiriman di ${platforms}.`,
    profile: (text) => `"${text}" membuka profil, bukan kiriman. Salin tautan kirimannya.`,
    noLink: (text) => `"${text}" bukan tautan.`,
    kindNotCounted: 'Jenis ini tidak dihitung saat ini.',
    recording: 'Sedang dicatat …',
    addedTitle: 'Aktivasi tercatat',
    added: (kind, platforms) => `*Tercatat, terima kasih!* ${kind}: ${platforms}.`,
    touchTitle: 'Platform ditambahkan',
    touch: (platforms, since) => `*${platforms} ditambahkan* pada aktivasi Anda dari ${since}. Jumlah aktivasi tetap, sentuhan platform bertambah.`,
    repeatTitle: 'Sudah tercatat',
    repeat: (kept, platforms, since) => `*Yang ini sudah tercatat, jadi tidak dihitung dua kali.* Yang disimpan: ${kept}, ${platforms}, ${since}.`,
    own: (quarter, _activations, count, touches) => `Anda pada ${quarter}: *${count} aktivasi*, ${touches} sentuhan platform.`,
    ownKind: (kind, count) => `${kind}: ${count}`,
    campaign: (label, count) => `Kampanye ${label}: ${count} aktivasi.`,
    everybody: (quarter, count) => `Semua pegawai pada ${quarter}: ${count} aktivasi.`,
    undo: 'Urungkan',
    undoUntil: (moment) => `Dapat diurungkan sampai ${moment}.`,
    onlyYou: 'Hanya Anda yang melihat ini.',
    undoneTitle: 'Aktivasi diurungkan',
    undone: 'Aktivasi itu ditarik kembali, seolah-olah tidak pernah dicatat.',
    touchUndone: 'Yang ditambahkan tadi ditarik kembali; aktivasinya sendiri tetap tercatat.',
    notUndoneTitle: 'Tidak diurungkan',
    notUndone: 'Ini tidak dapat diurungkan lagi: sudah lewat 15 menit, atau sudah ditarik kembali.',
    forgotten: 'Data Anda sudah dihapus atas permintaan, dan tidak dikumpulkan lagi. Karena itu tidak ada yang dicatat.',
    optedOut: 'Anda memilih untuk tidak ikut serta, jadi tidak ada yang dicatat.',
    takePart: 'Ikut serta lagi',
    takingPart: 'Anda ikut serta lagi. Mulai sekarang aktivasi Anda dapat dicatat.',
    notRecordedTitle: 'Tidak dicatat',
  },
  en: {
    kinds: {
      provided: 'Shared provided content',
      engagement: 'Liked, commented or passed on',
      original: 'Made content of my own',
    },
    formTitle: 'Log an activation',
    save: 'Save',
    cancel: 'Cancel',
    close: 'Close',
    voluntary: 'Taking part is voluntary. What you log appears only in joint counts; nobody is ranked.',
    contentOfCard: (title) => `Content: *${title}*`,
    deadlinePassed: (day) => `Its deadline (${day}) has passed, but the activation can still be logged.`,
    kind: 'What did you do?',
    platforms: 'Where?',
    platformsHint: 'May be left empty where the link below tells it.',
    links: 'Link of the post',
    linksHint: 'Needed for posts that have a link of their own; not for WhatsApp, and not for a like. Several links are parted by blanks.',
    content: 'Content',
    contentPlaceholder: 'Choose the content, if any',
    unit: 'Unit',
    unitPlaceholder: 'Choose a unit, if you like',
    noPlatform: 'Choose at least one place.',
    linkMissing: (platforms) => `Paste the link of the post on ${platforms}.`,
    profile: (text) => `"${text}" opens a profile, not a post. Copy the link of the post.`,
    noLink: (text) => `"${text}" is not a link.`,
    kindNotCounted: 'This kind does not count at present.',
    recording: 'Recording …',
    addedTitle: 'Activation recorded',
    added: (kind, platforms) => `*Recorded, thank you!* ${kind}: ${platforms}.`,
    touchTitle: 'Platform added',
    touch: (platforms, since) => `*${platforms} added* to your activation of ${since}. The activations stay the same, the platform touches grow.`,
    repeatTitle: 'Recorded already',
    repeat: (kept, platforms, since) => `*This one is recorded already, so it does not count twice.* What is kept: ${kept}, ${platforms}, ${since}.`,
    own: (quarter, activations, count, touches) =>
      `You in ${quarter}: *${count} ${activations === 1 ? 'activation' : 'activations'}*, platform touches: ${touches}.`,
    ownKind: (kind, count) => `${kind}: ${count}`,
    campaign: (label, count) => `Campaign ${label}, activations: ${count}.`,
    everybody: (quarter, count) => `All employees in ${quarter}, activations: ${count}.`,
    undo: 'Undo',
    undoUntil: (moment) => `You can undo it until ${moment}.`,
    onlyYou: 'Only you see this.',
    undoneTitle: 'Activation undone',
    undone: 'The activation was taken back, as if it had never been logged.',
    touchUndone: 'What was added was taken back; the activation itself stays recorded.',
    notUndoneTitle: 'Not undone',
    notUndone: 'This cannot be undone any more: 15 minutes have passed, or it was taken back already.',
    forgotten: 'Your data was erased on request and is not collected any more. So nothing was recorded.',
    optedOut: 'You chose not to take part, so nothing is recorded.',
    takePart: 'Take part again',
    takingPart: 'You take part again. From now on your activations can be recorded.',
    notRecordedTitle: 'Not recorded',
  },
};
