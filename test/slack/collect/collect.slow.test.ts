import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { fieldName } from '../../../src/pipeline/handed/answers.js';
import { readHeld } from '../../../src/pipeline/handed/held.js';
import { ayu, bima, laporan } from '../../sandbox/rig.js';
import { type AdvocacyBot, startAdvocacyBot } from '../../support/advocacy-bot.js';
import { collectingConfig, nearlyAll } from '../../support/collecting.js';
import { FEBRUARY, MARCH_FIRST } from '../../support/ministry.js';

const dito = 'U0EDITOR01';
const clara = 'U0MANAGER2';
const PHONE = 'contact_centre/tickets/channel=phone';

let bot: AdvocacyBot;
beforeEach(async () => {
  bot = await startAdvocacyBot(nearlyAll, collectingConfig());
});
afterEach(() => bot.stop());

const held = async (key: string) => (await readHeld({ config: collectingConfig(), store: bot.place.store, now: MARCH_FIRST }, FEBRUARY)).get(key);
const field = (key: string, text: string) => ({ [`field:${fieldName(key)}`]: { typed: text } });
const board = async (user: string, line = '/pantau kumpul') => {
  const shown = await bot.asked(user, line, laporan);
  const message = bot.sandbox.ephemerals(laporan, user).at(-1);
  if (!message) throw new Error('There is no board.');
  return { shown, message };
};
/** Opens a page by the choice below the board. */
const open = async (user: string, page: string, line = '/pantau kumpul') => {
  const { message } = await board(user, line);
  await bot.sandbox.as(user).click(message, 'collect.change', `2024-02 ${page}`);
  await bot.sees(user, 'collect.save');
};
const submit = (user: string, entered: Parameters<ReturnType<AdvocacyBot['sandbox']['as']>['submit']>[0]) => bot.sandbox.as(user).submit(entered);
/** The blocks of the questions in the modal on top, with the values of their options by their words. */
const questions = (
  user: string,
): readonly { readonly block: string; readonly text: string; readonly options: Readonly<Record<string, string>> }[] => {
  const view: { blocks?: { block_id?: string; label?: { text: string }; element?: { options?: { text: { text: string }; value: string }[] } }[] } =
    JSON.parse(bot.modal(user) || '{}');
  return (view.blocks ?? [])
    .filter(({ block_id: id }) => id?.startsWith('question:'))
    .map(({ block_id: block = '', label, element }) => ({
      block,
      text: label?.text ?? '',
      options: Object.fromEntries((element?.options ?? []).map(({ text, value }) => [text.text, value])),
    }));
};
const answered = (user: string, word: string) =>
  Object.fromEntries(questions(user).map(({ block, options }) => [block, { answer: options[word] ?? Object.values(options)[0] ?? '' }]));
const CONTACT = 'editor/contact_centre/1';

describe('what was handed in', () => {
  it('is counted, and what is missing stands there with its owner, last month and the due day; the editor sees everything', async () => {
    const { shown } = await board(dito);
    for (const words of [
      'Pengumpulan angka Februari 2024',
      '64 dari 69 diterima',
      'Mas Dito',
      'Tiket konsultasi, Telepon (Januari: 63): jatuh tempo 4 Maret 2024',
      'Permohonan',
      '(Januari: 17)',
      'Pak Bima',
      'Mbak Ayu',
      'Isi angka',
      'Tempel teks',
    ])
      expect(shown).toContain(words);
  });

  it('is shown to an owner as far as it is theirs', async () => {
    const { shown } = await board(ayu);
    expect(shown).toContain('Mbak Ayu');
    expect(shown).not.toContain('Telepon');
    expect(shown).toContain('Sudah diterima: ');
    expect((await board(clara, '/pantau collect february')).shown).toContain('64 of 69 received');
  });

  it('names what is overdue first', async () => {
    bot.later(4 * 24 * 60);
    const { shown } = await board(dito);
    expect(shown).toContain('terlambat 1 hari kerja');
    expect(shown).toContain('2 terlambat');
    expect(shown.indexOf('Mas Dito')).toBeLessThan(shown.indexOf('Pak Bima'));
  });

  it('of another month is asked for by its name; what is no month is said', async () => {
    expect((await board(dito, '/pantau kumpul jan')).shown).toContain('Pengumpulan angka Januari 2024');
    expect(await bot.asked(dito, '/pantau kumpul besok', laporan)).toContain('bukan nama bulan');
  });
});

