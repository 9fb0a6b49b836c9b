import { readFileSync } from 'node:fs';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { civilDate, periodOf } from '../../../connectors/contract/period.js';
import type { Message } from '../../../sandbox/slack/model.js';
import { platformSet } from '../../../src/domain/activation.js';
import { openInstallationPseudonyms } from '../../../src/pipeline/activations/people.js';
import { draft } from '../../contracts/advocacy-store.js';
import { ayu, bima, laporan } from '../../sandbox/rig.js';
import { type AdvocacyBot, startAdvocacyBot } from '../../support/advocacy-bot.js';
import { MARCH_FIRST } from '../../support/ministry.js';

const clara = 'U0MANAGER2';
const dito = 'U0EDITOR01';
const POST = 'https://www.instagram.com/p/C2abc/';
const QUARTER = periodOf('quarter', civilDate('2024-03-01'));
const STAFF_NUMBER = '198501012010011021';
const ROUNDED = '198501012010011000';
const FORM_NAME = 'Ayu Lestari Wulandari';

let bot: AdvocacyBot;
beforeEach(async () => {
  bot = await startAdvocacyBot();
});
afterEach(() => bot.stop());

const counted = async () => (await bot.place.store.advocacy.summary(QUARTER)).activations;
const log = async (user: string, platforms = ['whatsapp']): Promise<void> => {
  await bot.sandbox.as(user).command('/pantau catat', laporan);
  await bot.sandbox.until(() => bot.modal(user).includes('activation.save'));
  await bot.sandbox.as(user).submit({ kind: { kind: 'engagement' }, platforms: { platforms } });
  await bot.sandbox.until(() => /Tercatat|Recorded|tidak ada yang dicatat/.test(bot.modal(user)));
  await bot.sandbox.as(user).closeModal();
};
/** Everything that a person alone sees in the channel, as JSON. */
const alone = (user: string): string => JSON.stringify(bot.sandbox.ephemerals(laporan, user));
const page = async (user: string, line = '/pantau saya'): Promise<Message> => {
  await bot.asked(user, line, laporan);
  const last = bot.sandbox.ephemerals(laporan, user).at(-1);
  if (last === undefined) throw new Error('There is no page.');
  return last;
};
const press = async (user: string, message: Message, action: string, until: string): Promise<void> => {
  expect(await bot.sandbox.as(user).click(message, action)).toEqual({ ok: true });
  await bot.sandbox.until(() => alone(user).includes(until));
};
const direct = (user: string): string => JSON.stringify(bot.sandbox.messages(user));

describe('/pantau saya', () => {
  it("shows the person's own quarter and the latest activations, to that person alone, in a public channel", async () => {
    await bot.card(dito, { title: 'Infografik <Dana>', link: POST, campaign: 'Dana Desa' });
    const [card] = bot.sandbox.messages(laporan);
    if (!card) throw new Error('There is no card.');
    await bot.sandbox.as(ayu).click(card, 'activation.share');
    await bot.sees(ayu, 'activation.save');
    await bot.sandbox.as(ayu).submit({});
    await bot.sees(ayu, 'Tercatat');
    await bot.sandbox.as(ayu).closeModal();
    bot.later(30);
    await log(ayu, ['whatsapp', 'instagram']);
    await page(ayu);
    for (const words of [
      'Anda pada Triwulan I 2024: *2 aktivasi*, 3 sentuhan platform',
      'Membagikan konten yang disediakan: 1',
      'Platform: Instagram 2, WhatsApp 1',
      'Kampanye: Dana Desa 1',
      '1 Maret 2024 pukul 09.30 WIB: Menyukai',
      'Instagram, \\"Infografik &lt;Dana&gt;\\"',
      'Hanya Anda yang melihat ini. Ikut serta bersifat sukarela.',
    ])
      expect(alone(ayu)).toContain(words);
    expect(bot.sandbox.messages(laporan)).toHaveLength(1);
    for (const other of [bima, clara, dito]) expect(bot.sandbox.ephemerals(laporan, other)).toEqual([]);
    await page(bima);
    expect(alone(bima)).toContain('Belum ada aktivasi Anda');
    expect(alone(bima)).not.toContain('Infografik');
  });

  it('speaks English to whoever reads English, and undoes the latest activation', async () => {
    await log(clara);
    const mine = await page(clara, '/pantau me');
    expect(alone(clara)).toContain('You in Q1 2024: *1 activation*');
    await press(clara, mine, 'activation.undo', 'as if it had never been logged');
    expect(await counted()).toBe(0);
  });

  it('lets a person opt out and take part again; what is pressed twice is done once', async () => {
    await log(ayu);
    const mine = await page(ayu);
    await Promise.all([bot.sandbox.as(ayu).click(mine, 'self.opt-out'), bot.sandbox.as(ayu).click(mine, 'self.opt-out')]);
    await bot.sandbox.until(() => alone(ayu).includes('self.opt-in'));
    await bot.sandbox.as(ayu).command('/pantau catat', laporan);
    await bot.sees(ayu, 'Anda memilih untuk tidak ikut serta');
    await bot.sandbox.as(ayu).closeModal();
    expect(await counted()).toBe(1);
    const out = bot.sandbox.ephemerals(laporan, ayu).at(-1);
    if (out === undefined) throw new Error('There is no page.');
    await press(ayu, out, 'self.opt-in', 'Anda ikut serta lagi');
    bot.later(60 * 24 * 3);
    await log(ayu);
    expect(await counted()).toBe(2);
  });
});

