import type { Instant, Period } from '../../connectors/contract/period.js';
import type { Config } from '../config/config.js';
import { ledgerSubject } from '../domain/ledger-count.js';
import type { Store } from '../store/port.js';
import { civilDateIn } from '../text/date.js';
import { createFigureReader } from './figures.js';
import { type CountingLedger, openLedgerReader } from './ledger.js';
import { withLedger } from './ledger-figures.js';
import type { SectionContext } from './section.js';

/** One period as of one moment. */
export interface Moment {
  readonly config: Config;
  readonly period: Period;
  readonly asOf: Instant;
  /** true where a past moment was asked for: then the values are read as they stood */
  readonly asItStood: boolean;
}

/** The part of a store that sections read: figures, and the ledger of activations. */
export interface SectionStore extends Store {
  readonly advocacy: CountingLedger;
}

/** What sections and answers to questions are composed from. */
export function sectionContext(request: Moment, store: SectionStore): SectionContext {
  const { config, period, asOf } = request;
  const past = request.asItStood ? asOf : undefined;
  const today = civilDateIn(asOf, config.organisation.zone);
  const ledger = openLedgerReader(store.advocacy, past);
  const { calendar, decimals } = config.organisation;
  return {
    config,
    calendar,
    rules: { calendar, changeDigits: decimals.change },
    period,
    asOf,
    today,
    ledger,
    figures: withLedger(
      createFigureReader({
        store,
        metrics: config.metrics,
        accounts: config.accounts,
        people: config.people,
        calendar,
        asOf: past,
        now: asOf,
      }),
      { ledger, subject: ledgerSubject(config), today, metrics: config.metrics },
    ),
    store,
  };
}
