import type { Credential, PullAccount } from '../../connectors/contract/connector.js';
import { ConnectorError, type ConnectorErrorKind } from '../../connectors/contract/errors.js';
import type { HttpAnswer, HttpRequest } from '../../connectors/contract/http.js';
import type { CivilDate, Instant } from '../../connectors/contract/period.js';
import { createAgents } from '../../src/http/agents.js';
import { createBreakers } from '../../src/http/breakers.js';
import { createHttp, type HttpDependencies } from '../../src/http/create.js';
import { createStaticCredentials } from '../../src/http/credentials.js';
import { createLedger, type LedgerDay, type LedgerStore } from '../../src/http/ledger.js';
import { createRedactor } from '../../src/http/redact.js';
import { createTransport, type WireLimits } from '../../src/http/transport.js';
import type { WayOutSettings } from '../../src/http/way-out.js';
import { type JumpingClock, jumpingClock } from '../support/jumping-clock.js';

export const ACCOUNT: PullAccount = { id: 'instagram:ditjenpk', platformId: '17841400000000001' };
export const OTHER: PullAccount = { id: 'instagram:lain', platformId: '17841400000000002' };
export const TOKEN = 'contoh-meta-token';

/** A call of the test platform. */
export const get = (path: string, more: Partial<HttpRequest> = {}): HttpRequest => ({
  method: 'GET',
  host: 'platform',
  path,
  accounts: [ACCOUNT.id],
  ...more,
});

/** The test platform's failures: `{"fails": kind, "reach": …, "until": …, "says": …}`, whatever the status. */
export function judge(answer: HttpAnswer): ConnectorError | undefined {
  const { json } = answer;
  if (typeof json !== 'object' || json === null || !('fails' in json)) return undefined;
  const { fails, reach, until, says, code } = json as {
    readonly fails: ConnectorErrorKind;
    readonly reach?: ConnectorError['reach'];
    readonly until?: Instant;
    readonly says?: string;
    readonly code?: string;
  };
  return new ConnectorError(fails, says ?? `It fails: ${fails}.`, {
    cause: answer,
    ...(reach === undefined ? {} : { reach }),
    ...(until === undefined ? {} : { until }),
    ...(code === undefined ? {} : { code }),
  });
}

/** The header `x-left: scope=share@reset` as an allowance. */
function allowances(answer: HttpAnswer) {
  const [, scope, share, resetsAt] = /^(.+)=([\d.]+)(?:@(.+))?$/.exec(answer.headers['x-left'] ?? '') ?? [];
  if (scope === undefined || share === undefined) return [];
  return [{ scope, usedShare: Number(share), ...(resetsAt === undefined ? {} : { resetsAt: resetsAt as Instant }) }];
}

/** A ledger's days in memory. */
export function memoryLedger(): LedgerStore & { readonly days: Map<string, LedgerDay> } {
  const days = new Map<string, LedgerDay>();
  const keyOf = (bucket: string, day: CivilDate): string => `${bucket} ${day}`;
  return {
    days,
    load: async (bucket, day) => days.get(keyOf(bucket, day)),
    save: async (entry) => void days.set(keyOf(entry.bucket, entry.day), entry),
  };
}

/** A credential that is good for ever. */
export const staticCredential: Credential = { accessToken: TOKEN, obtainedAt: '2026-11-01T00:00:00.000Z' as Instant };

export interface Rig {
  readonly http: ReturnType<typeof createHttp>;
  readonly clock: JumpingClock;
  readonly logged: string[];
}

/** An `Http` on a real transport for a server of the test, by a clock that stands still. */
export function rig(address: string, more: Partial<HttpDependencies> = {}, limits: WireLimits = {}, wayOut: Partial<WayOutSettings> = {}): Rig {
  const clock = jumpingClock();
  const logged: string[] = [];
  const log = {
    debug: (message: string) => void logged.push(message),
    warn: (message: string) => void logged.push(message),
  };
  const http = createHttp({
    connector: { id: 'instagram', label: 'Instagram', authorization: { kind: 'bearer' }, judge, allowances },
    connection: 'meta',
    accounts: [ACCOUNT, OTHER],
    hosts: { platform: address },
    secrets: {},
    credentials: createStaticCredentials(TOKEN, staticCredential.obtainedAt),
    transport: createTransport(createAgents(wayOut), limits),
    breakers: createBreakers(clock),
    ledger: createLedger({ buckets: {}, store: memoryLedger(), clock, log }),
    redactor: createRedactor(),
    clock,
    random: () => 0.5,
    log,
    ...more,
  });
  return { http, clock, logged };
}
