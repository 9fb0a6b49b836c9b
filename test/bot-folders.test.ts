import { copyFile, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setImmediate } from 'node:timers/promises';
import { expect, it, onTestFinished, vi } from 'vitest';
import { droppingConfig, openDroppingBot, wordsOf } from './support/dropping-bot.js';
import { root } from './support/paths.js';

it('a running bot imports what is put into a folder and tells its owner, without being asked', async () => {
  // Only the bot's own minute stands still; everything else goes on.
  vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval'] });
  const path = await mkdtemp(join(tmpdir(), 'pantau-folder-'));
  const bot = await openDroppingBot({ config: { ...droppingConfig, folders: [{ path, tell: ['owner'] }] } });
  onTestFinished(async () => {
    await bot.close();
    vi.useRealTimers();
    await rm(path, { recursive: true });
  });
  await copyFile(join(root, 'test/fixtures/exports/meta-daily-id.csv'), join(path, 'pengikut.csv'));
  const told = (): string => wordsOf(bot.sandbox.messages('U0OWNER001').at(-1));
  while (!told().includes('pengikut.csv')) {
    vi.advanceTimersByTime(60_000);
    await setImmediate();
  }
  expect(told()).toContain('pengikut.csv: Disimpan: 3 baru, 0 direvisi, 0 tetap.');
  expect(await bot.place.store.listImports(5)).toMatchObject([{ by: `folder: ${path}`, inserted: 3 }]);
});
