import type { Role } from '../../config/config.js';
import type { Language } from '../../domain/digest.js';
import type { CardAction, CardEvent } from '../../domain/incident-view.js';

/** The sentences of incidents in Slack. A person is written `<@U…>`. */
export interface IncidentWords {
  readonly firing: string;
  readonly news: string;
  readonly acknowledged: (by: string, at: string) => string;
  readonly snoozed: (by: string, until: string) => string;
  readonly muted: (by: string, until: string) => string;
  readonly ended: (at: string) => string;
  readonly closed: (at: string) => string;
  readonly since: (at: string) => string;
  readonly began: (at: string) => string;
  readonly rules: (rules: string, count: number) => string;
  readonly several: (open: number, all: number, title: string) => string;
  readonly severalEnded: (all: number, title: string) => string;
  readonly more: (count: number) => string;
  readonly actions: Readonly<Record<CardAction, string>>;
  readonly snooze: Readonly<Record<'hour' | 'day' | 'period', string>>;
  readonly muteTitle: string;
  readonly muteText: string;
  readonly cancel: string;
  readonly events: Readonly<Record<CardEvent['what'], (by: string, until: string) => string>>;
  readonly pantau: string;
  readonly alreadyAcknowledged: (by: string, at: string) => string;
  readonly alreadyEnded: string;
  readonly nothingToSnooze: string;
  readonly unknownIncident: string;
  readonly notAllowed: (role: string) => string;
  readonly noWhy: string;
  readonly noSource: string;
  readonly noneOpen: string;
}

