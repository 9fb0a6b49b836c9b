import { describe, expect, it } from 'vitest';
import { startAdvocacyBot } from '../../support/advocacy-bot.js';
import { demoStore } from '../../support/demo-store.js';
import { sandboxPage } from '../../support/sandbox-page.js';

const { bot, page, modal, become, write, last, close } = sandboxPage(() => startAdvocacyBot(demoStore));

const versions = async () => (await bot().place.store.advocacy.targetRevisions()).map(({ id, by, target }) => [id, by, target?.value]);

describe('targets in the page', () => {
  it('are refused to a member who tries to change one', async () => {
    await become('Mbak Ayu');
    await write('/pantau target');
    await last('137,84% dari Target pegawai aktif').waitFor();
    expect(await last('137,84%').getByRole('button').count()).toBe(0);
    await write('/pantau target ubah');
    await last('diperlukan peran manajer; peran Anda anggota').waitFor();
    expect(await modal().isVisible()).toBe(false);
    expect(await versions()).toEqual([]);
  });

  it('are set by a manager, who sees where the target stands', async () => {
    await become('Pak Bima');
    await write('/pantau target');
    await last('137,84%').getByRole('button', { name: 'Tetapkan target baru' }).click();
    await modal().getByLabel('Yang dihitung').selectOption('activations');
    await modal().getByLabel('Target', { exact: true }).fill('20.000');
    await page().getByTestId('modal-submit').click();
    await modal().getByText('71,58% dari Target aktivasi Triwulan I 2024 (20.000)').waitFor();
    expect(await modal().textContent()).toContain('Sebelumnya tidak ada target.');
    await close();
    expect(await versions()).toEqual([['2024-Q1/activations', 'manager-1', 20_000]]);
  });

  it('are changed by another manager in English, and the new attainment is shown everywhere', async () => {
    await become('Ms Clara');
    await write('/pantau target');
    await last('71.58% of the Target of activations').getByRole('button', { name: 'Change' }).click();
    await modal().getByLabel('Target', { exact: true }).fill('15,000');
    await page().getByTestId('modal-submit').click();
    await modal().getByText('95.44% of the Target of activations for Q1 2024 (15,000)').waitFor();
    expect(await modal().textContent()).toContain('Before: 20,000');
    expect(await modal().textContent()).toContain('Told: Pak Bima.');
    await close();
    await become('Mbak Ayu');
    await write('/pantau target');
    await last('95,44% dari Target aktivasi').waitFor();
    expect(await last('95,44%').textContent()).toContain('Diubah di Slack oleh Ms Clara, 1 Maret 2024 pukul 09.00 WIB');
  });

  it('are removed only after the question whether that is meant', async () => {
    await become('Pak Bima');
    await write('/pantau target');
    await last('95,44% dari Target aktivasi').getByRole('button', { name: 'Ubah' }).click();
    await modal().getByRole('button', { name: 'Hapus target' }).click();
    await page().getByText('tidak berlaku lagi').waitFor();
    expect(await versions()).toHaveLength(2);
  });
});
