import type { Language } from '../../domain/digest.js';
import type { EchoedFigure, KeptEcho } from '../../pipeline/handed/keep-reading.js';
import { formatMonth } from '../../text/date.js';
import { formatNumber } from '../../text/number.js';
import { fitText, LIMITS } from '../limits.js';
import type { Block, Button, Message } from './block.js';
import { FILL, monthOnly } from './collect-board.js';
import { COLLECT_WORDS } from './collect-words.js';
import { textBlock } from './lines.js';
import { escapedPieces, escapeMrkdwn } from './mrkdwn.js';
import { button, type Modal, plain } from './view.js';

/** The button that takes back all that was kept at once; its value is the import. */
export const UNDO_HANDED = 'collect.undo';

/** "Telepon Februari 2024: 46 (Januari: 63)". */
function echoLine({ label, period, value, precision, before, previous, outranked }: EchoedFigure, language: Language): string {
  const words = COLLECT_WORDS[language];
  const number = value === null ? words.noData : formatNumber(value, language);
  const shown = precision === 'about' && value !== null ? words.about(number) : number;
  const known = previous === undefined ? '' : ` (${words.before(monthOnly(before, language), formatNumber(previous, language))})`;
  return `${label[language]}, ${formatMonth(period.start, language)}: ${shown}${known}${outranked === undefined ? '' : `. ⚠ ${outrankedWords(outranked, language)}`}`;
}

function outrankedWords({ source, value }: NonNullable<EchoedFigure['outranked']>, language: Language): string {
  const words = COLLECT_WORDS[language];
  const shown = formatNumber(value, language);
  return source === undefined ? words.outrankedByOthers(shown) : words.outranked(source, shown);
}

/** What was kept, line by line, with the button that undoes it; `next` is a page of which something is still missing. */
export function keptBlocks(echo: KeptEcho, language: Language, next?: { readonly value: string; readonly label: string }): Block[] {
  const words = COLLECT_WORDS[language];
  const lists = echo.lists.map(({ label, count, known }) => {
    const repeated = known > 0 ? ` (${words.knownEntries(formatNumber(known, language))})` : '';
    return `${label[language]}: ${words.added(formatNumber(count, language))}${repeated}`;
  });
  const lines = [...echo.figures.map((figure) => echoLine(figure, language)), ...lists].map((line) => `• ${line}`);
  const undo: Button = {
    ...button(UNDO_HANDED, words.undo, echo.importId),
    confirm: { title: plain(words.undoTitle), text: plain(words.undoAsked), confirm: plain(words.undo), deny: plain(words.leave) },
  };
  const onwards = next === undefined ? [] : [button(FILL, fitText(words.next(next.label), LIMITS.buttonText).text, next.value, 'primary')];
  return [
    textBlock(`*${words.kept}*`, false),
    ...escapedPieces(lines.join('\n'), LIMITS.section).map((piece) => textBlock(piece, false)),
    { type: 'actions', elements: [...onwards, undo] },
  ];
}

/** The same as a message, which stays where a modal is closed. */
export function keptMessage(echo: KeptEcho, language: Language): Message {
  const [first] = echo.figures;
  const words = COLLECT_WORDS[language];
  const summary = first === undefined ? (echo.lists[0]?.label[language] ?? '') : echoLine(first, language);
  return { text: fitText(`${words.kept} ${summary}`, LIMITS.text).text, blocks: keptBlocks(echo, language) };
}

/** Blocks in a modal that only says something. `metadata` comes back with what is pressed in it. */
export const collectSaid = (title: string, blocks: Block[], language: Language, metadata?: string): Modal => ({
  type: 'modal',
  callback_id: 'collect.said',
  title: plain(title),
  close: plain(COLLECT_WORDS[language].close),
  ...(metadata === undefined ? {} : { private_metadata: metadata }),
  blocks,
});

/** Plain sentences as such a modal. */
export const collectSentence = (title: string, sentence: string, language: Language): Modal =>
  collectSaid(title, [textBlock(escapeMrkdwn(sentence), false)], language);
