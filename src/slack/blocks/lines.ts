import type { AnswerLine } from '../../domain/answer.js';
import type { Badge, Language } from '../../domain/digest.js';
import { BADGE_WORDS } from '../../text/badge.js';
import { LIMITS } from '../limits.js';
import type { Block } from './block.js';
import { escapedPieces } from './mrkdwn.js';

const MARKS: Readonly<Record<AnswerLine['role'], readonly [string, string]>> = {
  headline: ['*', '*'],
  detail: ['', ''],
  entry: ['• ', ''],
  note: ['> ', ''],
  missing: ['⚠ ', ''],
  small: ['', ''],
};

/** The most that a mark, a badge or a separator may add to a piece of text. */
const ROOM_FOR_MARKS = 400;

/** Badges as marked words, `[data contoh, diketik]`; empty where there are none. */
export const badgeWords = (badges: readonly Badge[], language: Language): string =>
  badges.length === 0 ? '' : ` _[${badges.map((badge) => BADGE_WORDS[badge][language]).join(', ')}]_`;

/** The badges that every one of these lines bears. */
export const commonBadges = (lines: readonly AnswerLine[]): readonly Badge[] =>
  (lines[0]?.badges ?? []).filter((badge, index, all) => all.indexOf(badge) === index && lines.every((line) => line.badges.includes(badge)));

/** Lines as blocks, in order: as many lines in one block as fit. A long line is continued in the next block; nothing is left out. */
export function lineBlocks(lines: readonly AnswerLine[], language: Language, silent: readonly Badge[] = []): Block[] {
  const blocks: Block[] = [];
  let open: { readonly small: boolean; text: string } | undefined;
  const close = (): void => {
    if (open) blocks.push(textBlock(open.text, open.small));
    open = undefined;
  };
  for (const line of lines) {
    const small = line.role === 'small';
    for (const piece of linePieces(line, language, silent)) {
      if (open && (open.small !== small || open.text.length + 1 + piece.length > LIMITS.section)) close();
      if (open) open.text += `\n${piece}`;
      else open = { small, text: piece };
    }
  }
  close();
  return blocks;
}

/** A text as a paragraph, or as small print. The text is escaped and within the limit. */
export const textBlock = (text: string, small: boolean): Block =>
  small ? { type: 'context', elements: [{ type: 'mrkdwn', text }] } : { type: 'section', text: { type: 'mrkdwn', text } };

function linePieces(line: AnswerLine, language: Language, silent: readonly Badge[]): string[] {
  const badges = badgeWords(
    line.badges.filter((badge, index, all) => !silent.includes(badge) && all.indexOf(badge) === index),
    language,
  );
  const [before, after] = MARKS[line.role];
  // a mark such as bold ends at a line break
  const pieces = escapedPieces(line.text[language].replace(/\s*\n\s*/g, ' '), LIMITS.section - ROOM_FOR_MARKS);
  return pieces.map((piece, index) => `${before}${piece}${after}${index === pieces.length - 1 ? badges : ''}`);
}
