import type { Text } from '../../../connectors/contract/metric.js';
import { type ActivationKind, ADVOCACY_PLATFORMS, type AdvocacyPlatform } from '../../domain/activation.js';
import { RefusedFile } from '../import-report.js';

/** What a column of a file says about an activation. */
export type ActivationColumn = 'occurredAt' | 'staff' | 'person' | 'unit' | 'kind' | 'platforms' | 'content' | 'campaign' | 'links' | 'evidence';

/** What the columns are called in files, the words that say most first; cells are compared as `headerWord` makes them. */
const NAMES: Readonly<Record<ActivationColumn, readonly string[]>> = {
  occurredAt: [
    ...['occurred_at', 'occurred at', 'timestamp', 'date', 'date and time', 'activity date', 'cap waktu', 'stempel waktu', 'tanggal', 'waktu'],
    ...['tanggal kegiatan', 'tanggal aktivasi', 'tanggal posting', 'tanggal unggah', 'tanggal laporan', 'waktu unggah'],
  ],
  staff: [
    ...['staff_number', 'staff number', 'staff id', 'employee number', 'employee id', 'nip', 'nrp', 'nip/nrp', 'nip pegawai'],
    ...['nomor induk pegawai', 'nomor pegawai', 'nik pegawai'],
  ],
  person: [
    ...['email', 'e-mail', 'email address', 'e-mail address', 'alamat email', 'alamat surel', 'surel', 'username', 'nama pengguna'],
    ...['person', 'name', 'full name', 'your name', 'employee name', 'nama', 'nama lengkap', 'nama pegawai', 'nama peserta', 'pangkat nama'],
  ],
  unit: [
    ...['unit', 'unit kerja', 'work unit', 'division', 'department', 'satuan kerja', 'satker', 'satfung', 'bagian', 'divisi', 'direktorat'],
    ...['unit eselon i', 'unit eselon ii', 'instansi', 'kantor'],
  ],
  kind: [
    'kind',
    'type',
    'activity',
    'activity type',
    'type of activity',
    'jenis',
    'jenis aktivasi',
    'jenis kegiatan',
    'jenis aktivitas',
    'bentuk aktivasi',
  ],
  platforms: [
    ...['platform', 'platforms', 'social media', 'social media platform', 'media sosial', 'medsos', 'kanal', 'platform media sosial'],
    ...['media sosial yang digunakan'],
  ],
  content: ['content', 'content_id', 'content title', 'konten', 'judul konten', 'nama konten'],
  campaign: ['campaign', 'kampanye', 'tema kampanye'],
  links: [
    ...['link', 'links', 'url', 'post link', 'post url', 'link to post', 'link to the post', 'link of the post', 'tautan', 'link postingan'],
    ...['link posting', 'link unggahan', 'tautan postingan', 'tautan unggahan', 'link konten yang dibagikan'],
  ],
  evidence: ['evidence', 'proof', 'screenshot', 'bukti', 'bukti unggahan', 'bukti tangkapan layar', 'tangkapan layar', 'link bukti'],
};

const BY_NAME: ReadonlyMap<string, ActivationColumn> = new Map(
  (Object.entries(NAMES) as [ActivationColumn, readonly string[]][]).flatMap(([column, names]) => names.map((name) => [name, column])),
);

/** The columns of a file of activations by the name under which an answer gives them. */
export const ACTIVATION_COLUMNS: readonly ActivationColumn[] = [...new Set(BY_NAME.values())];

/** What platforms are called in files. */
export const PLATFORM_NAMES: ReadonlyMap<string, AdvocacyPlatform> = new Map([
  ...ADVOCACY_PLATFORMS.map((platform): [string, AdvocacyPlatform] => [platform, platform]),
  ['ig', 'instagram'],
  ['twitter', 'x'],
  ['x (twitter)', 'x'],
  ['twitter/x', 'x'],
  ['fb', 'facebook'],
  ['wa', 'whatsapp'],
  ['whats app', 'whatsapp'],
  ['linked in', 'linkedin'],
  ['yt', 'youtube'],
  ['tik tok', 'tiktok'],
  ['thread', 'threads'],
]);

/** What kinds are called in files. */
export const KIND_NAMES: ReadonlyMap<string, ActivationKind> = new Map([
  ['provided', 'provided'],
  ['provided_content', 'provided'],
  ['provided content', 'provided'],
  ['konten tersedia', 'provided'],
  ['engagement', 'engagement'],
  ['like', 'engagement'],
  ['comment', 'engagement'],
  ['share', 'engagement'],
  ['like/comment/share', 'engagement'],
  ['original', 'original'],
  ['own_content', 'original'],
  ['own content', 'original'],
  ['konten mandiri', 'original'],
  ['kreasi konten mandiri', 'original'],
]);

