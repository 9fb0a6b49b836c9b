import { daysBetween } from '../../../connectors/contract/period.js';
import { days, number } from '../../domain/formula.js';
import { day, integer, name, type Phrase } from '../../text/sentence.js';
import type { FactReading, Facts } from '../reading.js';
import type { FactCondition } from './fact-condition.js';

const DAYS = 3;

/** An account of which no figure has come for so many days, 3 where the rule names no count. */
export const staleAccount: FactCondition = {
  id: 'stale-account',
  watches: 'facts',
  judge: (rule, facts) =>
    facts.accounts
      .filter((account) => (rule.subject === undefined ? account.platform === rule.platform : account.id === rule.subject))
      .map((account) => judged(account, rule.threshold ?? DAYS, facts)),
};

function judged(account: Facts['accounts'][number], limit: number, { newestDays, today }: Facts): FactReading {
  const newest = newestDays.get(account.id);
  const label = name({ id: account.label, en: account.label });
  const series = `account:${account.id}`;
  if (newest === undefined) {
    const phrase: Phrase = { words: { id: '{label}: belum pernah ada data', en: '{label}: there has never been data' }, parts: { label } };
    return { series, reading: { kind: 'measured', breached: true, recovered: false, obstacles: [], period: undefined, phrases: () => [phrase] } };
  }
  // A day's figures come on the day after.
  const breached = daysBetween(newest, today) - 1 >= limit;
  const phrase: Phrase = {
    words: {
      id: '{label}: data terbaru dari {newest}, {age} hari yang lalu (batasnya {limit} hari)',
      en: '{label}: the newest data is of {newest}, {age} days ago (the limit is {limit} days)',
    },
    parts: { label, newest: day(newest), age: integer(days(newest, today)), limit: integer(number(limit)) },
  };
  return { series, reading: { kind: 'measured', breached, recovered: !breached, obstacles: [], period: undefined, phrases: () => [phrase] } };
}
