import type { PlatformContext } from '../model.js';

/** The secrets of an app of X. */
export interface XCredentials {
  readonly clientId: string;
  readonly clientSecret: string;
  readonly refreshToken: string;
  readonly bearer: string;
  /** the platform's id of the account that owns the app, whose own posts are cheaper to read */
  readonly owner?: string;
}

/** What the server of X knows. */
export type XContext = PlatformContext<XCredentials>;
