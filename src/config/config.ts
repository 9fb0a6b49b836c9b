import type { Metric, Text } from '../../connectors/contract/metric.js';
import type { Dimensions } from '../../connectors/contract/observation.js';
import type { Calendar, CivilDate, Period } from '../../connectors/contract/period.js';
import type { Platform } from '../../connectors/index.js';
import type { ActivationRule } from '../domain/activation-rule.js';
import type { Language } from '../domain/digest.js';
import type { QuietHours } from '../domain/quiet-hours.js';
import type { Plan } from '../domain/target.js';

/** What a person may do; each role may do what the ones before it may. */
export type Role = 'member' | 'editor' | 'manager' | 'owner';

/** A channel under the name by which the configuration speaks of it. */
export interface ChannelSetting {
  readonly name: string;
  readonly id: string;
  readonly class: 'public' | 'internal' | 'personal';
  readonly language: Language;
  /** files that are dropped here are read without a mention */
  readonly intake?: boolean;
  /** when alerts wait here */
  readonly quiet?: QuietHours;
}

/** A person whom Pantau knows. */
export interface Person {
  readonly id: string;
  readonly slack: string;
  readonly name: string;
  readonly role: Role;
  readonly language: Language;
  /** `dm`, or the name of a channel */
  readonly routes: readonly string[];
  /** when alerts wait for this person */
  readonly quiet?: QuietHours;
}

/** An account on a platform; its id is `platform:handle`. */
export interface Account {
  readonly id: string;
  readonly platform: Platform;
  readonly label: string;
  /** the platform's own id and the connection by which it is pulled; undefined where its figures come from files alone */
  readonly pulled: { readonly platformId: string; readonly connection: string } | undefined;
}

/** Five cron fields, read in a zone. */
export interface ScheduleSetting {
  readonly cron: string;
  readonly zone: string;
}

/** What opens a platform for some accounts. Its secrets are `PANTAU_<ID>_<NAME>` in the environment. */
export interface ConnectionSetting {
  readonly id: string;
  /** the connector's id */
  readonly connector: string;
  /** checked by the connector's own schema */
  readonly settings: Readonly<Record<string, unknown>>;
  /** the most that may be used up on one day, by the connector's bucket */
  readonly dailyLimits: Readonly<Record<string, number>>;
}

/** Something that has numbers and is no account. */
export interface NamedSubject {
  readonly id: string;
  readonly label: Text;
}

/** The value to reach for a metric of a subject over a period. */
export interface Target {
  readonly id: string;
  readonly label: Text;
  readonly metric: string;
  readonly subject: string;
  readonly dimensions: Dimensions;
  readonly period: Period;
  readonly value: number;
  readonly direction: 'higher' | 'lower';
  readonly plan: Plan;
  /** a person's id */
  readonly owner: string;
}

/** With what a figure is compared. */
export type Baseline = { readonly kind: 'previous' } | { readonly kind: 'year-ago' } | { readonly kind: 'periods-ago'; readonly periods: number };

/** A metric of the section's subject, whole, for given dimension values, or all values of one dimension. */
export interface TermSetting {
  readonly metric: string;
  readonly dimensions: Dimensions;
  readonly by?: string;
}

/** One figure of a counted section. */
export interface FigureSetting extends TermSetting {
  readonly subject: string;
  readonly compare: readonly Baseline[];
  /** prints the figure as a share of this one */
  readonly of?: TermSetting;
  /** the kind of the entries that stand behind the count: listed under it, and reconciled with it */
  readonly entries?: string;
  readonly chart: boolean;
}

/** Parts that must add up to a whole. */
export interface SumCheckSetting {
  readonly subject: string;
  readonly sum: readonly TermSetting[];
  readonly equals: TermSetting;
}

/** One section of a digest as the configuration asks for it. Account ids are resolved: every account of the platform where none is named. */
export type SectionSetting =
  | { readonly kind: 'summary'; readonly id: string; readonly title: Text | undefined; readonly figures: readonly FigureSetting[] }
  | { readonly kind: Platform; readonly id: string; readonly title: Text | undefined; readonly accounts: readonly string[] }
  | {
      readonly kind: 'advocacy';
      readonly id: string;
      readonly title: Text | undefined;
      readonly subject: string;
      readonly target: string | undefined;
      /** of whom reported figures speak, such as "se-Kemenkeu"; the organisation where it is left out */
      readonly scope?: Text | undefined;
    }
  | {
      readonly kind: 'counted';
      readonly id: string;
      readonly title: Text;
      readonly figures: readonly FigureSetting[];
      readonly checks: readonly SumCheckSetting[];
    };

/** A report that is posted by a schedule. */
export interface DigestSetting {
  readonly id: string;
  readonly title: Text;
  readonly period: 'week' | 'month' | 'quarter';
  readonly schedule: ScheduleSetting;
  /** names of channels */
  readonly channels: readonly string[];
  readonly sections: readonly SectionSetting[];
}

