import type { Baseline } from '../config/config.js';
import type { Intent } from './question.js';

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
  'channel kanal saluran platform jenis kind akun account metric metrik did do does data via melalui lewat through turun naik drop rise fall change ' +
  'berubah perubahan'
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
export const BOT_WORDS: Readonly<Record<string, 'help' | 'status' | 'leaderboard'>> = {
  help: 'help',
  bantuan: 'help',
  tolong: 'help',
  status: 'status',
  keadaan: 'status',
  leaderboard: 'leaderboard',
  papan: 'leaderboard',
  'papan peringkat': 'leaderboard',
};

/** Words before a value that say by which dimension it splits: "kanal whatsapp", "channel=whatsapp". */
export const DIMENSION_WORDS: Readonly<Record<string, readonly string[]>> = {
  channel: ['channel', 'kanal', 'saluran'],
  platform: ['platform'],
  kind: ['kind', 'jenis'],
  user: ['user'],
  zone: ['zone', 'zona'],
  segment: ['segment', 'segmen'],
};

/** Words before a value of any dimension; what follows is no part of a subject's name. */
export const THROUGH_WORDS: readonly string[] = ['via', 'melalui', 'lewat', 'through'];
