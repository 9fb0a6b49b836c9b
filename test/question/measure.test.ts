import { describe, expect, it, onTestFinished } from 'vitest';
import type { Instant } from '../../connectors/contract/period.js';
import { importFile } from '../../src/pipeline/import.js';
import type { Answer } from '../../src/question/deps.js';
import { demoConfig } from '../support/ministry.js';
import { temporaryStore } from '../support/store.js';
import { asking, sentences, unfounded } from './demo-answers.js';

const config = demoConfig();
const HEADER = 'period,as_of,source,metric,dimension,value,precision,note';

/** Asks of a store that holds only these rows. */
async function over(rows: readonly string[], today = '2024-03-15'): Promise<(text: string) => Promise<Answer>> {
  const { store, remove } = await temporaryStore();
  onTestFinished(remove);
  await importFile(
    { bytes: Buffer.from(`${[HEADER, ...rows].join('\n')}\n`), fileName: 'baris.csv', sourceName: 'baris' },
    { store, config, clock: { now: () => `${today}T02:00:00.000Z` as Instant } },
  );
  return asking(store, config, today);
}

const day = (date: string, metric: string, value: number | '', subject = 'x:DitjenPK'): string =>
  `${date},${date},${subject},${metric},,${value},exact,`;

describe('a stock over a range', () => {
  it('goes from the first day that has data to the last, and says how many days have', async () => {
    const ask = await over([day('2024-03-02', 'followers', 100), day('2024-03-05', 'followers', 90), day('2024-03-09', 'followers', 120)]);
    const given = await ask('pengikut x 14d');
    expect(sentences(given, 'en')).toEqual([
      'X @DitjenPK · Followers, 2 March 2024 to 9 March 2024: up 20 (20.0%), from 100 to 120',
      'lowest 90 on 5 March 2024, highest 120 on 9 March 2024',
      'data for 3 of 14 days, between 2 March 2024 and 9 March 2024',
    ]);
    expect(unfounded(given)).toEqual([]);
  });

  it('that did not move is unchanged, without a percentage', async () => {
    const ask = await over([day('2024-03-02', 'followers', 100), day('2024-03-09', 'followers', 100)]);
    expect(sentences(await ask('pengikut x 14d'), 'id')[0]).toBe('X @DitjenPK · Pengikut, 2 Maret 2024 s.d. 9 Maret 2024: tetap 100');
  });

  it('that grew from nothing has no percentage', async () => {
    const ask = await over([day('2024-03-02', 'followers', 0), day('2024-03-09', 'followers', 7)]);
    expect(sentences(await ask('pengikut x 14d'), 'en')[0]).toBe('X @DitjenPK · Followers, 2 March 2024 to 9 March 2024: up 7, from 0 to 7');
  });

  it('with one reading has no direction', async () => {
    const ask = await over([day('2024-03-02', 'followers', 100)]);
    expect(sentences(await ask('pengikut x 14d'), 'en')).toEqual(['X @DitjenPK · Followers on 2 March 2024: 100']);
  });

  it('that is known by month goes from one month to the other', async () => {
    const rows = ['2024-01,,advocacy,headcount,,100,exact,', '2024-02,,advocacy,headcount,,150,exact,'];
    const ask = await over(rows);
    expect(sentences(await ask('jumlah pegawai jan-feb 2024'), 'en')).toEqual([
      'Employee advocacy · Headcount, 31 January 2024 to 29 February 2024: up 50 (50.0%), from 100 to 150',
    ]);
  });
});

