import type { PlatformShape } from '../shape.js';

/** Accounts of X. */
export const x = {
  platform: 'x',
  place: 2,
  kinds: ['post'],
  hasReach: false,
  accountId: (number) => String(2_244_994_945 + number),
  postId: (_account, digits) => `1880${digits}123456`,
  hosts: { api: 'x' },
} as const satisfies PlatformShape;
