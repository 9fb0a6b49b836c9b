import { cleanHeader } from '../reader/header.js';
import type { Table } from '../reader/table.js';
import { FACEBOOK_INSIGHTS } from './facebook-insights.js';
import { type ExportLayout, type ExportPlatform, type Locale, type Meaning, meaningOf } from './layout.js';
import { FOLLOWERS_ON, LINKEDIN, LINKEDIN_FOLLOWERS_ON } from './linkedin.js';
import { AUDIENCE_TITLES, META, META_FORMATS } from './meta.js';
import { DAILY_TITLES, DATE_WORDS, META_DAILY } from './meta-daily.js';
import {
  ANALYTICS,
  FORM,
  HOOTSUITE_ACCOUNTS,
  HOOTSUITE_COLUMN,
  HOOTSUITE_METRICS,
  META_ADS,
  NETWORKS,
  PLANNERS,
  TIMESTAMP_WORDS,
} from './planners.js';
import { TIKTOK } from './tiktok.js';
import { X } from './x.js';
import { isYoutubeTotals, YOUTUBE, YOUTUBE_PART, YOUTUBE_PARTS } from './youtube.js';

/** A column whose meaning is known. */
export interface KnownColumn {
  readonly index: number;
  /** as it stands in the file */
  readonly header: string;
  readonly meaning: Meaning;
  /** the network of a column that speaks of one alone */
  readonly platform?: ExportPlatform;
}

/** A table with the layout that it is in. */
export interface RecognisedTable {
  readonly table: Table;
  readonly layout: ExportLayout;
  /** undefined where no word tells the language */
  readonly locale: Locale | undefined;
  readonly columns: readonly KnownColumn[];
  /** headers that the layout does not know, as they stand */
  readonly unknown: readonly string[];
  /** undefined where the table does not say whose it is */
  readonly platform: ExportPlatform | undefined;
  /** true for a daily table of Meta whose title is not known: its metric must be asked */
  readonly metricUnknown: boolean;
}

/** The layouts that columns tell, in the order in which they are tried. */
const TABLE_LAYOUTS: readonly ExportLayout[] = [...META, ...FACEBOOK_INSIGHTS, ...X, ...YOUTUBE, ...LINKEDIN, ...TIKTOK, ...PLANNERS, META_ADS];

/** Every word that stands in a header of some layout. */
const KNOWN_HEADERS: ReadonlySet<string> = new Set([
  ...TABLE_LAYOUTS.flatMap(({ words, marks = [], anyMark = [] }) => [
    ...Object.values(words).flatMap((own) => Object.keys(own)),
    ...marks,
    ...anyMark,
  ]),
  ...Object.keys(TIMESTAMP_WORDS),
  'date (gmt)',
  'primary',
]);

/** Whether a cleaned header is one that some layout knows; what `ReadOptions.knows` asks. */
export const knowsHeader = (cleaned: string): boolean => KNOWN_HEADERS.has(headerWord(cleaned));

