import type { StandIn } from '../stand-in.js';
import { openThreads } from './server.js';
import { threads as shape } from './shape.js';
import type { ThreadsCredentials } from './tokens.js';

const credentials: ThreadsCredentials = { token: 'contoh-threads-token' };

/** The Threads API. */
export const threads = {
  shapes: [shape],
  cases: [
    'no-data',
    'endless-paging',
    'dead-token',
    'throttled-as-400',
    'partial-permission',
    'retired-metric',
    'html-body',
    'ids-as-numbers',
    'secrets-in-bodies',
    'followers-purged',
  ],
  credentials,
  secrets: ({ token }) => ({ threads: { TOKEN: token } }),
  open: openThreads,
} as const satisfies StandIn<ThreadsCredentials, ReturnType<typeof openThreads>>;
