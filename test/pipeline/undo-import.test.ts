import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeEach, describe, expect, it, onTestFinished } from 'vitest';
import type { CivilDate } from '../../connectors/contract/period.js';
import { keptAlready } from '../../src/pipeline/export-memory.js';
import { keepFile } from '../../src/pipeline/hand-in.js';
import type { HandedFile } from '../../src/pipeline/handed-file.js';
import { shortImportId, undoImport, undoneSentences } from '../../src/pipeline/undo-import.js';
import type { WholeStore } from '../../src/store/whole-store.js';
import { exportsConfig, HANDED_IN } from '../support/exports.js';
import { root } from '../support/paths.js';
import { bytesOf, reportText } from '../support/report.js';
import { temporaryStore } from '../support/store.js';

let store: WholeStore;
beforeEach(async () => {
  const temporary = await temporaryStore();
  onTestFinished(temporary.remove);
  store = temporary.store;
});

const clock = { now: () => HANDED_IN };
const keep = (fileName: string, answers: HandedFile['answers'] = {}, bytes?: Uint8Array) =>
  keepFile(
    { bytes: bytes ?? readFileSync(join(root, 'test/fixtures/exports', fileName)), fileName, answers, acceptPartial: false },
    { store, config: exportsConfig, clock, ledger: store.advocacy, pseudonymiser: () => Promise.reject(new Error('No file here names people.')) },
  );
const undo = (name: string, reason = 'berkas yang salah') => undoImport({ import: name, by: 'U123', reason }, { store, clock });

const followers = async () => {
  const window = { start: '2026-01-01' as CivilDate, end: '2027-01-01' as CivilDate };
  return (await store.readSeries({ subject: 'instagram:ditjenpk', metric: 'followers_gained', grain: 'day', dimensions: {}, window })).length;
};

describe('undoing an import', () => {
  it('takes an export back as a whole, and the same file may come again', async () => {
    const kept = await keep('meta-daily-id.csv');
    if (kept.state !== 'kept' || kept.importId === undefined) throw new Error('It was not kept.');
    expect(await followers()).toBe(3);
    const undone = await undo(kept.importId);
    expect(undone).toMatchObject({ removed: 3, restored: 0 });
    expect(await followers()).toBe(0);
    expect(undoneSentences(undone, 'id')).toEqual(['Impor "meta-daily-id.csv" dibatalkan.', '3 angka tidak ada lagi: tidak ada sumber lain.']);
    expect(undoneSentences(undone, 'en')).toEqual(['The import of "meta-daily-id.csv" was undone.', '3 figures are gone: nobody else stated them.']);
    // The clock stands still here, so that both imports came in at one moment.
    expect(await keep('meta-daily-id.csv')).toMatchObject({ state: 'kept', inserted: 3 });
    expect(await followers()).toBe(3);
    expect(await undo(kept.importId)).toMatchObject({ removed: 3 });
  });

  it('says who did, when and why in the audit trail', async () => {
    const kept = await keep('laporan.csv', {}, bytesOf(reportText));
    if (kept.state !== 'kept' || kept.importId === undefined) throw new Error('It was not kept.');
    await undo(kept.importId, 'angka sementara');
    expect(await store.advocacy.auditLog(5, 'undo')).toEqual([
      { who: 'U123', at: HANDED_IN, what: 'undo', detail: `${kept.importId}: angka sementara` },
    ]);
    expect(await store.status()).toMatchObject({ observations: 0, series: 0 });
  });

  it('gives back what a corrected file replaced, and leaves what a later one states', async () => {
    const first = await keep('laporan.csv', {}, bytesOf(reportText));
    const corrected = await keep('laporan.csv', {}, bytesOf(reportText.replace('118069', '118070')));
    if (first.state !== 'kept' || first.importId === undefined) throw new Error('The first was not kept.');
    if (corrected.state !== 'kept' || corrected.importId === undefined) throw new Error('The corrected one was not kept.');
    expect(corrected).toMatchObject({ revised: 1 });
    const early = await undo(first.importId);
    // The corrected file states all others alike.
    expect(early).toMatchObject({ overwritten: 1, restated: first.inserted - 1, removed: 0 });
    expect(undoneSentences(early, 'id')[2]).toBe('1 angka tetap, karena sudah diganti oleh sumber yang lebih baru atau lebih kuat.');
    expect(await store.status()).toMatchObject({ observations: first.inserted });
    expect(await undo(corrected.importId)).toMatchObject({ removed: first.inserted });
  });

  it('is known of a file that comes again, an export or one of our own layouts', async () => {
    const kept = async (hash: string) => (await keptAlready({ hash, answers: {}, accounts: ['instagram:ditjenpk'] }, { store })) !== undefined;
    for (const again of [() => keep('meta-daily-id.csv'), () => keep('laporan.csv', {}, bytesOf(reportText))]) {
      const first = await again();
      if (first.state !== 'kept' || first.importId === undefined) throw new Error('It was not kept.');
      const hash = first.importId.slice(first.importId.lastIndexOf(':') + 1);
      expect(await kept(hash)).toBe(true);
      await undo(first.importId);
      expect(await kept(hash)).toBe(false);
      expect(await again()).toMatchObject({ state: 'kept' });
      expect(await kept(hash)).toBe(true);
    }
    expect(await store.listImports(5)).toMatchObject([{ inserted: 96, undone: undefined }, { inserted: 3 }]);
  });

  it('takes the first characters of the hash, and refuses what it cannot find, twice, and without a reason', async () => {
    await keep('meta-daily-id.csv');
    const [listed] = await store.listImports(5);
    if (listed === undefined) throw new Error('It is not listed.');
    await expect(undo('abc')).rejects.toThrow('There is no import "abc"');
    await expect(undo(shortImportId(listed), ' ')).rejects.toThrow('Say why.');
    await undo(shortImportId(listed));
    await expect(undo(shortImportId(listed))).rejects.toThrow('undone already, by U123');
  });
});
