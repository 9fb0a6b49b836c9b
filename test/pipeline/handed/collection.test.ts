import { describe, expect, it } from 'vitest';
import { civilDate, type Instant, periodLabel, periodOf } from '../../../connectors/contract/period.js';
import { collectionStatus, type Held } from '../../../src/pipeline/handed/collection.js';
import { pasteContext, readHeld } from '../../../src/pipeline/handed/held.js';
import { handedItems } from '../../../src/pipeline/handed/items.js';
import { demoConfig, demoFile, FEBRUARY, importText } from '../../support/ministry.js';
import { csvOf, reportText, tableOf } from '../../support/report.js';
import { temporaryStore } from '../../support/store.js';

const config = demoConfig();
const items = handedItems(config);
const all = new Map<string, Held>(
  items.map((item) => [item.key, item.kind === 'figure' ? { kind: 'value', value: 1 } : { kind: 'entries', count: 1 }]),
);
const without = (...keys: readonly string[]): ReadonlyMap<string, Held> => new Map([...all].filter(([key]) => !keys.includes(key)));
const on = (day: string, held: ReadonlyMap<string, Held> = new Map()) => collectionStatus(config, held, FEBRUARY, civilDate(day));
const PHONE = 'contact_centre/tickets/channel=phone';
const PPID = 'ppid/requests';
const NOW = '2024-03-01T02:00:00.000Z' as Instant;

describe('what is handed in', () => {
  it('is the configuration, one item for each value of a dimension', () => {
    expect(items.filter(({ key }) => key.startsWith('contact_centre/tickets/')).map(({ label }) => label.id)).toEqual([
      'Contact Center: Tiket konsultasi, WhatsApp',
      'Contact Center: Tiket konsultasi, Telepon',
      'Contact Center: Tiket konsultasi, HAI Kemenkeu',
      'Contact Center: Tiket konsultasi, Live chat',
      'Contact Center: Tiket konsultasi, E-mail',
    ]);
    expect(new Set(items.map(({ key }) => key)).size).toBe(items.length);
  });

  it('is one open item where the values are not known beforehand', () =>
    expect(items.filter(({ kind }) => kind === 'open').map(({ key }) => key)).toEqual(['contact_centre/tickets_by_region/region=*']));
});

describe('who owes what', () => {
  it('is counted as a whole and by person', () => {
    const status = on('2024-03-01', without(PHONE, PPID));
    expect([status.received, status.expected, status.overdue]).toEqual([items.length - 2, items.length, 0]);
    expect(status.owners.map(({ owner, missing }) => [owner, missing.map(({ item }) => item.key)])).toEqual([
      ['editor', [PHONE]],
      ['manager-1', [PPID]],
      ['member', []],
    ]);
  });

  it('is due on a working day, and overdue from the day after', () => {
    const states = (day: string) =>
      on(day)
        .items.filter(({ item }) => item.key === PHONE || item.key === PPID)
        .map(({ due, state, lateDays }) => [due, state, lateDays]);
    expect(states('2024-03-04')).toEqual([
      ['2024-03-04', 'open', 0],
      ['2024-03-05', 'open', 0],
    ]);
    expect(states('2024-03-05')[0]).toEqual(['2024-03-04', 'overdue', 1]);
    // Nyepi and the day after it are days off.
    expect(states('2024-03-13').map(([, , late]) => late)).toEqual([5, 4]);
  });

  it('is reminded of a working day before, on the day, and then every working day; never on a day off, never of what came', () => {
    const reminded = (day: string, held: ReadonlyMap<string, Held> = new Map()) =>
      on(day, held).items.some(({ item, remindToday }) => item.key === PPID && remindToday);
    expect(
      ['2024-02-29', '2024-03-01', '2024-03-04', '2024-03-05', '2024-03-06', '2024-03-09', '2024-03-11', '2024-03-13'].map((day) => reminded(day)),
    ).toEqual([false, false, true, true, true, false, false, true]);
    expect(reminded('2024-03-05', all)).toBe(false);
  });
});

describe('what the store has', () => {
  const [header = [], ...rows] = tableOf(reportText);

  it('is everything of February once the report is imported, and all of the lists with its entries', async () => {
    const { store, remove } = await temporaryStore();
    try {
      await importText(store, config, 'laporan', reportText);
      const figures = await readHeld({ config, store, now: NOW }, FEBRUARY);
      expect(items.filter((item) => !figures.has(item.key)).map(({ kind }) => kind)).toEqual(
        items.flatMap(({ kind }) => (kind === 'list' ? ['list'] : [])),
      );
      await importText(store, config, 'entri', demoFile('entri-2024-02.csv'));
      const status = collectionStatus(config, await readHeld({ config, store, now: NOW }, FEBRUARY), FEBRUARY, civilDate('2024-03-08'));
      expect([status.received, status.overdue]).toEqual([items.length, 0]);
    } finally {
      await remove();
    }
  });

  it('is no total while a part of it is missing', async () => {
    const { store, remove } = await temporaryStore();
    const [metric, dimension, period] = ['metric', 'dimension', 'period'].map((name) => header.indexOf(name));
    const held = async (left: readonly string[]) => {
      const kept = rows.filter(
        (row) =>
          row[metric ?? -1] === 'tickets' &&
          row[period ?? -1] === '2024-02' &&
          row[dimension ?? -1] !== '' &&
          !left.includes(row[dimension ?? -1] ?? ''),
      );
      await importText(store, config, `bagian-${left.length}`, csvOf([header, ...kept]));
      return (await readHeld({ config, store, now: NOW }, FEBRUARY)).get('contact_centre/tickets');
    };
    try {
      expect(await held(['phone'])).toBeUndefined();
      expect(await held([])).toEqual({ kind: 'value', value: 967 });
    } finally {
      await remove();
    }
  });

  it('is what a message is read against', async () => {
    const { store, remove } = await temporaryStore();
    try {
      await importText(store, config, 'laporan', reportText);
      const context = await pasteContext({ config, store, now: NOW }, FEBRUARY, 'id');
      const january = periodOf('month', civilDate('2024-01-01'));
      expect([context.today, periodLabel(context.period), context.known(PHONE, FEBRUARY), context.known(PHONE, january)]).toEqual([
        '2024-03-01',
        '2024-02',
        46,
        63,
      ]);
      const [open] = items.flatMap((item) => (item.kind === 'open' ? [item] : []));
      expect(open && context.knownValues(open)).toEqual(['Kota Dumai', 'Kota Kendari', 'Prov. Riau', 'Prov. Sumatera Selatan']);
    } finally {
      await remove();
    }
  });
});
