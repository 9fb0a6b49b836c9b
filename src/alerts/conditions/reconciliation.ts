import { figureValue, type KnownFigure } from '../../domain/figure.js';
import { operation } from '../../domain/formula.js';
import { compareRational, magnitude, multiply, subtract } from '../../domain/rational.js';
import { integer, name, type Phrase, periodName } from '../../text/sentence.js';
import { setting } from '../guards.js';
import type { Condition, ReconciliationView } from '../reading.js';

/** A whole that is not what its parts, or the list behind it, come to; the threshold is the share of the whole that is allowed. */
export const reconciliation: Extract<Condition, { readonly watches: 'reconciliation' }> = {
  id: 'reconciliation',
  watches: 'reconciliation',
  judge: (rule, view) => {
    const { whole, parts, period } = view;
    if (whole.state === 'missing' || parts === undefined) return { kind: 'absent', period, phrases: () => [nothing(view)] };
    const difference = magnitude(subtract(figureValue(whole), figureValue(parts)));
    const allowed = multiply(magnitude(figureValue(whole)), setting(rule.threshold ?? 0));
    const breached = compareRational(difference, allowed) > 0;
    return { kind: 'measured', breached, recovered: !breached, obstacles: [], period, phrases: () => [news(view, whole, parts, breached)] };
  },
};

const nothing = ({ label, period, calendar }: ReconciliationView): Phrase => ({
  words: { id: '{label} {period}: belum ada yang dapat dicocokkan', en: '{label} {period}: there is nothing to reconcile yet' },
  parts: { label: name(label), period: periodName(period, calendar) },
});

function news({ label, period, calendar }: ReconciliationView, whole: KnownFigure, parts: KnownFigure, breached: boolean): Phrase {
  const difference = operation(parts.expression, '-', whole.expression);
  return {
    words: breached
      ? {
          id: '{label} {period}: dilaporkan {whole}, tetapi bagian-bagiannya berjumlah {parts}; selisih {difference}',
          en: '{label} {period}: {whole} is reported, but its parts come to {parts}; a difference of {difference}',
        }
      : {
          id: '{label} {period}: dilaporkan {whole}, bagian-bagiannya {parts}; selisih {difference}',
          en: '{label} {period}: {whole} is reported, its parts come to {parts}; a difference of {difference}',
        },
    parts: {
      label: name(label),
      period: periodName(period, calendar),
      whole: integer(whole.expression),
      parts: integer(parts.expression),
      difference: integer({ kind: 'call', name: 'abs', parts: [difference] }),
    },
  };
}