/** Small differences of one header: a bracket without a space before it, a currency, typographic signs. */
const headerWord = (cleaned: string): string =>
  cleaned
    .replace(/[’‘]/g, "'")
    .replace(/[„“”«»"]/g, '')
    .replace(/ {2,}/g, ' ')
    .trim()
    .replace(/(\p{L})\(/gu, '$1 (')
    .replace(/^((?:your |sua )?(?:estimated revenue|receita estimada)|geschätzter umsatz|ingresos estimados) \([a-z]{3}\)$/, '$1 (usd)');

/** The layouts in which a table can be; several where its columns fit more than one, none where it is unknown. */
export function recogniseTable(table: Table): readonly RecognisedTable[] {
  const special = byShape(table);
  if (special !== undefined) return [special];
  const header = table.header.cells.map(headerWord);
  return TABLE_LAYOUTS.flatMap((layout) => {
    const found = inLayout(table, header, layout);
    return found === undefined ? [] : [found];
  });
}

function inLayout(table: Table, header: readonly string[], layout: ExportLayout): RecognisedTable | undefined {
  const has = (cell: string): boolean => header.includes(cell);
  const { marks = [], anyMark, without = [], sheets, needs = [] } = layout;
  if (!marks.every(has) || (anyMark !== undefined && !anyMark.some(has)) || without.some(has)) return undefined;
  if (sheets !== undefined && !sheets.includes(sheetOf(table))) return undefined;
  if (layout.layout === 'totals' && (table.titles.length > 0 || !isYoutubeTotals(header))) return undefined;
  const locale = localeOf(header, layout);
  if (locale === undefined && needs.length > 0) return undefined;
  const columns = columnsOf(table, header, layout, locale ?? 'en');
  const meanings = columns.map(({ meaning }) => meaning);
  if (layout.first !== undefined && columns.find(({ index }) => index === 0)?.meaning !== layout.first) return undefined;
  return {
    table,
    layout,
    // Marks are English words.
    locale: locale ?? (marks.length > 0 ? 'en' : undefined),
    columns,
    unknown: table.header.originals.filter((original, index) => original.trim() !== '' && !columns.some((column) => column.index === index)),
    platform: layout.platform ?? (layout.layout === 'audience' && meanings.length > 0 ? audiencePlatform(header) : undefined),
    metricUnknown: false,
  };
}

const audiencePlatform = (header: readonly string[]): ExportPlatform => (header.includes('fb_page') ? 'facebook' : 'instagram');

/** The language that has most of the headers and all that the layout needs. */
function localeOf(header: readonly string[], { words, needs = [] }: ExportLayout): Locale | undefined {
  let best: { readonly locale: Locale; readonly own: number } | undefined;
  for (const locale of Object.keys(words) as Locale[]) {
    const own = header.filter((cell) => Object.hasOwn(words[locale] ?? {}, cell)).length;
    const meanings = new Set(header.map((cell) => meaningOf(words, locale, cell)));
    if (own === 0 || !needs.every((need) => meanings.has(need))) continue;
    if (best === undefined || own > best.own) best = { locale, own };
  }
  return best?.locale;
}

function columnsOf(table: Table, header: readonly string[], { words }: ExportLayout, locale: Locale): readonly KnownColumn[] {
  return header.flatMap((cell, index) => {
    const meaning = meaningOf(words, locale, cell);
    return meaning === undefined ? [] : [{ index, header: table.header.originals[index] ?? '', meaning }];
  });
}

const sheetOf = ({ name }: Table): string => cleanHeader(name.split(' > ').at(-1) ?? name);

/** Tables that are known by their titles or by a pattern rather than by a set of headers. */
function byShape(table: Table): RecognisedTable | undefined {
  const { cells } = table.header;
  if (isAnalytics(table)) return plain(table, ANALYTICS);
  const title = cleanHeader(table.titles.at(-1) ?? '');
  const audience = (Object.keys(AUDIENCE_TITLES) as Locale[]).find((locale) => AUDIENCE_TITLES[locale]?.includes(title));
  if (audience !== undefined && !cells.includes('follow')) return { ...plain(table, AUDIENCE_PEOPLE), locale: audience };
  const formats = cells.every((cell) => FORMATS.has(cell)) && cells.length > 1;
  if (formats && (Object.hasOwn(DAILY_TITLES, title) || title === 'published content')) return plain(table, META_FORMATS);
  const daily = metaDaily(table, title);
  if (daily !== undefined) return daily;
  const first = cells.find((cell) => cell !== '') ?? '';
  if (cells.some((cell) => /^amount spent\b/.test(cell)) || cells.includes('ad set name')) return plain(table, META_ADS);
  if (YOUTUBE_PARTS.has(cells[0] ?? '') && cells.slice(1).some((cell) => /\(%\)|\((?:hours|horas|jam|stunden)\)/.test(cell) || cell === 'views'))
    return plain(table, YOUTUBE_PART);
  if (Object.hasOwn(TIMESTAMP_WORDS, first)) return { ...plain(table, FORM), locale: TIMESTAMP_WORDS[first] };
  if (Object.hasOwn(DATE_WORDS, first) && cells.some((cell) => LINK_QUESTION.test(cell))) return { ...plain(table, FORM), locale: DATE_WORDS[first] };
  if (FOLLOWERS_ON.test(first)) return plain(table, LINKEDIN_FOLLOWERS_ON);
  return hootsuite(table);
}

const AUDIENCE_PEOPLE: ExportLayout = {
  tool: 'meta-business-suite',
  layout: 'audience',
  shape: 'aside',
  platform: undefined,
  dates: 'iso',
  words: {},
  reason: {
    id: 'Bagian khalayak menurut usia, gender, atau tempat, yang bukan angka akun.',
    en: 'Shares of the audience by age, gender or place, which are no figures of an account.',
  },
};

/** A question of a report form that asks for links: one column for each network. */
const LINK_QUESTION = /^(?:link|tautan|url)\b.*\b(?:instagram|facebook|twitter|tiktok|youtube|threads)\b/;

const FORMATS = new Set(['reels', 'multi-photo', 'links', 'photos', 'others', 'text', 'stories', 'videos', 'live', 'multi-media', 'carousel']);

const plain = (table: Table, layout: ExportLayout): RecognisedTable => ({
  table,
  layout,
  locale: layout.platform === 'linkedin' ? 'en' : undefined,
  columns: [],
  unknown: [],
  platform: layout.platform,
  metricUnknown: false,
});

const isAnalytics = ({ titles, header }: Table): boolean =>
  titles.some((title) => /^#\s*-{5}|^#.*(?:GA4|Google Analytics)/i.test(title)) ||
  (header.cells.includes('event count') && header.cells.includes('total users'));

function metaDaily(table: Table, title: string): RecognisedTable | undefined {
  const { cells, originals } = table.header;
  const [first = '', second = ''] = cells;
  const byDate = Object.hasOwn(DATE_WORDS, first) ? DATE_WORDS[first] : undefined;
  if (cells.length !== 2 || byDate === undefined || title === '') return undefined;
  const known = Object.hasOwn(DAILY_TITLES, title) ? DAILY_TITLES[title] : undefined;
  if (known === undefined && second !== 'primary' && !isNear(title, second)) return undefined;
  const locale = known === undefined || known.locale.includes(byDate) ? byDate : (known.locale[0] ?? byDate);
  return {
    table,
    layout: META_DAILY,
    locale,
    columns: [
      { index: 0, header: originals[0] ?? '', meaning: '@date' },
      { index: 1, header: table.titles.at(-1) ?? '', meaning: known?.metric ?? '@ignored' },
    ],
    unknown: [],
    platform: known?.platform,
    metricUnknown: known === undefined,
  };
}

/** Whether a header says in other words what the title says, as it did until 2023. */
function isNear(title: string, header: string): boolean {
  const words = title.split(' ').filter((word) => word.length > 3);
  return words.length > 1 && words.filter((word) => header.split(' ').includes(word)).length * 2 > words.length;
}

function hootsuite(table: Table): RecognisedTable | undefined {
  const { cells, originals } = table.header;
  if (cells[0] !== 'date (gmt)' || !cells.some((cell) => HOOTSUITE_COLUMN.test(cell))) return undefined;
  const columns = cells.flatMap((cell, index): readonly KnownColumn[] => {
    if (index === 0) return [{ index, header: originals[0] ?? '', meaning: '@date' }];
    const [, metric = '', network = ''] = HOOTSUITE_COLUMN.exec(cell) ?? [];
    const meaning = Object.hasOwn(HOOTSUITE_METRICS, metric) ? HOOTSUITE_METRICS[metric] : undefined;
    const platform = Object.hasOwn(NETWORKS, network) ? NETWORKS[network] : undefined;
    return meaning === undefined || platform === undefined ? [] : [{ index, header: originals[index] ?? '', meaning, platform }];
  });
  return {
    table,
    layout: HOOTSUITE_ACCOUNTS,
    locale: 'en',
    columns,
    unknown: originals.filter((original, index) => original.trim() !== '' && !columns.some((column) => column.index === index)),
    platform: undefined,
    metricUnknown: false,
  };
}
