import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { CivilDate } from '../../connectors/contract/period.js';
import type { Message } from '../../sandbox/slack/model.js';
import type { Sandbox } from '../../sandbox/slack/server.js';
import { ayu, bima, laporan, png } from '../sandbox/rig.js';
import { type DroppingBot, openDroppingBot, wordsOf } from '../support/dropping-bot.js';
import { root } from '../support/paths.js';

const dito = 'U0EDITOR01';
const clara = 'U0MANAGER2';
const umum = 'C0UMUM0001';
const fixture = (name: string): Buffer => readFileSync(join(root, 'test/fixtures/exports', name));
/** A daily table of Meta with made-up figures, of the account that alone is configured. */
const followers = fixture('meta-daily-id.csv');
/** The same kind of table, whose title fits Facebook and Instagram. */
const reach = fixture('meta-daily-es-reach.csv');

let bot: DroppingBot;
let sandbox: Sandbox;
beforeEach(async () => {
  bot = await openDroppingBot();
  ({ sandbox } = bot);
});
afterEach(() => bot.close());

const ofBot = (channel: string): readonly Message[] => sandbox.messages(channel).filter(({ user }) => user === 'U0PANTAU01');
/** The bot's last message in a channel, once it says this. */
const said = async (channel: string, words: string): Promise<Message> => {
  await sandbox.until(() => wordsOf(ofBot(channel).at(-1)).includes(words));
  const message = ofBot(channel).at(-1);
  if (!message) throw new Error('The bot said nothing.');
  return message;
};
const buttons = (message: Message): readonly string[] => [...wordsOf(message).matchAll(/"action_id":"(files[^"]*)"/g)].flatMap(([, id]) => id ?? []);
const stored = async (metric: string): Promise<readonly string[]> => {
  const window = { start: '2026-09-01' as CivilDate, end: '2026-10-01' as CivilDate };
  const rows = await bot.place.store.readSeries({ subject: 'instagram:ditjenpk', metric, grain: 'day', dimensions: {}, window });
  return rows.map(({ period, value }) => `${period.start} ${value}`);
};
const downloads = (): number => sandbox.calls('files.info').length;

