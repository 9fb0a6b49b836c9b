import type { Text } from '../../../connectors/contract/metric.js';
import type { Config } from '../../config/config.js';
import type { Language } from '../../domain/digest.js';
import type { HandedIn } from '../handed-file.js';
import { outcomeSentence, reportSentences } from '../report-sentences.js';

const inBoth = (write: (language: Language) => string): Text => ({ id: write('id'), en: write('en') });

const MOST = 900;
const cut = (text: string): string => ([...text].length <= MOST ? text : `${[...text].slice(0, MOST - 1).join('')}…`);

/** What became of a file of a watched folder, with what to do; undefined where nothing new is to be told. */
export function fileSentence(name: string, path: string, outcome: HandedIn, config: Pick<Config, 'accounts' | 'metrics'>): Text | undefined {
  switch (outcome.state) {
    case 'unchanged':
      return undefined;
    case 'asks':
      return inBoth((language) => `${name}: ${asking(path, outcome, config, language)}`);
    case 'refused':
      return inBoth((language) => `${name}: ${refused(outcome, config, language)}`);
    default: {
      const hash = outcome.importId?.split(':').at(-1)?.slice(0, 12);
      const undo = hash === undefined ? '' : ` (pantau undo ${hash})`;
      return inBoth((language) => `${name}: ${outcomeSentence(outcome, language)}${undo}`);
    }
  }
}

function refused(
  { report }: Extract<HandedIn, { readonly state: 'refused' }>,
  config: Pick<Config, 'accounts' | 'metrics'>,
  language: Language,
): string {
  const said = reportSentences(report, config, language);
  const why = said.kind === 'refused' ? `${said.reason} ${said.advice}` : '';
  return {
    id: `Tidak disimpan. ${cut(why)} Berkas ini tidak dicoba lagi sampai isinya diganti.`,
    en: `Not kept. ${cut(why)} This file is not tried again until it is replaced.`,
  }[language];
}

function asking(
  path: string,
  { report }: Extract<HandedIn, { readonly state: 'asks' }>,
  config: Pick<Config, 'accounts' | 'metrics'>,
  language: Language,
): string {
  const said = reportSentences(report, config, language);
  const questions = said.kind === 'recognised' ? said.questions.map(({ text }) => text).join(' ') : '';
  const answers = report.questions.map(({ id }) => `--answer ${id}=...`).join(' ');
  const choices = report.questions.map(({ id, readings }) => `${id}: ${readings.map(({ answer }) => answer).join(', ') || '...'}`).join('; ');
  const command = `pantau import ${quoted(path)} ${answers} (${choices})`;
  return {
    id: `Belum disimpan, ada yang harus dijawab: ${cut(questions)} Kirim berkas ini ke Pantau di Slack dan jawab di sana, atau di server: ${command}`,
    en: `Not kept yet, something must be answered: ${cut(questions)} Send this file to Pantau in Slack and answer there, or on the server: ${command}`,
  }[language];
}

/** A path as a shell takes it. */
const quoted = (path: string): string => (/^[\w@%+=:,./-]+$/.test(path) ? path : `'${path.replaceAll("'", "'\\''")}'`);

/** That a file could not be read for no fault of its own. */
export const brokenSentence = (name: string): Text => ({
  id: `${name}: Tidak dapat dibaca setelah tiga kali mencoba. Sebabnya ada di log; taruh lagi berkasnya kalau sudah beres.`,
  en: `${name}: It could not be read in three attempts. The log has the cause; put the file there again once that is mended.`,
});

/** That a file is the one whose import was undone. */
export const undoneBeforeSentence = (name: string, path: string): Text => ({
  id: `${name}: Impor berkas ini pernah dibatalkan, jadi tidak disimpan lagi dari folder. Kalau memang perlu: pantau import ${quoted(path)}`,
  en: `${name}: The import of this very file was undone, so the folder does not bring it back. Where it is wanted after all: pantau import ${quoted(path)}`,
});

/** That a folder can't be looked into. */
export const folderSentence = (folder: string, code: string): Text =>
  code === 'ENOENT'
    ? {
        id: `Folder ${folder} tidak ada. Buat foldernya, atau ubah intake.folders.`,
        en: `There is no folder ${folder}. Make it, or change intake.folders.`,
      }
    : {
        id: `Folder ${folder} tidak dapat dibaca (${code}). Beri Pantau izin membacanya.`,
        en: `The folder ${folder} can't be read (${code}). Let Pantau read it.`,
      };
