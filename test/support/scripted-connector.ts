import { z } from 'zod';
import {
  type CapabilityTable,
  type DeclaredConnector,
  defineConnector,
  type Pulled,
  type UnsettledRequest,
} from '../../connectors/contract/connector.js';
import type { Connection } from '../../src/pipeline/pull.js';

const capabilities = {
  followers: {
    metric: 'followers',
    subject: 'account',
    fields: ['followers_count'],
    products: [],
    grain: 'reading',
    historyDays: 0,
    settlesAfterHours: 0,
    note: 'A reading of now.',
  },
  views: {
    metric: 'views',
    subject: 'account',
    fields: ['views'],
    products: [],
    grain: 'day',
    historyDays: 90,
    settlesAfterHours: 48,
    note: 'Settles within two days.',
  },
  reach: {
    metric: 'reach',
    subject: 'content',
    fields: ['reach'],
    products: ['feed'],
    grain: 'reading',
    historyDays: 730,
    settlesAfterHours: 0,
    note: 'Lifetime.',
  },
} as const satisfies CapabilityTable;

/** A name of the scripted connector's capabilities. */
export type ScriptedCapability = keyof typeof capabilities;

/** One pull of the script: what it yields, or throws at its end. */
export interface ScriptedPull {
  readonly yields: readonly Pulled<ScriptedCapability>[];
  readonly throws?: Error;
}

/** A connection whose connector says what the test wrote, pull by pull; `asked` are the requests that it got. */
export function scriptedConnection(pulls: ScriptedPull[], changes: Partial<Connection> = {}) {
  const asked: UnsettledRequest[] = [];
  const connector: DeclaredConnector = defineConnector({
    id: 'scripted',
    label: 'Scripted',
    settings: z.object({}),
    hosts: {},
    secrets: [{ name: 'TOKEN', required: false, explanation: 'Any.' }],
    secretsPage: 'https://platform.example/tokens',
    authorization: { kind: 'bearer' },
    renewal: { kind: 'none' },
    buckets: {},
    capabilities,
    settlesWithinHours: 72,
    pollsStories: false,
    judge: () => undefined,
    allowances: () => [],
    async *pull(request) {
      asked.push(request);
      const pull = pulls.shift();
      if (pull === undefined) throw new Error('The script has no further pull.');
      yield* pull.yields;
      if (pull.throws !== undefined) throw pull.throws;
    },
    async *check() {},
  });
  const connection: Connection = {
    id: 'meta',
    connector,
    configured: connector.configure({}),
    accounts: [{ id: 'instagram:ditjenpk', platformId: '17841400000000001' }],
    http: { send: () => Promise.reject(new Error('The script makes no call.')) },
    credential: async () => 'first',
    synthetic: false,
    ...changes,
  };
  return { connection, asked };
}