describe('a file dropped in the talk with the bot', () => {
  it('is told, kept by a button, and the same again has nothing to do', async () => {
    sandbox.as(dito).upload('pengikut.csv', followers, dito);
    const preview = await said(dito, 'Simpan');
    expect(preview.thread).toBeUndefined();
    for (const words of [
      'pengikut.csv',
      'Meta Business Suite: angka harian (judul kolom bahasa Indonesia)',
      'Akun: @ditjenpk (instagram:ditjenpk)',
      '3 angka; 1–4 September 2026; jumlah 11',
    ])
      expect(wordsOf(preview)).toContain(words);
    expect(await stored('followers_gained')).toEqual([]);
    await sandbox.as(dito).click(preview, 'files.keep');
    const kept = await said(dito, 'Disimpan: 3 baru, 0 direvisi, 0 tetap.');
    expect(kept.ts).toBe(preview.ts);
    expect(wordsOf(kept)).toContain(`<@${dito}>`);
    expect(buttons(kept)).not.toContain('files.keep');
    expect(await stored('followers_gained')).toEqual(['2026-09-01 4', '2026-09-02 0', '2026-09-04 7']);
    expect((await bot.place.store.advocacy.auditLog(1, 'import'))[0]).toMatchObject({ who: dito });
    sandbox.as(dito).upload('lagi.csv', followers, dito);
    const again = await said(dito, 'tidak ada yang perlu dilakukan');
    expect(wordsOf(again)).toContain('Berkas ini sudah disimpan pada 25 November 2026');
    expect(buttons(again)).toEqual([]);
  });

  it('is undone as a whole by a button, with who did it, and may then be kept anew', async () => {
    sandbox.as(dito).upload('pengikut.csv', followers, dito);
    await sandbox.as(dito).click(await said(dito, 'files.keep'), 'files.keep');
    const kept = await said(dito, 'Disimpan: 3 baru');
    await sandbox.as(dito).click(kept, 'files.undo');
    const undone = await said(dito, 'dibatalkan');
    expect(wordsOf(undone)).toContain(`<@${dito}>`);
    expect(await stored('followers_gained')).toEqual([]);
    const [trace] = await bot.place.store.listImports(1);
    expect(trace?.undone).toMatchObject({ by: dito, reason: 'the button Undo below the file in Slack' });
    await sandbox.as(dito).click(undone, 'files.again');
    await sandbox.as(dito).click(await said(dito, 'files.keep'), 'files.keep');
    await said(dito, 'Disimpan: ');
    expect(await stored('followers_gained')).toEqual(['2026-09-01 4', '2026-09-02 0', '2026-09-04 7']);
  });

  it('is told in the language of the one who drops it', async () => {
    sandbox.as(clara).upload('followers.csv', followers, clara);
    const preview = await said(clara, '"Keep"');
    expect(wordsOf(preview)).toContain('Meta Business Suite: figures by day (headers in Indonesian)');
    expect(wordsOf(preview)).toContain('3 figures; 1–4 September 2026; sum 11');
    await sandbox.as(clara).click(preview, 'files.keep');
    expect(wordsOf(await said(clara, 'Kept: 3 new, 0 revised, 0 unchanged.'))).toContain(`(<@${clara}>)`);
  });

  it('leaves something open: both readings are shown, and a button answers; a restart of the bot loses nothing', async () => {
    sandbox.as(dito).upload('alcance.csv', reach, dito);
    const asked = await said(dito, 'Perlu dijawab sebelum disimpan');
    expect(buttons(asked)).toEqual(['files.answer:0', 'files.answer:1', 'files.leave']);
    for (const words of ['• angka akun Instagram', 'Halaman Facebook']) expect(wordsOf(asked)).toContain(words);
    await bot.restart();
    await sandbox.as(dito).click(asked, 'files.answer:1');
    const preview = await said(dito, 'files.keep');
    expect(wordsOf(preview)).toContain('Akun: @ditjenpk (instagram:ditjenpk)');
    await bot.restart();
    await sandbox.as(dito).click(preview, 'files.keep');
    await said(dito, 'Disimpan: 2 baru');
    expect(await stored('reach')).toEqual(['2026-09-01 900', '2026-09-02 1100']);
    sandbox.as(dito).upload('alcance.csv', reach, dito);
    const second = await said(dito, 'Perlu dijawab sebelum disimpan');
    await sandbox.as(dito).click(second, 'files.answer:1');
    await said(dito, 'tidak ada yang perlu dilakukan');
  });

  it('whose year is open is answered in a form', async () => {
    const shown = Buffer.from('Date,Video Views,Profile Views,Likes,Comments,Shares\n"1 September",10,1,2,0,0\n"2 September",20,2,3,0,1\n');
    sandbox.as(dito).upload('Overview.csv', shown, dito);
    const message = await said(dito, 'Perlu dijawab sebelum disimpan');
    expect(buttons(message)).toEqual(['files.answer:0', 'files.answer:1', 'files.ask', 'files.leave']);
    await sandbox.as(dito).click(message, 'files.ask');
    await sandbox.until(() => sandbox.modal(dito) !== undefined);
    expect(await sandbox.as(dito).submit({ year: { value: '26' } })).toMatchObject({ ok: false });
    expect(await sandbox.as(dito).submit({ year: { value: '2026' } })).toEqual({ ok: true });
    await said(dito, '1–2 September 2026');
  });

  it('is left when the one who dropped it says so, and may be read again', async () => {
    sandbox.as(dito).upload('pengikut.csv', followers, dito);
    await sandbox.as(dito).click(await said(dito, 'files.leave'), 'files.leave');
    const left = await said(dito, 'Tidak disimpan');
    expect(buttons(left)).toEqual(['files.again']);
    expect(wordsOf(left)).toContain('jumlah 11');
    await sandbox.as(dito).click(left, 'files.again');
    expect(buttons(await said(dito, 'files.keep'))).toEqual(['files.keep', 'files.leave']);
    expect(await stored('followers_gained')).toEqual([]);
  });

  it('that can not be read is refused with the reason and what to do', async () => {
    sandbox.as(dito).upload('catatan.csv', fixture('unknown.csv'), dito);
    const refused = await said(dito, 'Tidak dapat disimpan');
    expect(buttons(refused)).toEqual([]);
    sandbox.as(dito).upload('kosong.xlsx', Buffer.from('not a workbook at all'), dito);
    expect(buttons(await said(dito, 'kosong.xlsx'))).toEqual([]);
    expect((await bot.place.store.status()).observations).toBe(0);
  });

  it('with answers of a form on activations asks for their kind, and goes to the ledger once', async () => {
    sandbox.as(dito).upload('jawaban.csv', fixture('form.csv'), dito);
    const asked = await said(dito, 'Perlu dijawab sebelum disimpan');
    expect(wordsOf(asked)).toContain('Apa yang dilakukan pegawai di berkas ini?');
    await sandbox.as(dito).click(asked, 'files.answer:0');
    const preview = await said(dito, 'files.keep');
    expect(wordsOf(preview)).toContain('Aktivasi per hari: 1 angka; 14 September 2026');
    await sandbox.as(dito).click(preview, 'files.keep');
    const kept = await said(dito, 'Disimpan: 1 baru');
    expect(buttons(kept)).toEqual(['files.undo']);
    const range = { start: '2026-09-14' as CivilDate, end: '2026-09-15' as CivilDate };
    expect(await bot.place.store.advocacy.summary(range)).toMatchObject({ activations: 1, touchesByPlatform: { instagram: 1 } });
    await sandbox.as(dito).click(kept, 'files.undo');
    expect(wordsOf(await said(dito, 'dibatalkan'))).toContain('1 aktivasi tidak dihitung lagi');
    expect((await bot.place.store.advocacy.summary(range)).activations).toBe(0);
  });

  it('that is a picture is said to be one, unless words ask something', async () => {
    sandbox.as(dito).upload('tangkapan.png', png, dito);
    expect(wordsOf(await said(dito, 'adalah gambar'))).toContain('tangkapan.png');
    sandbox.as(dito).upload('tangkapan.png', png, dito, 'help');
    await sandbox.until(() => ofBot(dito).length === 2);
    const answered = ofBot(dito).at(-1);
    expect(wordsOf(answered)).toContain('Tanyakan angka');
    expect(wordsOf(answered)).not.toContain('adalah gambar');
    expect(downloads()).toBe(0);
  });

  it('by somebody who may not hand in figures is not read, and they are told whom to ask', async () => {
    sandbox.as(ayu).upload('pengikut.csv', followers, ayu);
    const told = await said(ayu, 'editor ke atas');
    expect(wordsOf(told)).toContain('pengikut.csv tidak saya baca');
    expect(wordsOf(told)).toContain('Mas Dito, Pak Bima, atau Ms Clara');
    expect(downloads()).toBe(0);
  });
});