describe("a person's whole data", () => {
  it('goes as a JSON file into their direct messages and nowhere else, once however often it is pressed', async () => {
    await log(ayu);
    await log(bima);
    const mine = await page(ayu);
    await Promise.all([bot.sandbox.as(ayu).click(mine, 'self.data'), bot.sandbox.as(ayu).click(mine, 'self.data')]);
    await bot.sandbox.until(() => alone(ayu).includes('sudah dikirim ke pesan langsung'));
    const [file, ...others] = bot.sandbox.files();
    expect(others).toEqual([]);
    expect(file).toMatchObject({ name: 'data-saya-2024-03-01.json' });
    expect(file?.channels).toEqual([bot.sandbox.messages(ayu).at(-1)?.channel]);
    const bytes = bot.sandbox.fileBytes(file?.id ?? '');
    const data: unknown = JSON.parse(Buffer.from(bytes ?? new Uint8Array()).toString());
    expect(data).toMatchObject({
      standing: 'taking-part',
      activations: [{ platforms: ['whatsapp'], kind: 'engagement' }],
      audit: [{ what: 'log' }, { what: 'export' }],
    });
    expect(bot.sandbox.messages(laporan)).toEqual([]);
    for (const other of [bima, clara]) expect(bot.sandbox.messages(other)).toEqual([]);
    expect(await bot.place.store.advocacy.auditLog(9, 'export')).toHaveLength(1);
  });

  it('is no file where nothing is kept', async () => {
    await press(ayu, await page(ayu), 'self.data', 'jadi tidak ada berkas');
    expect(bot.sandbox.files()).toEqual([]);
  });
});

describe('erasing oneself', () => {
  it('says what it did, keeps the counts, and nothing of that person is recorded any more', async () => {
    await log(ayu);
    const mine = await page(ayu);
    expect(JSON.stringify(mine.blocks)).toContain('Hapus data Anda?');
    await Promise.all([bot.sandbox.as(ayu).click(mine, 'self.erase'), bot.sandbox.as(ayu).click(mine, 'self.erase')]);
    await bot.sandbox.until(() => alone(ayu).includes('1 aktivasi tetap dihitung tanpa orang'));
    expect(await counted()).toBe(1);
    const { advocacy } = bot.place.store;
    const pseudonymiser = await openInstallationPseudonyms(advocacy, undefined);
    const own = pseudonymiser.hash({ scope: 'slack', value: ayu });
    expect(await advocacy.advocate(own)).toBeUndefined();
    expect(await advocacy.tombstones()).toEqual([own.hash]);
    expect((await advocacy.auditLog(9, 'forget')).map(({ who }) => who)).toEqual(['self']);
    await log(ayu);
    expect(await counted()).toBe(1);
    await page(ayu);
    expect(bot.sandbox.ephemerals(laporan, ayu).at(-1)).toMatchObject({ text: expect.stringContaining('tidak dikumpulkan lagi') });
    expect(alone(bima)).toBe('[]');
  });
});

