/** The platforms on which the demo has an account. */
export type DemoPlatform = 'instagram' | 'x' | 'facebook';

/** An account of the demo: where its followers end, and how they grow on an ordinary day. */
export interface DemoAccount {
  readonly platformId: string;
  readonly username: string;
  readonly name: string;
  readonly followers: number;
  readonly growth: { readonly low: number; readonly high: number };
}

/** The first and the last day of the demo's daily series. */
export const FIRST_DAY = '2023-01-01';
export const LAST_DAY = '2024-02-29';

/** The accounts with the followers that the report gives for 29 February 2024. */
export const ACCOUNTS: Readonly<Record<DemoPlatform, DemoAccount>> = {
  instagram: {
    platformId: '17841400000000001',
    username: 'ditjenpk',
    name: 'DJPK (contoh)',
    followers: 118_069,
    growth: { low: 20, high: 96 },
  },
  x: { platformId: '2244994945', username: 'DitjenPK', name: 'DJPK (contoh)', followers: 16_743, growth: { low: -2, high: 7 } },
  facebook: { platformId: '100150000000001', username: 'djpk', name: 'DJPK (contoh)', followers: 14_038, growth: { low: 0, high: 8 } },
};

/** How much is published in a month, and what it reaches. */
export interface MonthPlan {
  readonly feed: number;
  readonly story: number;
  readonly x: number;
  readonly facebook: number;
  /** the sum of the reach of Instagram's feed posts */
  readonly instagramReach: number;
  /** the sum of the reach of Facebook's posts */
  readonly facebookReach: number;
  readonly xImpressions: number;
}

const plan = (
  [feed, story, x, facebook]: readonly [number, number, number, number],
  instagramReach: number,
  facebookReach: number,
  xImpressions: number,
): MonthPlan => ({ feed, story, x, facebook, instagramReach, facebookReach, xImpressions });

/** The plan of each month. February 2024 is the report's; February 2023 has 120 posts, whose mean over three platforms is its 40; the rest is invented. */
export const PLANS: Readonly<Record<string, MonthPlan>> = {
  '2023-01': plan([22, 21, 29, 28], 812_460, 58_310, 10_240),
  '2023-02': plan([27, 29, 32, 32], 946_215, 66_080, 11_870),
  '2023-03': plan([24, 26, 31, 31], 1_004_780, 70_215, 12_460),
  '2023-04': plan([18, 22, 24, 24], 701_330, 51_290, 9_015),
  '2023-05': plan([25, 24, 33, 32], 1_089_540, 74_900, 12_905),
  '2023-06': plan([23, 27, 30, 30], 968_125, 69_640, 12_130),
  '2023-07': plan([26, 30, 34, 34], 1_142_870, 80_155, 13_720),
  '2023-08': plan([28, 33, 36, 36], 1_318_405, 88_020, 15_360),
  '2023-09': plan([24, 25, 31, 31], 1_021_690, 73_475, 12_585),
  '2023-10': plan([26, 28, 34, 33], 1_176_310, 79_860, 13_540),
  '2023-11': plan([27, 31, 35, 35], 1_254_945, 85_330, 14_275),
  '2023-12': plan([30, 35, 38, 38], 1_402_560, 93_710, 16_090),
  '2024-01': plan([23, 24, 31, 31], 1_118_720, 74_245, 12_650),
  '2024-02': plan([25, 26, 33, 33], 1_297_905, 81_180, 13_100),
};

/** What the demo's posts are about. */
export const TOPICS: readonly string[] = [
  'Dana Alokasi Umum',
  'Dana Bagi Hasil',
  'Dana Alokasi Khusus Fisik',
  'Dana Alokasi Khusus Nonfisik',
  'Dana Desa',
  'Dana Insentif Fiskal',
  'Dana Otonomi Khusus',
  'Pajak Daerah dan Retribusi Daerah',
  'Opsen Pajak Kendaraan Bermotor',
  'Hubungan Keuangan Pusat dan Daerah',
  'Sinergi Kebijakan Fiskal Nasional',
  'Penyusunan APBD',
  'Pembiayaan Utang Daerah',
  'Penyaluran Transfer ke Daerah',
  'Sistem Informasi Keuangan Daerah',
  'Kualitas Belanja Daerah',
  'Pengendalian Inflasi di Daerah',
];

/** How a post on a topic is presented, by kind. */
export const FORMS: Readonly<Record<'feed' | 'story' | 'post', readonly string[]>> = {
  feed: ['Infografis', 'Kenali', 'Tanya jawab', 'Lima hal tentang', 'Cerita dari daerah'],
  story: ['Kuis', 'Pengingat', 'Di balik layar', 'Jajak pendapat', 'Kutipan'],
  post: ['Utas', 'Info singkat', 'Siaran pers', 'Jadwal', 'Data pekan ini'],
};
