import type { ExportLayout, Locale } from './layout.js';
import { CONTENT_WORDS } from './meta-words.js';

/** Meta's figures by format: totals of a period that the file does not name. */
export const META_FORMATS: ExportLayout = {
  tool: 'meta-business-suite',
  layout: 'formats',
  shape: 'refused',
  platform: undefined,
  dates: 'iso',
  words: {},
  reason: {
    id: 'Berkasnya memuat jumlah per format dari periode yang tidak disebutkan, tanpa hari.',
    en: 'The file holds totals by format of a period that it does not name, and no days.',
  },
  advice: { id: 'Ekspor angka harian dan kontennya.', en: 'Export the daily figures and the content instead.' },
};

/** The words for an Instagram account's id: what tells its content from a Facebook Page's. */
const ACCOUNT_ID = [
  ...['account id', 'identificação da conta', 'id akun', 'identificador de la cuenta', 'konto-id'],
  ...['identifiant du compte', 'id du compte', 'numéro de compte'],
];
const PAGE_ID = [
  ...['page id', 'identificação da página', 'id halaman', 'identificador de la página', 'sid-id'],
  ...['seiten-id', 'identifiant de la page', 'id de la page'],
];

const content = {
  tool: 'meta-business-suite',
  shape: 'lifetime',
  dates: 'month-first',
  words: CONTENT_WORDS,
} as const;

/** The tables of Meta Business Suite that columns tell. */
export const META: readonly ExportLayout[] = [
  {
    tool: 'meta-business-suite',
    layout: 'audience',
    shape: 'moment',
    platform: undefined,
    dates: 'iso',
    words: { en: { fb_page: 'followers', ig_account: 'followers', follow: '@ignored', unique_users: '@ignored' } },
    marks: ['follow', 'unique_users'],
    anyMark: ['fb_page', 'ig_account'],
  },
  {
    ...content,
    layout: 'content-instagram',
    platform: 'instagram',
    needs: ['@id', '@account', '@published', '@link'],
    anyMark: ACCOUNT_ID,
    without: PAGE_ID,
  },
  {
    ...content,
    layout: 'content-facebook',
    platform: 'facebook',
    needs: ['@id', '@account', '@published', '@link'],
    anyMark: PAGE_ID,
    without: [...ACCOUNT_ID, 'video asset id'],
  },
  {
    ...content,
    layout: 'content-facebook-video',
    platform: 'facebook',
    needs: ['@id', '@account', '@published'],
    marks: ['video asset id'],
    kind: 'video',
  },
];

/** Titles of Meta's audience tables that hold shares of people and no figures of an account, by language. */
export const AUDIENCE_TITLES: Readonly<Partial<Record<Locale, readonly string[]>>> = {
  en: [
    'top cities',
    'age & gender',
    'top countries',
    'top pages',
    'facebook followers by gender and age',
    'instagram followers by gender and age',
    'facebook followers by top cities',
    'instagram followers by top cities',
    'facebook followers by top countries',
    'instagram followers by top countries',
  ],
  pt: [
    'faixa etária e gênero',
    'principais cidades',
    'principais países',
    'seguidores do facebook por gênero e idade',
    'seguidores do instagram por gênero e idade',
    'seguidores do facebook por idade e gênero',
    'seguidores do instagram por idade e gênero',
    'seguidores do facebook por principais cidades',
    'seguidores do instagram por principais cidades',
    'seguidores do facebook por principais países',
    'seguidores do instagram por principais países',
  ],
  id: ['usia & jenis kelamin', 'usia dan jenis kelamin', 'kota teratas', 'negara teratas'],
  es: ['edad y sexo', 'edad y género', 'principales ciudades', 'principales países'],
};
