import type { CapabilityTable, CheckFinding, Pulled } from '../contract/connector.js';
import type { ConnectorError } from '../contract/errors.js';
import { absenceOf } from './absence.js';

const SENTENCES = {
  'not-available': 'The platform answers, but has no figure of the last days.',
  'not-yet': 'There is no figure yet; the platform is up to 48 hours late, or nothing was published lately.',
  withheld: 'The platform withholds this figure: the account or the item is too small, or its owner hides it.',
  retired: 'The platform no longer gives this figure.',
  'no-permission': 'The token lacks a permission for this figure.',
  gone: 'The platform no longer knows it.',
  'out-of-window': 'The platform no longer tells of days so long ago.',
} as const;

type Finding = Pick<CheckFinding, 'state' | 'sentence'>;

const GIVEN: Finding = { state: 'ok', sentence: 'The platform gives this figure.' };

/** What a trial pull shows of each account and capability: the same calls as a real one, so that what is found here is what a pull will find. */
export async function* findingsOf(
  trial: AsyncIterable<Pulled<string>>,
  accounts: readonly string[],
  capabilities: CapabilityTable,
): AsyncGenerator<CheckFinding> {
  const seen = new Map<string, Finding>();
  for await (const one of trial) for (const key of keysOf(one, accounts)) seen.set(key, better(seen.get(key), findingIn(one)));
  for (const account of accounts) {
    const whole = seen.get(account) ?? { state: 'ok' as const, sentence: 'The account answers.' };
    yield { account, capability: undefined, ...whole };
    if (whole.state === 'auth') continue;
    for (const capability of Object.keys(capabilities)) {
      yield { account, capability, ...(seen.get(`${account} ${capability}`) ?? { state: 'not-yet', sentence: SENTENCES['not-yet'] }) };
    }
  }
}

/** Of what it tells: accounts, or capabilities of accounts. */
function keysOf(one: Pulled<string>, accounts: readonly string[]): readonly string[] {
  if (one.type === 'value' || one.type === 'snapshot') return [`${one.account} ${one.capability}`];
  if (one.type !== 'problem') return [];
  const concerned = one.account === undefined ? accounts : [one.account];
  return one.capability === undefined ? concerned : concerned.map((account) => `${account} ${one.capability}`);
}

function findingIn(one: Pulled<string>): Finding | undefined {
  if (one.type === 'problem') return { state: stateOf(one.error), sentence: one.error.message };
  if (one.type !== 'value' && one.type !== 'snapshot') return undefined;
  return one.absence === undefined ? GIVEN : { state: one.absence, sentence: SENTENCES[one.absence] };
}

/** A figure that came once is given, whatever else was said of it. */
const better = (before: Finding | undefined, after: Finding | undefined): Finding => (before === GIVEN ? GIVEN : (after ?? before ?? GIVEN));

/** What comes back by itself, such as a throttle, is not yet there. */
function stateOf(error: ConnectorError): CheckFinding['state'] {
  if (error.kind === 'auth') return 'auth';
  return error.kind === 'rate-limited' || error.kind === 'unavailable' ? 'not-yet' : (absenceOf(error) ?? 'not-available');
}
