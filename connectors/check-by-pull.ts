import type { CapabilityTable, CheckFinding, Connector, Pulled, PullRequest } from './contract/connector.js';
import { ConnectorError, type ConnectorErrorKind } from './contract/errors.js';
import type { Http } from './contract/http.js';
import type { SourceAbsence } from './contract/observation.js';

/**
 * What a connection can do for each account, found by a pull of which nothing is kept: the same calls as a real one, so that what is found here is what
 * a pull will find. Of an account that is lost, only what came all the same is told.
 */
export function checkByPull<Settings, Table extends CapabilityTable>(
  capabilities: Table,
  pull: Connector<string, Settings, Table>['pull'],
): (request: PullRequest<Settings>, http: Http) => AsyncGenerator<CheckFinding> {
  return async function* check(request, http) {
    const accounts = request.accounts.map(({ id }) => id);
    const trial: Trial = { accounts: new Map(), capabilities: new Map() };
    for await (const one of withFailure(pull(request, http))) take(one, accounts, capabilities, trial);
    for (const account of accounts) yield* findingsOf(account, Object.keys(capabilities), trial);
  };
}

type Finding = Pick<CheckFinding, 'state' | 'sentence'>;

/** What was found so far, of accounts and of `account capability`. */
interface Trial {
  readonly accounts: Map<string, Finding>;
  readonly capabilities: Map<string, Finding>;
}

/** A failure that ends the pull is the problem of all that it was to bring. */
async function* withFailure(pulled: AsyncIterable<Pulled<string>>): AsyncGenerator<Pulled<string>> {
  try {
    yield* pulled;
  } catch (error) {
    if (!(error instanceof ConnectorError)) throw error;
    yield { type: 'problem', error };
  }
}

function take(one: Pulled<string>, all: readonly string[], table: CapabilityTable, trial: Trial): void {
  if (one.type === 'problem') {
    const finding = { state: STATES[one.error.kind], sentence: one.error.message };
    for (const account of one.account === undefined ? all : [one.account]) {
      if (one.capability === undefined) trial.accounts.set(account, finding);
      else note(trial, account, one.capability, finding);
    }
    return;
  }
  if (!trial.accounts.has(one.account)) trial.accounts.set(one.account, ANSWERS);
  if (one.type !== 'value' && one.type !== 'snapshot') return;
  const { account, capability, absence } = one;
  const given = { state: 'ok' as const, sentence: table[capability]?.note ?? ANSWERS.sentence };
  note(trial, account, capability, absence === undefined ? given : { state: absence, sentence: SENTENCES[absence] });
}

/** A figure that came once is given, whatever else was said of it. */
function note({ capabilities }: Trial, account: string, capability: string, finding: Finding): void {
  const key = `${account} ${capability}`;
  if (capabilities.get(key)?.state !== 'ok') capabilities.set(key, finding);
}

function* findingsOf(account: string, names: readonly string[], trial: Trial): Generator<CheckFinding> {
  const whole = trial.accounts.get(account) ?? NOTHING_YET;
  yield { account, capability: undefined, ...whole };
  for (const capability of names) {
    const found = trial.capabilities.get(`${account} ${capability}`) ?? (whole.state === 'ok' ? NOTHING_YET : undefined);
    if (found !== undefined) yield { account, capability, ...found };
  }
}

const SENTENCES: Readonly<Record<SourceAbsence, string>> = {
  'not-available': 'The platform answers, but has no figure of the last days.',
  'not-yet': 'There is no figure yet; the platform is some days late, or nothing was published lately.',
  withheld: 'The platform withholds this figure: the account or the item is too small, or its owner hides it.',
  retired: 'The platform no longer gives this figure.',
  'no-permission': 'The token lacks a permission for this figure.',
  gone: 'The platform no longer knows it.',
  'out-of-window': 'The platform no longer tells of days so long ago.',
};

const ANSWERS: Finding = { state: 'ok', sentence: 'The account answers.' };
const NOTHING_YET: Finding = { state: 'not-yet', sentence: SENTENCES['not-yet'] };

/** What comes back by itself, such as a throttle, is not yet there. */
const STATES: Readonly<Record<ConnectorErrorKind, CheckFinding['state']>> = {
  auth: 'auth',
  permission: 'no-permission',
  gone: 'gone',
  retired: 'retired',
  withheld: 'withheld',
  rejected: 'not-available',
  malformed: 'not-available',
  reduce: 'not-available',
  'rate-limited': 'not-yet',
  unavailable: 'not-yet',
  quota: 'not-yet',
  credits: 'not-yet',
};
