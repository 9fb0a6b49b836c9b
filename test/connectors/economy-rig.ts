import { expect } from 'vitest';
import type { PlatformName, WorldAccount } from '../../sandbox/platforms/world.js';
import { account, days, post } from '../sandbox/platforms/clients.js';
import { openRig, type PlatformsRig } from '../support/platforms.js';
import { kindsOf, pullAt } from './pulling.js';

export const ACCOUNTS = 1_000;
export const EVENING = '2026-11-13T16:30:00Z';
export const NEXT_EVENING = '2026-11-14T16:30:00Z';
export const ofThousand = { accounts: ACCOUNTS, posts: 2, analytics: false, before: EVENING, now: NEXT_EVENING };
export const truth = days(
  '2026-11-01',
  Array.from({ length: 25 }, (_, index) => 10_000 + index),
);

const KINDS = { instagram: 'feed', facebook: 'feed', x: 'post', youtube: 'video' } as const;
const idOf: Readonly<Record<PlatformName, (digits: string) => string>> = {
  instagram: (digits) => `1784140000000${digits}`,
  facebook: (digits) => `10015000000${digits}`,
  x: (digits) => `22449${digits}`,
  youtube: (digits) => `UC${digits.padStart(22, '0')}`,
};
const postIds = { instagram: '1789500000000', x: '18800000000000', youtube: 'v00000' } as const;

/** Accounts with two posts each. */
export const manyAccounts = (platform: PlatformName, count = ACCOUNTS): readonly WorldAccount[] =>
  Array.from({ length: count }, (_, number) => {
    const digits = String(number).padStart(4, '0');
    const id = idOf[platform](digits);
    const posts = [0, 1].map((index) => {
      const postId = { ...postIds, facebook: `${id}_9` }[platform];
      return post(`${postId}${digits}${index}`, `2026-11-1${1 + index}T03:00:00.000Z`, { kind: KINDS[platform] });
    });
    return account(platform, id, `akun${digits}`, { days: truth, posts });
  });

export const callsOf = (rig: PlatformsRig, host: 'x' | 'youtube'): number =>
  rig.platforms.calls(host).filter(({ path }) => path !== '/2/oauth2/token').length;

/** The single questions of all calls: each item of a batch, and each call that is none. */
export const questionsOf = ({ platforms }: PlatformsRig): number =>
  platforms.calls().reduce((sum, { form }) => sum + (form.has('batch') ? (JSON.parse(form.get('batch') ?? '[]') as unknown[]).length : 1), 0);

/** A rig that has read everything once, with the calls of the next evening alone. */
export async function afterTwoEvenings(platform: PlatformName, accounts: number, settings = '{}'): Promise<PlatformsRig> {
  const connections = [`{ id: ${platform}, connector: ${platform}, settings: ${settings} }`];
  const rig = await openRig({ world: { accounts: manyAccounts(platform, accounts) }, now: EVENING, connections });
  expect(kindsOf(await pullAt(rig, EVENING))).toEqual([]);
  rig.platforms.forgetCalls();
  expect(kindsOf(await pullAt(rig, NEXT_EVENING))).toEqual([]);
  return rig;
}
