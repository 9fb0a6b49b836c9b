import type { Calendar } from '../../../connectors/contract/period.js';
import type { Person } from '../../config/config.js';
import type { Language } from '../../domain/digest.js';
import type { BoardEntry, TargetBoard } from '../../pipeline/target-desk.js';
import { planText, type ToldOwners } from '../../pipeline/target-notices.js';
import { formatMoment } from '../../text/date.js';
import { formatNumber } from '../../text/number.js';
import { fitText, LIMITS } from '../limits.js';
import { TARGET_WORDS, type TargetWords } from './advocacy-target-words.js';
import type { Block, Message } from './block.js';
import { lineBlocks, textBlock } from './lines.js';
import { escapeMrkdwn } from './mrkdwn.js';
import { button, type Modal, plain } from './view.js';

/** The button that opens the form of a target that was set in Slack; its value is the target's id. */
export const CHANGE_TARGET = 'target.change';
/** The button that opens the form of a new target. */
export const NEW_TARGET = 'target.new';

/** How a board is written, and for whom. */
export interface BoardWriting {
  readonly language: Language;
  readonly zone: string;
  readonly calendar: Calendar;
  readonly people: readonly Person[];
  /** whether the reader may set targets */
  readonly mayChange: boolean;
}

/** More targets than this are only counted: a message has room for so many blocks. */
const MOST_SHOWN = 20;

/** The targets with where they stand and where each comes from; those who may change them find the buttons. */
export function boardMessage({ counting, now, later }: TargetBoard, writing: BoardWriting): Message {
  const { language, mayChange } = writing;
  const words = TARGET_WORDS[language];
  const count = now.length + later.length;
  const shownNow = now.slice(0, MOST_SHOWN);
  const shownLater = later.slice(0, MOST_SHOWN - shownNow.length);
  const left = count - shownNow.length - shownLater.length;
  const blocks: Block[] = [
    { type: 'header', text: plain(words.boardTitle) },
    ...(counting || now.length === 0 ? [] : [textBlock(words.notCounting, true)]),
    ...shownNow.flatMap((entry) => entryBlocks(entry, writing)),
    ...(shownLater.length === 0 ? [] : [{ type: 'divider' } as const, textBlock(`*${words.later}*`, false)]),
    ...shownLater.flatMap((entry) => entryBlocks(entry, writing)),
    ...(count === 0 ? [textBlock(words.none, false)] : []),
    ...(left === 0 ? [] : [textBlock(words.more(formatNumber(left, language)), true)]),
    ...(mayChange ? newBlocks(words) : []),
  ];
  return { text: summary(blocks), blocks };
}

const newBlocks = (words: TargetWords): Block[] => [{ type: 'actions', elements: [button(NEW_TARGET, words.setNew, 'new', 'primary')] }];

const summary = (blocks: readonly Block[]): string =>
  fitText(blocks.flatMap((block) => (block.type === 'section' ? [block.text.text] : [])).join('\n'), LIMITS.text).text || '-';

function entryBlocks(entry: BoardEntry, writing: BoardWriting): Block[] {
  const { target, lines, revision } = entry;
  const { language, mayChange } = writing;
  const words = TARGET_WORDS[language];
  const [first, ...rest] = lineBlocks(lines, language);
  const label = fitText(words.changeLabel(`${target.label[language]} ${target.period.start}`), LIMITS.buttonText).text;
  const change = { ...button(CHANGE_TARGET, words.change, target.id), accessibility_label: label };
  const head: Block[] = first === undefined ? [] : [first.type === 'section' && mayChange && revision ? { ...first, accessory: change } : first];
  return [...head, ...rest, textBlock(originText(entry, writing), true)];
}

/** Where a target comes from, with its plan and its owner. */
function originText({ target, revision }: BoardEntry, { language, zone, people }: BoardWriting): string {
  const words = TARGET_WORDS[language];
  const nameOf = (id: string): string => people.find((person) => person.id === id)?.name ?? id;
  const origin =
    revision === undefined
      ? words.fromConfiguration(target.id)
      : words.fromSlack(nameOf(revision.by), formatMoment(`${revision.at}@${zone}`, language), revision.version);
  const text = [words.plan(planText(target.plan, language)), words.ownedBy(nameOf(target.owner)), origin].join(' · ');
  return fitText(escapeMrkdwn(text), LIMITS.contextText).text;
}

/** A sentence about targets in the place of a form; the sentences are escaped. */
export const targetSaid = (title: string, blocks: Block[], language: Language): Modal => ({
  type: 'modal',
  callback_id: 'target.said',
  title: plain(title),
  close: plain(TARGET_WORDS[language].close),
  blocks,
});

/** While a target is being saved. */
export const savingTarget = (language: Language): Modal =>
  targetSaid(TARGET_WORDS[language].boardTitle, [textBlock(TARGET_WORDS[language].saving, false)], language);

/** What a change came to. `title` and `before` are plain text; `entry` is the target as it stands now. */
export interface ChangeResult {
  readonly outcome: 'saved' | 'unchanged' | 'removed';
  readonly title: string;
  readonly before: string | undefined;
  readonly entry: BoardEntry | undefined;
  readonly owners: ToldOwners;
}

/** What became of a target: what held before, where it stands now, and who was told. */
export function changedView({ outcome, title, before, entry, owners }: ChangeResult, writing: BoardWriting): Modal {
  const { language } = writing;
  const words = TARGET_WORDS[language];
  const names = (people: readonly Person[]): string => escapeMrkdwn(people.map(({ name }) => name).join(', '));
  const beforeText = before === undefined ? words.noBefore : words.before(before);
  const told = [
    ...(owners.told.length === 0 ? [] : [words.told(names(owners.told))]),
    ...(owners.missed.length === 0 ? [] : [words.missed(names(owners.missed))]),
  ];
  const blocks: Block[] = [
    textBlock(`${words[outcome]}\n*${escapeMrkdwn(title)}*`, false),
    ...(outcome === 'unchanged' ? [] : [textBlock(escapeMrkdwn(beforeText), false)]),
    ...(entry === undefined ? [] : [...lineBlocks(entry.lines, language), textBlock(originText(entry, writing), true)]),
    ...(told.length === 0 ? [] : [textBlock(told.join(' '), true)]),
  ];
  return targetSaid(words.boardTitle, blocks, language);
}
