import { type ChildProcess, spawn } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openBrowser } from './support/browser.js';
import { root } from './support/paths.js';

const home = mkdtempSync(join(tmpdir(), 'pantau-home-'));
const running: { bot?: ChildProcess; browser?: Browser } = {};
let page: Page;

/** Starts the bot as the README says and gives the address that it prints. */
const start = (...flags: readonly string[]): Promise<string> =>
  new Promise((resolve, reject) => {
    const { SLACK_BOT_TOKEN: _bot, SLACK_APP_TOKEN: _app, PANTAU_CONFIG: _config, ...rest } = process.env;
    const bot = spawn(process.execPath, [join(root, 'dist/src/main.js'), 'start', ...flags], { env: { ...rest, PANTAU_HOME: home } });
    running.bot = bot;
    let printed = '';
    bot.stdout.on('data', (chunk: Buffer) => {
      printed += chunk.toString();
      const address = /Open (http:\/\/\S+)/.exec(printed)?.[1];
      if (address) resolve(address);
    });
    bot.once('exit', (code) => reject(new Error(`The bot ended with ${code}: ${printed}`)));
  });

beforeAll(async () => {
  const address = await start();
  running.browser = await openBrowser();
  page = await running.browser.newPage({ viewport: { width: 1280, height: 900 } });
  await page.goto(address);
}, 180_000);

/** Ends the bot as an operator does. */
async function stop(): Promise<void> {
  const { bot } = running;
  if (!bot || bot.exitCode !== null) return;
  const ended = new Promise((resolve) => bot.once('exit', resolve));
  bot.kill('SIGTERM');
  await ended;
}

afterAll(async () => {
  await running.browser?.close();
  await stop();
  rmSync(home, { recursive: true, force: true });
});

describe('a newcomer who typed one command', () => {
  it('sees a page that says what it is, with the charted digests', async () => {
    expect(await page.getByTestId('stand-in-notice').textContent()).toContain('not Slack');
    const digest = page.getByTestId('message').filter({ hasText: 'Laporan layanan informasi' }).last();
    await digest.waitFor();
    const words = await digest.textContent();
    for (const figure of [
      '118.069',
      '1.297.905',
      '51.916',
      '16.743',
      '13.100',
      '14.038',
      '13.559',
      '14.316',
      '14.887',
      '137,84%',
      '17,91%',
      'hari ke-60 dari 91',
    ]) {
      expect(words).toContain(figure);
    }
    const pictures = digest.getByTestId('block-image');
    expect(await pictures.count()).toBeGreaterThanOrEqual(5);
    await expect.poll(() => pictures.first().evaluate((image) => ('naturalWidth' in image ? image.naturalWidth : 0))).toBeGreaterThan(900);
  });

  it('clicks a source and types a question', async () => {
    await page.getByTestId('block-button').last().click();
    await page.getByText('ppid/requests//month@2024-02-01').first().waitFor();
    await page.getByTestId('composer').fill('/pantau advocacy q1');
    await page.getByTestId('composer').press('Enter');
    const answer = page.getByTestId('message').last();
    await expect.poll(() => answer.textContent()).toContain('137,84%');
  });
});

describe('the demo, started again', () => {
  it('begins anew with --fresh', async () => {
    const old = join(home, 'demo', 'old');
    await stop();
    writeFileSync(old, '');
    await start('--fresh');
    expect(existsSync(old)).toBe(false);
    expect(existsSync(join(home, 'demo/slack/state.jsonl'))).toBe(true);
  }, 180_000);
});