describe('a file dropped in a channel', () => {
  const threadOf = (message: Message): readonly Message[] => sandbox.messages(message.channel).filter(({ thread }) => thread === message.ts);

  it('without a mention is none of its business, nor is a mention without a file to read', async () => {
    sandbox.as(dito).upload('pengikut.csv', followers, laporan, 'Ini untuk arsip');
    sandbox.as(dito).upload('foto.png', png, umum);
    const mention = sandbox.as(dito).upload('foto.png', png, laporan, '@Pantau help');
    await sandbox.until(() => threadOf(mention).length === 1);
    expect(wordsOf(threadOf(mention)[0])).not.toContain('foto.png');
    expect(ofBot(laporan).filter(({ thread }) => thread !== undefined)).toHaveLength(1);
    expect(ofBot(umum)).toEqual([]);
    expect(downloads()).toBe(0);
  });

  it('with a mention is told once, in the thread', async () => {
    const drop = sandbox.as(dito).upload('pengikut.csv', followers, laporan, 'tolong @Pantau');
    await sandbox.until(() => wordsOf(threadOf(drop).at(-1)).includes('files.keep'));
    expect(threadOf(drop)).toHaveLength(1);
    await sandbox.as(bima).click(threadOf(drop)[0] ?? drop, 'files.keep');
    await sandbox.until(() => wordsOf(threadOf(drop).at(-1)).includes('Disimpan: 3 baru'));
    expect(wordsOf(threadOf(drop).at(-1))).toContain(`(<@${bima}>)`);
  });

  it('that the configuration names for files needs no mention; others are told by a message for them alone', async () => {
    const drop = sandbox.as(dito).upload('pengikut.csv', followers, umum);
    await sandbox.until(() => wordsOf(threadOf(drop).at(-1)).includes('files.keep'));
    const other = sandbox.as(ayu).upload('pengikut.csv', followers, umum);
    await sandbox.until(() => sandbox.ephemerals(umum, ayu).length === 1);
    expect(threadOf(other)).toEqual([]);
    await sandbox.as(ayu).click(threadOf(drop)[0] ?? drop, 'files.keep');
    await sandbox.until(() => sandbox.ephemerals(umum, ayu).length === 2);
    expect(await stored('followers_gained')).toEqual([]);
  });

  it('twice in one message, each is told for itself', async () => {
    const drop = sandbox.as(dito).upload('pengikut.csv', followers, umum);
    await sandbox.until(() => threadOf(drop).length === 1);
    const second = sandbox.as(dito).upload('alcance.csv', reach, umum, '', drop.ts);
    await sandbox.until(() => threadOf(drop).some((message) => wordsOf(message).includes('files.answer:0')));
    expect(second.thread).toBe(drop.ts);
  });
});

