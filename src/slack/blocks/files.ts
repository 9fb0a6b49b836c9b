import type { AnswerLine } from '../../domain/answer.js';
import type { Language } from '../../domain/digest.js';
import { fitText, LIMITS } from '../limits.js';
import { type Carried, carry } from '../listeners/files/carried.js';
import type { FilePreview, IntakeQuestion, RecognisedFile } from '../listeners/files/intake.js';
import type { Block, Button, Message } from './block.js';
import { FILE_WORDS } from './files-words.js';
import { lineBlocks, textBlock } from './lines.js';
import { escapedPieces, escapeMrkdwn } from './mrkdwn.js';

/** Which file a message is about, what its buttons carry, and in which language it speaks. */
export interface FileView {
  readonly name: string;
  readonly carried: Carried;
  readonly language: Language;
}

/** How many lines of one kind are shown; the rest is counted. */
const MOST_LINES = 80;
/** As many readings have a line and a button each; more are numbered. */
const FEW_READINGS = 5;
const MOST_READINGS = 2 * LIMITS.actions;

/** What a file is and states, with what is to be decided: a question, or whether to keep it. */
export function previewMessage(preview: FilePreview, view: FileView): Message {
  const words = FILE_WORDS[view.language];
  if (preview.kind === 'refused') {
    const lines = [line('headline', words.fileGoes(view.name)), line('missing', words.refused(preview.reason)), line('detail', preview.advice)];
    return messageOf(lines, view, []);
  }
  const about = aboutLines(preview, view);
  const { keptBefore } = preview;
  if (keptBefore !== undefined) return messageOf([...about, line('note', keptBefore)], view, []);
  const [question] = preview.questions;
  if (question === undefined && preview.metrics.length === 0) return messageOf([...about, line('missing', words.noFigures)], view, []);
  if (question === undefined) return messageOf(about, view, [{ type: 'divider' }, actions(keepButton(view), leaveButton(view))]);
  const heading = `*${words.question(preview.questions.length)}* ${escapeMrkdwn(fitText(question.text, LIMITS.section / 4).text)}`;
  const blocks = [textBlock(heading, false), ...readingBlocks(question, view), actions(openAnswer(question, view), leaveButton(view))];
  return messageOf(about, view, [{ type: 'divider' }, ...blocks], heading);
}

/** What a file is and states, with what became of it. `outcome` is escaped and may hold mentions; `undo` is the import's id. */
export function keptMessage(file: RecognisedFile, view: FileView, outcome: string, undo: string | undefined): Message {
  const words = FILE_WORDS[view.language];
  const value = undo === undefined ? undefined : carry({ u: undo, f: view.carried.f });
  const after = value === undefined ? [] : [actions(button('files.undo', words.undo, value, { style: 'danger' }))];
  return messageOf(aboutLines(file, view), view, [{ type: 'divider' }, textBlock(outcome, false), ...after], outcome);
}

/** A sentence about a file, with a button that reads it again. */
export function againMessage(sentence: string, view: FileView): Message {
  const again = againButton(view);
  return messageOf([line('missing', sentence)], view, again === undefined ? [] : [actions(again)]);
}

/** What stands while a file is fetched and read. */
export function readingMessage(name: string, language: Language): Message {
  const text = escapeMrkdwn(FILE_WORDS[language].reading(fitText(name, 200).text));
  return { text, blocks: [textBlock(text, true)] };
}

/** The button that reads a file again. */
export const againButton = ({ carried, language }: FileView): Button | undefined => carrying('files.again', FILE_WORDS[language].again, carried);

/** A row of buttons; those that could not be made are left out. */
export const actions = (...buttons: readonly (Button | undefined)[]): Block => ({
  type: 'actions',
  elements: buttons.flatMap((one) => one ?? []),
});

const keepButton = ({ carried, language }: FileView): Button | undefined =>
  carrying('files.keep', FILE_WORDS[language].keep, carried, { style: 'primary' });
const leaveButton = ({ carried, language }: FileView): Button | undefined => carrying('files.leave', FILE_WORDS[language].leave, carried);

type More = Pick<Button, 'style' | 'accessibility_label'>;

const button = (action: string, label: string, value: string, more: More = {}): Button => ({
  type: 'button',
  action_id: action,
  text: { type: 'plain_text', text: fitText(label, LIMITS.buttonText).text },
  value,
  ...more,
});

