/** The longest question that is read, in characters. */
export const QUESTION_LIMIT = 500;

const TOKEN = /\d{4}-\d{2}-\d{2}|\d{4}-\d{2}(?!\d)|\d{4}-?[qw]\d{1,2}|[\p{L}\p{N}]+|[-–—]/gu;

/** A text as words: lower case, without diacritics, punctuation, emoji and what Slack leaves behind. A hyphen stays a word of its own, and two dots before a word are one. */
export function tokenise(text: string): readonly string[] {
  const plain = text
    .replace(/<[@#!][^<>]*>/g, ' ')
    .replace(/<[^<>|]*\|([^<>]*)>/g, ' $1 ')
    .replace(/:[a-z0-9_+-]*[a-z_+][a-z0-9_+-]*:(?=\s|$)/gi, ' ')
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replace(/\bs\s?[./]\s?d\b/g, ' sd ')
    .replace(/\.{2,}(?=\s*[\p{L}\p{N}])/gu, ' - ');
  return (plain.match(TOKEN) ?? []).map((token) => (/^[–—]$/.test(token) ? '-' : token));
}
