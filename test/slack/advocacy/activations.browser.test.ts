import type { Locator } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import { civilDate, periodOf } from '../../../connectors/contract/period.js';
import { laporan } from '../../sandbox/rig.js';
import { startAdvocacyBot } from '../../support/advocacy-bot.js';
import { sandboxPage } from '../../support/sandbox-page.js';

const QUARTER = periodOf('quarter', civilDate('2024-03-01'));

const { bot, page, modal, become, write, close } = sandboxPage(() => startAdvocacyBot());

const card = (): Locator => page().getByTestId('message').filter({ hasText: 'Infografik Dana Desa' });
/** Activations of the campaign and of the quarter. */
const counted = async () => [
  (await bot().place.store.advocacy.groups('campaign', QUARTER)).find(({ name }) => name === 'dana-desa')?.activations ?? 0,
  (await bot().place.store.advocacy.summary(QUARTER)).activations,
];

describe('employees in the page', () => {
  it('find a card that an editor made', async () => {
    await become('Mas Dito');
    await write('/pantau konten');
    await modal().getByLabel('Judul').fill('Infografik Dana Desa');
    await modal().getByLabel('Tautan kiriman').fill('https://www.instagram.com/p/C2abc/');
    await modal().getByLabel('Teks untuk disalin').fill('Dana Desa untuk semua. #DanaDesa');
    await modal().getByLabel('Batas waktu').fill('2024-03-05');
    await modal().getByLabel('Kampanye baru').fill('Dana Desa');
    await page().getByTestId('modal-submit').click();
    await modal().getByText('sudah dikirim ke').waitFor();
    await close();
    expect(await card().textContent()).toContain('Batas waktu 5 Maret 2024');
  });

  it('log an activation with two presses, and the tally, the campaign and the quarter change by one', async () => {
    await become('Mbak Ayu');
    const before = await counted();
    await card().getByRole('button', { name: 'Saya sudah membagikan' }).click();
    await page().getByTestId('modal-submit').click();
    await modal().getByText('Tercatat, terima kasih').waitFor();
    expect(await modal().textContent()).toContain('1 aktivasi');
    expect(await counted()).toEqual(before.map((count) => count + 1));
    await close();
  });

  it('are refused the same again kindly, and may undo what they logged', async () => {
    await card().getByRole('button', { name: 'Saya sudah membagikan' }).click();
    await page().getByTestId('modal-submit').click();
    await modal().getByText('sudah tercatat, jadi tidak dihitung dua kali').waitFor();
    expect(await modal().textContent()).toContain('Yang disimpan: Membagikan konten yang disediakan, Instagram, 1 Maret 2024');
    expect(await counted()).toEqual([1, 1]);
    await close();
    await page().getByTestId('shortcuts').first().click();
    await page().getByTestId('shortcut').click();
    await modal().getByLabel('WhatsApp').check();
    await modal().getByLabel('Apa yang Anda lakukan?').selectOption('engagement');
    await page().getByTestId('modal-submit').click();
    await modal().getByText('Tercatat, terima kasih').waitFor();
    expect(await counted()).toEqual([1, 2]);
    await modal().getByRole('button', { name: 'Urungkan' }).click();
    await modal().getByText('seolah-olah tidak pernah dicatat').waitFor();
    expect(await counted()).toEqual([1, 1]);
    await close();
  });

  it('see nothing of each other', async () => {
    expect(await page().getByTestId('message').count()).toBe(1);
    expect(bot().sandbox.messages(laporan)).toHaveLength(1);
  });
});
