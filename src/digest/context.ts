import type { Instant, Period } from '../../connectors/contract/period.js';
import type { Config } from '../config/config.js';
import type { Store } from '../store/port.js';
import { civilDateIn } from '../text/date.js';
import { createFigureReader } from './figures.js';
import type { SectionContext } from './section.js';

/** One period as of one moment. */
export interface Moment {
  readonly config: Config;
  readonly period: Period;
  readonly asOf: Instant;
  /** true where a past moment was asked for: then the values are read as they stood */
  readonly asItStood: boolean;
}

/** What sections and answers to questions are composed from. */
export function sectionContext(request: Moment, store: Store): SectionContext {
  const { config, period, asOf } = request;
  const { calendar, zone, decimals } = config.organisation;
  return {
    config,
    calendar,
    rules: { calendar, changeDigits: decimals.change },
    period,
    asOf,
    today: civilDateIn(asOf, zone),
    figures: createFigureReader({
      store,
      metrics: config.metrics,
      accounts: config.accounts,
      calendar,
      asOf: request.asItStood ? asOf : undefined,
      now: asOf,
    }),
    store,
  };
}
