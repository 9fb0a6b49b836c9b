import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import { civilDate } from '../../connectors/contract/period.js';
import type { SectionStore } from '../../src/digest/context.js';
import { answerText } from '../../src/question/answer-text.js';
import { sourceOf, sourceOfId } from '../../src/question/source.js';
import { demoStore } from '../support/demo-store.js';
import { demoConfig, importText, MARCH_FIRST } from '../support/ministry.js';
import { type TemporaryStore, temporaryStore } from '../support/store.js';
import { asking, sentences, unfounded } from './demo-answers.js';

const config = demoConfig();
const HEADER = 'period,as_of,source,metric,dimension,value,precision,note';
const TICKETS = 'contact_centre/tickets//month@2024-02-01';

const dependencies = (store: SectionStore) => ({ config, store, now: MARCH_FIRST, today: civilDate('2024-03-01') });

async function empty(): Promise<SectionStore> {
  const { store, remove } = await temporaryStore();
  onTestFinished(remove);
  return store;
}

let demo: TemporaryStore;
beforeAll(async () => {
  demo = await demoStore();
});
afterAll(() => demo.remove());

describe('the source of a row, by the id that digests and answers print', () => {
  it('tells value, origin, line, when it was stated, revision and formula', async () => {
    const ask = asking(demo.store, config);
    const given = await ask(`sumber ${TICKETS}#1`);
    expect(sentences(given, 'en')).toEqual([
      'Source of Contact centre · Tickets, February 2024',
      `${TICKETS}#1 = 967 · laporan (laporan-2024-02.csv), row 42, stated 1 March 2024, 09:00 WIB, revision 1`,
      'formula: v1',
    ]);
    expect(unfounded(given)).toEqual([]);
  });

  it('lists the other statements of the same value', async () => {
    const store = await empty();
    const ask = asking(store, config);
    await importText(store, config, 'laporan', `${HEADER}\n2024-02,,contact_centre,tickets,,960,exact,\n`);
    await importText(store, config, 'laporan', `${HEADER}\n2024-02,,contact_centre,tickets,,967,exact,\n`);
    const given = await ask(`sumber ${TICKETS}#2`);
    expect(sentences(given, 'id').slice(1, 3)).toEqual([
      `${TICKETS}#2 = 967 · laporan (laporan.csv), baris 2, dinyatakan 1 Maret 2024 pukul 09.00 WIB, revisi 2`,
      'juga dinyatakan: 960 · laporan (laporan.csv), baris 2, dinyatakan 1 Maret 2024 pukul 09.00 WIB, revisi 1',
    ]);
    expect(unfounded(given)).toEqual([]);
  });

  it('is found for every id that the answers of the demo rest on', async () => {
    const deps = dependencies(demo.store);
    const ask = asking(demo.store, config);
    const ids = new Set<string>();
    for (const text of [
      'tiket jan-feb 2024',
      'compare reach feb 2024',
      'advokasi q1',
      'unggahan',
      'rata-rata jangkauan',
      'webinar',
      'pengikut x 7d',
      'tatap muka',
    ])
      for (const line of (await ask(text)).lines) for (const value of line.basis.values) ids.add(value.observation);
    expect(ids.size).toBeGreaterThan(100);
    for (const id of ids) expect({ id, found: (await sourceOfId(id, deps)) !== undefined }).toEqual({ id, found: true });
  });

  it('is refused in a sentence where the id names nothing', async () => {
    const ask = asking(demo.store, config);
    for (const id of [`${TICKETS}#9`, 'entry:visit:none', 'content:x/1', 'target:none', 'a!reach@2024-02-29T16:59:00.000Z', '%/%/%/day@2024-02-01'])
      expect(sentences(await ask(id), 'en')).toEqual([`There is no row with the id "${id}".`]);
  });
});

describe('the source of a figure', () => {
  it('lists its rows in the order of the formula', async () => {
    const deps = dependencies(demo.store);
    const ask = asking(demo.store, config);
    const [figure] = (await ask('rata-rata jangkauan instagram')).figures;
    if (!figure) throw new Error('There is no figure.');
    const { formula, rows, value } = await sourceOf(figure, deps);
    expect(formula).toMatch(/^v1 \/ v2 as decimal\(0\)$/);
    expect(rows.map((row) => [row.observation, row.value, row.origin])).toEqual([
      ['instagram:ditjenpk/content_reach_sum//month@2024-02-01#1', 1_297_905, 'laporan (laporan-2024-02.csv)'],
      ['instagram:ditjenpk/posts/kind=feed/month@2024-02-01#1', 25, 'laporan (laporan-2024-02.csv)'],
    ]);
    expect(value).toBeCloseTo(51_916.2);
  });

  it('shows the first rows of many and says how many more there are', async () => {
    const ask = asking(demo.store, config);
    const given = await ask('sumber impresi x januari 2024');
    expect(sentences(given, 'en').at(-2)).toBe('and 19 more rows');
    expect(answerText(given, 'en').split('\n')[0]).toBe('X @DitjenPK · Impressions, January 2024: 12,650 [sample data]');
    expect(unfounded(given)).toEqual([]);
  });
});