/** A folder whose files are imported as they come. */
export interface WatchedFolder {
  /** from the root */
  readonly path: string;
  /** who hears what became of its files: `owner`, a person's id, or the name of a channel */
  readonly tell: readonly string[];
}

/** What an alert watches for. */
export type AlertCondition =
  | 'relative-decline'
  | 'below'
  | 'above'
  | 'streak'
  | 'anomaly'
  | 'target-at-risk'
  | 'target-met'
  | 'target-missed'
  | 'no-data'
  | 'stale-account'
  | 'credential'
  | 'budget'
  | 'reconciliation'
  | 'delivery'
  | 'overdue-figure';

/** With what an alert compares a figure: also the median of so many periods before. */
export type AlertBaseline = Baseline | { readonly kind: 'median'; readonly periods: number };

/** A rule that watches a series, a target or Pantau's own health. */
export interface AlertRuleSetting {
  readonly id: string;
  readonly condition: AlertCondition;
  /** given where the condition watches a series */
  readonly metric: string | undefined;
  /** whose number it is; where it is undefined and `platform` is given, every account of that platform, each by itself */
  readonly subject: string | undefined;
  readonly platform: string | undefined;
  readonly dimensions: Dimensions;
  /** a target's id, where the condition watches one */
  readonly target: string | undefined;
  /** a share (0.2) of declines and budgets, a count of falls, days of credentials and accounts, else a value of the metric */
  readonly threshold: number | undefined;
  readonly recovery: number | undefined;
  readonly baseline: AlertBaseline;
  readonly grain: 'day' | 'week' | 'month';
  readonly holdHours: number;
  /** so long after the end of a period its figure may still come */
  readonly graceHours: number;
  readonly minimumBase: number;
  readonly noData: 'keep' | 'alert' | 'ignore';
  /** what alerts that fire together have in common where they are told as one */
  readonly group: 'none' | 'subject' | 'platform' | 'condition';
  /** `owner`, a person's id, or the name of a channel */
  readonly route: readonly string[];
}

/** When somebody is reminded of a figure: so many working days before it is due, and then every so many. */
export interface ReminderRhythm {
  readonly before: number;
  readonly every: number;
}

/** A figure that somebody hands in each month: whole, for given dimension values, or for every value of one dimension. */
export interface OwedFigureSetting extends TermSetting {
  readonly subject: string;
  /** the values of `by` with other names for each; empty where the metric's own are meant, or where they are not known beforehand */
  readonly values: Readonly<Record<string, readonly string[]>>;
  /** what people call the figure beside its label */
  readonly names: readonly string[];
}

/** A list of entries that somebody hands in each month. */
export interface OwedListSetting {
  /** the kind of its entries */
  readonly kind: string;
  readonly label: Text;
  /** what stands in a row, in its order: `date`, `title`, and the names of attributes */
  readonly columns: readonly string[];
  readonly names: readonly string[];
}

/** What one person hands in. */
export interface DutySetting {
  /** a person's id */
  readonly owner: string;
  /** the working day after the end of the month on which it is due; 1 is the first */
  readonly due: number;
  readonly remind: ReminderRhythm;
  readonly figures: readonly OwedFigureSetting[];
  readonly lists: readonly OwedListSetting[];
}

/** Everything that an operator decides, checked and with every default filled in. */
export interface Config {
  readonly organisation: {
    readonly name: Text;
    readonly zone: string;
    readonly languages: readonly [Language, ...Language[]];
    readonly calendar: Calendar;
    readonly smallBase: number;
    /** days on which nobody works: no daily figure is judged by an alert, no figure falls due; none where it is left out */
    readonly holidays?: readonly CivilDate[];
    /** where more of them stand; whoever loads the configuration adds them */
    readonly holidaysFile?: string;
    readonly decimals: { readonly change: number; readonly attainment: number; readonly share: number };
    readonly proxy: string | undefined;
  };
  readonly channels: readonly ChannelSetting[];
  readonly people: readonly Person[];
  readonly accounts: readonly Account[];
  readonly connections: readonly ConnectionSetting[];
  /** when accounts are pulled */
  readonly sync: { readonly daily: ScheduleSetting; readonly stories: ScheduleSetting };
  /** what counts as an activation from a day on, as the file says; a version of the ledger's rules each. None where it is left out */
  readonly activationRules?: readonly Omit<ActivationRule, 'version'>[];
  /** from which hosts files may be imported by their address, beside Google's; none where it is left out */
  readonly imports?: { readonly hosts: readonly string[] };
  /** the folders whose files are imported as they come */
  readonly folders: readonly WatchedFolder[];
  readonly subjects: readonly NamedSubject[];
  /** the built-in registry with the configuration's additions, by id */
  readonly metrics: ReadonlyMap<string, Metric>;
  /** ids of the metrics that the configuration adds */
  readonly addedMetrics: readonly string[];
  readonly targets: readonly Target[];
  readonly digests: readonly DigestSetting[];
  readonly alerts: readonly AlertRuleSetting[];
  /** who hands in which figures that no platform gives */
  readonly duties: readonly DutySetting[];
}
