import type { Text } from '../../contract/metric.js';
/** The platforms whose accounts an export may speak of. */
export const EXPORT_PLATFORMS = ['instagram', 'x', 'facebook', 'youtube', 'threads', 'tiktok', 'linkedin'] as const;

/** One of them. */
export type ExportPlatform = (typeof EXPORT_PLATFORMS)[number];

/** The languages in which the headers of some tool are known. */
export type Locale = 'en' | 'id' | 'pt' | 'es' | 'fr' | 'de' | 'sv';

/** What a column holds that is no figure. `ignored` is known and not kept: a rate, a rolling window, money, a cumulative count. */
export type ColumnRole =
  | 'date'
  | 'id'
  | 'account'
  | 'handle'
  | 'accountName'
  | 'title'
  | 'text'
  | 'published'
  | 'link'
  | 'type'
  | 'comment'
  | 'scope'
  | 'exported'
  | 'network'
  | 'submitted'
  | 'ignored';

/** The meaning of a column: `@role`, the id of a metric, or `@hours` for hours that are kept as `watch_seconds`. */
export type Meaning = `@${ColumnRole}` | '@hours' | (string & {});

/** Whole headers, cleaned as `cleanHeader` does, with what each means. */
export type Words = Readonly<Record<string, Meaning>>;

/** How a tool writes its days; days of the form YYYY-MM-DD are read in all of them. */
export type DateStyle = 'iso' | 'month-first' | 'month-name' | 'yearless';

/**
 * What the rows are: `daily`, figures of the account by day; `lifetime`, figures of one item each as they stood at the export; `chosen-period`, figures of
 * one item each over a period that the file does not state; `moment`, one figure as it stood at the export; `form`, answers of people; `aside`, rows that
 * are never figures of an account; `refused`, a file of another kind.
 */
export type Shape = 'daily' | 'lifetime' | 'chosen-period' | 'moment' | 'form' | 'aside' | 'refused';

/** A way in which a tool lays out one table, as data: its words by language, and what must be there to know it. */
export interface ExportLayout {
  /** the maker's name for it, such as `meta-business-suite` */
  readonly tool: string;
  /** the table's kind within the tool, such as `content`; unique within the tool */
  readonly layout: string;
  readonly shape: Shape;
  /** undefined where the file says it in its rows, its titles or not at all */
  readonly platform: ExportPlatform | undefined;
  readonly dates: DateStyle;
  /** the zone in which moments are written; undefined where the tool does not say, which is read as the organisation's */
  readonly zone?: 'UTC';
  readonly words: Readonly<Partial<Record<Locale, Words>>>;
  /** meanings that must all be among the columns */
  readonly needs?: readonly Meaning[];
  /** headers that must all be there; for marks that are no figure */
  readonly marks?: readonly string[];
  /** headers of which one must be there */
  readonly anyMark?: readonly string[];
  /** headers of which none may be there */
  readonly without?: readonly string[];
  /** the sheet on which the table stands, in any of these names; cleaned */
  readonly sheets?: readonly string[];
  /** the first columns, in this order */
  readonly first?: Meaning;
  /** which kind the items are where no column says it */
  readonly kind?: string;
  /** for `aside`: why its rows are left out; for `refused`: why the file is */
  readonly reason?: Text;
  /** for `refused`: what to do */
  readonly advice?: Text;
}

/** What a header means in a language; one that the language lacks is tried in English, since tools leave some headers as they are. */
export const meaningOf = (words: ExportLayout['words'], locale: Locale, header: string): Meaning | undefined => {
  const own = words[locale];
  if (own !== undefined && Object.hasOwn(own, header)) return own[header];
  return words.en !== undefined && Object.hasOwn(words.en, header) ? words.en[header] : undefined;
};
