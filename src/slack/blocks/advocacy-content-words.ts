import type { Role } from '../../config/config.js';
import type { Language } from '../../domain/digest.js';

/** The sentences around making a content card. */
export interface ContentWords {
  readonly formTitle: string;
  readonly post: string;
  readonly cancel: string;
  readonly close: string;
  readonly title: string;
  readonly titlePlaceholder: string;
  readonly link: string;
  readonly caption: string;
  readonly captionHint: string;
  readonly deadline: string;
  readonly campaign: string;
  readonly campaignPlaceholder: string;
  readonly newCampaign: string;
  readonly newCampaignHint: string;
  readonly channel: string;
  readonly empty: string;
  readonly notALink: string;
  readonly past: string;
  readonly twoCampaigns: string;
  readonly posting: string;
  readonly posted: (title: string, channel: string) => string;
  readonly earlier: (title: string, channel: string) => string;
  readonly changed: (title: string, channel: string) => string;
  readonly failed: (channel: string, reason: string) => string;
  readonly unknown: (channel: string) => string;
  readonly noChannels: string;
  readonly notAllowed: (least: string, own: string) => string;
  readonly roles: Readonly<Record<Role, string>>;
}

/** What people read when they make a content card. */
export const CONTENT_WORDS: Readonly<Record<Language, ContentWords>> = {
  id: {
    formTitle: 'Kartu konten',
    post: 'Kirim',
    cancel: 'Batal',
    close: 'Tutup',
    title: 'Judul',
    titlePlaceholder: 'Misalnya: Infografik Dana Desa 2024',
    link: 'Tautan kiriman atau halaman',
    caption: 'Teks untuk disalin',
    captionHint: 'Pegawai dapat menyalinnya apa adanya.',
    deadline: 'Batas waktu',
    campaign: 'Kampanye',
    campaignPlaceholder: 'Pilih kampanye, bila ada',
    newCampaign: 'Kampanye baru',
    newCampaignHint: 'Berlaku mulai hari ini sampai batas waktu, atau sampai akhir triwulan.',
    channel: 'Saluran',
    empty: 'Isi bagian ini.',
    notALink: 'Ini bukan tautan: mulailah dengan https://',
    past: 'Batas waktu ini sudah lewat.',
    twoCampaigns: 'Pilih kampanye yang ada, atau beri nama yang baru; jangan keduanya.',
    posting: 'Sedang dikirim …',
    posted: (title, channel) => `Kartu *${title}* sudah dikirim ke ${channel}.`,
    earlier: (title, channel) => `Kartu *${title}* sudah ada di ${channel}, jadi tidak dikirim dua kali; isinya tidak berubah.`,
    changed: (title, channel) => `Kartu *${title}* sudah ada di ${channel}; isinya diperbarui di sana. Yang dikosongkan tetap seperti semula.`,
    failed: (channel, reason) => `Kartu tidak terkirim ke ${channel}: ${reason}. Pemilik Pantau sudah diberi tahu.`,
    unknown: (channel) =>
      `Belum pasti apakah kartu sampai di ${channel}. Lihat saluran itu; bila tidak ada, buat lagi dengan judul dan tautan yang sama.`,
    noChannels: 'Konfigurasi belum menyebut saluran untuk kartu konten.',
    notAllowed: (least, own) => `Untuk ini diperlukan peran ${least}; peran Anda ${own}. Mintalah kepada pemilik Pantau bila Anda memerlukannya.`,
    roles: { member: 'anggota', editor: 'editor', manager: 'manajer', owner: 'pemilik' },
  },
  en: {
    formTitle: 'Content card',
    post: 'Post',
    cancel: 'Cancel',
    close: 'Close',
    title: 'Title',
    titlePlaceholder: 'For example: Village funds infographic 2024',
    link: 'Link of the post or page',
    caption: 'Text to copy',
    captionHint: 'Employees can copy it as it is.',
    deadline: 'Deadline',
    campaign: 'Campaign',
    campaignPlaceholder: 'Choose a campaign, if any',
    newCampaign: 'New campaign',
    newCampaignHint: "It runs from today to the deadline, or to the quarter's end.",
    channel: 'Channel',
    empty: 'Fill this in.',
    notALink: 'This is not a link: begin with https://',
    past: 'This deadline has passed.',
    twoCampaigns: 'Choose a campaign that is there or name a new one, not both.',
    posting: 'Posting …',
    posted: (title, channel) => `The card *${title}* was posted to ${channel}.`,
    earlier: (title, channel) => `The card *${title}* stands in ${channel} already, so it was not posted twice; it says the same as before.`,
    changed: (title, channel) =>
      `The card *${title}* stands in ${channel} already; what it says was changed there. What was left empty stays as it was.`,
    failed: (channel, reason) => `The card was not posted to ${channel}: ${reason}. The owner of Pantau has been told.`,
    unknown: (channel) =>
      `It is not certain whether the card arrived in ${channel}. Look there; if it is missing, make it again with the same title and link.`,
    noChannels: 'The configuration names no channel for content cards.',
    notAllowed: (least, own) => `This needs the role of ${least}; yours is ${own}. Ask the owner of Pantau if you need it.`,
    roles: { member: 'member', editor: 'editor', manager: 'manager', owner: 'owner' },
  },
};
