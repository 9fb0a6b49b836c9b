import type { Period } from '../../../connectors/contract/period.js';
import type { Language } from '../../domain/digest.js';
import type { PasteAnswers, PasteQuestion, PasteReading, ReadEntry, ReadFigure } from '../../pipeline/handed/reading.js';
import { formatMonth, formatPeriod } from '../../text/date.js';
import { formatNumber } from '../../text/number.js';
import { fitText, LIMITS } from '../limits.js';
import type { Block, Message } from './block.js';
import { monthOnly, PASTE } from './collect-board.js';
import { questionBlocks } from './collect-questions.js';
import { COLLECT_WORDS } from './collect-words.js';
import { textBlock } from './lines.js';
import { escapedPieces, escapeMrkdwn } from './mrkdwn.js';
import { button, type InputBlock, type Modal, plain } from './view.js';

/** The view of the paste box. */
export const SAVE_PASTE = 'collect.keep';
/** Its field: block and control bear the same name. */
export const PASTE_TEXT = 'text';

/** What was read of a message, and what is still asked of it. */
export interface ShownPaste {
  readonly reading: PasteReading;
  /** figures and entries that the reader may not hand in */
  readonly others: readonly string[];
  readonly asked: readonly PasteQuestion[];
  readonly answers: PasteAnswers;
}

/** The empty paste box. */
export const pasteForm = (period: Period, language: Language, metadata: string): Modal => ({
  ...pasteModal(COLLECT_WORDS[language].readIt, language, metadata),
  blocks: [textBlock(escapeMrkdwn(COLLECT_WORDS[language].pasteIntro(formatMonth(period.start, language))), false), textInput('', false, language)],
});

/** The paste box after it was read: what was understood and what was left out, the questions, and the text. */
export const pasteReview = (text: string, shown: ShownPaste, before: Period, language: Language, metadata: string): Modal => ({
  ...pasteModal(COLLECT_WORDS[language].keep, language, metadata),
  blocks: [...readingBlocks(shown, before, language), ...questionBlocks(shown.asked, shown.answers, language), textInput(text, true, language)],
});

const pasteModal = (submit: string, language: Language, metadata: string): Omit<Modal, 'blocks'> => ({
  type: 'modal',
  callback_id: SAVE_PASTE,
  title: plain(COLLECT_WORDS[language].pasteTitle),
  submit: plain(submit),
  close: plain(COLLECT_WORDS[language].cancel),
  private_metadata: metadata,
});

const textInput = (text: string, again: boolean, language: Language): InputBlock => ({
  type: 'input',
  block_id: PASTE_TEXT,
  label: plain(again ? COLLECT_WORDS[language].textAgain : COLLECT_WORDS[language].pasteLabel),
  element: {
    type: 'plain_text_input',
    action_id: PASTE_TEXT,
    multiline: true,
    max_length: LIMITS.plainInput,
    ...(text === '' ? { placeholder: plain(COLLECT_WORDS[language].pasteHint) } : { initial_value: text }),
  },
});

const MOST_PIECES = 20;

/** What was understood, line by line, and what was not. */
function readingBlocks({ reading, others }: ShownPaste, before: Period, language: Language): Block[] {
  const words = COLLECT_WORDS[language];
  const read = [
    ...reading.figures.map((figure) => figureLine(figure, before, language)),
    ...reading.entries.map((entry) => entryLine(entry, language)),
  ];
  const left = reading.left.map(({ source, why }) => `"${source}": ${words.why[why]}`);
  const later = reading.later.map(({ item }) => item.label[language]);
  const part = (title: string, lines: readonly string[]): Block[] =>
    lines.length === 0
      ? []
      : escapedPieces([title, ...lines.map((line) => `• ${line}`)].join('\n'), LIMITS.section)
          .slice(0, MOST_PIECES)
          .map((piece) => textBlock(piece, false));
  return [
    ...(read.length === 0 ? [textBlock(words.understoodNothing, false)] : part(`${words.understood}:`, read)),
    ...part(`${words.others}:`, others),
    ...part(`${words.later}:`, later),
    ...part(`${words.leftOut}:`, left),
  ];
}

/** "Contact Center: Tiket konsultasi, Telepon, Februari 2024: 46 (Januari: 63)". */
function figureLine({ item, value, period, figure, precision, previous, source, questions }: ReadFigure, before: Period, language: Language): string {
  const words = COLLECT_WORDS[language];
  const asked = questions.length > 0 ? ` → ${words.asked}` : '';
  if (item === undefined) return `"${source}"${asked}`;
  const label = value === undefined ? item.label[language] : `${item.label[language]}, ${value}`;
  const number = figure === undefined ? `"${source}"` : figure === null ? words.noData : formatNumber(figure, language);
  const shown = precision === 'about' && typeof figure === 'number' ? words.about(number) : number;
  const known = previous === undefined ? '' : ` (${words.before(monthOnly(before, language), formatNumber(previous, language))})`;
  return `${label}, ${formatPeriod(period, language)}: ${shown}${known}${asked}`;
}

const entryLine = ({ list, date, title, attributes, questions }: ReadEntry, language: Language): string =>
  `${list.label[language]}: ${[date, title, ...Object.values(attributes)].join(' · ')}${questions.length > 0 ? ' → ?' : ''}`;

/** What is answered to a direct message that reads as figures: nothing is saved, a button opens the paste box with its text. */
export function pasteOffer(
  text: string,
  month: string,
  shown: ShownPaste,
  periods: { readonly period: Period; readonly before: Period },
  language: Language,
): Message {
  const words = COLLECT_WORDS[language];
  const said = words.offer(formatMonth(periods.period.start, language));
  const value = `${month}\n${text}`;
  const fits = value.length <= LIMITS.buttonValue;
  const door: Block = fits
    ? { type: 'actions', elements: [button(PASTE, words.offerButton, value, 'primary')] }
    : textBlock(words.offerTooLong, true);
  return {
    text: fitText(said, LIMITS.text).text,
    blocks: [textBlock(escapeMrkdwn(said), false), ...readingBlocks(shown, periods.before, language).slice(0, MOST_PIECES), door],
  };
}
