import { describe, expect, it, onTestFinished } from 'vitest';
import { civilDate, periodOf } from '../../../connectors/contract/period.js';
import { readHeld } from '../../../src/pipeline/handed/held.js';
import { type HandedFigure, keepHanded } from '../../../src/pipeline/handed/keep.js';
import { undoImport } from '../../../src/pipeline/undo-import.js';
import { demoConfig, FEBRUARY } from '../../support/ministry.js';
import { temporaryStore } from '../../support/store.js';
import { tickingClock } from '../../support/ticking-clock.js';

const config = demoConfig();
const KEY = 'contact_centre/tickets/channel=phone';
const phone = (value: number | null): HandedFigure => ({
  kind: 'figure',
  subject: 'contact_centre',
  metric: 'tickets',
  dimensions: { channel: 'phone' },
  period: FEBRUARY,
  value,
  precision: 'exact',
  note: undefined,
});

async function opened() {
  const { store, remove } = await temporaryStore();
  onTestFinished(remove);
  const clock = tickingClock(1000);
  const hand = (...facts: Parameters<typeof keepHanded>[0]['facts']) => keepHanded({ by: 'editor', way: 'modal', facts }, { store, config, clock });
  const held = async () => (await readHeld({ config, store, now: clock.now() }, FEBRUARY)).get(KEY);
  return { store, clock, hand, held };
}

describe('what a person hands in', () => {
  it('is kept as typed, with who and how; another figure is a revision of it', async () => {
    const { store, hand, held } = await opened();
    await hand(phone(46));
    expect(await held()).toEqual({ kind: 'value', value: 46 });
    expect(await hand(phone(64))).toMatchObject({ revised: 1, inserted: 0 });
    const rows = await store.revisions(
      { subject: 'contact_centre', metric: 'tickets', dimensions: { channel: 'phone' }, grain: 'month' },
      FEBRUARY.start,
      FEBRUARY.end,
    );
    expect(rows.map(({ value, quality, originKind }) => ({ value, quality, originKind }))).toEqual([
      { value: 46, quality: 'typed', originKind: 'typed' },
      { value: 64, quality: 'typed', originKind: 'typed' },
    ]);
    expect(await store.origin(rows[1]?.origin ?? '')).toMatchObject({ kind: 'typed', name: 'editor', detail: 'modal' });
  });

  it('may be that there are no data', async () => {
    const { hand, held } = await opened();
    await hand(phone(null));
    expect(await held()).toEqual({ kind: 'declined' });
  });

  it('is undone as a whole', async () => {
    const { store, clock, hand, held } = await opened();
    await hand(phone(46));
    const { importId } = await hand(phone(64), { kind: 'entry', list: 'visit', date: civilDate('2024-02-06'), title: 'Kunjungan', attributes: {} });
    await undoImport({ import: importId, by: 'editor', reason: 'salah ketik' }, { store, clock });
    expect(await held()).toEqual({ kind: 'value', value: 46 });
    expect(await store.readEntries('visit', periodOf('month', civilDate('2024-02-01')))).toEqual([]);
  });

  it('is refused as a whole where one fact can not be right, or where there is none', async () => {
    const { store, hand, held } = await opened();
    await expect(hand(phone(46), { ...phone(3), subject: 'contact_center' })).rejects.toMatchObject({ kind: 'refused-input' });
    await expect(hand(phone(46), phone(47))).rejects.toMatchObject({ kind: 'refused-input' });
    await expect(hand()).rejects.toMatchObject({ kind: 'refused-input' });
    expect(await held()).toBeUndefined();
    expect(await store.listImports(10)).toEqual([]);
  });
});
