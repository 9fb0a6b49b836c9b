import type { PlatformReply } from './model.js';

const PAGE = '<!DOCTYPE html><html><head><title>Error</title></head><body><h1>The server could not complete your request</h1></body></html>';

/** What gateways answer instead of a platform: pages and texts with any status, or nothing at all. */
const REPLIES: readonly PlatformReply[] = [
  { status: 502, headers: { 'content-type': 'text/html; charset=utf-8' }, body: PAGE },
  {
    status: 503,
    headers: { 'content-type': 'text/plain' },
    body: 'upstream connect error or disconnect/reset before headers. reset reason: overflow',
  },
  { status: 504, headers: { 'content-type': 'text/html; charset=utf-8' }, body: PAGE },
  { status: 200, headers: { 'content-type': 'text/html; charset=utf-8' }, body: PAGE },
  { status: 200, headers: { 'content-type': 'application/json' }, body: '' },
];

/** Answers of a gateway, one kind after the other. */
export function openGateway(): () => PlatformReply {
  let shown = 0;
  return () => {
    const reply = REPLIES[shown % REPLIES.length] as PlatformReply;
    shown += 1;
    return reply;
  };
}
