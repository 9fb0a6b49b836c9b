import type { PlatformContext, PlatformReply, PlatformRequest } from '../model.js';

/** The stand-in of the Graph API. */
export function openGraph(_context: PlatformContext): (request: PlatformRequest) => PlatformReply {
  return () => ({ status: 501, headers: { 'content-type': 'text/plain' }, body: 'Not built yet.' });
}
