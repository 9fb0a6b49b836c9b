import type { Instant } from '../../connectors/contract/period.js';
import type { Config } from '../../src/config/config.js';
import { parseConfig } from '../../src/config/load.js';
import { type Answers, type ExportReport, type PlainReport, plainReport } from '../../src/pipeline/export-report.js';
import { type ExportOutcome, importExport } from '../../src/pipeline/import-export.js';
import type { Store } from '../../src/store/port.js';
import { demoFile } from './ministry.js';

/** When files are handed in. */
export const HANDED_IN = '2026-11-25T03:00:00.000Z' as Instant;

/** The demo's configuration with one account of every platform but Threads. */
export const exportsConfig: Config = (() => {
  // The demo's made-up id of its Instagram account also stands in a reconstructed file of another account.
  const text = demoFile('pantau.yaml')
    .replace('17841400000000001', '17841400000000099')
    .replace(
      /^accounts:\n/m,
      `accounts:\n${['youtube:kanal', 'tiktok:kanal', 'linkedin:kami'].map((id) => `  - { id: "${id}", platform: ${id.split(':')[0]}, label: "${id}" }\n`).join('')}`,
    );
  const result = parseConfig(text, 'pantau.yaml');
  if (result.kind === 'refused') throw new Error(result.sentences.join('\n'));
  return result.config;
})();

/** A store that refuses to keep anything; for dry runs. */
export const keepsNothing: Pick<Store, 'beginImport' | 'origins' | 'readSetting' | 'saveSetting'> = {
  beginImport: async () => {
    throw new Error('A dry run keeps nothing.');
  },
  origins: async () => [],
  readSetting: async () => undefined,
  saveSetting: async () => {
    throw new Error('A dry run keeps nothing.');
  },
};

/** What became of a file, with its report in English. */
export type HandedOutcome = Omit<ExportOutcome, 'report'> & { readonly report: PlainReport };

/** Throws where a sentence of a report is missing or the same in both languages. */
function inBothLanguages(report: ExportReport): void {
  const said =
    'refused' in report
      ? [report.refused.reason, report.refused.advice]
      : [...report.leftOut.map(({ reason }) => reason), ...report.questions.map(({ text }) => text)];
  for (const { id, en } of said) if (id === '' || en === '' || id === en) throw new Error(`"${en}" is not said in both languages: "${id}".`);
}

/** Hands in a file's bytes under a name. */
export const handIn = async (
  bytes: Uint8Array,
  fileName: string,
  {
    store = keepsNothing,
    answers = {},
    dryRun = true,
    acceptPartial = false,
  }: { store?: typeof keepsNothing; answers?: Answers; dryRun?: boolean; acceptPartial?: boolean } = {},
): Promise<HandedOutcome> => {
  const request = { bytes, fileName, sourceName: 'ekspor', answers, dryRun, acceptPartial };
  const outcome = await importExport(request, { store, config: exportsConfig, clock: { now: () => HANDED_IN } });
  inBothLanguages(outcome.report);
  return { ...outcome, report: plainReport(outcome.report) };
};