describe('a flow over a range', () => {
  it('is summed over the days that have data, and is never told as the whole', async () => {
    const ask = await over([day('2024-03-02', 'impressions', 10), day('2024-03-03', 'impressions', 0), day('2024-03-04', 'impressions', 5)]);
    const given = await ask('impresi x sejak 1 maret');
    expect(sentences(given, 'en')).toEqual([
      'X @DitjenPK · Impressions, 1–14 March 2024: 15, from the days with data alone',
      'data for 3 of 14 days, between 2 March 2024 and 4 March 2024',
    ]);
    expect(given.lines[0]?.badges).toEqual(['partial']);
    expect(unfounded(given)).toEqual([]);
  });

  it('counts a zero as data and an empty cell as none', async () => {
    const zero = await over([day('2024-03-13', 'impressions', 0), day('2024-03-14', 'impressions', 4)]);
    expect(sentences(await zero('impresi x 2d'), 'en')).toEqual(['X @DitjenPK · Impressions, 13–14 March 2024: 4', 'data for 2 of 2 days']);
  });

  it('in a month that has not ended is told up to yesterday and not compared', async () => {
    const ask = await over([...Array(14)].map((_, index) => day(`2024-03-${String(index + 1).padStart(2, '0')}`, 'impressions', 10)));
    expect(sentences(await ask('impresi x bulan ini'), 'en')).toEqual(['X @DitjenPK · Impressions, 1–14 March 2024: 140', 'data for 14 of 14 days']);
    expect(sentences(await ask('impresi x feb 2024 vs maret 2024'), 'en')).toEqual([
      'X @DitjenPK · Impressions, February 2024: no data',
      'This figure is stored by day.',
    ]);
  });

  it('of a whole month is not compared with one that has not ended', async () => {
    const ask = await over(['2024-02,,x:DitjenPK,impressions,,13100,exact,', day('2024-03-01', 'impressions', 10)]);
    expect(sentences(await ask('impresi x feb 2024 vs 2024-03'), 'en')).toEqual([
      'X @DitjenPK · Impressions, February 2024: 13,100',
      'not compared with March 2024: March 2024 has not ended',
    ]);
  });

  it('over years with one month is answered at once, with its month', async () => {
    const ask = await over(['2024-02,,contact_centre,tickets,,967,exact,']);
    expect(sentences(await ask('tiket 1900-01-01..2099-12-31'), 'en')).toEqual([
      'Contact centre · Tickets, 1 January 1900 – 31 December 2099: 967, from the days with data alone',
      'data for 29 of 73,049 days, between 1 February 2024 and 29 February 2024',
    ]);
  });
});

describe('trailing months', () => {
  const rows = [
    '2023-12,,contact_centre,tickets,,100,exact,',
    '2024-01,,contact_centre,tickets,,1304,exact,',
    '2024-02,,contact_centre,tickets,,967,exact,',
  ];

  it('of what is counted by month are whole months', async () => {
    const ask = await over(rows);
    expect(sentences(await ask('tiket 2 bulan'), 'id').slice(0, 2)).toEqual([
      'Contact Center · Tiket konsultasi, 1 Januari – 29 Februari 2024: 2.271',
      'data ada untuk 60 dari 60 hari',
    ]);
  });

  it('of a stock end yesterday', async () => {
    const ask = await over([day('2024-02-10', 'followers', 100), day('2024-03-14', 'followers', 120)]);
    expect(sentences(await ask('pengikut x 1 bulan'), 'en')).toEqual(['X @DitjenPK · Followers on 14 March 2024: 120']);
  });
});

describe('what never adds up', () => {
  it('is told month by month: unique visitors and rates', async () => {
    const ask = await over([
      '2024-01,,website,visitors,,58000,exact,',
      '2024-02,,website,visitors,,55000,exact,',
      '2024-02,,contact_centre,satisfaction,,5,exact,',
    ]);
    expect(JSON.stringify((await ask('pengunjung dan kepuasan jan-feb 2024')).lines)).not.toContain('113');
  });
});

describe('an empty store', () => {
  it('is told as such, without a list of nothing', async () => {
    const { store, remove } = await temporaryStore();
    onTestFinished(remove);
    const ask = asking(store, config);
    expect(sentences(await ask('pengikut x'), 'en')).toEqual(['X @DitjenPK: no data for Followers yet.']);
    expect(sentences(await ask('impresi instagram'), 'id')).toEqual(['Instagram @ditjenpk tidak memiliki Impresi.']);
    expect(sentences(await ask('x 30d'), 'en')).toEqual(['X @DitjenPK, 31 January – 29 February 2024: no data.']);
  });
});
