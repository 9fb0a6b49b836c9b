import type { AnswerLine, AnswerPicture, AnswerResult } from '../../domain/answer.js';
import type { Language } from '../../domain/digest.js';
import { fitText, LIMITS } from '../limits.js';
import type { Block, Message } from './block.js';
import { lineBlocks, textBlock } from './lines.js';
import { escapedPieces, escapeMrkdwn } from './mrkdwn.js';
import { SLACK_WORDS } from './words.js';

/** An answer as one message; an answer that is too long for one ends with a sentence that says so. */
export function answerMessage(answer: AnswerResult, language: Language): Message {
  const words = SLACK_WORDS[language];
  const suggestions: AnswerLine[] = answer.suggestions.map((text) => ({ role: 'entry', text, badges: [] }));
  const blocks = [
    ...lineBlocks(answer.lines, language),
    ...(answer.pictures ?? []).map(pictureBlock),
    ...(suggestions.length > 0 ? [textBlock(words.suggestions, false), ...lineBlocks(suggestions, language)] : []),
  ];
  if (blocks.length === 0) return sentenceMessage(words.noAnswer);
  const texts = [...answer.lines.map((line) => line.text[language]), ...answer.suggestions.map((text) => `• ${text[language]}`)];
  return { text: shortText(texts, words.moreLines), blocks: fitBlocks(blocks, words.moreBlocks) };
}

const pictureBlock = ({ file, alt }: AnswerPicture): Block => ({
  type: 'image',
  slack_file: { id: file },
  alt_text: fitText(alt, LIMITS.altText).text || '-',
});

/** One sentence as a message. */
export function sentenceMessage(sentence: string): Message {
  const blocks = escapedPieces(sentence, LIMITS.section).map((text) => textBlock(text, false));
  return { text: escapedPieces(sentence, LIMITS.text - 1)[0] ?? '-', blocks };
}

/** Blocks of App Home: what Pantau is, how it stands, how to ask. */
export function homeBlocks(status: AnswerResult, language: Language): Block[] {
  const words = SLACK_WORDS[language];
  const blocks: Block[] = [
    { type: 'header', text: { type: 'plain_text', text: 'Pantau' } },
    textBlock(words.about, false),
    textBlock(words.help, false),
    { type: 'divider' },
    ...lineBlocks(status.lines, language),
  ];
  return fitBlocks(blocks, words.moreBlocks);
}

const fitBlocks = (blocks: Block[], more: string): Block[] =>
  blocks.length <= LIMITS.blocks ? blocks : [...blocks.slice(0, LIMITS.blocks - 1), textBlock(more, true)];

function shortText(lines: readonly string[], more: (count: number) => string): string {
  let text = '';
  for (const [index, line] of lines.entries()) {
    const next = `${text}${text ? '\n' : ''}${escapeMrkdwn(line)}`;
    if (next.length > LIMITS.text - 100) return `${text}\n${more(lines.length - index)}`.trim();
    text = next;
  }
  return text.trim() || '-';
}
