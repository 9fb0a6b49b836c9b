import type { CaseName } from './faults.js';
import type { PlatformContext, PlatformReply, PlatformRequest } from './model.js';
import type { PlatformShape } from './shape.js';

/** Answers the calls of all servers of a stand-in. */
export type PlatformServer = (request: PlatformRequest) => PlatformReply;

/** Stands for one platform, or for several that share their servers: a folder, and a line in `list.ts`. */
export interface StandIn<Credentials, Server extends PlatformServer> {
  readonly shapes: readonly PlatformShape[];
  /** the cases that can be switched on here */
  readonly cases: readonly CaseName[];
  /** the secrets that the demo uses; they open nothing else */
  readonly credentials: Credentials;
  /** secrets as the connectors name them, by connector */
  readonly secrets: (credentials: Credentials) => Readonly<Record<string, Readonly<Record<string, string>>>>;
  readonly open: (context: PlatformContext<Credentials>) => Server;
}
