import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { ayu, bima, laporan } from '../../sandbox/rig.js';
import { type AdvocacyBot, startAdvocacyBot } from '../../support/advocacy-bot.js';
import { demoStore } from '../../support/demo-store.js';
import { MARCH_FIRST } from '../../support/ministry.js';

const clara = 'U0MANAGER2';

let bot: AdvocacyBot;
beforeEach(async () => {
  bot = await startAdvocacyBot(demoStore);
});
afterEach(() => bot.stop());

/** What is chosen and typed in the form; what is left out stays as the form offers it. */
const entered = (fields: Readonly<Record<string, string>>) =>
  Object.fromEntries(Object.entries(fields).map(([name, value]) => [name, { [name]: value }]));
const submit = (user: string, fields: Readonly<Record<string, string>>) => bot.sandbox.as(user).submit(entered(fields));
const open = async (user: string, line = '/pantau target set'): Promise<void> => {
  await bot.sandbox.as(user).command(line, laporan);
  await bot.sees(user, 'target.save');
};
/** Sets a target and closes what the form ended with, which is handed back. */
const set = async (user: string, fields: Readonly<Record<string, string>>): Promise<string> => {
  await open(user);
  expect(await submit(user, fields)).toEqual({ ok: true });
  await bot.sandbox.until(() => /"(Tersimpan|Saved)\./.test(bot.modal(user)));
  const shown = bot.modal(user);
  await bot.sandbox.as(user).closeModal();
  return shown;
};
const ACTIVATIONS = { metric: 'activations', value: '20.000' };
const ledger = () => bot.place.store.advocacy;
const revisions = async () => (await ledger().targetRevisions()).map(({ id, version, by, target }) => [id, version, by, target?.value]);
const told = (user: string): string => JSON.stringify(bot.sandbox.messages(user));

describe('the targets', () => {
  it('are shown to everybody with where they stand and come from, without a button for members', async () => {
    const board = await bot.asked(ayu, '/pantau target', laporan);
    for (const words of [
      '137,84% dari Target pegawai aktif Triwulan I 2024 (9.837), hari ke-61 dari 91',
      'Penanggung jawab: Pak Bima',
      'Ditetapkan dalam berkas konfigurasi (targets: ea-2024-q1) dan hanya dapat diubah di sana',
    ])
      expect(board).toContain(words);
    expect(board).not.toContain('target.new');
  });

  it('that were set in Slack bear who and when, and for a manager a button; those of the next quarters follow', async () => {
    await set(clara, ACTIVATIONS);
    await set(bima, { quarter: '2024-Q2', scope: 'unit:DJPK', value: '400', plan: 'none' });
    const board = await bot.asked(bima, '/pantau target', laporan);
    for (const words of [
      'Target aktivasi Triwulan I 2024 (20.000)',
      'Ditetapkan di Slack oleh Ms Clara, 1 Maret 2024 pukul 09.00 WIB',
      'Rencana: merata menurut hari',
      'Triwulan berikutnya',
      'Target pegawai aktif DJPK Triwulan II 2024: 400',
      'target.new',
    ])
      expect(board).toContain(words);
    expect(board.match(/"target\.change"/g)).toHaveLength(2);
    const members = await bot.asked(ayu, '/pantau target', laporan);
    expect(members).toContain('Target aktivasi Triwulan I 2024 (20.000)');
    expect(members).not.toContain('target.change');
  });

  it('are no place for a question that only begins with the same word', async () => {
    expect(await bot.asked(ayu, '/pantau target pegawai aktif', laporan)).not.toContain('Penanggung jawab');
  });
});

describe('a member', () => {
  it('is refused kindly, and nothing opens', async () => {
    for (const line of ['/pantau target ubah', '/pantau target set', '/pantau target ubah 2024-Q1/activations'])
      expect(await bot.asked(ayu, line, laporan)).toContain('diperlukan peran manajer; peran Anda anggota');
    expect(bot.sandbox.modal(ayu)).toBeUndefined();
  });

  it('who was a manager when the form was opened is refused on saving and on removing', async () => {
    await set(clara, ACTIVATIONS);
    await open(bima, '/pantau target ubah 2024-Q1/activations');
    await open(clara, '/pantau target change 2024-q1/ACTIVATIONS');
    await bot.demote('manager-1');
    await submit(bima, { value: '5' });
    await bot.sees(bima, 'diperlukan peran manajer; peran Anda anggota');
    await bot.demote('manager-2');
    await bot.sandbox.as(clara).clickInModal('target.remove');
    await bot.sees(clara, 'This needs the role of manager; yours is member');
    expect(await revisions()).toEqual([['2024-Q1/activations', 1, 'manager-2', 20_000]]);
  });
});

describe('a manager', () => {
  it('sets a target and sees that there was none before, and where it stands', async () => {
    const shown = await set(bima, ACTIVATIONS);
    for (const words of [
      'Target aktivasi, Triwulan I 2024',
      'Sebelumnya tidak ada target.',
      '71,58% dari Target aktivasi Triwulan I 2024 (20.000), hari ke-61 dari 91',
      'Masih diperlukan 5.684',
    ])
      expect(shown).toContain(words);
    expect(await ledger().targetRevisions()).toEqual([
      {
        id: '2024-Q1/activations',
        version: 1,
        by: 'manager-1',
        at: MARCH_FIRST,
        target: { quarter: '2024-Q1', metric: 'activations', value: 20_000, plan: { kind: 'linear' }, owner: 'manager-1' },
      },
    ]);
    const [entry] = await ledger().auditLog(1, 'target');
    expect(entry).toMatchObject({ who: 'manager-1', at: MARCH_FIRST });
    expect(entry?.detail).toContain('2024-Q1/activations');
    expect(told(bima)).toBe('[]');
  });

  it('changes a target by its button: the value before, the new standing, and both owners are told', async () => {
    await set(clara, ACTIVATIONS);
    await bot.asked(bima, '/pantau target', laporan);
    const board = bot.sandbox.ephemerals(laporan, bima).at(-1);
    if (!board) throw new Error('There is no board.');
    await bot.sandbox.as(bima).click(board, 'target.change');
    await bot.sees(bima, 'Ubah target');
    expect(bot.modal(bima)).toContain('"initial_value":"20.000"');
    await submit(bima, { value: '10 000', owner: 'owner' });
    await bot.sees(bima, 'Tersimpan.');
    for (const words of [
      'Sebelumnya: 20.000 (rencana: merata menurut hari)',
      '143,16% dari Target aktivasi',
      'Sudah diberi tahu: Ibu Sekar, Ms Clara',
    ])
      expect(bot.modal(bima)).toContain(words);
    expect(told(clara)).toContain(
      'Pak Bima moved the Target of activations, Q1 2024 from you to Ibu Sekar: 10,000 (plan: in proportion to the days). Before: 20,000',
    );
    expect(told('U0OWNER001')).toContain('Pak Bima menjadikan Anda penanggung jawab Target aktivasi, Triwulan I 2024: 10.000');
    expect(await revisions()).toEqual([
      ['2024-Q1/activations', 1, 'manager-2', 20_000],
      ['2024-Q1/activations', 2, 'manager-1', 10_000],
    ]);
  });

  it('plans by checkpoints, and finds them again', async () => {
    const shown = await set(clara, { ...ACTIVATIONS, plan: 'milestones', checkpoints: '2024-01-31: 5,000\n\n2024-02-29 : 12.000\n' });
    expect(shown).toContain('The plan expects 12,000 by 1 March 2024');
    await open(clara, '/pantau target change 2024-Q1/activations');
    expect(bot.modal(clara)).toContain(JSON.stringify('2024-01-31: 5000\n2024-02-29: 12000'));
    await submit(clara, { value: '20000' });
    await bot.sees(clara, 'Nothing changed');
    expect(await revisions()).toHaveLength(1);
  });

  it('removes a target, which holds no more; its owner is told', async () => {
    await set(clara, ACTIVATIONS);
    await open(bima, '/pantau target ubah 2024-Q1/activations');
    await bot.sandbox.as(bima).clickInModal('target.remove');
    await bot.sees(bima, 'Dihapus. Riwayatnya tetap disimpan.');
    expect(bot.modal(bima)).toContain('Sebelumnya: 20.000');
    expect(told(clara)).toContain('Pak Bima removed a target that you own: Target of activations, Q1 2024. Before: 20,000');
    expect(await bot.asked(bima, '/pantau target', laporan)).not.toContain('Target aktivasi');
    expect(await revisions()).toHaveLength(2);
  });

  it('hears who could not be told', async () => {
    await set(clara, ACTIVATIONS);
    await open(bima, '/pantau target ubah 2024-Q1/activations');
    bot.sandbox.fault('chat.postMessage', { kind: 'error', error: 'restricted_action' });
    await submit(bima, { value: '30000' });
    await bot.sees(bima, 'Tidak dapat diberi tahu: Ms Clara');
    expect(await revisions()).toHaveLength(2);
  });

  it('does not overwrite what somebody else changed while the form was open', async () => {
    await set(clara, ACTIVATIONS);
    await open(bima, '/pantau target ubah 2024-Q1/activations');
    await set(clara, { ...ACTIVATIONS, value: '25000' });
    expect(await submit(bima, { value: '30000' })).toMatchObject({ ok: false, errors: { value: expect.stringContaining('Seseorang baru saja') } });
    await bot.sandbox.as(bima).clickInModal('target.remove');
    await bot.sees(bima, 'Seseorang baru saja mengubah target ini');
    expect((await revisions()).map(([, , , value]) => value)).toEqual([20_000, 25_000]);
  });
});

describe('the form of a target', () => {
  const WRONG: readonly (readonly [Readonly<Record<string, string>>, Readonly<Record<string, string>>])[] = [
    [{ value: '9000' }, { quarter: 'Target ini ditetapkan dalam berkas konfigurasi (targets: ea-2024-q1, 9837) dan hanya dapat diubah di sana.' }],
    [{ ...ACTIVATIONS, value: 'banyak' }, { value: 'Tulis bilangan bulat, paling sedikit 1, misalnya 12.000.' }],
    [{ ...ACTIVATIONS, value: '1,5' }, { value: 'Tulis bilangan bulat, paling sedikit 1, misalnya 12.000.' }],
    [{ ...ACTIVATIONS, value: '0' }, { value: 'Target adalah bilangan bulat, paling sedikit 1.' }],
    [{ ...ACTIVATIONS, plan: 'milestones' }, { checkpoints: 'Tulis paling sedikit satu titik periksa, misalnya 2024-02-29: 6.000' }],
    [
      { ...ACTIVATIONS, plan: 'milestones', checkpoints: '2024-01-31: 5000\nakhir Februari: banyak' },
      { checkpoints: '"akhir Februari: banyak" bukan titik periksa. Tulis seperti 2024-02-29: 6.000' },
    ],
    [{ ...ACTIVATIONS, plan: 'milestones', checkpoints: '2024-04-01: 5000' }, { checkpoints: 'Titik periksa harus berada di dalam triwulan.' }],
    [{ ...ACTIVATIONS, checkpoints: '2024-01-31: 5000' }, { checkpoints: 'Pilih rencana "Titik periksa", atau kosongkan isian ini.' }],
  ];

  it('says at its field what is wrong, and nothing is kept until it is put right', async () => {
    await open(bima);
    for (const [fields, errors] of WRONG) expect(await submit(bima, fields)).toMatchObject({ ok: false, errors });
    expect(await revisions()).toEqual([]);
    await submit(bima, { ...ACTIVATIONS, plan: 'linear', checkpoints: '' });
    await bot.sees(bima, 'Tersimpan.');
  });

  it('offers this quarter and the next four, and the units of the ledger', async () => {
    await open(clara);
    const form = bot.modal(clara);
    const offered = new Set([...form.matchAll(/"value":"(\d{4}-Q\d)"/g)].map(([, quarter]) => quarter));
    expect([...offered]).toEqual(['2024-Q1', '2024-Q2', '2024-Q3', '2024-Q4', '2025-Q1']);
    expect(form).toContain('unit:DJPK');
    expect(form).toContain('Whole organisation');
    expect(form).not.toContain('Mas Dito');
  });

  it('opens for no target of the configuration, and says where that is set', async () => {
    expect(await bot.asked(bima, '/pantau target ubah EA-2024-Q1', laporan)).toContain('(targets: ea-2024-q1, 9837)');
    expect(await bot.asked(clara, '/pantau target set 2024-Q4/people', laporan)).toContain('There is no target');
    expect(bot.sandbox.modal(bima)).toBeUndefined();
  });
});

describe('over an empty ledger', () => {
  it('a target is shown without an attainment that nobody could measure', async () => {
    await bot.stop();
    bot = await startAdvocacyBot();
    const board = await bot.asked(bima, '/pantau target', laporan);
    expect(board).toContain('Belum ada aktivasi triwulan ini dalam buku besar');
    expect(board).toContain('Target pegawai aktif Triwulan I 2024: 9.837');
    expect(board).not.toContain('%');
  });
});