describe('linking a staff number', () => {
  const ask = async (value: string, kind = 'staff', who = 'manager-1') => {
    const mine = await page(ayu);
    await bot.sandbox.as(ayu).click(mine, 'self.link');
    await bot.sees(ayu, 'self.link-ask');
    return bot.sandbox.as(ayu).submit({ 'link-kind': { 'link-kind': kind }, 'link-name': { 'link-name': value }, 'link-who': { 'link-who': who } });
  };
  const request = (user: string): Message => {
    const found = bot.sandbox.messages(user).at(-1);
    if (found === undefined) throw new Error('There is no request.');
    return found;
  };
  const asked = async (value: string, kind = 'staff'): Promise<Message> => {
    expect(await ask(value, kind)).toEqual({ ok: true });
    await bot.sees(ayu, 'sudah dikirim ke Pak Bima');
    return request(bima);
  };
  /** The same act as the Slack one of the person, told by a form under the staff number, and one more. */
  const byForm = async (value = STAFF_NUMBER, scope: 'staff' | 'form' = 'staff'): Promise<void> => {
    const pseudonymiser = await openInstallationPseudonyms(bot.place.store.advocacy, undefined);
    const name = pseudonymiser.hash({ scope, value });
    await bot.place.store.advocacy.log(draft(name, '2024-02-01', { platforms: platformSet(['x']), links: ['x:1'] }), 'form', MARCH_FIRST);
  };

  it('is only asked by the person; a manager sees it masked and confirms, both are told, and they are one person', async () => {
    await byForm();
    await log(ayu);
    expect((await bot.place.store.advocacy.summary(QUARTER)).people.atMost).toBe(2);
    const message = await asked(STAFF_NUMBER);
    expect(direct(bima)).toContain('••••••••••••••1021');
    const pressed = () => bot.sandbox.as(bima).click(message, 'self.link-confirm');
    await Promise.all([pressed(), pressed()]);
    await bot.sandbox.until(() => direct(ayu).includes('Terhubung'));
    await bot.sandbox.until(() => direct(bima).includes('Terhubung'));
    expect(direct(bima)).toContain('1 aktivasi digabungkan');
    expect(direct(bima)).not.toContain('1021');
    expect(bot.sandbox.messages(ayu)).toHaveLength(1);
    expect((await bot.place.store.advocacy.summary(QUARTER)).people).toEqual({ atLeast: 1, atMost: 1 });
    const trail = (await bot.place.store.advocacy.auditLog(3)).map(({ who, what }) => [who, what]);
    expect(trail.slice(0, 2)).toEqual([
      ['manager-1', 'link'],
      ['manager-1', 'link-confirm'],
    ]);
  });

  it('is declined once and for all', async () => {
    await byForm();
    const message = await asked(STAFF_NUMBER);
    await bot.sandbox.as(bima).click(message, 'self.link-decline');
    await bot.sandbox.until(() => direct(ayu).includes('Ditolak'));
    await bot.sandbox.until(() => direct(bima).includes('Ditolak'));
    expect((await bot.place.store.advocacy.auditLog(1))[0]).toMatchObject({ who: 'manager-1', what: 'link-decline' });
    expect(await bot.place.store.advocacy.auditLog(9, 'link')).toEqual([]);
  });

  it('is refused to a manager who is none any more', async () => {
    await byForm();
    const message = await asked(STAFF_NUMBER);
    await bot.demote('manager-1');
    const before = bot.sandbox.ephemerals(bima, bima).length;
    await bot.sandbox.as(bima).click(message, 'self.link-confirm');
    await bot.sandbox.until(() => bot.sandbox.ephemerals(bima, bima).length > before);
    expect(JSON.stringify(bot.sandbox.ephemerals(bima, bima))).toContain('Hanya manajer dan pemilik');
    expect(await bot.place.store.advocacy.auditLog(9, 'link')).toEqual([]);
    expect(bot.sandbox.messages(ayu)).toEqual([]);
  });

  it.each([
    [ROUNDED, 'dibulatkan oleh lembar kerja'],
    ['1,98501E+17', 'dibulatkan oleh lembar kerja'],
    [' . ', 'paling sedikit tiga'],
  ])('is refused in the form where it says %j', async (value, words) => {
    expect(JSON.stringify(await ask(value))).toContain(words);
    expect(bot.sandbox.messages(bima)).toEqual([]);
    expect(await bot.place.store.advocacy.auditLog(9, 'link-ask')).toEqual([]);
  });

  it('says so where nobody of either name is known yet', async () => {
    const message = await asked(STAFF_NUMBER);
    await bot.sandbox.as(bima).click(message, 'self.link-confirm');
    await bot.sandbox.until(() => direct(ayu).includes('Tidak terhubung'));
  });

  it('is offered by nobody to decide on their own', async () => {
    const mine = await page(bima);
    await bot.sandbox.as(bima).click(mine, 'self.link');
    await bot.sees(bima, 'self.link-ask');
    expect(bot.modal(bima)).not.toContain('manager-1');
    expect(bot.modal(bima)).toContain('manager-2');
  });

  it('leaves no name and no staff number in channels, in the log and in the store', async () => {
    await byForm();
    await byForm(FORM_NAME, 'form');
    await log(ayu);
    for (const [value, kind] of [
      [STAFF_NUMBER, 'staff'],
      [FORM_NAME, 'form'],
    ] as const) {
      const message = await asked(value, kind);
      expect(JSON.stringify(message)).not.toContain(value);
      await bot.sandbox.as(bima).click(message, 'self.link-confirm');
      await bot.sandbox.until(() => bot.sandbox.messages(ayu).length === (kind === 'staff' ? 1 : 2));
      await bot.sandbox.as(ayu).closeModal();
    }
    await press(ayu, await page(ayu), 'self.data', 'sudah dikirim');
    const { path } = bot.place;
    const kept = [path, `${path}-wal`].map((file) => readFileSync(file, 'latin1')).join('');
    // what is in the rows is found in the bytes
    expect(kept).toContain('link-confirm');
    const sentToSlack = JSON.stringify(bot.sandbox.calls().filter(({ method }) => method !== 'auth.test'));
    for (const trace of [STAFF_NUMBER, FORM_NAME, FORM_NAME.toLowerCase(), 'Mbak Ayu']) {
      expect(kept, trace).not.toContain(trace);
      expect(bot.logged.join('\n'), trace).not.toContain(trace);
      expect(sentToSlack, trace).not.toContain(trace);
    }
    expect(kept).not.toContain(ayu);
    expect(bot.logged.join('\n')).not.toContain(ayu);
    expect(bot.sandbox.messages(laporan)).toEqual([]);
  });
});
