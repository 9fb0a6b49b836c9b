import { afterEach, beforeEach, describe, expect, it, onTestFinished } from 'vitest';
import type { Sandbox } from '../../sandbox/slack/server.js';
import { startBot } from '../../src/bot.js';
import { wayOut } from '../../src/http/way-out.js';
import { ayu, laporan, openSandbox } from '../sandbox/rig.js';
import { demoFile, importText, MARCH_FIRST } from '../support/ministry.js';
import { postingConfig } from '../support/posting-config.js';
import { type TemporaryStore, temporaryStore } from '../support/store.js';
import { localAuthority, startTlsFront } from '../support/tls-front.js';
import { type ConnectProxyOptions, startConnectProxy } from '../support/tunnel-proxy.js';

const quiet = { debug: () => undefined, info: () => undefined, warn: () => undefined, error: () => undefined };
const config = postingConfig(
  1,
  (text) => `${text}      - kind: counted
        id: tickets
        title: { id: Tiket, en: Tickets }
        figures:
          - { subject: contact_centre, metric: tickets, chart: true }
`,
);

let sandbox: Sandbox;
let place: TemporaryStore;
let front: Awaited<ReturnType<typeof startTlsFront>>;
beforeEach(async () => {
  sandbox = await openSandbox();
  place = await temporaryStore();
  front = await startTlsFront(sandbox.port);
  await importText(place.store, config, 'laporan', demoFile('laporan-2024-02.csv'));
});
afterEach(async () => {
  await sandbox.close();
  await front.close();
  await place.remove();
});

/** Slack's API over TLS under a name, as the proxy sees it; the sockets, uploads and reply addresses are in the clear under a number. */
const api = (): string => `localhost:${sandbox.port}`;
const rest = (): string => `127.0.0.1:${sandbox.port}`;

interface Way {
  readonly noProxy?: string;
  readonly certificates?: string | undefined;
}

async function startBehind(proxyOptions: ConnectProxyOptions, { noProxy, certificates = localAuthority }: Way = {}) {
  const proxy = await startConnectProxy({ divert: (target) => (target === api() ? front.port : undefined), ...proxyOptions });
  onTestFinished(proxy.close);
  const bot = startBot({
    config,
    store: place.store,
    clock: { now: () => MARCH_FIRST },
    log: quiet,
    botToken: sandbox.botToken,
    appToken: sandbox.appToken,
    slackApiUrl: `https://${api()}/api/`,
    wayOut: wayOut({ proxy: proxy.url, noProxy, certificates }),
    installedAt: MARCH_FIRST,
  });
  return { proxy, bot };
}

const digest = (): string => JSON.stringify(sandbox.messages(laporan)[0]?.blocks ?? []);

describe('a bot behind a proxy that knows CONNECT alone, with an authority of its own', () => {
  it('reaches the Web API, its sockets, the upload and the reply address through it', async () => {
    const { proxy, bot } = await startBehind({ credentials: 'pantau:rahasia' });
    const running = await bot;
    expect(sandbox.connections()).toBe(2);
    expect(digest()).toContain('slack_file');
    await sandbox.as(ayu).command('/pantau bahasa', laporan);
    await sandbox.until(() => sandbox.ephemerals(laporan, ayu).length === 1);
    await running.stop();
    expect(new Set(proxy.asked.map(({ target }) => target))).toEqual(new Set([api(), rest()]));
    expect(proxy.asked.every(({ status }) => status === 200)).toBe(true);
    // Two sockets keep a tunnel each, so that the upload has another.
    expect(proxy.asked.filter(({ target }) => target === rest()).length).toBeGreaterThanOrEqual(3);
  }, 60_000);

  it('does not connect by any other way where the proxy refuses the sockets', async () => {
    const { bot } = await startBehind({ allow: (target) => target !== rest() });
    await expect(bot).rejects.toThrow('could not connect to Slack');
    expect(sandbox.connections()).toBe(0);
  }, 60_000);

  it('does not upload by any other way where the proxy refuses that: the words of the picture go out', async () => {
    const { bot } = await startBehind({ allow: (target, earlier) => target !== rest() || earlier < 2 });
    const running = await bot;
    expect(sandbox.files().filter((file) => file.uploaded)).toEqual([]);
    expect(digest()).toContain('Grafik tidak dapat dikirim; isinya:');
    await running.stop();
  }, 60_000);

  it('goes past it to the hosts that NO_PROXY names', async () => {
    const { proxy, bot } = await startBehind({}, { noProxy: '127.0.0.1,.example.org' });
    const running = await bot;
    expect(digest()).toContain('slack_file');
    expect(new Set(proxy.asked.map(({ target }) => target))).toEqual(new Set([api()]));
    await running.stop();
  }, 60_000);

  it('does not start where the password is wrong or the authority is not known, and says where to look', async () => {
    const wrong = await startConnectProxy({ credentials: 'pantau:lain', divert: () => front.port });
    onTestFinished(wrong.close);
    const start = (proxy: string, certificates: string | undefined) =>
      startBot({
        config,
        store: place.store,
        clock: { now: () => MARCH_FIRST },
        log: quiet,
        botToken: sandbox.botToken,
        appToken: sandbox.appToken,
        slackApiUrl: `https://${api()}/api/`,
        wayOut: wayOut({ proxy, noProxy: undefined, certificates }),
        installedAt: MARCH_FIRST,
      });
    await expect(start(wrong.url.replace('lain', 'salah'), localAuthority)).rejects.toThrow('Check the way out of this machine (proxy, firewall)');
    expect(wrong.asked.map(({ status }) => status)).toContain(407);
    await expect(start(wrong.url, undefined)).rejects.toThrow('Check the way out of this machine (proxy, firewall)');
    expect(wrong.asked.some(({ status }) => status === 200)).toBe(true);
    expect(sandbox.calls()).toEqual([]);
  }, 60_000);
});
