import type { Activation, ActivationKind, NameScope } from '../domain/activation.js';
import type { Language } from '../domain/digest.js';
import type { CloseResult, ImportedFile, LongImport, PostedDigest, PulledConnection, ReplayedEvent } from './application.js';

type State = PostedDigest['state'];

interface Phrases {
  readonly imports: Readonly<Record<ImportedFile['state'], string>>;
  /** how far a long file has come */
  readonly importProgress: (made: LongImport) => string;
  readonly file: string;
  readonly state: string;
  readonly rows: string;
  readonly import: string;
  readonly undone: string;
  readonly inserted: string;
  readonly revised: string;
  readonly unchanged: string;
  readonly line: string;
  readonly series: string;
  readonly observations: string;
  readonly revisions: string;
  readonly entries: string;
  readonly content: string;
  readonly lastReceived: string;
  readonly handedInBy: string;
  readonly never: string;
  readonly today: string;
  readonly next: string;
  readonly configurationGood: string;
  readonly warning: string;
  readonly digests: string;
  readonly accounts: string;
  readonly people: string;
  readonly deliveries: Readonly<Record<State, string>>;
  readonly earlier: string;
  readonly alerts: Readonly<Record<ReplayedEvent['what'] | 'summary' | 'suggestion' | 'left' | 'none', string>>;
  readonly close: Readonly<Record<CloseResult['state'], string>>;
  readonly collect: Readonly<Record<'received' | 'nobody' | 'due' | 'overdue' | 'noHistory' | 'someHistory', string>>;
  readonly template: string;
  readonly owed: string;
  readonly nothingOwed: string;
  readonly attempts: string;
  readonly reply: string;
  readonly connection: string;
  readonly pulls: Readonly<Record<PulledConnection['state'], string>>;
  readonly gap: string;
  readonly pullsRead: string;
  readonly reachesBackTo: string;
  readonly person: PersonPhrases;
}

/** The words around what is stored about a person. */
interface PersonPhrases {
  readonly pseudonym: string;
  readonly name: string;
  readonly scopes: string;
  readonly scope: Readonly<Record<NameScope, string>>;
  readonly optedOut: string;
  readonly yes: string;
  readonly no: string;
  readonly language: string;
  readonly activations: (count: number) => string;
  readonly audit: (count: number) => string;
  readonly kinds: Readonly<Record<ActivationKind, string>>;
  readonly states: Readonly<Record<Activation['state'], string>>;
  readonly columns: readonly string[];
}

