import { type ChildProcess, spawn } from 'node:child_process';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { startPlatforms } from '../../../sandbox/platforms/server.js';
import { account, days, owner } from '../../sandbox/platforms/clients.js';
import type { CallingBot } from '../../support/calling-bot.js';
import { root } from '../../support/paths.js';
import { openRig } from '../../support/platforms.js';
import { temporaryStore } from '../../support/store.js';
import { kindsOf, pullAt, valuesOf } from '../pulling.js';

/** A process of its own that calls X when it is told to. */
function startCalling(bot: CallingBot): { readonly child: ChildProcess; readonly heard: (word: string) => Promise<string> } {
  const child = spawn(process.execPath, [join(root, 'dist/test/support/calling-bot.js'), JSON.stringify(bot)], { stdio: ['pipe', 'pipe', 'pipe'] });
  let said = '';
  let failed = '';
  child.stderr.on('data', (chunk: Buffer) => {
    failed += chunk.toString();
  });
  const heard = (word: string): Promise<string> =>
    new Promise((resolve, reject) => {
      const look = (): void => {
        const line = said.split('\n').find((one) => one.startsWith(word));
        if (line !== undefined) resolve(line);
      };
      child.stdout.on('data', look);
      child.once('exit', () => reject(new Error(`It ended before it said "${word}": ${failed}`)));
      look();
    });
  child.stdout.on('data', (chunk: Buffer) => {
    said += chunk.toString();
  });
  return { child, heard };
}

describe('a refresh token of X, which is good for one use', () => {
  it('case 29: two processes that want it at the same moment renew it exactly once', async () => {
    const now = new Date().toISOString();
    const accounts = [account('x', owner, 'DitjenPK', { days: days('2026-11-20', [10_000]) })];
    const platforms = await startPlatforms({ world: { accounts }, now, apiDate: '2026-11-25' });
    onTestFinished(platforms.close);
    const { path, remove } = await temporaryStore();
    onTestFinished(remove);
    const { x } = platforms.credentials;
    const secrets = { CLIENT_ID: x.clientId, CLIENT_SECRET: x.clientSecret, REFRESH_TOKEN: x.refreshToken };
    const bots = [0, 1].map(() => startCalling({ database: path, address: platforms.hosts.x, account: owner, secrets }));
    for (const { child } of bots) onTestFinished(() => void child.kill('SIGKILL'));
    await Promise.all(bots.map(({ heard }) => heard('ready')));
    for (const { child } of bots) child.stdin?.write('go\n');
    expect(await Promise.all(bots.map(({ heard }) => heard('said')))).toEqual(['said 200', 'said 200']);
    const renewals = platforms.calls('x').filter(({ path: called }) => called === '/2/oauth2/token');
    expect(renewals.map(({ status }) => status)).toEqual([200]);
  });

  it('case 29: a family that ended is told once, and everything goes on with a new sign-in', async () => {
    const accounts = [
      account('x', owner, 'DitjenPK', {
        days: days(
          '2026-11-01',
          Array.from({ length: 20 }, () => 10_000),
        ),
      }),
    ];
    const rig = await openRig({ world: { accounts }, now: '2026-11-13T16:30:00Z', connections: ['{ id: x, connector: x }'] });
    await pullAt(rig, '2026-11-13T16:30:00Z');
    rig.platforms.faults.on('refresh-race', { times: 1 });
    expect(kindsOf(await pullAt(rig, '2026-11-14T16:30:00Z'))).toEqual(['auth']);
    await expect(pullAt(rig, '2026-11-15T16:30:00Z')).rejects.toThrow('It is stopped.');
    expect(rig.told).toHaveLength(1);
    expect(rig.told[0]).toContain('Connect the account again and set the new one.');
    expect(await valuesOf(rig, 'x:DitjenPK', 'followers')).toEqual(['2026-11-13 10000']);
  });
});
