import { join } from 'node:path';
import type { Browser, Locator, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openBrowser } from './support/browser.js';
import { type DroppingBot, openDroppingBot } from './support/dropping-bot.js';

/** A daily table as Meta Business Suite exports it (UTF-16, `sep=,`, a title, blank lines at the end), with made-up figures of September 2026. */
const daily = (title: string, date: string, figure: (day: number) => number): Buffer => {
  const rows = Array.from({ length: 30 }, (_, index) => `"2026-09-${String(index + 1).padStart(2, '0')}T00:00:00","${figure(index + 1)}"`);
  return Buffer.from(`\ufeff${['sep=,', `"${title}"`, `"${date}","Primary"`, ...rows, '', '', ''].join('\r\n')}`, 'utf16le');
};

const dito = 'U0EDITOR01';
const clara = 'U0MANAGER2';
const umum = 'C0UMUM0001';

let bot: DroppingBot;
let browser: Browser;
let page: Page;
beforeAll(async () => {
  bot = await openDroppingBot();
  browser = await openBrowser();
  page = await browser.newPage({ viewport: { width: 1280, height: 900 } });
  await page.goto(bot.sandbox.url);
  await page.getByTestId('composer').waitFor();
}, 60_000);
afterAll(async () => {
  await browser.close();
  await bot.close();
});

const become = async (user: string, channel: string): Promise<void> => {
  await page.getByTestId('user-switch').selectOption(user);
  await page.locator(`[data-testid=channel-link][data-channel=${channel}]`).click();
  await expect.poll(() => page.locator(`[data-testid=channel-link][data-channel=${channel}]`).getAttribute('aria-current')).toBe('page');
};
const last = (within: Page | Locator, words: string): Locator => within.getByTestId('message').filter({ hasText: words }).last();
const press = (message: Locator, label: string, place = 0): Promise<void> => message.getByRole('button', { name: label }).nth(place).click();
const send = async (line: string): Promise<void> => {
  await page.getByTestId('composer').fill(line);
  await page.getByTestId('composer').press('Enter');
};
/** Keeps a picture of the page for whoever wants to look at it: PANTAU_PICTURES names the folder. */
const picture = async (name: string): Promise<void> => {
  const folder = process.env.PANTAU_PICTURES;
  if (folder !== undefined) await page.screenshot({ path: join(folder, `${name}.png`) });
};

describe('an editor in front of the page', () => {
  it('chooses a file, is asked which platform it is of, keeps it, and finds the figure (in Indonesian)', async () => {
    await become(dito, 'D0EDITOR01');
    const buffer = daily('Jangkauan', 'Tanggal', (day) => 1_000 + day);
    await page.getByTestId('composer-file').setInputFiles({ name: 'jangkauan september.csv', mimeType: 'text/csv', buffer });
    await expect.poll(() => page.getByTestId('attached').textContent()).toContain('jangkauan september.csv');
    await picture('1-attached');
    await send('Ini angka September');
    const asked = last(page, 'Perlu dijawab sebelum disimpan');
    await asked.waitFor();
    await picture('2-question');
    expect(await asked.textContent()).toContain('Jangkauan per hari: 30 angka; 1–30 September 2026');
    await press(asked, 'Pilih ini', 1);
    const preview = last(page, 'Akun: @ditjenpk');
    await preview.getByRole('button', { name: 'Simpan', exact: true }).waitFor();
    await picture('3-preview');
    await press(preview, 'Simpan');
    await last(page, 'Disimpan: 30 baru, 0 direvisi, 0 tetap.').waitFor();
    await picture('4-kept');
    await send('/pantau jangkauan unik instagram 15 september 2026');
    const answer = last(page, 'Only visible to you');
    await expect.poll(() => answer.textContent()).toContain('1.015');
    await picture('5-answer');
  });

  it('drops a file on a channel for files, and finds the preview in the thread (in English)', async () => {
    await become(clara, umum);
    const text = daily('Instagram profile visits', 'Date', (day) => day).toString('base64');
    await page.evaluate(`(() => {
      const bytes = Uint8Array.from(atob('${text}'), (sign) => sign.charCodeAt(0));
      const dataTransfer = new DataTransfer();
      dataTransfer.items.add(new File([bytes], 'profile visits.csv', { type: 'text/csv' }));
      for (const kind of ['dragover', 'drop'])
        document.querySelector('#scroll').dispatchEvent(new DragEvent(kind, { dataTransfer, bubbles: true, cancelable: true }));
    })()`);
    await page.getByTestId('attached').waitFor();
    await page.getByTestId('composer').press('Enter');
    await page.getByTestId('replies').last().click();
    const thread = page.getByTestId('thread');
    const preview = last(thread, '30 figures; 1–30 September 2026; sum 465');
    await preview.waitFor();
    expect(await page.getByTestId('attached').count()).toBe(0);
    await picture('6-thread');
    await press(preview, 'Keep', 0);
    await last(thread, 'Kept: 30 new, 0 revised, 0 unchanged.').waitFor();
    await picture('7-thread-kept');
    await send('/pantau instagram profile views september 2026');
    await expect.poll(() => last(page, 'Only visible to you').textContent()).toContain('465');
  });
});
