import type { Text } from '../../connectors/contract/metric.js';
import type { Grain } from '../../connectors/contract/period.js';

const name = (text: string): Text => ({ id: text, en: text });

/** What the makers of exports are called, by the tool's id. */
const TOOLS: Readonly<Record<string, Text>> = {
  pantau: name('Pantau'),
  advocacy: { id: 'Aktivasi pegawai', en: 'Activations of employees' },
  'advocacy-form': { id: 'Aktivasi pegawai (Google Forms)', en: 'Activations of employees (Google Forms)' },
  'meta-business-suite': name('Meta Business Suite'),
  'meta-ads-manager': name('Meta Ads Manager'),
  'facebook-insights': name('Facebook Insights'),
  x: name('X'),
  'youtube-studio': name('YouTube Studio'),
  'linkedin-page': { id: 'LinkedIn (Halaman)', en: 'LinkedIn (Page)' },
  'linkedin-creator': { id: 'LinkedIn (perorangan)', en: 'LinkedIn (person)' },
  'tiktok-studio': name('TikTok Studio'),
  'tiktok-business': name('TikTok Business'),
  hootsuite: name('Hootsuite'),
  'sprout-social': name('Sprout Social'),
  'google-forms': name('Google Forms'),
  'google-analytics': name('Google Analytics'),
};

const DAILY: Text = { id: 'angka harian', en: 'figures by day' };
const POSTS: Text = { id: 'angka tiap kiriman', en: 'figures of posts' };
const VIDEOS: Text = { id: 'angka tiap video', en: 'figures of videos' };
const FOLLOWERS: Text = { id: 'pengikut', en: 'followers' };
const AUDIENCE: Text = { id: 'audiens', en: 'audience' };

/** What the tables of exports are called, by the layout's id. */
const LAYOUTS: Readonly<Record<string, Text>> = {
  ...Object.fromEntries(
    ['daily', 'page', 'accounts', 'profiles', 'overview', 'totals', 'content-daily', 'engagement', 'premium-overview', 'legacy-by-day'].map((id) => [
      id,
      DAILY,
    ]),
  ),
  ...Object.fromEntries(
    [
      ...['content-instagram', 'content-facebook', 'content-posts', 'content', 'post', 'posts', 'top-posts', 'premium-content'],
      ...['legacy-by-tweet', 'posts-instagram', 'posts-facebook', 'posts-x', 'post-without-dates', 'post-breakdown'],
    ].map((id) => [id, POSTS]),
  ),
  ...Object.fromEntries(['video', 'table', 'content-facebook-video', 'chart'].map((id) => [id, VIDEOS])),
  ...Object.fromEntries(['followers', 'followers-total', 'follower-history'].map((id) => [id, FOLLOWERS])),
  ...Object.fromEntries(['audience', 'people', 'demographics', 'gender', 'territories', 'parts', 'subscription-status'].map((id) => [id, AUDIENCE])),
  viewers: { id: 'penonton', en: 'viewers' },
  visitors: { id: 'pengunjung', en: 'visitors' },
  discovery: { id: 'jumlah seluruh masa', en: 'sums of the whole period' },
  competitors: { id: 'pembanding', en: 'competitors' },
  'follower-activity': { id: 'jam aktif pengikut', en: 'active hours of followers' },
  form: { id: 'jawaban formulir', en: 'form responses' },
  formats: { id: 'jumlah tiap format', en: 'totals by format' },
  report: { id: 'laporan', en: 'report' },
  long: { id: 'satu aktivasi tiap baris', en: 'one activation a row' },
  wide: { id: 'satu kolom tautan tiap platform', en: 'a link column for each platform' },
  observations: { id: 'angka', en: 'figures' },
  entries: { id: 'daftar', en: 'a list' },
  recap: { id: 'rekap lama per bulan', en: 'an old recap by months' },
  workbook: { id: 'buku kerja bulanan', en: 'the workbook of a month' },
  snapshots: { id: 'angka tiap konten', en: 'figures of content' },
};

/** The languages of headers. */
const LOCALES: Readonly<Record<string, Text>> = {
  en: { id: 'bahasa Inggris', en: 'English' },
  id: { id: 'bahasa Indonesia', en: 'Indonesian' },
  pt: { id: 'bahasa Portugis', en: 'Portuguese' },
  es: { id: 'bahasa Spanyol', en: 'Spanish' },
  fr: { id: 'bahasa Prancis', en: 'French' },
  de: { id: 'bahasa Jerman', en: 'German' },
  sv: { id: 'bahasa Swedia', en: 'Swedish' },
};

const several = (names: Readonly<Record<string, Text>>, ids: string, language: keyof Text): string =>
  [...new Set(ids.split('+').map((id) => (Object.hasOwn(names, id) ? names[id]?.[language] : undefined) ?? id))].join(', ');

/** The name of a tool, or of several joined by `+`. */
export const toolName = (tool: string, language: keyof Text): string => several(TOOLS, tool, language);

/** The name of a table's kind, or of several joined by `+`. */
export const layoutName = (layout: string, language: keyof Text): string => several(LAYOUTS, layout, language);

/** The name of a language in which headers are written. */
export const localeName = (locale: string, language: keyof Text): string => several(LOCALES, locale, language);

/** How figures of a grain are told. */
export const GRAIN_NAMES: Readonly<Record<Grain, Text>> = {
  day: { id: 'per hari', en: 'by day' },
  week: { id: 'per minggu', en: 'by week' },
  month: { id: 'per bulan', en: 'by month' },
  quarter: { id: 'per triwulan', en: 'by quarter' },
  year: { id: 'per tahun', en: 'by year' },
  total: { id: 'sejak terbit', en: 'since publication' },
};
