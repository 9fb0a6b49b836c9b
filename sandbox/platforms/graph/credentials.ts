import type { PlatformContext } from '../model.js';

/** The secrets of an app of Meta. */
export interface MetaCredentials {
  readonly token: string;
  readonly appId: string;
  readonly appSecret: string;
  /** the setting "Require app secret" of the app is on */
  readonly requiresProof?: boolean;
}

/** What the servers of the Graph API know. */
export type MetaContext = PlatformContext<MetaCredentials>;
