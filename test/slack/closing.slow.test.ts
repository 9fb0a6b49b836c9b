import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { readClosed } from '../../src/digest/closing.js';
import { keepHanded } from '../../src/pipeline/handed/keep.js';
import { publishedDigest } from '../../src/pipeline/month-close.js';
import { ayu, bima, laporan } from '../sandbox/rig.js';
import { type AdvocacyBot, startAdvocacyBot } from '../support/advocacy-bot.js';
import { collectingConfig, nearlyAll } from '../support/collecting.js';
import { demoConfig, demoFile, FEBRUARY, MARCH_FIRST } from '../support/ministry.js';

const clara = 'U0MANAGER2';
const dito = 'U0EDITOR01';
/** The demo's monthly digest, which is due later than anything here. */
const config = demoConfig(demoFile('pantau.yaml'));

let bot: AdvocacyBot;
beforeEach(async () => {
  bot = await startAdvocacyBot(nearlyAll, { ...collectingConfig(), digests: config.digests.filter(({ period }) => period === 'month') });
});
afterEach(() => bot.stop());

const closing = () => readClosed('2024-02', { store: bot.place.store });
const published = () => publishedDigest({ id: 'monthly', period: 'month' }, FEBRUARY, { store: bot.place.store, config });
const shownTo = (user: string): string => JSON.stringify(bot.sandbox.ephemerals(laporan, user));
const press = async (user: string): Promise<void> => {
  const message = bot.sandbox.ephemerals(laporan, user).findLast(({ blocks }) => JSON.stringify(blocks ?? []).includes('month.close'));
  if (!message) throw new Error('There is no button.');
  await bot.sandbox.as(user).click(message, 'month.close');
};

describe('/pantau tutup', () => {
  it('shows a manager what is missing and from whom, closes on the button, and says what was frozen', async () => {
    const shown = await bot.asked(bima, '/pantau tutup feb', laporan);
    for (const words of ['Tutup bulan Februari 2024', 'Belum masuk: 5', 'Telepon (Mas Dito)', 'Tetap tutup tanpa itu', 'dibekukan tanpa 5 hal'])
      expect(shown).toContain(words);
    expect(await closing()).toBeUndefined();
    await press(bima);
    await bot.sandbox.until(() => shownTo(bima).includes('Februari 2024 ditutup oleh Pak Bima'));
    const closed = await closing();
    expect(closed).toMatchObject({ by: 'manager-1', missing: expect.arrayContaining(['contact_centre/tickets/channel=phone']) });
    expect(shownTo(bima)).toContain(`SHA-256 ${closed?.digests[0]?.sha256.slice(0, 12)}`);
    expect(shownTo(bima)).toContain('Ditutup tanpa 5 hal yang belum masuk');
    expect(await published()).toMatchObject({ digest: 'monthly', period: FEBRUARY });
    expect(await bot.asked(clara, '/pantau close february', laporan)).toContain('February 2024 was closed already by Pak Bima');
  });

  it('is refused to members and editors, and nothing is frozen', async () => {
    expect(await bot.asked(ayu, '/pantau tutup feb', laporan)).toContain('diperlukan peran manajer; peran Anda anggota');
    expect(await bot.asked(dito, '/pantau tutup feb', laporan)).toContain('diperlukan peran manajer; peran Anda editor');
    expect(shownTo(ayu) + shownTo(dito)).not.toContain('month.close');
    expect(await closing()).toBeUndefined();
  });

  it('is refused to whoever is no manager any more when they press the button', async () => {
    await bot.asked(bima, '/pantau tutup feb', laporan);
    await bot.demote('manager-1');
    await press(bima);
    await bot.sandbox.until(() => shownTo(bima).includes('diperlukan peran manajer'));
    expect(await closing()).toBeUndefined();
  });

  it('closes once where two press, and says so to the second', async () => {
    await bot.asked(bima, '/pantau tutup feb', laporan);
    await bot.asked(clara, '/pantau close feb', laporan);
    await press(bima);
    await bot.sandbox.until(() => shownTo(bima).includes('ditutup oleh Pak Bima'));
    await press(clara);
    await bot.sandbox.until(() => shownTo(clara).includes('was closed already by Pak Bima'));
    expect((await closing())?.by).toBe('manager-1');
  });

  it('closes with less missing than was shown, and says what it was closed without', async () => {
    await bot.asked(bima, '/pantau tutup feb', laporan);
    const series = { subject: 'website', metric: 'visitors', dimensions: {} };
    const fact = { kind: 'figure', ...series, period: FEBRUARY, value: 118_069, precision: 'exact', note: undefined } as const;
    await keepHanded(
      { by: 'editor', way: 'modal', facts: [fact] },
      { store: bot.place.store, config: collectingConfig(), clock: { now: () => MARCH_FIRST } },
    );
    await press(bima);
    await bot.sandbox.until(() => shownTo(bima).includes('Ditutup tanpa 4 hal'));
  });

  it('says of a month that runs from when it can be closed, and of no month that it is none', async () => {
    expect(await bot.asked(clara, '/pantau close march 2024', laporan)).toContain('March 2024 is not over; it can be closed from 1 April 2024 on');
    expect(await bot.asked(bima, '/pantau tutup besok', laporan)).toContain('bukan bulan');
  });
});
