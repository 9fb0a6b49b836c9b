import { number } from '../../domain/formula.js';
import { integer, name, type Phrase, periodName } from '../../text/sentence.js';
import type { Facts, OwedFact } from '../reading.js';
import { type FactCondition, factReading } from './fact-condition.js';

const WORKING_DAYS = 1;

/** Somebody whose figures of the last month are late by so many working days, 1 where the rule names no count. */
export const overdueFigure: FactCondition = {
  id: 'overdue-figure',
  watches: 'facts',
  judge: (rule, facts) =>
    facts.owed.map((fact) => {
      const late = fact.late.filter(({ days }) => days >= (rule.threshold ?? WORKING_DAYS));
      return { series: `owed:${fact.owner}`, reading: factReading(late.length > 0, news({ ...fact, late }, facts)) };
    }),
};

function news({ label, late, period }: OwedFact, { calendar }: Facts): Phrase {
  const parts = { label: name({ id: label, en: label }), period: periodName(period, calendar) };
  const [first, ...rest] = [...late].sort((one, other) => other.days - one.days);
  if (first === undefined)
    return { words: { id: '{label}: tidak ada angka {period} yang terlambat', en: '{label}: no figure of {period} is late' }, parts };
  const named = { ...parts, first: name(first.label), days: integer(number(first.days)) };
  if (rest.length === 0)
    return {
      words: { id: '{label}: {first} {period} terlambat {days} hari kerja', en: '{label}: {first} of {period} is {days} working days late' },
      parts: named,
    };
  return {
    words: {
      id: '{label}: {count} angka {period} terlambat, paling lama {days} hari kerja, di antaranya {first}',
      en: '{label}: {count} figures of {period} are late, by {days} working days at most, among them {first}',
    },
    parts: { ...named, count: integer(number(late.length)) },
  };
}
