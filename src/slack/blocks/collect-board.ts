import { type Period, periodLabel } from '../../../connectors/contract/period.js';
import type { BoardGroup, BoardItem, BoardOwner, CollectionBoard } from '../../domain/collection-board.js';
import type { CollectOutgoing } from '../../domain/delivery.js';
import type { Language } from '../../domain/digest.js';
import { formatDay, formatMonth } from '../../text/date.js';
import { formatNumber } from '../../text/number.js';
import { fitText, LIMITS } from '../limits.js';
import type { Block, Message } from './block.js';
import { COLLECT_WORDS } from './collect-words.js';
import { textBlock } from './lines.js';
import { escapedPieces, escapeMrkdwn } from './mrkdwn.js';
import { button, plain } from './view.js';

/** The button that opens a page of the form; its value is `2024-02 PAGE`. */
export const FILL = 'collect.fill';
/** The choice that opens any page of the form. */
export const CHANGE = 'collect.change';
/** The button that opens the paste box; its value is `2024-02`, and the text after a line break where there is one. */
export const PASTE = 'collect.paste';

/** What the button of a page carries. */
export const pageValue = (period: Period, page: string): string => `${periodLabel(period)} ${page}`;

/** How a board is written, and for whom. */
export interface BoardReader {
  readonly language: Language;
  /** whether the reader may fill in what this person owes */
  readonly mayFill: (owner: string) => boolean;
  /** the pages that the reader may open, to change what was received */
  readonly pages: readonly { readonly id: string; readonly label: string }[];
}

/** So many groups are shown; a message has room for so many blocks. */
const MOST_GROUPS = 36;

/** What was handed in for a month: the count, then what is missing and from whom, what is longest overdue first. */
export function collectMessage(board: CollectionBoard, reader: BoardReader): Message {
  const { language } = reader;
  const words = COLLECT_WORDS[language];
  const title = words.boardTitle(formatMonth(board.period.start, language));
  const count = (value: number): string => formatNumber(value, language);
  const counted = words.received(count(board.received), count(board.expected));
  const late = board.overdue > 0 ? ` · ${words.overdueCount(count(board.overdue))}` : '';
  const owing = board.owners.filter(({ groups }) => groups.length > 0);
  let room = MOST_GROUPS;
  const shown = owing.flatMap((owner): Block[] => {
    const groups = owner.groups.slice(0, Math.max(0, room));
    room -= groups.length;
    return groups.length === 0 ? [] : ownerBlocks(owner, groups, board, reader);
  });
  const left = -Math.min(0, MOST_GROUPS - owing.flatMap(({ groups }) => groups).length);
  const blocks: Block[] = [
    { type: 'header', text: plain(fitText(title, LIMITS.header).text) },
    textBlock(`*${counted}*${late}`, false),
    ...shown,
    ...(left > 0 ? [textBlock(words.more(count(left)), true)] : []),
    ...(owing.length === 0 && board.expected > 0 ? [textBlock(words.all, false)] : []),
    ...receivedBlocks(board, reader),
    ...doors(board.period, reader),
  ];
  return { text: `${title}: ${counted}${late}`, blocks };
}

/** The message in which an owner is asked; once everything has come it says so. */
export function chaseMessage({ board, pages, language }: CollectOutgoing): Message {
  const listed = pages.map(({ id, label }) => ({ id, label: label[language] }));
  const message = collectMessage(board, { language, mayFill: () => true, pages: listed });
  const [owner] = board.owners;
  const [title, ...rest] = message.blocks;
  if (owner === undefined || title === undefined || owner.groups.length === 0) return message;
  const asked = COLLECT_WORDS[language].request(owner.name, formatMonth(board.period.start, language));
  return { text: fitText(`${asked} ${message.text}`, LIMITS.text).text, blocks: [title, textBlock(escapeMrkdwn(asked), false), ...rest] };
}

function ownerBlocks(owner: BoardOwner, groups: readonly BoardGroup[], board: CollectionBoard, reader: BoardReader): Block[] {
  const { language } = reader;
  const words = COLLECT_WORDS[language];
  const head = `*${escapeMrkdwn(owner.name)}* · ${words.received(formatNumber(owner.received.length, language), formatNumber(owner.expected, language))}`;
  return [
    { type: 'divider' },
    textBlock(head, false),
    ...groups.map((group): Block => {
      const lines = group.missing.map((item) => missingLine(item, board, language));
      const [text = ''] = escapedPieces([group.label[language], ...lines].join('\n'), LIMITS.section - 10);
      const [first = '', ...rest] = text.split('\n');
      const section = textBlock([`*${first}*`, ...rest].join('\n'), false);
      if (section.type !== 'section' || !reader.mayFill(owner.id)) return section;
      const label = fitText(words.fillLabel(group.label[language]), LIMITS.buttonText).text;
      return { ...section, accessory: { ...button(FILL, words.fill, pageValue(board.period, group.page)), accessibility_label: label } };
    }),
  ];
}

/** "Telepon (Januari: 63), jatuh tempo 4 Maret 2024, terlambat 1 hari kerja". */
function missingLine({ label, previous, due, lateDays }: BoardItem, { before }: CollectionBoard, language: Language): string {
  const words = COLLECT_WORDS[language];
  const known = previous === undefined ? '' : ` (${words.before(monthOnly(before, language), formatNumber(previous, language))})`;
  const late = lateDays > 0 ? `, ${words.late(formatNumber(lateDays, language))}` : '';
  return `${lateDays > 0 ? '⚠' : '•'} ${label[language]}${known}: ${words.due(formatDay(due, language))}${late}`;
}

/** The month's name without its year. */
export const monthOnly = (period: Period, language: Language): string => formatMonth(period.start, language).replace(/\s\d{4}$/, '');

/** What came, where the board is of one person. */
function receivedBlocks({ owners }: CollectionBoard, { language }: BoardReader): Block[] {
  const [only, second] = owners;
  if (only === undefined || second !== undefined || only.received.length === 0) return [];
  const words = COLLECT_WORDS[language];
  const listed = only.received.map(({ label, value, entries }) => {
    const text = value === null ? words.noData : formatNumber(value, language);
    return `${label[language]} ${entries ? words.entries(text) : text}`;
  });
  const { text } = fitText(`${words.gotten}: ${listed.join('; ')}`, LIMITS.contextText / 2);
  return [textBlock(escapeMrkdwn(text), true)];
}

function doors(period: Period, { language, pages }: BoardReader): Block[] {
  if (pages.length === 0) return [];
  const words = COLLECT_WORDS[language];
  const options = pages
    .map(({ id, label }) => ({ text: plain(fitText(label, LIMITS.optionText).text), value: pageValue(period, id) }))
    .filter(({ value }) => value.length <= LIMITS.optionValue)
    .slice(0, LIMITS.options);
  return [
    {
      type: 'actions',
      elements: [
        button(PASTE, words.paste, periodLabel(period)),
        { type: 'static_select', action_id: CHANGE, placeholder: plain(words.change), options },
      ],
    },
  ];
}