/** A cell or a header without differences that mean nothing. */
export const plainText = (text: string): string => text.normalize('NFKC').replace(/\s+/g, ' ').trim().toLowerCase();

/** A header without what a form adds to it: a remark in brackets, a colon, the star of a question that must be answered. */
export const headerWord = (header: string): string => {
  const plain = plainText(header).replace(/[\s*:?.]+$/, '');
  return plain.replace(/ ?\(.*\)$/, '').replace(/[\s*:?.]+$/, '') || plain;
};

const PLATFORM_WORDS = [...PLATFORM_NAMES.keys()].filter((name) => !name.includes('(')).join('|');
const WIDE = new RegExp(`^(?:link|url|tautan)\\b.*\\b(?:${PLATFORM_WORDS})$|^(?:${PLATFORM_WORDS}) (?:link|url)$`);

/** What a column says by its name alone; every link column of a platform is one of links. */
export const columnNamed = (header: string): ActivationColumn | undefined => {
  const word = headerWord(header);
  return BY_NAME.get(word) ?? (WIDE.test(word) ? 'links' : undefined);
};

/** The headers that are link columns of one platform each; more than one make a file wide. */
export const platformColumns = (header: readonly string[]): readonly string[] =>
  header.map(headerWord).filter((word) => !BY_NAME.has(word) && WIDE.test(word));

/** Which columns a file must have and has not, by what they are for. */
export interface Lacking {
  readonly when: boolean;
  readonly who: boolean;
  readonly where: boolean;
}

/** What a header lacks to be one of activations. */
export const lackingIn = (columns: readonly (ActivationColumn | undefined)[]): Lacking => ({
  when: !columns.includes('occurredAt'),
  who: !columns.includes('staff') && !columns.includes('person'),
  where: !columns.includes('platforms') && !columns.includes('links'),
});

/** What each column of a long file's header says; undefined for one that is not read. Throws `RefusedFile` where the header is none of a long file of activations. */
export function columnsOf(header: readonly string[], options: { readonly kindGiven: boolean }): readonly (ActivationColumn | undefined)[] {
  const wide = platformColumns(header);
  if (wide.length > 1)
    throw new RefusedFile({
      id: `Baris 1: berkas ini lebar, dengan satu kolom tautan untuk tiap platform ("${wide.join('", "')}"). Dibaca sebagai berkas panjang, tautannya hilang.`,
      en: `Line 1: this file is wide, with a link column for each platform ("${wide.join('", "')}"). Read as long it would lose them.`,
    });
  if (header.length === 1 && /[;\t]/.test(header[0] ?? ''))
    throw new RefusedFile({
      id: 'Baris 1: kolomnya tidak dipisahkan koma. Simpan lembarnya sebagai CSV dengan koma, dalam UTF-8.',
      en: 'Line 1: the columns are not parted by commas. Save the sheet as CSV with commas, in UTF-8.',
    });
  const columns = header.map(columnNamed);
  const twice = columns.find((column, index) => column !== undefined && columns.indexOf(column) !== index);
  if (twice !== undefined) {
    const named = header.filter((_, index) => columns[index] === twice).join('", "');
    throw new RefusedFile({
      id: `Baris 1: beberapa kolom menyatakan hal yang sama ("${named}"). Pertahankan salah satunya.`,
      en: `Line 1: two columns say the same ("${named}"). Keep one of them.`,
    });
  }
  const { when, who, where } = lackingIn(columns);
  const kind = !columns.includes('kind') && !options.kindGiven;
  if (when || who || where || kind) throw new RefusedFile(lackingText(header, { when, who, where, kind }));
  return columns;
}

function lackingText(header: readonly string[], { when, who, where, kind }: Lacking & { readonly kind: boolean }): Text {
  const id = [
    ...(when ? ['kapan (occurred_at)'] : []),
    ...(who ? ['siapa (staff_number atau person)'] : []),
    ...(kind ? ['jenis yang mana (kind)'] : []),
    ...(where ? ['di mana (platform atau link)'] : []),
  ];
  const en = [
    ...(when ? ['when (occurred_at)'] : []),
    ...(who ? ['who (staff_number or person)'] : []),
    ...(kind ? ['which kind (kind)'] : []),
    ...(where ? ['where (platform or link)'] : []),
  ];
  const names = header.join(', ').slice(0, 500);
  return {
    id: `Baris 1: tidak ada kolom yang menyatakan ${id.join(', ')}. Kolomnya: ${names}.`,
    en: `Line 1: no column says ${en.join(', ')}. Its columns are ${names}.`,
  };
}
