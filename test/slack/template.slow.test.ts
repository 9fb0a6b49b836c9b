import { afterEach, beforeEach, expect, it } from 'vitest';
import type { Message } from '../../sandbox/slack/model.js';
import { laporan } from '../sandbox/rig.js';
import { type DroppingBot, openDroppingBot, wordsOf } from '../support/dropping-bot.js';
import { demoConfig, demoFile, FEBRUARY, MARCH_FIRST } from '../support/ministry.js';
import { put, sheetNamed, sheetsIn, workbookBytes } from '../support/workbooks.js';

// Nothing is pulled here: that would ask for the platforms' secrets.
const config = demoConfig(demoFile('pantau.yaml').replace(/\nconnections:[\s\S]*?\n\n/, '\n'));

const dito = 'U0EDITOR01';
let bot: DroppingBot;
beforeEach(async () => {
  bot = await openDroppingBot({ now: MARCH_FIRST, config });
});
afterEach(() => bot.close());

const direct = (): readonly Message[] => bot.sandbox.messages(dito).filter(({ user }) => user === 'U0PANTAU01');
// The bot may ask for the month's figures in between.
const said = async (words: string): Promise<Message> => {
  const heard = (): Message | undefined => direct().findLast((message) => wordsOf(message).includes(words));
  await bot.sandbox.until(() => heard() !== undefined);
  const message = heard();
  if (!message) throw new Error('The bot said nothing.');
  return message;
};
const complaints = () =>
  bot.place.store.readSeries({ subject: 'contact_centre', metric: 'complaints', dimensions: {}, grain: 'month', window: FEBRUARY });

it('sends the workbook of a month, takes it back filled in, keeps it by a button and undoes it', async () => {
  const { sandbox } = bot;
  await sandbox.as(dito).command('/pantau templat feb', laporan);
  await sandbox.until(() => (sandbox.files()[0]?.channels.length ?? 0) > 0);
  const [file] = sandbox.files();
  expect(file?.name).toBe('pantau-2024-02.xlsx');
  expect(file?.channels).toEqual([direct()[0]?.channel]);
  const sheets = await sheetsIn(new Uint8Array(sandbox.fileBytes(file?.id ?? '') ?? []));
  const figures = sheetNamed(sheets, 'Angka');
  const line = [...figures.rows].find(([, cells]) => cells[0]?.text === 'contact_centre/complaints')?.[0] ?? 0;
  put(figures, line, 7, '1', 'number');
  sandbox.as(dito).upload('pantau-2024-02.xlsx', Buffer.from(workbookBytes(sheets, 'excel')), dito);
  const preview = await said('Simpan');
  for (const words of [
    'buku kerja bulanan',
    'Februari 2024: 1 angka dan 0 entri diisi',
    'Contact Center: Pengaduan: 1 (bulan sebelumnya: –)',
    'tetap terbuka, bukan nol',
  ])
    expect(wordsOf(preview)).toContain(words);
  expect(await complaints()).toEqual([]);
  await sandbox.as(dito).click(preview, 'files.keep');
  const kept = await said('Disimpan: 1 baru');
  const [row] = await complaints();
  expect(row).toMatchObject({ value: 1, quality: 'typed' });
  // By the id of the person in the configuration, not of the member in Slack.
  expect(await bot.place.store.origin(row?.origin ?? '')).toMatchObject({ name: 'editor', detail: 'workbook' });
  await sandbox.as(dito).click(kept, 'files.undo');
  await said('dibatalkan');
  expect(await complaints()).toEqual([]);
});

it('says what is no month', async () => {
  await bot.sandbox.as(dito).command('/pantau templat kemarin', laporan);
  await bot.sandbox.until(() => JSON.stringify(bot.sandbox.ephemerals(laporan, dito)).includes('bukan bulan'));
  expect(bot.sandbox.files()).toEqual([]);
});
