import { beforeEach, describe, expect, it, onTestFinished } from 'vitest';
import { civilDate } from '../../connectors/contract/period.js';
import type { ActivationDraft } from '../../src/domain/activation.js';
import type { AdvocacyStore } from '../../src/store/advocacy-port.js';
import { demoConfig, MARCH_FIRST } from '../support/ministry.js';
import { temporaryStore } from '../support/store.js';
import { asking, sentences, unfounded } from './demo-answers.js';

let ledger: AdvocacyStore;
let ask: ReturnType<typeof asking>;
beforeEach(async () => {
  const { store, remove } = await temporaryStore();
  onTestFinished(remove);
  ledger = store.advocacy;
  ask = asking(store, demoConfig());
});

/** Lets so many people of a unit share something on a day of 2024. */
async function share(unit: string | undefined, people: number, day = '2024-02-20'): Promise<void> {
  for (let person = 1; person <= people; person++) {
    const draft: ActivationDraft = {
      person: { scope: 'staff', hash: Buffer.from(`${unit ?? ''}${person}`.padEnd(32, '.')).toString('hex') },
      unit,
      kind: 'engagement',
      platforms: 8,
      content: undefined,
      campaign: undefined,
      links: [],
      second: Math.floor(Date.parse(`${day}T03:00:00Z`) / 1000) + person,
      day: civilDate(day),
      evidence: undefined,
      rule: 1,
      windowDays: 0,
    };
    await ledger.log(draft, 'test', MARCH_FIRST);
  }
}

describe('the leaderboard of units', () => {
  it('has the units with most people first, groups those under five, and ranks nobody', async () => {
    await share('DJPK', 7);
    await share('ITJEN', 6);
    await share('SETJEN', 6);
    await share('BAPPENAS', 4);
    await share('LNSW', 2);
    await share(undefined, 5);
    const given = await ask('papan');
    expect(sentences(given, 'id')).toEqual([
      'Papan unit, Triwulan I 2024 s.d. 1 Maret 2024',
      '1. DJPK: 7 pegawai, 7 aktivasi',
      '2. ITJEN: 6 pegawai, 6 aktivasi',
      '2. SETJEN: 6 pegawai, 6 aktivasi',
      '2 unit digabung: 6 pegawai, 6 aktivasi',
      'Tanpa unit: 5 pegawai, 5 aktivasi',
      'Menurut unit saja; unit dengan kurang dari 5 pegawai digabung. Tidak ada peringkat perorangan, dan ikut serta bersifat sukarela.',
    ]);
    expect(sentences(given, 'en').slice(0, 2)).toEqual(['Leaderboard of units, Q1 2024 to 1 March 2024', '1. DJPK: 7 people, 7 activations']);
    expect(JSON.stringify(given.lines)).not.toContain('LNSW:');
    expect(unfounded(given)).toEqual([]);
  });

  it('shows nothing that would give a single small unit away', async () => {
    await share('DJPK', 9);
    await share('LNSW', 1);
    expect(sentences(await ask('leaderboard'), 'en')).toEqual([
      'Leaderboard of units, Q1 2024 to 1 March 2024',
      '2 units together: 10 people, 10 activations',
      'By unit alone; units with fewer than 5 people are grouped. Nobody is ranked, and taking part is voluntary.',
    ]);
  });

  it('is of the time that is named, and says where there is nothing', async () => {
    await share('DJPK', 7);
    expect(sentences(await ask('papan jan 2024'), 'id')[0]).toBe('Papan unit, Januari 2024: belum ada unit dengan cukup pegawai untuk ditampilkan.');
    expect(sentences(await ask('papan feb 2024'), 'id').slice(0, 2)).toEqual(['Papan unit, Februari 2024', '1. DJPK: 7 pegawai, 7 aktivasi']);
  });
});
