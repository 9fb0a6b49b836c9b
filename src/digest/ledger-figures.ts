import type { Metric } from '../../connectors/contract/metric.js';
import { addDays, type CivilDate, earlierDay, type Window } from '../../connectors/contract/period.js';
import { ACTIVATION_KINDS, ADVOCACY_PLATFORMS } from '../domain/activation.js';
import type { FigureQuestion, KnownFigure } from '../domain/figure.js';
import { exact, leaves } from '../domain/formula.js';
import type { LedgerCount, LedgerUnit } from '../domain/ledger-count.js';
import { sign } from '../domain/rational.js';
import type { FigureReader } from './figures.js';
import type { LedgerReader } from './ledger.js';

/** The metrics that the ledger counts. */
const COUNTED: Readonly<Record<string, LedgerUnit>> = { active_employees: 'people', activations: 'activations', touches: 'touches' };

/** What reading figures from the ledger needs; the days after `today` are left out. */
export interface LedgerFigures {
  readonly ledger: LedgerReader;
  /** the subject whose figures it counts */
  readonly subject: string;
  readonly today: CivilDate;
  readonly metrics: ReadonlyMap<string, Metric>;
}

/** The days of a question that there have been. */
export const daysCounted = ({ start, end }: Window, today: CivilDate): Window => ({ start, end: earlierDay(end, addDays(today, 1)) });

/** Which count of the ledger answers a question; undefined where it is none that the ledger counts. */
function countOf({ metric, dimensions, period }: FigureQuestion, today: CivilDate): Omit<LedgerCount, 'asOf'> | undefined {
  const counted = COUNTED[metric.id];
  const window = daysCounted(period, today);
  const { kind, platform, unit, ...others } = dimensions;
  if (counted === undefined || window.end <= window.start || Object.keys(others).length > 0) return undefined;
  const known = {
    kind: ACTIVATION_KINDS.find((one) => one === kind),
    platform: ADVOCACY_PLATFORMS.find((one) => one === platform),
  };
  if ((kind !== undefined && known.kind === undefined) || (platform !== undefined && known.platform === undefined)) return undefined;
  return { counted, window, ...known, ...(unit === undefined ? {} : { units: [unit] }) };
}

/**
 * A reader that counts people, activations and touches in the ledger wherever anything counted there in the asked days, and reads what somebody reports
 * elsewhere. Each figure is of one of the two alone. The ledger counts the asked days themselves, whichever they are.
 */
export function withLedger(reader: FigureReader, { ledger, subject, today }: LedgerFigures): FigureReader {
  const read = async (question: FigureQuestion): Promise<KnownFigure | undefined> => {
    const count = question.subject === subject ? countOf(question, today) : undefined;
    return count && (await ledger.holds(count.window)) ? ledgerFigure(question, await ledger.count(count)) : undefined;
  };
  return {
    ...reader,
    read: async (question) => (await read(question)) ?? reader.read(question),
    readBy: async (question, dimension) => {
      const values = { kind: ACTIVATION_KINDS, platform: ADVOCACY_PLATFORMS }[dimension];
      if (values === undefined || (await read(question)) === undefined) return reader.readBy(question, dimension);
      const parts: KnownFigure[] = [];
      for (const one of values) {
        const part = await read({ ...question, dimensions: { ...question.dimensions, [dimension]: one } });
        if (part !== undefined && sign(exact(part.expression)) > 0) parts.push(part);
      }
      return parts;
    },
    countsAnyDays: async (question) => (await read(question)) !== undefined,
  };
}

/** A count of the ledger as a figure. */
export function ledgerFigure(question: FigureQuestion, expression: KnownFigure['expression']): KnownFigure {
  const invented = leaves(expression).some(({ quality }) => quality === 'synthetic');
  return { state: 'known', question, expression, precision: 'exact', origin: invented ? 'synthetic' : 'typed', via: 'derived' };
}