describe('an owner who owes something on a day of reminding', () => {
  it('is asked by a direct message, which opens the form and counts what was saved', async () => {
    const said = (): string => JSON.stringify(bot.sandbox.messages(dito));
    await bot.sandbox.until(() => said().includes('Halo Mas Dito'));
    expect(JSON.stringify(bot.sandbox.messages(bima))).not.toContain('Halo');
    const message = bot.sandbox.messages(dito).find((one) => JSON.stringify(one).includes('Halo Mas Dito'));
    if (!message) throw new Error('Nobody was asked.');
    expect(said()).toContain('28 dari 30 diterima');
    await bot.sandbox.as(dito).click(message, 'collect.fill');
    await bot.sees(dito, 'Januari: 63');
    await submit(dito, field(PHONE, '46'));
    await bot.sees(dito, 'Tersimpan.');
    // The whole is the sum of its channels once none of them is missing.
    await bot.sandbox.until(() => said().includes('30 dari 30 diterima'));
    expect(said()).toContain('Semua sudah diterima. Terima kasih!');
    await bot.sandbox.as(dito).clickInModal('collect.undo');
    await bot.sandbox.until(() => said().includes('28 dari 30 diterima'));
    await bot.restart();
    expect(bot.sandbox.messages(dito).filter((one) => JSON.stringify(one).includes('Halo Mas Dito'))).toHaveLength(1);
  });
});

