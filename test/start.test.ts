import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Sandbox } from '../sandbox/slack/server.js';
import { ayu, openSandbox } from './sandbox/rig.js';
import { pantauProcess, type Running } from './support/pantau-process.js';
import { postingText } from './support/posting-config.js';
import { localAuthorityFile, startTlsFront } from './support/tls-front.js';
import { type ConnectProxy, startConnectProxy } from './support/tunnel-proxy.js';

const OWNER = 'U0OWNER001';
const laporan = 'C0LAPORAN1';

let sandbox: Sandbox;
let proxy: ConnectProxy;
let front: Awaited<ReturnType<typeof startTlsFront>>;
let home: string;
let file: string;
let bot: Running | undefined;
beforeEach(async () => {
  sandbox = await openSandbox();
  front = await startTlsFront(sandbox.port);
  proxy = await startConnectProxy({ divert: (target) => (target === 'slack.com:443' ? front.port : undefined) });
  home = mkdtempSync(join(tmpdir(), 'pantau-home-'));
  file = join(home, 'pantau.yaml');
  writeFileSync(file, postingText(1));
});
afterEach(async () => {
  bot?.signal('SIGKILL');
  await bot?.ended;
  bot = undefined;
  await proxy.close();
  await front.close();
  await sandbox.close();
  rmSync(home, { recursive: true, force: true });
});

/** The program with real settings: Slack's own address, over a proxy that leads to the stand-in. */
const run = (words: readonly string[], more: Readonly<Record<string, string>> = {}): Running =>
  pantauProcess([...words, '--config', file], {
    PANTAU_HOME: home,
    SLACK_BOT_TOKEN: sandbox.botToken,
    SLACK_APP_TOKEN: sandbox.appToken,
    HTTPS_PROXY: proxy.url,
    NODE_EXTRA_CA_CERTS: localAuthorityFile,
    ...more,
  });
const said = (channel: string): string => JSON.stringify(sandbox.messages(channel).map(({ text, blocks }) => ({ text, blocks })));
/** What the bot answers in direct messages; the last line of it tells which configuration holds. */
const statusNow = async (): Promise<string> => {
  const before = sandbox.messages(ayu).length;
  sandbox.as(ayu).say(ayu, 'status');
  await sandbox.until(() => sandbox.messages(ayu).length === before + 2);
  return JSON.stringify(sandbox.messages(ayu).at(-1)?.blocks);
};

describe('pantau with tokens and a configuration of its own', () => {
  it('reads its configuration again on SIGHUP; a bad file changes nothing and the owner is told every mistake', async () => {
    bot = run(['start']);
    await bot.says('Pantau is running.');
    expect(await statusNow()).toContain('Direktorat Jenderal Perimbangan Keuangan:');

    writeFileSync(file, postingText(1).replace('zone: Asia/Jakarta', 'zone: Asia/Jakrta').replace('channels: [laporan]', 'channels: [lapran]'));
    bot.signal('SIGHUP');
    await sandbox.until(() => sandbox.messages(OWNER).length === 1);
    expect(said(OWNER)).toContain('Konfigurasi yang baru tidak dipakai; yang lama tetap berlaku.');
    expect(said(OWNER)).toContain('organisation.zone (line ');
    expect(said(OWNER)).toContain('lapran');
    expect(await statusNow()).toContain('Direktorat Jenderal Perimbangan Keuangan:');

    writeFileSync(file, postingText(1).replace('id: Direktorat Jenderal Perimbangan Keuangan, en', 'id: Ditjen Perimbangan, en'));
    bot.signal('SIGHUP');
    await bot.says('The configuration was read again.');
    expect(await statusNow()).toContain('Ditjen Perimbangan:');
    expect(sandbox.messages(OWNER)).toHaveLength(1);
    bot.signal('SIGTERM');
    expect((await bot.ended).code).toBe(0);
    expect(proxy.asked.some(({ target }) => target === 'slack.com:443')).toBe(true);
  }, 60_000);

  it('posts a digest by hand once, with the tokens of the environment', async () => {
    const first = await run(['digest', 'daily', '--period', '2024-02', '--post', '--lang', 'en']).ended;
    expect(first.error).toBe('');
    expect(first.out).toMatch(/\nlaporan +sent\n$/);
    expect(sandbox.messages(laporan)).toHaveLength(1);
    const second = await run(['digest', 'daily', '--period', '2024-02', '--post', '--lang', 'en']).ended;
    expect(second).toMatchObject({ code: 0 });
    expect(second.out).toContain('it was there already; nothing was posted again');
    expect(sandbox.messages(laporan)).toHaveLength(1);
  }, 60_000);

  it('exits with 1 and tells the owner where the digest could not be posted, and a later try posts it', async () => {
    sandbox.fault('chat.postMessage', { kind: 'error', error: 'is_archived' });
    const first = await run(['digest', 'daily', '--period', '2024-02', '--post', '--lang', 'en']).ended;
    expect(first).toMatchObject({ code: 1 });
    expect(first.error).toContain('laporan  failed  is_archived\n');
    expect(said(OWNER)).toContain('tidak terkirim ke C0LAPORAN1: is_archived. Saluran itu diarsipkan: buka kembali');
    const second = await run(['digest', 'daily', '--period', '2024-02', '--post', '--lang', 'en']).ended;
    expect(second).toMatchObject({ code: 0 });
    expect(sandbox.messages(laporan)).toHaveLength(1);
  }, 60_000);

  it('does not post a period that is not over: the schedule would find it posted already', async () => {
    const { code, error } = await run(['digest', 'daily', '--period', '2999-01', '--post']).ended;
    expect(code).toBe(2);
    expect(error).toBe(
      '2999-01 is not over: posted now, it would take the place of the report that its schedule posts. Leave out --post, or wait until 2999-02-01.\n',
    );
    expect(sandbox.calls()).toEqual([]);
  }, 60_000);

  it('says which file of certificates can not be used', async () => {
    const missing = await run(['start'], { NODE_EXTRA_CA_CERTS: join(home, 'none.pem') }).ended;
    expect(missing.code).toBe(2);
    expect(missing.error).toContain("none.pem can't be read. Name a file with certificates as PEM.");
    const { code, error } = await run(['start'], { NODE_EXTRA_CA_CERTS: file }).ended;
    expect(code).toBe(2);
    expect(error).toContain('pantau.yaml holds no certificate.');
    expect(sandbox.calls()).toEqual([]);
  }, 60_000);
});
