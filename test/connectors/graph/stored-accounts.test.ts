import { describe, expect, it } from 'vitest';
import { addDays, civilDate } from '../../../connectors/contract/period.js';
import { EVENING, followersIn, NEXT_EVENING, nameOf, openStored, SETTLED, TODAY, trueDays, truthOn } from './stored.js';

const BOTH = ['instagram', 'facebook'] as const;

describe.each(BOTH)('of the accounts of %s is stored, and the owner is told', (platform) => {
  it('case 17: nothing of an account whose token is dead, told once with what to do, and the other goes on', async () => {
    const { rig, show, evenings, days, beside } = await openStored(platform);
    show('dead-token');
    await evenings(EVENING, NEXT_EVENING);
    expect([...(await days('followers')), ...(await days('views'))]).toEqual([]);
    expect((await days('followers', beside)).filter((line) => line >= TODAY)).toHaveLength(2);
    expect(rig.told).toEqual([
      `${platform}, ${platform}:${platform}_0001: its access is dead; connect it again. The password of the person behind the token was changed. Connect again and put the new token into the environment.`,
    ]);
  });

  it('case 18: nothing that a throttled account was refused, silently; what it missed is there when it goes on', async () => {
    const { rig, mine, show, clear, evenings, days, settled, beside } = await openStored(platform);
    await evenings('2026-10-19T16:30:00Z');
    show('throttled-as-400');
    expect(new Set(await evenings(EVENING))).toEqual(new Set(['rate-limited']));
    clear();
    await evenings(NEXT_EVENING);
    const read = (account: typeof mine, ...dates: readonly string[]) => dates.map((day) => `${day} ${followersIn(account, civilDate(day))}`);
    expect(await days('followers')).toEqual(read(mine, '2026-10-19', '2026-10-21'));
    expect(await days('followers', beside)).toEqual(read(beside, '2026-10-19', '2026-10-20', '2026-10-21'));
    // Of that day nothing was final before the evening that was lost.
    expect(await settled('views')).toBe(String(truthOn(mine, SETTLED, 'views')));
    expect(rig.told).toEqual([]);
  });

  it('case 19: no figure that a permission lacks for; told once, in one notice that names what and says what to do', async () => {
    const { rig, mine, show, evenings, days, settled, beside } = await openStored(platform);
    show('partial-permission');
    await evenings(EVENING, NEXT_EVENING);
    expect(await days('views')).toEqual([]);
    expect(await settled('views', beside)).toBe(String(truthOn(beside, SETTLED, 'views')));
    const account = `${platform}, ${nameOf(mine)}`;
    const notice = {
      instagram: `${account}, content_reach, content_views, content_shares, content_saves, reach, views, profile_views, followers_gained, followers_lost: a permission is missing. The token lacks a permission for this figure. Connect again, tick the account, and grant every permission of the README.`,
      facebook: `${account}: a permission is missing. The token does not open this Page. Connect again and tick the Page, or give the system user a task on it.`,
    };
    expect(rig.told).toEqual([notice[platform]]);
    // The followers of Instagram need no such permission.
    expect(await days('followers')).toEqual(
      platform === 'instagram' ? [TODAY, addDays(TODAY, 1)].map((day) => `${day} ${followersIn(mine, day)}`) : [],
    );
  });

  it('case 20: all but the retired metrics, which are told once, in one notice', async () => {
    const { rig, mine, show, evenings, days, settled } = await openStored(platform);
    show('retired-metric');
    await evenings(EVENING, NEXT_EVENING);
    expect(await settled('views')).toBe(String(truthOn(mine, SETTLED, 'views')));
    expect(await settled('followers_lost')).toBe(String(truthOn(mine, SETTLED, 'followers_lost')));
    expect((await days('profile_views')).filter((line) => / \d+$/.test(line))).toEqual([]);
    const retired = { instagram: 'profile_views, content_saves', facebook: 'profile_views, content_reach' }[platform];
    expect(rig.told).toEqual([
      `${platform}, ${retired}: the platform has retired this metric. The platform no longer gives this figure. What was read before stays; the rest goes on.`,
    ]);
  });

  it('case 22: everything, though items of a batch failed; where they fail for good nothing is made up, silently, and the next evening has it', async () => {
    const { rig, mine, show, clear, evenings, days, settled } = await openStored(platform);
    show('batch-items-fail', { times: 3 });
    expect(await evenings(EVENING)).toEqual([]);
    expect(await settled('reach')).toBe(String(truthOn(mine, SETTLED, 'reach')));
    show('batch-items-fail');
    await evenings(NEXT_EVENING);
    expect((await days('followers')).filter((line) => line >= TODAY)).toEqual([`${TODAY} ${followersIn(mine, TODAY)}`]);
    clear();
    await evenings('2026-10-22T16:30:00Z');
    expect((await days('reach')).slice(0, 3)).toEqual(trueDays(mine, 'reach', SETTLED, '2026-10-19'));
    expect(rig.told).toEqual([]);
  });

  it('case 23: everything, without a question of the kinds that ended on 2026-10-27', async () => {
    const { rig, mine, show, evenings, settled } = await openStored(platform);
    show('removed-protocol');
    await evenings(EVENING, NEXT_EVENING);
    for (const metric of ['reach', 'views', 'profile_views'] as const) expect(await settled(metric)).toBe(String(truthOn(mine, SETTLED, metric)));
    for (const { query, form, headers } of rig.platforms.calls()) {
      for (const name of ['ids', 'date_format', 'debug', 'pretty']) expect(query.has(name) || form.has(name)).toBe(false);
      expect(form.get('batch') ?? '').not.toMatch(/[?&](ids|date_format|debug|pretty)=/);
      expect(headers).not.toHaveProperty('if-none-match');
    }
    expect(rig.told).toEqual([]);
  });

  it('case 35: everything, though a gateway answered twice; where it answers for good nothing, silently, until it is over', async () => {
    const { rig, mine, show, clear, evenings, days } = await openStored(platform);
    show('html-body', { times: 2 });
    expect(await evenings(EVENING)).toEqual([]);
    show('html-body', {});
    expect(new Set(await evenings(NEXT_EVENING))).toEqual(new Set(['unavailable']));
    clear();
    await evenings('2026-10-22T16:30:00Z');
    const read = [TODAY, addDays(TODAY, 2)].map((day) => `${day} ${followersIn(mine, day)}`);
    expect((await days('followers')).filter((line) => line >= TODAY)).toEqual(read);
    expect((await days('views')).slice(0, 3)).toEqual(trueDays(mine, 'views', SETTLED, '2026-10-19'));
    expect(rig.told).toEqual([]);
    expect(rig.logged()).not.toContain('<html');
  });

  it('case 42: a tenth that was purged as it is, and nothing is told', async () => {
    const { rig, mine, show, evenings, days } = await openStored(platform);
    show('followers-purged');
    await evenings(EVENING, NEXT_EVENING);
    expect(await days('followers')).toContain(`${TODAY} ${Math.floor(((followersIn(mine, TODAY) ?? 0) * 9) / 10)}`);
    expect(rig.told).toEqual([]);
  });
});
