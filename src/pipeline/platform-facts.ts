import type { BudgetFact, CredentialFact } from '../alerts/reading.js';
import type { Config } from '../config/config.js';
import type { CredentialNotice } from '../http/credentials.js';
import type { Store } from '../store/port.js';
import { noticesOf, renewalText } from './credential-notices.js';
import { readHealth } from './health-store.js';
import type { PlatformFacts } from './judge-alerts.js';
import type { Connection } from './pull.js';

/** What is known of some connections by now: whether each still opens its platform and until when, and how much of its day's quota or money is used. */
export async function platformFacts(connections: readonly Connection[], store: Pick<Store, 'readSetting'>): Promise<PlatformFacts> {
  const credentials: CredentialFact[] = [];
  const budgets: BudgetFact[] = [];
  for (const connection of connections) {
    credentials.push(await credentialFact(connection, store));
    budgets.push(...(await budgetFacts(connection)));
  }
  return { credentials, budgets };
}

const labelOf = ({ id, connector }: Connection): string => (connector.id === id ? connector.label : `${connector.label} (${id})`);

async function credentialFact(connection: Connection, store: Pick<Store, 'readSetting'>): Promise<CredentialFact> {
  const { stopped } = await readHealth(connection.id, store);
  const presented = await connection.credential();
  // What was refused is dead until another credential is there to be tried.
  const refused = Object.values(stopped).some(({ reason, credential }) => reason === 'auth' && credential === presented);
  const notices = (await noticesOf(connection)) ?? [];
  const dead = refused || notices.some(({ notice }) => notice === 'dead' || notice === 'refused');
  return {
    id: connection.id,
    label: labelOf(connection),
    platform: connection.connector.id,
    state: dead ? 'dead' : 'alive',
    expiresAt: notices.flatMap(endOf)[0],
    renewal: renewalText(connection),
  };
}

const endOf = (notice: CredentialNotice) => ('expiresAt' in notice ? [notice.expiresAt] : []);

const MICRO = 1_000_000;

async function budgetFacts(connection: Connection): Promise<readonly BudgetFact[]> {
  const { connector, ledger } = connection;
  if (ledger === undefined) return [];
  const facts: BudgetFact[] = [];
  for (const bucket of Object.keys(connector.buckets)) {
    const { units, limit } = await ledger.spent(bucket);
    if (limit === undefined) continue;
    // Money is counted in millionths of a dollar.
    const per = bucket.endsWith(':credits') ? MICRO : 1;
    const label = `${labelOf(connection)}, ${bucket.slice(bucket.indexOf(':') + 1)}${per === MICRO ? ' (USD)' : ''}`;
    facts.push({ id: `${connection.id}/${bucket}`, label, platform: connector.id, used: units / per, limit: limit / per });
  }
  return facts;
}

const DEAD: ReadonlySet<string> = new Set(['credential:dead', 'credential:refused']);

/** Whether a notice about a connection is one that the card of a rule brings to every owner: a dead credential is told once. */
export function isToldByCard(key: string, { alerts }: Pick<Config, 'alerts'>): boolean {
  if (!key.startsWith('auth:') && !DEAD.has(key)) return false;
  return alerts.some(({ condition, route }) => condition === 'credential' && route.includes('owner'));
}