/** Undefined where the answers are too many for a button: the command line still takes them. */
function carrying(action: string, label: string, value: Parameters<typeof carry>[0], more: More = {}): Button | undefined {
  const text = carry(value);
  return text === undefined ? undefined : button(action, label, text, more);
}

const line = (role: AnswerLine['role'], text: string): AnswerLine => ({ role, text: { id: text, en: text }, badges: [] });

function aboutLines({ title, account, metrics, leftOut }: RecognisedFile, { name, language }: FileView): AnswerLine[] {
  const words = FILE_WORDS[language];
  const listed = (lines: readonly string[]): AnswerLine[] => [
    ...lines.slice(0, MOST_LINES).map((text) => line('entry', text)),
    ...(lines.length > MOST_LINES ? [line('entry', words.moreLines(lines.length - MOST_LINES))] : []),
  ];
  return [
    line('headline', fitText(name, 200).text),
    line('detail', title),
    line('detail', account),
    ...listed(metrics),
    ...(leftOut.length > 0 ? [line('detail', words.leftOut), ...listed(leftOut)] : []),
  ];
}

function readingBlocks(question: IntakeQuestion, view: FileView): Block[] {
  const words = FILE_WORDS[view.language];
  const choice = (index: number, label: string): Button | undefined => {
    const reading = question.readings[index];
    if (reading === undefined) return undefined;
    const said = { accessibility_label: fitText(`${label}: ${reading.shows}`, LIMITS.buttonText).text };
    return carrying(`files.answer:${index}`, label, { ...view.carried, q: question.id, v: reading.answer }, said);
  };
  const shown = question.readings.slice(0, MOST_READINGS);
  const text = (shows: string): string => escapeMrkdwn(fitText(shows, LIMITS.section / 6).text);
  const few = shown.length <= FEW_READINGS;
  const lines = few
    ? shown.map(({ shows }, index) => beside(`• ${text(shows)}`, choice(index, words.choose)))
    : numbered(shown.map(({ shows }) => text(shows)));
  const numbers = few ? [] : shown.map((_, index) => choice(index, String(index + 1)));
  return [...lines, ...rows(numbers)];
}

const beside = (text: string, accessory: Button | undefined): Block => ({
  type: 'section',
  text: { type: 'mrkdwn', text },
  ...(accessory ? { accessory } : {}),
});

const numbered = (texts: readonly string[]): Block[] => lineBlocksOf(texts.map((text, index) => `${index + 1}. ${text}`));

/** Escaped lines in as few blocks as hold them. */
function lineBlocksOf(lines: readonly string[]): Block[] {
  const texts: string[] = [];
  for (const text of lines) {
    const last = texts.at(-1);
    if (last !== undefined && last.length + 1 + text.length <= LIMITS.section) texts[texts.length - 1] = `${last}\n${text}`;
    else texts.push(text);
  }
  return texts.map((text) => textBlock(text, false));
}

function rows(buttons: readonly (Button | undefined)[]): Block[] {
  const made = buttons.flatMap((one) => one ?? []);
  return Array.from({ length: Math.ceil(made.length / LIMITS.actions) }, (_, row) =>
    actions(...made.slice(row * LIMITS.actions, (row + 1) * LIMITS.actions)),
  );
}

/** The button that opens a form for a day, days or a year. */
function openAnswer({ id, asks, text, readings }: IntakeQuestion, { carried, language }: FileView): Button | undefined {
  if (asks === 'choice') return undefined;
  const words = FILE_WORDS[language];
  const label = readings.length === 0 ? words.answer : words.otherAnswer;
  return carrying('files.ask', label, { ...carried, q: id, k: asks, t: fitText(text, 300).text });
}

/** A message: `after` follows the lines, and `said`, which is escaped, stands before them in its text. */
function messageOf(lines: readonly AnswerLine[], { language }: FileView, after: readonly Block[], said = ''): Message {
  const filled = after.filter((block) => block.type !== 'actions' || block.elements.length > 0);
  const about = lineBlocks(lines, language);
  const room = LIMITS.blocks - filled.length;
  const fitting = about.length <= room ? about : [...about.slice(0, room - 1), textBlock(FILE_WORDS[language].cut, true)];
  const head = said === '' ? '' : `${said}\n`;
  const [told = ''] = escapedPieces(lines.map((one) => one.text[language]).join('\n'), LIMITS.text - 100 - head.length);
  return { text: `${head}${told}`, blocks: [...fitting, ...filled] };
}
