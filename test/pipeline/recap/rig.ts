import { onTestFinished } from 'vitest';
import type { Period } from '../../../connectors/contract/period.js';
import type { CellKind } from '../../../connectors/files/reader/table.js';
import type { ExportReport } from '../../../src/pipeline/export-report.js';
import { keepFile, previewFile } from '../../../src/pipeline/hand-in.js';
import { readHeld } from '../../../src/pipeline/handed/held.js';
import type { HandedFile } from '../../../src/pipeline/handed-file.js';
import { demoConfig } from '../../support/ministry.js';
import { temporaryStore } from '../../support/store.js';
import { tickingClock } from '../../support/ticking-clock.js';
import { type Program, put, type Sheet, workbookBytes } from '../../support/workbooks.js';

/** An empty store on 1 March 2024. */
export async function recapRig() {
  const { store, remove } = await temporaryStore();
  onTestFinished(remove);
  const config = demoConfig();
  const clock = tickingClock(1000);
  const pseudonymiser = () => Promise.reject(new Error('A recap names nobody.'));
  const handing = { store, ledger: store.advocacy, config, clock, pseudonymiser };
  const file = (bytes: Uint8Array, answers: HandedFile['answers'] = {}): HandedFile => ({
    bytes,
    fileName: 'rekap-2023.xlsx',
    answers,
    acceptPartial: false,
    by: 'editor',
    language: 'id',
  });
  return {
    store,
    config,
    clock,
    preview: (bytes: Uint8Array, answers?: HandedFile['answers']) => previewFile(file(bytes, answers), handing),
    keep: (bytes: Uint8Array, answers?: HandedFile['answers']) => keepFile(file(bytes, answers), handing),
    held: (period: Period) => readHeld({ config, store, now: clock.now() }, period),
  };
}

/** What a cell of a test's table holds: a text, or a number with its kind. */
export type Given = string | number | { readonly text: string; readonly kind: CellKind };

/** A workbook of one sheet, written row by row; `merged` are places such as `C2:N2`. */
export function recapBytes(rows: readonly (readonly Given[])[], merged: readonly string[] = [], program: Program = 'excel'): Uint8Array {
  const sheet: Sheet = { name: 'Rekap', rows: new Map(), merged: [...merged] };
  for (const [index, row] of rows.entries())
    for (const [column, cell] of row.entries()) {
      if (typeof cell === 'number') put(sheet, index + 1, column, String(cell), 'number');
      else if (typeof cell !== 'string') put(sheet, index + 1, column, cell.text, cell.kind);
      else if (cell !== '') put(sheet, index + 1, column, cell);
    }
  return workbookBytes([sheet], program);
}

/** What a report says, in Indonesian. */
export const told = (report: ExportReport) =>
  'refused' in report
    ? { refused: report.refused.reason.id }
    : {
        about: report.about?.id,
        stated: (report.stated ?? []).map(({ id }) => id),
        left: report.leftOut.map(({ reason }) => reason.id),
        asked: report.questions.map(({ id, text }) => `${id} ${text.id}`),
      };
