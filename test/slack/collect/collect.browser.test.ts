import { describe, expect, it } from 'vitest';
import { readHeld } from '../../../src/pipeline/handed/held.js';
import { startAdvocacyBot } from '../../support/advocacy-bot.js';
import { collectingConfig, nearlyAll } from '../../support/collecting.js';
import { FEBRUARY, MARCH_FIRST } from '../../support/ministry.js';
import { sandboxPage } from '../../support/sandbox-page.js';

const { bot, page, modal, become, write, last, close } = sandboxPage(() => startAdvocacyBot(nearlyAll, collectingConfig()));

const send = (): Promise<void> => page().getByTestId('modal-submit').click();
const held = async (key: string) => (await readHeld({ config: collectingConfig(), store: bot().place.store, now: MARCH_FIRST }, FEBRUARY)).get(key);

describe('handing in, in the page', () => {
  it('an owner sees what is theirs, fills a figure in beside that of the month before, and undoes it', async () => {
    await become('Mas Dito');
    await write('/pantau kumpul');
    await last('64 dari 69 diterima').getByRole('button', { name: 'Isi angka Contact Center (1/2)' }).click();
    await modal().getByText('Januari: 63').waitFor();
    await modal().getByRole('textbox', { name: 'Tiket konsultasi, Telepon' }).fill('630');
    await send();
    await modal().getByText('630, padahal bulan sebelumnya 63. Benar?').waitFor();
    await modal().getByLabel('Tiket konsultasi, Telepon: 630, padahal').selectOption({ label: 'Tidak, lewati' });
    await modal().getByRole('textbox', { name: 'Tiket konsultasi, Telepon' }).fill('46');
    await send();
    await modal().getByText('Telepon, Februari 2024: 46 (Januari: 63)').waitFor();
    expect(await held('contact_centre/tickets/channel=phone')).toEqual({ kind: 'value', value: 46 });
    await modal().getByRole('button', { name: 'Batalkan' }).click();
    await page().locator('#ask').getByRole('button', { name: 'Batalkan' }).click();
    await modal().getByText('1 angka tidak ada lagi').waitFor();
    expect(await held('contact_centre/tickets/channel=phone')).toBeUndefined();
    await close();
  });

  it('a manager pastes a message in English, sees what was understood, and keeps it', async () => {
    await become('Ms Clara');
    await write('/pantau paste');
    await modal().getByLabel('Text').fill('PPID 12\nreport e-mail: 4320\nsee you');
    await send();
    await modal().getByText('What was understood').waitFor();
    await modal().getByText('where the month before had 198').waitFor();
    await modal().getByLabel('4,320, where').selectOption({ label: 'No, leave it out' });
    await send();
    await modal().getByText('Saved.', { exact: true }).waitFor();
    expect([await held('ppid/requests'), await held('email_lapor/emails')]).toEqual([{ kind: 'value', value: 12 }, undefined]);
    await close();
  });
});