/** The words of the command line's own texts; the figures' words are the application's. */
export const PHRASES: Readonly<Record<Language, Phrases>> = {
  id: {
    person: {
      pseudonym: 'nama samaran',
      name: 'nama',
      scopes: 'dikenal lewat',
      scope: { staff: 'NIP', slack: 'Slack', form: 'formulir' },
      optedOut: 'tidak mau dicatat',
      yes: 'ya',
      no: 'tidak',
      language: 'bahasa yang dipilih',
      activations: (count) => `Aktivasi: ${count}`,
      audit: (count) => `Catatan jejak: ${count}`,
      kinds: { provided: 'konten yang disediakan', engagement: 'suka/komentar/bagikan', original: 'konten sendiri' },
      states: { counted: 'dihitung', void: 'dibatalkan pengelola', undone: 'ditarik sendiri' },
      columns: ['waktu', 'jenis', 'platform', 'unit', 'konten', 'kampanye', 'tautan', 'bukti', 'sumber', 'keadaan'],
    },
    importProgress: ({ file, rows, stored }) => (stored === 0 ? `${file}: ${rows} baris dibaca` : `${file}: ${stored} dari ${rows} baris disimpan`),
    imports: { imported: 'diimpor', unchanged: 'sudah ada', checked: 'diperiksa saja', partial: 'diimpor sebagian', refused: 'ditolak' },
    file: 'berkas',
    state: 'hasil',
    rows: 'baris',
    import: 'impor',
    undone: 'dibatalkan',
    inserted: 'baru',
    revised: 'direvisi',
    unchanged: 'tetap',
    line: 'baris',
    series: 'deret',
    observations: 'nilai',
    revisions: 'revisi',
    entries: 'entri',
    content: 'konten',
    lastReceived: 'terakhir diterima',
    handedInBy: 'oleh',
    never: 'belum pernah',
    today: 'hari ini',
    next: 'berikutnya',
    configurationGood: 'konfigurasi benar',
    warning: 'peringatan',
    digests: 'laporan',
    accounts: 'akun',
    people: 'orang',
    deliveries: { queued: 'menunggu', sending: 'sedang dikirim', sent: 'terkirim', unknown: 'belum pasti', failed: 'gagal' },
    alerts: {
      fired: 'menyala',
      resolved: 'pulih',
      flapping: 'naik turun',
      lost: 'tanpa data',
      found: 'data ada lagi',
      failed: 'gagal dinilai',
      withheld: 'belum dipercaya',
      summary: '{fired} kali menyala, {resolved} pulih, {flapped} naik turun, {withheld} belum dipercaya',
      suggestion: 'dari riwayat {periods} periode, batas {threshold} akan membiarkan yang biasa',
      left: 'tidak diulang, karena riwayatnya tidak disimpan',
      none: 'Tidak ada aturan.',
    },
    earlier: 'sudah ada sejak sebelumnya; tidak dikirim lagi',
    close: {
      closed: 'ditutup; laporan yang terbit tetap seperti ini:',
      reopened: 'dibuka kembali',
      asks: 'belum ditutup, karena ini belum masuk (tetap tutup dengan --accept-missing):',
    },
    collect: {
      received: '{received} dari {expected} diterima',
      nobody: 'konfigurasi belum menyebut siapa mengumpulkan apa (collection)',
      due: 'tenggat',
      overdue: 'terlambat {days} hari kerja',
      noHistory: 'Belum ada angka untuk pembanding: {months}',
      someHistory: 'Angka untuk pembanding baru sebagian: {months}',
    },
    template:
      '{month}: {asked} angka dan daftar. Isi sel kuning, lalu "pantau import" berkas ini, atau jatuhkan di percakapan dengan Pantau di Slack.',
    owed: 'belum dikerjakan',
    nothingOwed: 'tidak ada yang tertunggak',
    attempts: 'percobaan',
    reply: 'balasan',
    connection: 'koneksi',
    pulls: { pulled: 'ditarik', busy: 'sedang ditarik proses lain', stopped: 'berhenti, lihat connect check' },
    gap: 'hari tanpa angka',
    pullsRead: 'tarikan',
    reachesBackTo: 'tersimpan sejak',
  },
  en: {
    person: {
      pseudonym: 'pseudonym',
      name: 'name',
      scopes: 'known by',
      scope: { staff: 'staff number', slack: 'Slack', form: 'form' },
      optedOut: 'wants nothing recorded',
      yes: 'yes',
      no: 'no',
      language: 'chosen language',
      activations: (count) => `Activations: ${count}`,
      audit: (count) => `Entries of the audit trail: ${count}`,
      kinds: { provided: 'provided content', engagement: 'like/comment/share', original: 'own content' },
      states: { counted: 'counts', void: 'voided by a manager', undone: 'taken back' },
      columns: ['time', 'kind', 'platforms', 'unit', 'content', 'campaign', 'links', 'evidence', 'source', 'state'],
    },
    importProgress: ({ file, rows, stored }) => (stored === 0 ? `${file}: ${rows} rows read` : `${file}: ${stored} of ${rows} rows kept`),
    imports: { imported: 'imported', unchanged: 'known already', checked: 'checked only', partial: 'imported in part', refused: 'refused' },
    file: 'file',
    state: 'outcome',
    rows: 'rows',
    import: 'import',
    undone: 'undone',
    inserted: 'new',
    revised: 'revised',
    unchanged: 'unchanged',
    line: 'line',
    series: 'series',
    observations: 'values',
    revisions: 'revisions',
    entries: 'entries',
    content: 'content items',
    lastReceived: 'last received',
    handedInBy: 'by',
    never: 'never',
    today: 'today',
    next: 'next',
    configurationGood: 'the configuration is right',
    warning: 'warning',
    digests: 'digests',
    accounts: 'accounts',
    people: 'people',
    deliveries: { queued: 'waiting', sending: 'being sent', sent: 'sent', unknown: 'unknown', failed: 'failed' },
    alerts: {
      fired: 'fired',
      resolved: 'resolved',
      flapping: 'flapping',
      lost: 'no data',
      found: 'data again',
      failed: 'not judged',
      withheld: 'not believed',
      summary: 'fired {fired}, resolved {resolved}, flapping {flapped}, not believed {withheld}',
      suggestion: 'by its history of {periods} periods a threshold of {threshold} would leave what is ordinary alone',
      left: 'not replayed, since their past is not kept',
      none: 'There are no rules.',
    },
    earlier: 'it was there already; nothing was posted again',
    close: {
      closed: 'closed; the published reports stay as they are:',
      reopened: 'open again',
      asks: 'not closed, since this was not handed in (close it all the same with --accept-missing):',
    },
    collect: {
      received: '{received} of {expected} received',
      nobody: 'the configuration does not say who hands in what (collection)',
      due: 'due',
      overdue: '{days} working days late',
      noHistory: 'No figures to compare with yet: {months}',
      someHistory: 'Only some of the figures to compare with: {months}',
    },
    template:
      '{month}: {asked} figures and lists. Fill in the yellow cells, then "pantau import" this file, or drop it into the talk with Pantau in Slack.',
    owed: 'owed',
    nothingOwed: 'nothing is owed',
    attempts: 'attempts',
    reply: 'reply',
    connection: 'connection',
    pulls: { pulled: 'pulled', busy: 'being pulled by another process', stopped: 'stopped, see connect check' },
    gap: 'days without a figure',
    pullsRead: 'pulls',
    reachesBackTo: 'kept since',
  },
};
