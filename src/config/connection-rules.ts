import { CONNECTORS } from '../../connectors/index.js';
import { explainAll, type Finding } from './explain.js';
import { connectionOf } from './normalise.js';
import type { Rule } from './rules.js';
import type { RawConfig } from './schema.js';

function connectionFindings(connection: RawConfig['connections'][number], index: number): readonly Finding[] {
  const connector = CONNECTORS.find((candidate) => candidate.id === connection.connector);
  if (!connector) {
    const known = CONNECTORS.map((candidate) => candidate.id);
    return [{ path: `connections[${index}].connector`, sentence: `"${connection.connector}" is no connector. There are: ${known.join(', ')}.` }];
  }
  const read = connector.settings.safeParse(connection.settings);
  const wrong = read.success ? [] : explainAll(read.error.issues, `connections[${index}].settings`, connector.settings);
  const buckets = Object.keys(connector.buckets);
  const unknown = Object.keys(connection.dailyLimits)
    .filter((bucket) => !buckets.includes(bucket))
    .map((bucket) => ({
      path: `connections[${index}].dailyLimits`,
      sentence: `${connector.label} counts nothing under "${bucket}". It counts: ${buckets.join(', ') || 'nothing'}.`,
    }));
  return [...wrong, ...unknown];
}

/** The rules on connections and the accounts that they pull. */
export const CONNECTION_RULES: readonly Rule[] = [
  {
    name: 'connections are of known connectors, with settings that they understand',
    check: (config) => config.connections?.flatMap(connectionFindings) ?? [],
  },
  {
    name: 'accounts are pulled by a connection of their platform',
    check: (config) =>
      config.accounts?.flatMap((account, index) => {
        const path = `accounts[${index}].connection`;
        if (account.connection === undefined || !config.connections) return [];
        const connection = config.connections.find((candidate) => candidate.id === account.connection);
        if (!connection) return [{ path, sentence: `there is no connection "${account.connection}"; add it under connections.` }];
        if (connection.connector !== account.platform)
          return [{ path, sentence: `"${connection.id}" connects ${connection.connector}, and the account is on ${account.platform}.` }];
        return account.platformId === undefined
          ? [
              {
                path: `accounts[${index}].platformId`,
                sentence: `is needed to pull the account: ${account.platform}'s own id of it, in quotation marks.`,
              },
            ]
          : [];
      }) ?? [],
  },
  {
    name: 'a connection pulls as many accounts as its token opens',
    check: ({ accounts, connections }) =>
      connections?.flatMap(({ id, connector: name }) => {
        const connector = CONNECTORS.find((candidate) => candidate.id === name);
        if (connector?.opensOneAccount !== true) return [];
        const pulled =
          accounts?.flatMap((account, index) => (connectionOf(account, connections) === id ? [{ account: account.id, index }] : [])) ?? [];
        const [first, ...others] = pulled;
        return others.map(({ account, index }) => ({
          path: `accounts[${index}].connection`,
          sentence: `a token of ${connector.label} opens one account, and "${id}" pulls ${first?.account} already; add a connection with a token of its own, and name it at ${account}.`,
        }));
      }) ?? [],
  },
];
