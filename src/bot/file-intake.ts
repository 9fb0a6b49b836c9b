import { createHash } from 'node:crypto';
import type { BusinessClock } from '../clock.js';
import type { Config } from '../config/config.js';
import type { Language } from '../domain/digest.js';
import { keptAlready } from '../pipeline/export-memory.js';
import type { ExportReport, RecognisedExport } from '../pipeline/export-report.js';
import type { HandedFile } from '../pipeline/handed-file.js';
import { RefusedFile } from '../pipeline/import-report.js';
import type { Importer } from '../pipeline/importer.js';
import { outcomeSentence, reportSentences } from '../pipeline/report-sentences.js';
import { undoImport, undoneSentences } from '../pipeline/undo-import.js';
import type { SlackFeature } from '../slack/feature.js';
import { fileFeature } from '../slack/listeners/files/feature.js';
import { DOWNLOAD_WITHIN_MS, type DownloadFetch, type FetchParts, MOST_BYTES } from '../slack/listeners/files/fetch-file.js';
import type { FileIntake, FilePreview, IntakeFile, RecognisedFile } from '../slack/listeners/files/intake.js';
import type { Store } from '../store/port.js';
import { civilDateIn, formatDay } from '../text/date.js';
import type { BotParts, BotTools } from './parts.js';

/** What dropped files are read and kept by. */
export interface IntakeParts {
  readonly importer: Pick<Importer, 'preview' | 'keep'>;
  readonly store: Pick<Store, 'origins' | 'readSetting' | 'listImports' | 'undoImport' | 'saveSetting'>;
  readonly clock: BusinessClock;
  readonly config: Config;
}

/** Reads and keeps dropped files as the command line does, under the configuration that holds when each is asked about. */
const fileIntake = (present: () => IntakeParts): FileIntake => ({
  preview: async (file) => {
    const parts = present();
    return previewOf(await parts.importer.preview(handed(file), parts.config), file, parts);
  },
  keep: async (file) => {
    const { importer, config } = present();
    const outcome = await importer.keep(handed(file), config);
    if (outcome.state === 'refused') return refusal(outcome.report, config, file.language);
    const recognised = recognisedOf(outcome.report, config, file.language);
    if (outcome.state === 'asks') return { kind: 'asks', file: recognised };
    const undo = outcome.state === 'unchanged' ? undefined : outcome.importId;
    return { kind: 'kept', sentence: outcomeSentence(outcome, file.language), undo, file: recognised };
  },
  undo: async ({ id, by, language }) => {
    const { store, clock } = present();
    try {
      return undoneSentences(await undoImport({ import: id, by, reason: UNDONE_BY_BUTTON }, { store, clock }), language).join(' ');
    } catch (error) {
      if (error instanceof RefusedFile) return error.text[language];
      throw error;
    }
  },
});

/** What the audit trail says of an undoing in Slack, where no reason is asked for. */
const UNDONE_BY_BUTTON = 'the button Undo below the file in Slack';

const handed = ({ name, bytes, answers, by }: IntakeFile): HandedFile => ({ bytes, fileName: name, answers, acceptPartial: false, by });

async function previewOf(report: ExportReport, { bytes, answers, language }: IntakeFile, { store, config }: IntakeParts): Promise<FilePreview> {
  if ('refused' in report) return refusal(report, config, language);
  const recognised = recognisedOf(report, config, language);
  if (report.questions.length > 0) return recognised;
  const hash = createHash('sha256').update(bytes).digest('hex');
  const accounts = report.account === null ? [] : report.account.split(', ');
  const at = await keptAlready({ hash, answers, accounts }, { store });
  return at === undefined
    ? recognised
    : { ...recognised, keptBefore: keptSentence(formatDay(civilDateIn(at, config.organisation.zone), language), language) };
}

const keptSentence = (day: string, language: Language): string =>
  ({
    id: `Berkas ini sudah disimpan pada ${day}; tidak ada yang perlu dilakukan.`,
    en: `This very file was kept on ${day}; nothing is to be done.`,
  })[language];

function recognisedOf(report: RecognisedExport, config: Config, language: Language): RecognisedFile {
  const sentences = reportSentences(report, config, language);
  if (sentences.kind === 'refused') throw new TypeError('A recognised file is told as such.');
  return { ...sentences, keptBefore: undefined };
}

function refusal(report: ExportReport, config: Config, language: Language): Extract<FilePreview, { readonly kind: 'refused' }> {
  const sentences = reportSentences(report, config, language);
  if (sentences.kind !== 'refused') throw new TypeError('A refused file is told as such.');
  return sentences;
}

/** The part of the Slack app that takes dropped files; none where nothing imports them. */
export function fileFeatures({ present }: Pick<BotTools, 'present'>): readonly SlackFeature[] {
  const { importer, log } = present();
  if (importer === undefined) return [];
  const intake = fileIntake(() => ({ ...present(), importer }));
  return [fileFeature({ intake, settings: () => present().config, fetching: fetchingOf(present()), log })];
}

/** By what files are fetched from Slack: over the bot's own way out, with its token. */
function fetchingOf({ botToken, slackApiUrl, wayOut }: BotParts): FetchParts {
  const usual: DownloadFetch = (url, request) => fetch(url, request);
  return {
    token: botToken,
    slackApiUrl,
    fetch: wayOut?.fetch ?? usual,
    timeoutMs: DOWNLOAD_WITHIN_MS,
    mostBytes: MOST_BYTES,
  };
}
