import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { civilDate, periodOf } from '../../../connectors/contract/period.js';
import type { Message } from '../../../sandbox/slack/model.js';
import { ayu, bima, laporan } from '../../sandbox/rig.js';
import { type AdvocacyBot, enteredCard, startAdvocacyBot } from '../../support/advocacy-bot.js';
import { MARCH_FIRST } from '../../support/ministry.js';

const clara = 'U0MANAGER2';
const dito = 'U0EDITOR01';
const ENGLISH = 'C0ENGLISH1';
const POST = 'https://www.instagram.com/p/C2abc/';
const QUARTER = periodOf('quarter', civilDate('2024-03-01'));

let bot: AdvocacyBot;
beforeEach(async () => {
  bot = await startAdvocacyBot();
});
afterEach(() => bot.stop());

const counted = async () => (await bot.place.store.advocacy.summary(QUARTER)).activations;
const cardIn = (channel: string): Message => {
  const [card] = bot.sandbox.messages(channel).filter(({ blocks }) => JSON.stringify(blocks).includes('activation.share'));
  if (!card) throw new Error('There is no card.');
  return card;
};
const press = async (user: string, channel = laporan): Promise<void> => {
  expect(await bot.sandbox.as(user).click(cardIn(channel), 'activation.share')).toEqual({ ok: true });
  await bot.sandbox.until(() => bot.modal(user).includes('activation.save'));
};
const submit = (user: string, entered: Parameters<ReturnType<typeof bot.sandbox.as>['submit']>[0] = {}) => bot.sandbox.as(user).submit(entered);

describe('a content card', () => {
  it('is made by an editor and stands in its channel with a button, in the language of the channel', async () => {
    await bot.card(dito, {
      title: 'Infografik Dana Desa',
      link: POST,
      caption: 'Dana Desa & kita <bersama>',
      deadline: '2024-03-05',
      campaign: 'Dana Desa',
    });
    const words = JSON.stringify(cardIn(laporan));
    for (const part of [
      'Infografik Dana Desa',
      POST,
      'Dana Desa &amp; kita &lt;bersama&gt;',
      'Batas waktu 5 Maret 2024',
      'Kampanye Dana Desa',
      'Saya sudah membagikan',
    ])
      expect(words).toContain(part);
    await bot.card(clara, { title: 'Village funds', channel: 'english' });
    expect(JSON.stringify(cardIn(ENGLISH))).toContain('I shared it');
    const [item] = await bot.place.store.advocacy.listContent('dana-desa');
    expect(item).toMatchObject({ title: 'Infografik Dana Desa', link: POST, deadline: '2024-03-05' });
    expect(await bot.place.store.advocacy.listCampaigns()).toEqual([
      { id: 'dana-desa', label: 'Dana Desa', from: '2024-03-01', until: '2024-03-05' },
    ]);
    expect((await bot.place.store.advocacy.auditLog(9)).map(({ who, what }) => [who, what])).toEqual([
      ['manager-2', 'content'],
      ['editor', 'content'],
      ['editor', 'campaign'],
    ]);
  });

  it('is posted once, though it is asked for twice and the first answer was lost', async () => {
    bot.sandbox.fault('chat.postMessage', { kind: 'error', error: 'restricted_action' });
    await bot.sandbox.as(dito).command('/pantau konten', laporan);
    await bot.sandbox.until(() => bot.sandbox.modal(dito) !== undefined);
    await submit(dito, enteredCard({ title: 'Infografik' }));
    await bot.sees(dito, 'Kartu tidak terkirim');
    await bot.sandbox.as(dito).closeModal();
    await bot.card(dito, { title: 'Infografik' });
    await bot.sandbox.as(bima).command('/pantau konten', laporan);
    await bot.sandbox.until(() => bot.sandbox.modal(bima) !== undefined);
    await submit(bima, enteredCard({ title: 'Infografik', caption: 'lain' }));
    await bot.sees(bima, 'sudah ada di');
    expect(bot.sandbox.messages(laporan).filter(({ text }) => text.includes('Infografik'))).toHaveLength(1);
    expect(JSON.stringify(bot.sandbox.messages('U0OWNER001'))).toContain('Kartu konten infografik-');
  });

  it('whose posting was broken off is finished by the next start, once', async () => {
    const { store } = bot.place;
    const item = { id: 'infografik-1', title: 'Infografik', link: undefined, caption: undefined, campaign: undefined, deadline: undefined };
    await store.advocacy.saveContent(item, { who: 'editor', at: MARCH_FIRST });
    const row = {
      key: `content:${item.id}>${laporan}`,
      slot: `content:${item.id}`,
      channel: laporan,
      startedAt: undefined,
      message: undefined,
      error: undefined,
    };
    await store.saveDelivery({ ...row, state: 'queued', attempts: 0 });
    await bot.restart();
    await bot.sandbox.until(() => bot.sandbox.messages(laporan).length > 0);
    expect(JSON.stringify(cardIn(laporan))).toContain('Infografik');
    // What a start began has ended before the next one.
    await bot.restart();
    await bot.restart();
    expect(bot.sandbox.messages(laporan)).toHaveLength(1);
  });

  it('is refused to a member, also when the role changed while the form was open', async () => {
    expect(await bot.asked(ayu, '/pantau konten', laporan)).toContain('diperlukan peran editor; peran Anda anggota');
    expect(bot.sandbox.modal(ayu)).toBeUndefined();
    await bot.sandbox.as(dito).command('/pantau konten', laporan);
    await bot.sandbox.until(() => bot.sandbox.modal(dito) !== undefined);
    await bot.demote('editor');
    await submit(dito, enteredCard({ title: 'Infografik' }));
    await bot.sees(dito, 'peran Anda anggota');
    expect(bot.sandbox.messages(laporan)).toEqual([]);
  });

  it('says in the form what is wrong with it', async () => {
    await bot.sandbox.as(dito).command('/pantau content', laporan);
    await bot.sandbox.until(() => bot.sandbox.modal(dito) !== undefined);
    const outcome = await submit(dito, enteredCard({ title: '  ', link: 'bukan tautan', deadline: '2024-02-29' }));
    expect(outcome).toMatchObject({
      errors: { title: 'Isi bagian ini.', link: 'Ini bukan tautan: mulailah dengan https://', deadline: 'Batas waktu ini sudah lewat.' },
    });
  });
});

