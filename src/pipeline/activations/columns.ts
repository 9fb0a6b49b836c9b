import { type ActivationKind, ADVOCACY_PLATFORMS, type AdvocacyPlatform } from '../../domain/activation.js';
import { RefusedFile } from '../import-report.js';

/** What a column of a file says about an activation. */
export type ActivationColumn = 'occurredAt' | 'staff' | 'person' | 'unit' | 'kind' | 'platforms' | 'content' | 'campaign' | 'links' | 'evidence';

const NAMES: Readonly<Record<ActivationColumn, readonly string[]>> = {
  occurredAt: ['occurred_at', 'timestamp', 'date', 'cap waktu', 'stempel waktu', 'tanggal', 'waktu'],
  staff: ['staff_number', 'staff number', 'employee number', 'nip', 'nrp', 'nomor induk pegawai', 'nomor pegawai'],
  person: ['person', 'name', 'full name', 'nama', 'nama lengkap', 'nama pegawai', 'email', 'e-mail', 'email address', 'alamat email'],
  unit: ['unit', 'unit kerja', 'division', 'satuan kerja', 'satker'],
  kind: ['kind', 'type', 'jenis', 'jenis aktivasi'],
  platforms: ['platform', 'platforms', 'media sosial', 'medsos'],
  content: ['content', 'content_id', 'konten', 'judul konten'],
  campaign: ['campaign', 'kampanye'],
  links: ['link', 'links', 'url', 'tautan', 'link postingan', 'tautan postingan'],
  evidence: ['evidence', 'proof', 'bukti'],
};

const BY_NAME: ReadonlyMap<string, ActivationColumn> = new Map(
  (Object.entries(NAMES) as [ActivationColumn, readonly string[]][]).flatMap(([column, names]) => names.map((name) => [name, column])),
);

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

const WIDE = new RegExp(`^(?:link|url|tautan)\\b.*\\b(?:${[...PLATFORM_NAMES.keys()].filter((name) => !name.includes('(')).join('|')})$`);

/** What each column of a header says; undefined for one that is not read. Throws `RefusedFile` where the header is none of a long file of activations. */
export function columnsOf(header: readonly string[], options: { readonly kindGiven: boolean }): readonly (ActivationColumn | undefined)[] {
  const names = header.map((cell) => plainText(cell).replace(/ ?\(.*\)$/, ''));
  const wide = names.filter((name) => WIDE.test(name));
  if (wide.length > 1)
    throw new RefusedFile(
      `Line 1: this file is wide, with a link column for each platform ("${wide.join('", "')}"). Read as long it would lose them.`,
    );
  if (names.length === 1 && /[;\t]/.test(names[0] ?? ''))
    throw new RefusedFile('Line 1: the columns are not parted by commas. Save the sheet as CSV with commas, in UTF-8.');
  const columns = names.map((name) => BY_NAME.get(name));
  const twice = columns.find((column, index) => column !== undefined && columns.indexOf(column) !== index);
  if (twice !== undefined) throw new RefusedFile(`Line 1: two columns say the same ("${NAMES[twice].join('", "')}"). Keep one of them.`);
  const lacking = [
    ...(columns.includes('occurredAt') ? [] : ['when (occurred_at)']),
    ...(columns.includes('staff') || columns.includes('person') ? [] : ['who (staff_number or person)']),
    ...(columns.includes('kind') || options.kindGiven ? [] : ['which kind (kind)']),
    ...(columns.includes('platforms') || columns.includes('links') ? [] : ['where (platform or link)']),
  ];
  if (lacking.length > 0) throw new RefusedFile(`Line 1: no column says ${lacking.join(', ')}. Its columns are ${header.join(', ')}.`);
  return columns;
}