describe('the form', () => {
  it('shows the month before, keeps a figure as its writer typed it, tells it back, and undoes it', async () => {
    await open(dito, CONTACT);
    expect(bot.modal(dito)).toContain('Januari: 63');
    expect(await submit(dito, { ...field(PHONE, '46'), note: { note: 'dari rekap harian' } })).toEqual({ ok: true });
    await bot.sees(dito, 'Tiket konsultasi, Telepon, Februari 2024: 46 (Januari: 63)');
    expect(await held(PHONE)).toEqual({ kind: 'value', value: 46 });
    const series = { subject: 'contact_centre', metric: 'tickets', dimensions: { channel: 'phone' }, grain: 'month' } as const;
    const [row] = await bot.place.store.readSeries({ ...series, window: FEBRUARY });
    expect(row).toMatchObject({ quality: 'typed', precision: 'exact', note: 'dari rekap harian' });
    expect(await bot.place.store.origin(row?.origin ?? '')).toMatchObject({ name: 'editor', detail: 'modal' });
    await bot.sandbox.until(() => JSON.stringify(bot.sandbox.messages(dito)).includes('46 (Januari: 63)'));
    await bot.sandbox.as(dito).clickInModal('collect.undo');
    await bot.sees(dito, '1 angka tidak ada lagi');
    expect(await held(PHONE)).toBeUndefined();
  });

  it('takes "about" and "no data"', async () => {
    await open(dito, CONTACT);
    const out = 'contact_centre/tickets';
    await submit(dito, { ...field(out, 'sekitar 967'), none: { none: [fieldName(PHONE)] } });
    await bot.sees(dito, 'Tersimpan.');
    expect(bot.modal(dito)).toContain('sekitar 967');
    expect(bot.modal(dito)).toContain('Telepon, Februari 2024: tidak ada data');
    expect(await held(PHONE)).toEqual({ kind: 'declined' });
  });

  it('says at its field what is no number, and keeps nothing', async () => {
    await open(dito, CONTACT);
    expect(await submit(dito, field(PHONE, 'banyak'))).toMatchObject({
      ok: false,
      errors: { [`field:${fieldName(PHONE)}`]: expect.stringContaining('Tulis angka saja') },
    });
    expect(await held(PHONE)).toBeUndefined();
  });

  it('asks before it keeps ten times the month before, and leaves it out where that is wrong', async () => {
    await open(dito, CONTACT);
    await submit(dito, field(PHONE, '630'));
    await bot.sees(dito, '630, padahal bulan sebelumnya 63');
    expect(await held(PHONE)).toBeUndefined();
    await submit(dito, answered(dito, 'Tidak, lewati'));
    await bot.sees(dito, 'Tidak ada yang disimpan');
    expect(await held(PHONE)).toBeUndefined();
  });

  it('asks which number an unclear separator means, and where a sum stops reconciling', async () => {
    await open(bima, 'manager-1/ppid/1');
    await submit(bima, field('ppid/requests', '1,2'));
    await bot.sees(bima, 'belum pasti dibaca');
    await bot.sandbox.as(bima).closeModal();
    await open(dito, CONTACT);
    await submit(dito, { ...field(PHONE, '46'), ...field('contact_centre/tickets', '960') });
    await bot.sees(dito, 'Jumlah bagian 967 tidak sama dengan');
    await submit(dito, answered(dito, 'Ya, simpan'));
    await bot.sees(dito, 'Tersimpan.');
    expect(await held(PHONE)).toEqual({ kind: 'value', value: 46 });
  });

  it('says plainly where a file counts instead of what was typed', async () => {
    await open(dito, CONTACT);
    await submit(dito, field('contact_centre/tickets/channel=email', '140'));
    await bot.sees(dito, 'Tersimpan.');
    expect(bot.modal(dito)).toContain('yang dipakai tetap 131 dari \\"laporan\\"; angka Anda disimpan di sampingnya');
    expect(await held('contact_centre/tickets/channel=email')).toEqual({ kind: 'value', value: 131 });
  });

  it('takes a list, a line each, and says which line it can not read', async () => {
    const list = 'list:visit';
    const count = async () => (await bot.place.store.readEntries('visit', FEBRUARY)).length;
    const before = await count();
    await open(bima, list);
    expect(bot.modal(bima)).toContain('tanggal | wilayah | judul | jumlah tamu');
    expect(await submit(bima, field(list, '5 Feb | Kota Bitung | Konsultasi DAU | 4\nsesuatu'))).toMatchObject({
      ok: false,
      errors: { [`field:${fieldName(list)}`]: 'Baris 2 tidak terbaca: "sesuatu".' },
    });
    await submit(bima, field(list, '5 Feb | Kota Bitung | Konsultasi DAU | 4'));
    await bot.sees(bima, 'Daftar konsultasi tatap muka: 1 entri');
    expect(await count()).toBe(before + 1);
  });

  it('is refused to whom it is not owed by, who had the role when it was opened', async () => {
    await open(bima, CONTACT);
    await bot.demote('manager-1');
    await submit(bima, field(PHONE, '46'));
    await bot.sees(bima, 'Angka ini bukan tugas Anda');
    expect(await held(PHONE)).toBeUndefined();
  });

  it('leads on to the next page of which something is missing', async () => {
    await open(bima, 'manager-1/ppid/1');
    await submit(bima, field('ppid/requests', '12'));
    await bot.sees(bima, 'Lanjut: Email Lapor');
    await bot.sandbox.as(bima).clickInModal('collect.fill');
    await bot.sees(bima, 'Januari: 198');
  });
});

