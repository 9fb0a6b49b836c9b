import { moment, name, type Phrase } from '../../text/sentence.js';
import type { CredentialFact, Facts } from '../reading.js';
import { type FactCondition, factReading } from './fact-condition.js';

const DAYS = 7;
const DAY_MS = 86_400_000;

/** Access to a platform that is dead, or ends within so many days, 7 where the rule names no count. */
export const credential: FactCondition = {
  id: 'credential',
  watches: 'facts',
  judge: (rule, facts) =>
    facts.credentials.map((fact) => {
      const left = fact.expiresAt === undefined ? Number.POSITIVE_INFINITY : Date.parse(fact.expiresAt) - Date.parse(facts.now);
      const limit = rule.threshold ?? DAYS;
      const breached = fact.state === 'dead' || left <= limit * DAY_MS;
      const recovered = !breached && left > (rule.recovery ?? limit) * DAY_MS;
      return { series: `credential:${fact.id}`, reading: factReading(breached, news(fact, facts), recovered, renewalOf(fact)) };
    }),
};

/** The second line of what is told. */
const renewalOf = ({ renewal }: CredentialFact): readonly Phrase[] =>
  renewal === undefined ? [] : [{ words: { id: '{renewal}', en: '{renewal}' }, parts: { renewal: name(renewal) } }];

function news({ label, state, expiresAt }: CredentialFact, { zone, now }: Facts): Phrase {
  const parts = { label: name({ id: label, en: label }) };
  if (state === 'dead' || (expiresAt !== undefined && expiresAt <= now))
    return { words: { id: 'Akses {label} mati; hubungkan kembali', en: 'The access to {label} is dead; connect it again' }, parts };
  if (expiresAt === undefined) return { words: { id: 'Akses {label} berlaku', en: 'The access to {label} is valid' }, parts };
  return {
    words: { id: 'Akses {label} berlaku sampai {until}; perpanjang sebelum itu', en: 'The access to {label} ends on {until}; renew it before' },
    parts: { ...parts, until: moment(expiresAt, zone) },
  };
}
