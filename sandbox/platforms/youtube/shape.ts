import type { PlatformShape } from '../shape.js';

/** Channels of YouTube. */
export const youtube = {
  platform: 'youtube',
  place: 3,
  kinds: ['video', 'short'],
  hasReach: false,
  accountId: (number) => `UC${String(number).padStart(22, '0')}`,
  postId: (_account, digits) => `v${digits.padStart(10, '0')}`,
  hosts: { data: 'youtube', analytics: 'youtube-analytics', oauth: 'google-oauth' },
} as const satisfies PlatformShape;