describe('a button', () => {
  it('pressed twice at once keeps once', async () => {
    sandbox.as(dito).upload('pengikut.csv', followers, dito);
    const preview = await said(dito, 'files.keep');
    sandbox.fault('files.info', { kind: 'hold', effect: 'after' });
    const before = sandbox.acknowledgements().length;
    await Promise.all([sandbox.as(dito).click(preview, 'files.keep'), sandbox.as(dito).click(preview, 'files.keep')]);
    expect(sandbox.acknowledgements().length - before).toBe(2);
    await sandbox.until(() => sandbox.held() === 1);
    sandbox.release();
    await said(dito, 'Disimpan: 3 baru');
    await sandbox
      .as(dito)
      .click(preview, 'files.keep')
      .catch(() => undefined);
    expect(sandbox.calls('files.info').length).toBe(2);
    expect(wordsOf(ofBot(dito).at(-1))).toContain('Disimpan: 3 baru');
  });

  it('on a file that is gone says so, and offers to try again', async () => {
    sandbox.as(dito).upload('pengikut.csv', followers, dito);
    const preview = await said(dito, 'files.keep');
    sandbox.fault('files.info', { kind: 'error', error: 'file_deleted' }, { kind: 'http', status: 503 });
    await sandbox.as(dito).click(preview, 'files.keep');
    const gone = await said(dito, 'sudah tidak ada di Slack');
    await sandbox.as(dito).click(gone, 'files.again');
    const away = await said(dito, 'tidak dapat diambil dari Slack');
    await sandbox.as(dito).click(away, 'files.again');
    await said(dito, 'files.keep');
    expect(await stored('followers_gained')).toEqual([]);
  });
});
