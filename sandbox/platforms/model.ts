import type { Faults } from './faults.js';
import type { HostName } from './shapes.js';
import type { World } from './world.js';

/** The secrets that the stand-ins accept. They open nothing else. */
export interface PlatformCredentials {
  /** `requiresProof`: the setting "Require app secret" of the app is on */
  readonly meta: { readonly token: string; readonly appId: string; readonly appSecret: string; readonly requiresProof?: boolean };
  /** `owner`: the platform's id of the account that owns the app, whose own posts are cheaper to read */
  readonly x: {
    readonly clientId: string;
    readonly clientSecret: string;
    readonly refreshToken: string;
    readonly bearer: string;
    readonly owner?: string;
  };
  readonly google: {
    readonly clientId: string;
    readonly clientSecret: string;
    readonly refreshToken: string;
    /** for calls on behalf of nobody */
    readonly apiKey?: string;
  };
  /** `token`: of the first account of Threads */
  readonly threads: { readonly token: string };
}

/** What the demo uses. */
export const credentialsOfDemo: PlatformCredentials = {
  meta: { token: 'contoh-meta-token', appId: '100200300', appSecret: 'contoh-meta-secret' },
  x: { clientId: 'contoh-x-client', clientSecret: 'contoh-x-secret', refreshToken: 'contoh-x-refresh', bearer: 'contoh-x-bearer' },
  google: {
    clientId: 'contoh-google-client',
    clientSecret: 'contoh-google-secret',
    refreshToken: 'contoh-google-refresh',
    apiKey: 'contoh-google-key',
  },
  threads: { token: 'contoh-threads-token' },
};

/** A call as a server reads it. */
export interface PlatformRequest {
  readonly host: HostName;
  readonly method: string;
  /** under the host's path, such as `/v25.0/17841400000000001` */
  readonly path: string;
  readonly query: URLSearchParams;
  readonly form: URLSearchParams;
  /** names in lower case */
  readonly headers: Readonly<Record<string, string>>;
}

/** What a server answers. */
export interface PlatformReply {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

/** A call with what became of it. */
export interface RecordedPlatformCall extends PlatformRequest {
  readonly status: number;
  /** the answer's body */
  readonly answer: string;
}

/** What every server knows. */
export interface PlatformContext {
  readonly world: World;
  /** the data's clock, milliseconds since 1970 */
  readonly now: () => number;
  /** by which tokens age, milliseconds since 1970; the data's clock where nothing else is given */
  readonly wallNow: () => number;
  /** the day by which the rules are dated, `YYYY-MM-DD`; not the data's day */
  readonly apiDate: string;
  readonly faults: Faults;
  readonly credentials: PlatformCredentials;
}
