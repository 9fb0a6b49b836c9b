import type { PlatformShape } from '../shape.js';

const pageId = (number: number): string => `10015${String(number).padStart(10, '0')}`;

/** Pages of Facebook. */
export const facebook = {
  platform: 'facebook',
  place: 0,
  kinds: ['feed', 'reel'],
  hasReach: true,
  accountId: pageId,
  postId: (account, digits) => `${pageId(account)}_9${digits}12345`,
  hosts: { graph: 'graph' },
} as const satisfies PlatformShape;

/** Professional accounts of Instagram. */
export const instagram = {
  platform: 'instagram',
  place: 1,
  kinds: ['feed', 'reel', 'story'],
  hasReach: true,
  accountId: (number) => `178414000${String(number).padStart(8, '0')}`,
  postId: (_account, digits) => `17895${digits}4550`,
  hosts: { graph: 'graph', instagram: 'instagram' },
} as const satisfies PlatformShape;
