import { App, LogLevel } from '@slack/bolt';
import type { WebClient } from '@slack/web-api';
import { type Sandbox, type SandboxOptions, startSandbox } from '../../sandbox/slack/server.js';
import { demoWorkspace } from '../../sandbox/slack/workspace.js';
import { systemWallClock } from '../../src/clock.js';
import { SocketsReceiver } from '../../src/slack/receiver.js';

/** A picture of one pixel. */
export const png = Buffer.from('iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==', 'base64');

export const laporan = 'C0LAPORAN1';
export const ayu = 'U0MEMBER01';
export const bima = 'U0MANAGER1';

const nothing = (): void => undefined;
const silent = {
  debug: nothing,
  info: nothing,
  warn: nothing,
  error: nothing,
  setLevel: nothing,
  getLevel: () => LogLevel.ERROR,
  setName: nothing,
};

/** A sandbox with the demo's team. */
export const openSandbox = (options: Partial<SandboxOptions> = {}): Promise<Sandbox> => startSandbox({ workspace: demoWorkspace, ...options });

/**
 * A Bolt app over Socket Mode with one connection, not yet started. The connection is ours: Slack's own client leaves a rejection unhandled
 * when it is refreshed and stopped (@slack/socket-mode 3.1.0, 2026-11-25).
 */
export const boltApp = async (sandbox: Sandbox): Promise<App> => {
  const clientOptions = { slackApiUrl: sandbox.apiUrl };
  const receiver = new SocketsReceiver({
    appToken: sandbox.appToken,
    connections: 1,
    clientOptions,
    wall: systemWallClock,
    log: silent,
    onHealth: nothing,
  });
  const app = new App({ token: sandbox.botToken, receiver, deferInitialization: true, logger: silent, clientOptions });
  await app.init();
  return app;
};

/** Uploads in the three documented steps and waits until the file has been processed. */
export const upload = async (client: WebClient, sandbox: Sandbox, bytes: Buffer, filename = 'chart.png'): Promise<string> => {
  const { upload_url: address, file_id: id } = await client.files.getUploadURLExternal({ filename, length: bytes.length });
  if (!address || !id) throw new Error('no address to upload to');
  const sent = await fetch(address, { method: 'POST', body: new Uint8Array(bytes) });
  if (!sent.ok) throw new Error(await sent.text());
  await client.files.completeUploadExternal({ files: [{ id, title: filename }] });
  for (;;) {
    const info = await client.files.info({ file: id });
    if (info.file?.mimetype) return id;
    const seen = sandbox.calls('files.info').length;
    await sandbox.until(() => sandbox.calls('files.info').length > seen || Date.now() % 2 === 0);
  }
};
