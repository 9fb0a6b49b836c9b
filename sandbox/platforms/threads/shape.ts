import type { PlatformShape } from '../shape.js';

/** Accounts of Threads. */
export const threads = {
  platform: 'threads',
  place: 4,
  kinds: ['post'],
  hasReach: false,
  accountId: (number) => `267890${String(number).padStart(11, '0')}`,
  postId: (_account, digits) => `18050${digits}4550`,
  hosts: { threads: 'threads' },
} as const satisfies PlatformShape;
