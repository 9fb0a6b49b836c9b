import { type Instant, type Period, periodLabel } from '../../connectors/contract/period.js';
import type { Config } from '../config/config.js';
import { ledgerSubject } from '../domain/ledger-count.js';
import type { Store } from '../store/port.js';
import { civilDateIn } from '../text/date.js';
import { readClosed } from './closing.js';
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
  const past = request.asItStood ? request.asOf : undefined;
  const context = contextAt(request, { past }, store);
  const asked = new Map<string, Promise<SectionContext | undefined>>();
  const publishedMonth = async (label: string): Promise<SectionContext | undefined> => {
    const closed = await readClosed(label, { store });
    if (closed === undefined || (past !== undefined && closed.at > past)) return undefined;
    return contextAt(request, { past: closed.at, cameIn: true }, store);
  };
  return {
    ...context,
    published: (period) => {
      if (period.grain !== 'month') return Promise.resolve(undefined);
      const label = periodLabel(period, context.calendar);
      const known = asked.get(label) ?? publishedMonth(label);
      asked.set(label, known);
      return known;
    },
  };
}

/** `past` is given where figures are read as they stood; with `cameIn` without what came in since. */
function contextAt(
  request: Moment,
  { past, cameIn }: { readonly past: Instant | undefined; readonly cameIn?: true },
  store: SectionStore,
): SectionContext {
  const { config, period, asOf } = request;
  const { metrics, accounts, people, organisation } = config;
  const { calendar, decimals } = organisation;
  const today = civilDateIn(asOf, organisation.zone);
  const ledger = openLedgerReader(store.advocacy, past);
  const moment = { asOf: past, now: asOf, ...(cameIn === undefined ? {} : { cameIn }) };
  const figures = createFigureReader({ store, metrics, accounts, people, calendar, ...moment });
  return {
    config,
    calendar,
    rules: { calendar, changeDigits: decimals.change },
    period,
    asOf,
    today,
    ledger,
    figures: withLedger(figures, { ledger, subject: ledgerSubject(config), today, metrics }),
    store,
    published: () => Promise.resolve(undefined),
  };
}