describe('telling an activation', () => {
  it('takes one press on the card and one on save, and adds one to the tally, the campaign and the quarter', async () => {
    await bot.card(dito, { title: 'Infografik', link: POST, campaign: 'Dana Desa' });
    await press(ayu);
    expect(bot.modal(ayu)).toContain('Ikut serta bersifat sukarela');
    expect(await submit(ayu)).toEqual({ ok: true });
    await bot.sees(ayu, 'Tercatat, terima kasih');
    for (const words of [
      '*1 aktivasi*',
      'Kampanye Dana Desa: 1 aktivasi',
      'Triwulan I 2024: 1 aktivasi',
      'Hanya Anda yang melihat',
      'sampai 1 Maret 2024 pukul 09.15 WIB',
    ])
      expect(bot.modal(ayu)).toContain(words);
    const [activation] = await bot.place.store.advocacy.groups('campaign', QUARTER);
    expect(activation).toEqual({ name: 'dana-desa', people: 1, activations: 1 });
    await press(bima);
    await submit(bima);
    await bot.sees(bima, 'Kampanye Dana Desa: 2 aktivasi');
    expect(bot.modal(bima)).toContain('*1 aktivasi*');
  });

  it('of the same again is refused kindly and says which one is kept; a further platform only adds a touch', async () => {
    await bot.card(dito, { title: 'Infografik', link: POST });
    await press(ayu);
    await submit(ayu);
    await bot.sees(ayu, 'Tercatat');
    bot.later(60);
    await press(ayu);
    await submit(ayu);
    await bot.sees(ayu, 'sudah tercatat, jadi tidak dihitung dua kali');
    expect(bot.modal(ayu)).toContain('Membagikan konten yang disediakan, Instagram, 1 Maret 2024 pukul 09.00 WIB');
    expect(bot.modal(ayu)).not.toContain('activation.undo');
    await press(ayu);
    await submit(ayu, { platforms: { platforms: ['instagram', 'whatsapp'] } });
    await bot.sees(ayu, 'WhatsApp ditambahkan');
    expect(bot.modal(ayu)).toContain('*1 aktivasi*, 2 sentuhan platform');
    expect(await counted()).toBe(1);
  });

  it('can be undone for 15 minutes, by the one who told it, and told again', async () => {
    await bot.card(dito, { title: 'Infografik', link: POST });
    await press(ayu);
    await submit(ayu);
    await bot.sees(ayu, 'activation.undo');
    bot.later(15);
    await bot.sandbox.as(ayu).clickInModal('activation.undo');
    await bot.sees(ayu, 'ditarik kembali, seolah-olah');
    expect(bot.modal(ayu)).toContain('*0 aktivasi*');
    expect(await counted()).toBe(0);
    await press(ayu);
    await submit(ayu);
    await bot.sees(ayu, 'Tercatat');
    bot.later(16);
    await bot.sandbox.as(ayu).clickInModal('activation.undo');
    await bot.sees(ayu, 'tidak dapat diurungkan lagi');
    expect(await counted()).toBe(1);
  });

  it('of a further platform can be undone for 15 minutes too, though the activation is older', async () => {
    await bot.card(dito, { title: 'Infografik', link: POST });
    await press(ayu);
    await submit(ayu);
    await bot.sees(ayu, 'Tercatat');
    const addWhatsApp = async (): Promise<void> => {
      await press(ayu);
      await submit(ayu, { platforms: { platforms: ['instagram', 'whatsapp'] } });
      await bot.sees(ayu, 'WhatsApp ditambahkan');
    };
    bot.later(60);
    await addWhatsApp();
    expect(bot.modal(ayu)).toContain('Dapat diurungkan sampai 1 Maret 2024 pukul 10.15 WIB');
    await bot.sandbox.as(ayu).clickInModal('activation.undo-touch');
    await bot.sees(ayu, 'ditarik kembali; aktivasinya sendiri tetap tercatat');
    expect(bot.modal(ayu)).toContain('*1 aktivasi*, 1 sentuhan platform');
    await addWhatsApp();
    bot.later(16);
    await bot.sandbox.as(ayu).clickInModal('activation.undo-touch');
    await bot.sees(ayu, 'tidak dapat diurungkan lagi');
    expect(bot.modal(ayu)).toContain('*1 aktivasi*, 2 sentuhan platform');
  });

  it('begins with a global shortcut or a command too, in the language of the person', async () => {
    await bot.card(dito, { title: 'Infografik', deadline: '2024-03-01' });
    expect(await bot.sandbox.as(clara).shortcut('activation.log')).toEqual({ ok: true });
    await bot.sees(clara, 'Log an activation');
    await submit(clara, { platforms: { platforms: ['whatsapp'] }, content: { content: 'x' } });
    await bot.sees(clara, 'Recorded, thank you');
    bot.later(24 * 60);
    await bot.sandbox.as(ayu).command('/pantau catat', laporan);
    await bot.sees(ayu, 'Catat aktivasi');
    // its deadline has passed
    expect(bot.modal(ayu)).not.toContain('Infografik');
    await submit(ayu, { kind: { kind: 'engagement' }, platforms: { platforms: ['instagram'] } });
    await bot.sees(ayu, 'Menyukai, mengomentari, atau meneruskan: Instagram');
    expect(await counted()).toBe(2);
  });

  it.each([
    [{ platforms: { platforms: [] } }, { platforms: 'Pilih paling sedikit satu tempat.' }],
    [{ platforms: { platforms: ['x', 'tiktok', 'whatsapp'] } }, { links: 'Tempelkan tautan kiriman di X, TikTok.' }],
    [
      { links: { links: 'https://instagram.com/ditjenpk' } },
      { links: '"https://instagram.com/ditjenpk" membuka profil, bukan kiriman. Salin tautan kirimannya.' },
    ],
    [{ links: { links: 'sudah kak' } }, { links: '"sudah kak" bukan tautan.' }],
  ])('is refused in the form with %j', async (entered, errors) => {
    await bot.sandbox.as(ayu).command('/pantau log', laporan);
    await bot.sees(ayu, 'activation.save');
    expect(await submit(ayu, entered)).toMatchObject({ ok: false, errors });
    // put right in the same form
    await submit(ayu, { platforms: { platforms: ['x'] }, links: { links: 'https://x.com/DitjenPK/status/1760123?s=20' } });
    await bot.sees(ayu, 'Tercatat');
    expect(await counted()).toBe(1);
  });

  it('says in English what is wrong', async () => {
    await bot.sandbox.as(clara).shortcut('activation.log');
    await bot.sees(clara, 'activation.save');
    expect(await submit(clara, { platforms: { platforms: ['x'] } })).toMatchObject({ errors: { links: 'Paste the link of the post on X.' } });
  });

  it('reaches one who closed the form meanwhile, and nobody else', async () => {
    await bot.card(dito, { title: 'Infografik', link: POST });
    await press(ayu);
    bot.sandbox.fault('views.update', { kind: 'error', error: 'not_found' });
    await submit(ayu);
    await bot.sandbox.until(() => bot.sandbox.ephemerals(laporan, ayu).length === 1);
    const [alone] = bot.sandbox.ephemerals(laporan, ayu);
    if (!alone) throw new Error('nothing was said');
    expect(JSON.stringify(alone)).toContain('*1 aktivasi*');
    await bot.sandbox.as(ayu).click(alone, 'activation.undo');
    await bot.sandbox.until(() => JSON.stringify(bot.sandbox.ephemerals(laporan, ayu)).includes('seolah-olah'));
    expect(await counted()).toBe(0);
    expect(bot.sandbox.ephemerals(laporan, bima)).toEqual([]);
  });

  it('leaves nothing personal in the channel, in the log and in the store', async () => {
    await bot.card(dito, { title: 'Infografik', link: POST });
    await press(ayu);
    await submit(ayu);
    await bot.sees(ayu, 'Tercatat');
    expect(bot.sandbox.messages(laporan)).toHaveLength(1);
    expect(bot.logged.join('\n')).not.toContain(ayu);
    const [first] = await bot.place.store.advocacy.auditLog(1, 'log');
    expect(JSON.stringify(first ?? {})).not.toContain(ayu);
  });
});
