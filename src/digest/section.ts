import type { Text } from '../../connectors/contract/metric.js';
import type { Calendar, CivilDate, Instant, Period } from '../../connectors/contract/period.js';
import type { Config, SectionSetting } from '../config/config.js';
import type { Section } from '../domain/digest.js';
import type { Store } from '../store/port.js';
import type { FigureReader } from './figures.js';
import type { LedgerReader } from './ledger.js';
import type { PhraseRules } from './phrases.js';

/** What every section knows while it asks and while it writes. */
export interface SectionContext {
  readonly config: Config;
  readonly calendar: Calendar;
  readonly rules: PhraseRules;
  readonly period: Period;
  readonly asOf: Instant;
  /** the civil day of `asOf` in the organisation's zone: a period that holds it has not ended */
  readonly today: CivilDate;
  readonly figures: FigureReader;
  readonly store: Store;
  /** the activations, which are counted and never added to what somebody reports */
  readonly ledger: LedgerReader;
  /** the same with the figures of a closed month as they were published; undefined for what is no closed month */
  readonly published: (period: Period) => Promise<SectionContext | undefined>;
}

/** What a section comes to; its id and title are the setting's. */
export type SectionBody = Pick<Section, 'lines' | 'charts' | 'checks'>;

/** A kind of section: `query` asks the store, `render` is pure and writes the same bytes for the same data. */
export interface SectionKind<Setting extends SectionSetting, Data> {
  readonly kind: Setting['kind'];
  readonly title: Text;
  readonly query: (setting: Setting, context: SectionContext) => Promise<Data>;
  readonly render: (data: Data, setting: Setting, context: SectionContext) => SectionBody;
}

/** A kind of section whose data is its own business. */
export interface AnySectionKind {
  readonly kind: SectionSetting['kind'];
  readonly title: Text;
  readonly compose: (setting: SectionSetting, context: SectionContext) => Promise<SectionBody>;
}

/** Seals a kind of section for the list. `accepts` tells the settings that are its own. */
export function defineSection<Setting extends SectionSetting, Data>(
  kind: SectionKind<Setting, Data>,
  accepts: (setting: SectionSetting) => setting is Setting,
): AnySectionKind {
  return {
    kind: kind.kind,
    title: kind.title,
    compose: async (setting, context) => {
      if (!accepts(setting)) throw new TypeError(`A "${kind.kind}" section was given the setting of a "${setting.kind}" section.`);
      return kind.render(await kind.query(setting, context), setting, context);
    },
  };
}