/** Their part of the catalogue. */
export const INCIDENT_WORDS: Readonly<Record<Language, IncidentWords>> = {
  id: {
    firing: '⚠ *Perlu perhatian*',
    news: '★ *Kabar target*',
    acknowledged: (by, at) => `Ditangani ${by}, ${at}`,
    snoozed: (by, until) => `Ditunda ${by} sampai ${until}`,
    muted: (by, until) => `Aturan dibisukan ${by} sampai ${until}`,
    ended: (at) => `✓ *Pulih* ${at}`,
    closed: (at) => `✓ *Selesai* ${at}`,
    since: (at) => `Berlaku sejak ${at}`,
    began: (at) => `Mulai ${at}`,
    rules: (rules) => `aturan ${rules}`,
    several: (open, all, title) => (open === all ? `${all} peringatan: ${title}` : `${open} dari ${all} peringatan masih berlaku: ${title}`),
    severalEnded: (all, title) => `${all} peringatan, semua pulih: ${title}`,
    more: (count) => `… dan ${count} lagi`,
    actions: { acknowledge: 'Tangani', snooze: 'Tunda…', source: 'Sumber', why: 'Kenapa?', mute: 'Bisukan aturan' },
    snooze: { hour: '1 jam', day: '1 hari', period: 'Sampai periode berikutnya' },
    muteTitle: 'Bisukan aturan ini?',
    muteText: 'Selama 7 hari aturan ini tidak mengabarkan apa pun, di mana pun. Yang masih berlaku sesudahnya dikabarkan lagi.',
    cancel: 'Batal',
    events: {
      fired: () => 'Peringatan baru',
      lost: () => 'Tidak ada data',
      flapping: () => 'Berulang kali naik turun',
      calmed: () => 'Tenang lagi',
      resolved: () => 'Pulih',
      found: () => 'Data sudah ada',
      acknowledged: (by) => `${by} menangani`,
      snoozed: (by, until) => `${by} menunda sampai ${until}`,
      muted: (by, until) => `${by} membisukan aturan sampai ${until}`,
      awake: (by) => `${by}: waktu tunda sudah lewat dan belum pulih`,
      held: () => 'Ditunggu',
      cleared: () => 'Berakhir',
      failed: () => 'Tidak dapat dinilai',
      repaired: () => 'Dapat dinilai lagi',
      withheld: () => 'Belum dipercaya',
    },
    pantau: 'Pantau',
    alreadyAcknowledged: (by, at) => `Sudah ditangani ${by} sejak ${at}.`,
    alreadyEnded: 'Peringatan ini sudah pulih; tidak ada yang perlu ditangani.',
    nothingToSnooze: 'Peringatan ini sudah pulih; tidak ada yang perlu ditunda.',
    unknownIncident: 'Pantau tidak mengenal peringatan ini lagi.',
    notAllowed: (role) => `Hanya ${role} yang dapat melakukan ini.`,
    noWhy: 'Perubahan ini tidak dapat diuraikan: angkanya tidak dijumlahkan dari bagian, atau salah satu periodenya tidak punya angka.',
    noSource: 'Peringatan ini tidak bersandar pada baris data.',
    noneOpen: 'Tidak ada peringatan yang berlaku sekarang.',
  },
  en: {
    firing: '⚠ *Needs attention*',
    news: '★ *Target news*',
    acknowledged: (by, at) => `Acknowledged by ${by}, ${at}`,
    snoozed: (by, until) => `Snoozed by ${by} until ${until}`,
    muted: (by, until) => `Rule muted by ${by} until ${until}`,
    ended: (at) => `✓ *Resolved* ${at}`,
    closed: (at) => `✓ *Closed* ${at}`,
    since: (at) => `Since ${at}`,
    began: (at) => `Began ${at}`,
    rules: (rules, count) => `${count === 1 ? 'rule' : 'rules'} ${rules}`,
    several: (open, all, title) => (open === all ? `${all} alerts: ${title}` : `${open} of ${all} alerts still hold: ${title}`),
    severalEnded: (all, title) => `${all} alerts, all resolved: ${title}`,
    more: (count) => `… and ${count} more`,
    actions: { acknowledge: 'Acknowledge', snooze: 'Snooze…', source: 'Source', why: 'Why?', mute: 'Mute rule' },
    snooze: { hour: '1 hour', day: '1 day', period: 'Until the next period' },
    muteTitle: 'Mute this rule?',
    muteText: 'For 7 days this rule tells nobody anything, anywhere. What still holds after that is told again.',
    cancel: 'Cancel',
    events: {
      fired: () => 'A new alert',
      lost: () => 'There is no data',
      flapping: () => 'It comes and goes',
      calmed: () => 'Calm again',
      resolved: () => 'Resolved',
      found: () => 'The data came',
      acknowledged: (by) => `${by} acknowledged it`,
      snoozed: (by, until) => `${by} snoozed it until ${until}`,
      muted: (by, until) => `${by} muted the rule until ${until}`,
      awake: (by) => `${by}: the snooze is over, and it still holds`,
      held: () => 'Waiting',
      cleared: () => 'Over',
      failed: () => 'It cannot be judged',
      repaired: () => 'It can be judged again',
      withheld: () => 'Not believed yet',
    },
    pantau: 'Pantau',
    alreadyAcknowledged: (by, at) => `${by} has acknowledged it already, ${at}.`,
    alreadyEnded: 'This alert has ended; there is nothing to take on.',
    nothingToSnooze: 'This alert has ended; there is nothing to snooze.',
    unknownIncident: 'Pantau no longer knows this alert.',
    notAllowed: (role) => `${role} can do this, and nobody else.`,
    noWhy: 'This change cannot be taken apart: the figure is not a sum of parts, or one of its periods has no figure.',
    noSource: 'This alert rests on no rows.',
    noneOpen: 'No alert holds now.',
  },
};

/** The roles, as a sentence names whoever may do something. */
export const ROLE_WORDS: Readonly<Record<Language, Readonly<Record<Role, string>>>> = {
  id: { member: 'anggota', editor: 'editor, manajer, dan pemilik', manager: 'manajer dan pemilik', owner: 'pemilik' },
  en: { member: 'Members', editor: 'Editors, managers and owners', manager: 'Managers and owners', owner: 'Owners' },
};