describe('the paste box', () => {
  const paste = async (user: string, text: string, line = '/pantau tempel') => {
    await bot.sandbox.as(user).command(line, laporan);
    await bot.sees(user, 'collect.keep');
    await submit(user, { text: { text } });
  };

  it('shows what it understood and what not before it keeps anything; then it is undone', async () => {
    await paste(dito, 'Telp 46, ppid 12\nhalo semuanya 99');
    await bot.sees(dito, 'Yang terbaca');
    expect(bot.modal(dito)).toContain('Telepon, Februari 2024: 46 (Januari: 63)');
    expect(await held(PHONE)).toBeUndefined();
    await submit(dito, { text: { text: 'Telp 46, ppid 12\nhalo semuanya 99' }, ...answered(dito, 'Tidak, lewati') });
    await bot.sees(dito, 'Tersimpan.');
    expect([await held(PHONE), await held('ppid/requests')]).toEqual([
      { kind: 'value', value: 46 },
      { kind: 'value', value: 12 },
    ]);
    await bot.sandbox.as(dito).clickInModal('collect.undo');
    await bot.sees(dito, '2 angka tidak ada lagi');
    expect(await held(PHONE)).toBeUndefined();
  });

  it('lets a figure count that its writer said replaces what a file holds, and undoes that too', async () => {
    const EMAIL = 'contact_centre/tickets/channel=email';
    await paste(dito, 'email call center 140');
    await bot.sees(dito, 'sudah tersimpan 131. Ganti dengan 140?');
    await submit(dito, { text: { text: 'email call center 140' }, ...answered(dito, 'Ya, simpan') });
    await bot.sees(dito, 'Tersimpan.');
    expect(bot.modal(dito)).not.toContain('yang dipakai tetap');
    expect(await held(EMAIL)).toEqual({ kind: 'value', value: 140 });
    await bot.sandbox.as(dito).clickInModal('collect.undo');
    await bot.sandbox.until(() => !bot.modal(dito).includes('Tersimpan.'));
    expect(await held(EMAIL)).toEqual({ kind: 'value', value: 131 });
  });

  it('reads a text that was changed anew instead of keeping it', async () => {
    await paste(dito, 'Telp 46');
    await bot.sees(dito, 'Yang terbaca');
    await submit(dito, { text: { text: 'Telp 64' } });
    await bot.sees(dito, 'Telepon, Februari 2024: 64');
    expect(await held(PHONE)).toBeUndefined();
  });

  it('asks by choices, in English too', async () => {
    await paste(clara, 'phone 630', '/pantau paste feb');
    await bot.sees(clara, 'where the month before had 63');
    expect(questions(clara)[0]?.options).toHaveProperty('Yes, keep it');
    await submit(clara, { text: { text: 'phone 630' }, ...answered(clara, 'Yes, keep it') });
    await bot.sees(clara, 'Saved.');
    expect(await held(PHONE)).toEqual({ kind: 'value', value: 630 });
  });

  it("names what is not the writer's own, and keeps the rest", async () => {
    await paste(ayu, 'Telp 46\npengunjung web 118.069');
    await bot.sees(ayu, 'Bukan tugas Anda');
    await submit(ayu, { text: { text: 'Telp 46\npengunjung web 118.069' }, ...answered(ayu, 'Ya, simpan') });
    await bot.sees(ayu, 'Tersimpan.');
    expect([await held(PHONE), await held('website/visitors')]).toEqual([undefined, { kind: 'value', value: 118_069 }]);
  });

  it('is offered where a direct message reads as figures, and not where it asks something', async () => {
    const said = () => JSON.stringify(bot.sandbox.messages(dito));
    bot.sandbox.as(dito).say(dito, 'Telp 46 & email lapor 432');
    await bot.sandbox.until(() => said().includes('Periksa dan simpan'));
    const offer = bot.sandbox.messages(dito).find((message) => JSON.stringify(message).includes('Periksa dan simpan'));
    if (!offer) throw new Error('There is no offer.');
    await bot.sandbox.as(dito).click(offer, 'collect.paste');
    await bot.sees(dito, 'Telepon, Februari 2024: 46');
    const before = bot.sandbox.messages(dito).length;
    bot.sandbox.as(dito).say(dito, 'berapa tiket februari 2024');
    await bot.sandbox.until(() => bot.sandbox.messages(dito).length > before + 1);
    expect(JSON.stringify(bot.sandbox.messages(dito).slice(before))).not.toContain('collect.paste');
  });
});
