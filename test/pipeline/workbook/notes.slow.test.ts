import { describe, expect, it } from 'vitest';
import { readDeeds } from '../../../src/pipeline/audit-log.js';
import type { ExportReport } from '../../../src/pipeline/export-report.js';
import { NOTE_LIMIT, type NoteKind, readNotes, saveNote } from '../../../src/pipeline/notes.js';
import { undoImport, undoneSentences } from '../../../src/pipeline/undo-import.js';
import { templateOf } from '../../../src/pipeline/workbook/template.js';
import { FEBRUARY } from '../../support/ministry.js';
import { put, type Sheet, sheetNamed, sheetsIn, workbookBytes } from '../../support/workbooks.js';
import { fill, workbookRig } from './rig.js';

const PHONE = 'contact_centre/tickets/channel=phone';
const TOPICS = 'Topik terbanyak: TKD, DAK fisik.\nPemda bertanya soal "batas salur" tahap I.';

/** Writes a text into its cell on the sheet of notes. */
function write(sheets: readonly Sheet[], key: string, text: string): void {
  const sheet = sheetNamed(sheets, 'Catatan');
  const [line] = [...sheet.rows].find(([, cells]) => cells[0]?.text === key) ?? [];
  if (line === undefined) throw new Error(`No row asks for ${key}.`);
  put(sheet, line, 4, text);
}

const told = (report: ExportReport) =>
  'refused' in report
    ? { refused: report.refused.reason.id }
    : { stated: (report.stated ?? []).map(({ id }) => id), asked: report.questions.map(({ text }) => text.id) };

async function rig() {
  const { store, config, clock, ...rest } = await workbookRig();
  const notes = async () => (await readNotes(FEBRUARY, { config, store })).map(({ section, kind, text, by }) => [`${section}/${kind}`, text, by]);
  const say = (kind: NoteKind, text: string) => saveNote({ section: 'tickets', kind, period: FEBRUARY, text, by: 'member' }, { store, clock });
  return { store, config, clock, notes, say, ...rest };
}

describe('notes in the workbook of a month', () => {
  it('are asked for by section and kind, beside what is stored', async () => {
    const { store, config, clock, say } = await rig();
    await say('topics', 'Sudah ada');
    const sheets = await sheetsIn((await templateOf({ config, store, now: clock.now() }, FEBRUARY, 'id')).bytes);
    const rows = [...sheetNamed(sheets, 'Catatan').rows.values()].map((cells) => cells.map(({ text }) => text));
    expect(rows[0]).toEqual(['pantau:notes', 'Bagian laporan', 'Tentang', 'Sudah tersimpan', 'ISI: Februari 2024']);
    expect(rows.find(([key]) => key === 'tickets/topics')).toEqual(['tickets/topics', 'Tiket konsultasi', 'Topik', 'Sudah ada']);
  });

  it('are shown and kept with the figures, by whoever hands them in', async () => {
    const { template, preview, keep, notes } = await rig();
    const sheets = await template();
    fill(sheets, PHONE, '46');
    write(sheets, 'tickets/topics', TOPICS);
    const bytes = workbookBytes(sheets, 'excel');
    expect(told(await preview(bytes))).toEqual({
      stated: ['Contact Center: Tiket konsultasi, Telepon: 46 (bulan sebelumnya: 63)', `Tiket konsultasi, Topik: "${TOPICS.replace('\n', ' ')}"`],
      asked: [],
    });
    expect(await notes()).toEqual([]);
    expect(await keep(bytes)).toMatchObject({ state: 'kept', rows: 2, inserted: 2, revised: 0 });
    expect(await notes()).toEqual([['tickets/topics', TOPICS, 'editor']]);
    expect(await keep(bytes)).toMatchObject({ state: 'unchanged', inserted: 0 });
  });

  it('that replace what somebody wrote are asked about, and are given back by undoing the import', async () => {
    const { template, preview, keep, notes, say, store, clock, config, held } = await rig();
    await say('topics', 'Topik: DAU');
    await say('evaluation', 'Respons lebih cepat.');
    const sheets = await template();
    fill(sheets, PHONE, '46');
    write(sheets, 'tickets/topics', TOPICS);
    write(sheets, 'tickets/regions', 'Papua: jaringan terputus.');
    const bytes = workbookBytes(sheets, 'libreoffice');
    const before = await notes();
    expect(told(await preview(bytes))).toMatchObject({
      asked: [expect.stringMatching(/^Tiket konsultasi, Topik: sudah ada catatan dari .+ \("Topik: DAU"\)\. Ganti\?$/)],
    });
    expect(await keep(bytes)).toMatchObject({ state: 'asks' });
    expect(await notes()).toEqual(before);
    expect(await keep(bytes, { 'note:tickets/topics': 'no' })).toMatchObject({ state: 'kept', inserted: 2 });
    const kept = await keep(bytes, { 'note:tickets/topics': 'yes' });
    if (kept.state !== 'kept' || kept.importId === undefined) throw new Error(kept.state);
    expect(kept).toMatchObject({ inserted: 0, revised: 1 });
    expect((await notes()).find(([key]) => key === 'tickets/topics')).toEqual(['tickets/topics', TOPICS, 'editor']);
    const undone = await undoImport({ import: kept.importId, by: 'editor', reason: 'keliru' }, { store, clock });
    expect(undoneSentences(undone, 'id')).toEqual(['Yang diisikan sekaligus itu dibatalkan.', '1 catatan kembali ke teks sebelumnya.']);
    expect(await notes()).toEqual([
      ['tickets/evaluation', 'Respons lebih cepat.', 'member'],
      ['tickets/topics', 'Topik: DAU', 'editor'],
      ['tickets/regions', 'Papua: jaringan terputus.', 'editor'],
    ]);
    expect((await held()).get(PHONE)).toEqual({ kind: 'value', value: 46 });
    const deeds = await readDeeds({ kind: 'setting' }, { store, config });
    expect(deeds.filter(({ detail }) => detail.startsWith('note:2024-02/tickets/topics')).map(({ who }) => who)).toEqual([
      'member',
      'editor',
      'editor',
    ]);
  });

  it('alone are an import too; undoing it leaves a note that was changed since', async () => {
    const { template, keep, notes, say, store, clock } = await rig();
    const sheets = await template();
    write(sheets, 'tickets/topics', TOPICS);
    write(sheets, 'tickets/complaints', 'Tidak ada.');
    const kept = await keep(workbookBytes(sheets, 'excel'));
    if (kept.state !== 'kept' || kept.importId === undefined) throw new Error(kept.state);
    await say('topics', 'Dirapikan.');
    expect(await undoImport({ import: kept.importId, by: 'editor', reason: 'keliru' }, { store, clock })).toMatchObject({ notesRestored: 1 });
    expect(await notes()).toEqual([['tickets/topics', 'Dirapikan.', 'member']]);
  });

  it('are refused as a whole where nobody can tell whose they are, or where they would be cut', async () => {
    const { template, preview } = await rig();
    const moved = await template();
    put(sheetNamed(moved, 'Catatan'), 90, 4, 'Catatan tanpa bagian');
    expect(told(await preview(workbookBytes(moved, 'excel'))).refused).toMatch(/^Baris 90 di lembar "Catatan" berisi catatan/);
    const long = await template();
    write(long, 'tickets/topics', 'a'.repeat(NOTE_LIMIT + 1));
    expect(told(await preview(workbookBytes(long, 'excel'))).refused).toContain('catatannya 3001 huruf; paling banyak 3000');
  });
});
