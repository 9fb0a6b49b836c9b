import type { PlatformContext } from '../model.js';

/** The secrets of a project of Google. */
export interface GoogleCredentials {
  readonly clientId: string;
  readonly clientSecret: string;
  readonly refreshToken: string;
  /** for calls on behalf of nobody */
  readonly apiKey?: string;
}

/** What the servers of YouTube know. */
export type GoogleContext = PlatformContext<GoogleCredentials>;
