import type { PlatformContext, PlatformReply, PlatformRequest } from '../model.js';

/** The stand-in of the APIs of YouTube. */
export function openYouTube(_context: PlatformContext): (request: PlatformRequest) => PlatformReply {
  return () => ({ status: 501, headers: { 'content-type': 'text/plain' }, body: 'Not built yet.' });
}
