import type { Language } from '../domain/digest.js';
import { BADGE_WORDS } from '../text/badge.js';
import type { Answer } from './deps.js';

const TRY: Readonly<Record<Language, string>> = { id: 'Coba tanyakan:', en: 'Try asking:' };

/** An answer as plain text in one language: a sentence a line, what stands under a figure set in. */
export function answerText({ lines, suggestions }: Answer, language: Language): string {
  const printed = lines.map(({ role, text, badges }) => {
    const marks = badges.map((badge) => ` [${BADGE_WORDS[badge][language]}]`).join('');
    return `${role === 'headline' || role === 'missing' ? '' : '  '}${text[language]}${marks}`;
  });
  const asked = suggestions.length > 0 ? [TRY[language], ...suggestions.map((text) => `  ${text[language]}`)] : [];
  return [...printed, ...asked].join('\n');
}
