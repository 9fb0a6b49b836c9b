import type { Baseline } from '../config/config.js';
import type { Intent } from './question.js';

/** Other words for metrics, by the metric's id; several ids under one word are given in order of preference. */
export const METRIC_SYNONYMS: Readonly<Record<string, readonly string[]>> = {
  follower: ['followers'],
  pengikut: ['followers'],
  reach: ['content_reach_sum', 'reach'],
  jangkauan: ['content_reach_sum', 'reach'],
  'unique reach': ['reach'],
  'jangkauan unik': ['reach'],
  'mean reach': ['reach_mean'],
  'average reach': ['reach_mean'],
  post: ['posts'],
  posting: ['posts'],
  postingan: ['posts'],
  unggahan: ['posts'],
  publikasi: ['posts'],
  impression: ['impressions'],
  impresi: ['impressions'],
  tayangan: ['views'],
  tiket: ['tickets'],
  ticket: ['tickets'],
  aktivasi: ['activations'],
  activation: ['activations'],
  sentuhan: ['touches'],
  'pegawai aktif': ['active_employees'],
  'active employee': ['active_employees'],
  pegawai: ['headcount'],
  pengunjung: ['visitors'],
  kunjungan: ['visitors'],
  siaran: ['broadcasts'],
  permohonan: ['requests'],
  kepuasan: ['satisfaction'],
  aduan: ['complaints'],
  'tiket eskalasi': ['tickets_escalated'],
  eskalasi: ['tickets_escalated'],
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

/** Words that say what is wanted. */
export const INTENT_WORDS: Readonly<Record<string, Intent>> = {
  compare: 'compare',
  compared: 'compare',
  comparison: 'compare',
  bandingkan: 'compare',
  perbandingan: 'compare',
  dibandingkan: 'compare',
  banding: 'compare',
  source: 'source',
  sources: 'source',
  sumber: 'source',
  asal: 'source',
  why: 'why',
  kenapa: 'why',
  mengapa: 'why',
};

/** Words that name a baseline. */
export const BASELINE_WORDS: Readonly<Record<string, Baseline>> = {
  yoy: { kind: 'year-ago' },
  'year on year': { kind: 'year-ago' },
  mom: { kind: 'previous' },
  'month on month': { kind: 'previous' },
  'periode lalu': { kind: 'previous' },
  'previous period': { kind: 'previous' },
};

/** Words between a figure and the time that it is compared with. */
export const AGAINST_WORDS: readonly string[] = ['vs', 'versus', 'dengan', 'against', 'terhadap'];

/** Words that may stand in a question and say nothing. */
export const FILLERS: readonly string[] = (
  'a an the of for in on at is are was were by from and to me my our us we it its what how many much show give tell please number numbers figure figures ' +
  'ada adalah angka apa atas berapa bot coba dan dari di dong itu jumlah kami kita ke lihat mohon nya oleh pada pantau per saya tampilkan total untuk yang with ' +
  'channel kanal platform akun account metric metrik did do does data via melalui turun naik drop rise fall change berubah perubahan'
).split(' ');

/** Words for a digest without its name. */
export const DIGEST_WORDS: readonly string[] = ['digest', 'laporan', 'report', 'ringkasan', 'summary'];

/** Words for the digests of a period. */
export const DIGEST_PERIOD_WORDS: Readonly<Record<string, 'week' | 'month' | 'quarter'>> = {
  monthly: 'month',
  bulanan: 'month',
  weekly: 'week',
  mingguan: 'week',
  quarterly: 'quarter',
  triwulanan: 'quarter',
};

/** Words for the two questions about the bot itself. */
export const BOT_WORDS: Readonly<Record<string, 'help' | 'status'>> = {
  help: 'help',
  bantuan: 'help',
  tolong: 'help',
  status: 'status',
  keadaan: 'status',
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
