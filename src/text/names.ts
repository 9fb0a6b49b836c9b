import type { Language } from '../domain/digest.js';

/** Words of one language. */
type Words = Readonly<Record<Language, readonly string[]>>;

/** Other words for a metric beside its name and its id, by the metric's id. */
export const METRIC_WORDS: Readonly<Record<string, Words>> = {
  followers: { id: ['pengikut'], en: ['follower'] },
  reach: { id: ['jangkauan unik'], en: ['unique reach'] },
  content_reach_sum: { id: ['jangkauan konten'], en: ['content reach'] },
  reach_mean: { id: [], en: ['average reach'] },
  posts: { id: ['posting', 'postingan', 'unggahan', 'publikasi'], en: ['post'] },
  impressions: { id: ['impresi'], en: ['impression'] },
  views: { id: ['tayangan'], en: ['view'] },
  tickets: { id: ['tiket'], en: ['ticket'] },
  activations: { id: ['aktivasi'], en: ['activation'] },
  touches: { id: ['sentuhan'], en: ['touch'] },
  active_employees: { id: [], en: ['active employee'] },
  headcount: { id: ['pegawai'], en: [] },
  visitors: { id: ['pengunjung', 'kunjungan'], en: [] },
  broadcasts: { id: ['siaran'], en: [] },
  requests: { id: ['permohonan'], en: [] },
  satisfaction: { id: ['kepuasan'], en: [] },
  complaints: { id: ['aduan'], en: [] },
  tickets_escalated: { id: ['tiket eskalasi', 'eskalasi'], en: [] },
};

/** Words that several metrics share, with their ids in order of preference: the answer says which one it gives. */
export const SHARED_METRIC_WORDS: Readonly<Record<string, readonly string[]>> = {
  reach: ['content_reach_sum', 'reach'],
  jangkauan: ['content_reach_sum', 'reach'],
};

/** Other words for named subjects that a configuration may hold, by the subject's id. */
export const SUBJECT_SYNONYMS: Readonly<Record<string, string>> = {
  advokasi: 'advocacy',
  'employee advocacy': 'advocacy',
  situs: 'website',
  'contact center': 'contact_centre',
  'call center': 'contact_centre',
  medsos: 'social',
  webinar: 'webinar',
  fgd: 'webinar',
  tatap: 'in_person',
  'tatap muka': 'in_person',
};

/** Other words for a dimension's values. */
export const VALUE_SYNONYMS: Readonly<Record<string, string>> = {
  wa: 'whatsapp',
  telpon: 'phone',
  telephone: 'phone',
  surel: 'email',
  stories: 'story',
  reels: 'reel',
  videos: 'video',
};

/** What people call the months, from January on. */
export const MONTH_WORDS: readonly (readonly string[])[] = [
  ['jan', 'januari', 'january'],
  ['feb', 'februari', 'february', 'pebruari'],
  ['mar', 'maret', 'march'],
  ['apr', 'april'],
  ['mei', 'may'],
  ['jun', 'juni', 'june'],
  ['jul', 'juli', 'july'],
  ['agu', 'agt', 'agustus', 'aug', 'ags', 'august'],
  ['sep', 'sept', 'september'],
  ['okt', 'oktober', 'oct', 'october'],
  ['nov', 'november', 'nopember'],
  ['des', 'desember', 'dec', 'december'],
];
