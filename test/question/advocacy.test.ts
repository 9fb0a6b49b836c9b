import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { civilDate, periodOf } from '../../connectors/contract/period.js';
import { platformSet } from '../../src/domain/activation.js';
import { FIRST_RULE } from '../../src/domain/activation-rule.js';
import type { Answer } from '../../src/question/deps.js';
import { demoStore } from '../support/demo-store.js';
import { demoConfig, MARCH_FIRST } from '../support/ministry.js';
import type { TemporaryStore } from '../support/store.js';
import { asking, sentences, unfounded } from './demo-answers.js';

let opened: TemporaryStore;
let ask: (text: string) => Promise<Answer>;
beforeAll(async () => {
  opened = await demoStore();
  ask = asking(opened.store, demoConfig());
});
afterAll(() => opened.remove());

const people = async (grain: 'month' | 'quarter', day: string): Promise<number> =>
  (await opened.store.advocacy.summary(periodOf(grain, civilDate(day)))).people.atMost;

describe('the fourth quarter of 2023', () => {
  const questions = [
    'advocacy q4 2023',
    'employee advocacy okt-des 2023',
    'pegawai aktif q4 2023',
    'active employees oct-dec 2023',
    'pegawai aktif oktober 2023 sampai desember 2023',
    'pegawai aktif 6 bulan',
    'advocacy 2023',
    'source pegawai aktif q4 2023',
    'compare pegawai aktif q4 2023 vs okt-des 2023',
  ];

  it("has months whose people add up to more than the quarter's, and no answer prints that sum", async () => {
    const months = await Promise.all(['2023-10-01', '2023-11-01', '2023-12-01'].map((day) => people('month', day)));
    const sum = months.reduce((one, other) => one + other, 0);
    expect(sum).toBeGreaterThan(await people('quarter', '2023-10-01'));
    for (const question of questions) {
      const given = await ask(question);
      const printed = JSON.stringify([sentences(given, 'id'), sentences(given, 'en')]).replaceAll(/[.,]/g, '');
      expect({ question, answered: given.answered, sum: printed.includes(String(sum)) }).toEqual({ question, answered: true, sum: false });
      expect({ question, unfounded: unfounded(given) }).toEqual({ question, unfounded: [] });
    }
  });

  it('is one distinct count, whether it is asked for as a quarter or as its months', async () => {
    expect(sentences(await ask('pegawai aktif q4 2023'), 'id')[0]).toBe('Employee advocacy · Pegawai aktif, Triwulan IV 2023: 11.873');
    expect(sentences(await ask('pegawai aktif okt-des 2023'), 'id').join('\n')).toContain('11.873');
    expect(sentences(await ask('advocacy q4 2023'), 'en')).toContain('Active employees, Q4 2023: 11,873');
  });
});

describe('advocacy without a period', () => {
  it('is the running quarter up to today: what is told on 1 March counts at once', async () => {
    const before = await ask('advocacy');
    expect(sentences(before, 'en').join('\n')).toContain('13,559');
    const logged = await opened.store.advocacy.log(
      {
        person: { scope: 'slack', hash: 'f'.repeat(32) },
        unit: undefined,
        kind: 'provided',
        platforms: platformSet(['whatsapp']),
        content: 'of-today',
        campaign: undefined,
        links: [],
        second: Date.parse(MARCH_FIRST) / 1000,
        day: civilDate('2024-03-01'),
        evidence: undefined,
        rule: FIRST_RULE.version,
        windowDays: FIRST_RULE.windowDays,
      },
      'slack',
      MARCH_FIRST,
    );
    expect(logged.outcome).toBe('added');
    const after = await ask('advocacy');
    expect(unfounded(after)).toEqual([]);
    expect(sentences(after, 'en').join('\n')).toContain('13,560');
    expect(sentences(await ask('advocacy feb 2024'), 'en').join('\n')).toContain('13,559');
  });

  it('says where the ledger begins inside the asked time, and only there', async () => {
    const year = sentences(await ask('advocacy 2023'), 'en');
    expect(year.filter((text) => text.includes('begin'))).toEqual([
      'The recorded activations begin on 1 October 2023: nothing is recorded of the days before',
    ]);
    expect(sentences(await ask('advocacy'), 'en').join('\n')).not.toContain('begin');
  });
});
