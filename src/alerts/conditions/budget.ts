import { number, operation } from '../../domain/formula.js';
import { compareRational, divide } from '../../domain/rational.js';
import { integer, name, percent } from '../../text/sentence.js';
import { setting } from '../guards.js';
import { type FactCondition, factReading } from './fact-condition.js';

const SHARE = 0.8;

/** A quota or a budget of which a share is used, 80 % where the rule names none. */
export const budget: FactCondition = {
  id: 'budget',
  watches: 'facts',
  judge: (rule, facts) =>
    facts.budgets
      .filter(({ limit }) => limit > 0)
      .map(({ id, label, used, limit }) => {
        const share = divide(setting(used), setting(limit));
        const threshold = rule.threshold ?? SHARE;
        const breached = compareRational(share, setting(threshold)) >= 0;
        const recovered = !breached && compareRational(share, setting(rule.recovery ?? threshold)) <= 0;
        const phrase = {
          words: { id: '{label}: {share} terpakai ({used} dari {limit})', en: '{label}: {share} is used ({used} of {limit})' },
          parts: {
            label: name({ id: label, en: label }),
            share: percent(operation(number(used), '/', number(limit)), 1),
            used: integer(number(used)),
            limit: integer(number(limit)),
          },
        };
        return { series: `budget:${id}`, reading: factReading(breached, phrase, recovered) };
      }),
};
