import { onTestFinished } from 'vitest';
import { civilDate, type Period, periodOf } from '../../../connectors/contract/period.js';
import type { Config } from '../../../src/config/config.js';
import { keepFile, previewFile } from '../../../src/pipeline/hand-in.js';
import { readHeld } from '../../../src/pipeline/handed/held.js';
import { handedItems } from '../../../src/pipeline/handed/items.js';
import { keepHanded } from '../../../src/pipeline/handed/keep.js';
import type { HandedFile } from '../../../src/pipeline/handed-file.js';
import { templateOf } from '../../../src/pipeline/workbook/template.js';
import { demoConfig, FEBRUARY } from '../../support/ministry.js';
import { temporaryStore } from '../../support/store.js';
import { tickingClock } from '../../support/ticking-clock.js';
import { put, type Sheet, sheetNamed, sheetsIn } from '../../support/workbooks.js';
import { figuresOf } from '../handed/february.js';

/** The columns of the sheet of figures, from 0. */
export const COLUMN = { key: 0, label: 1, previous: 4, figure: 7, precision: 8, note: 9 } as const;

/** What the report says of February 2024, by the key of what is handed in. */
export const FIGURES = figuresOf('2024-02');

/** Workbooks by the first day of their month: the store of every rig knows the same. */
const templates = new Map<string, Uint8Array>();

/** A store that knows January 2024 and February 2023, on 1 March 2024. */
export async function workbookRig(config: Config = demoConfig()) {
  const { store, remove } = await temporaryStore();
  const clock = tickingClock(1000);
  onTestFinished(remove);
  const handing = {
    store,
    ledger: store.advocacy,
    config,
    clock,
    pseudonymiser: () => Promise.reject(new Error('A workbook names nobody.')),
  };
  for (const [month, first] of [
    ['2024-01', '2024-01-01'],
    ['2023-02', '2023-02-01'],
  ] as const) {
    const period = periodOf('month', civilDate(first));
    const known = figuresOf(month);
    const facts = handedItems(config).flatMap((item) => {
      const value = known.get(item.key);
      return item.kind !== 'figure' || value === undefined
        ? []
        : [
            {
              kind: 'figure' as const,
              subject: item.subject,
              metric: item.metric.id,
              dimensions: item.dimensions,
              period,
              value,
              precision: 'exact' as const,
              note: undefined,
            },
          ];
    });
    await keepHanded({ by: 'editor', way: 'modal', facts }, { store, config, clock });
  }
  const template = async (period: Period = FEBRUARY): Promise<Sheet[]> => {
    const known = templates.get(period.start) ?? (await templateOf({ config, store, now: clock.now() }, period, 'id')).bytes;
    templates.set(period.start, known);
    return sheetsIn(known);
  };
  const file = (bytes: Uint8Array, answers: HandedFile['answers'] = {}): HandedFile => ({
    bytes,
    fileName: 'pantau-2024-02.xlsx',
    answers,
    acceptPartial: false,
    by: 'editor',
    language: 'id',
  });
  return {
    store,
    clock,
    config,
    template,
    preview: (bytes: Uint8Array, answers?: HandedFile['answers']) => previewFile(file(bytes, answers), handing),
    keep: (bytes: Uint8Array, answers?: HandedFile['answers']) => keepFile(file(bytes, answers), handing),
    held: (period: Period = FEBRUARY) => readHeld({ config, store, now: clock.now() }, period),
  };
}

/** The line of a figure on the sheet of figures. */
export function lineOf(sheets: readonly Sheet[], key: string): number {
  for (const [line, cells] of sheetNamed(sheets, 'Angka').rows) if (cells[COLUMN.key]?.text === key) return line;
  throw new Error(`No row asks for ${key}.`);
}

/** Writes a figure into its cell. */
export function fill(
  sheets: readonly Sheet[],
  key: string,
  text: string | undefined,
  kind: Parameters<typeof put>[4] = 'number',
  formula?: string,
): void {
  put(sheetNamed(sheets, 'Angka'), lineOf(sheets, key), COLUMN.figure, text, kind, formula);
}
