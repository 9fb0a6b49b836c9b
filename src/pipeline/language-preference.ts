import { z } from 'zod';
import type { Instant } from '../../connectors/contract/period.js';
import type { WallClock } from '../clock.js';
import type { AnswerResult } from '../domain/answer.js';
import type { Language } from '../domain/digest.js';
import type { Pseudonymiser } from '../domain/pseudonym.js';
import type { Store } from '../store/port.js';

const choice = z.enum(['id', 'en', 'auto']);

/** The language that a person has chosen for answers; `auto` follows the channel. */
export type LanguageChoice = z.infer<typeof choice>;

/** Reads and keeps people's choices, each a versioned row that says when it was made and by whom. People are named by their Slack ids. */
export interface LanguagePreferences {
  readonly read: (user: string) => Promise<LanguageChoice | undefined>;
  readonly save: (user: string, value: LanguageChoice) => Promise<void>;
}

/** The setting that keeps a person's choice. It ends with the hash of the name: so it is forgotten with the person, also where a restored backup brings it back. */
export const languageSetting = (user: string, pseudonymiser: Pick<Pseudonymiser, 'hash'>): string =>
  `language:${pseudonymiser.hash({ scope: 'slack', value: user }).hash}`;

/** Preferences over a store; both methods reject with its errors. The person stands there as a pseudonym. */
export function languagePreferences(
  store: Pick<Store, 'readSetting' | 'saveSetting'>,
  wallClock: Pick<WallClock, 'now'>,
  pseudonymiser: Pick<Pseudonymiser, 'hash'>,
): LanguagePreferences {
  return {
    read: async (user) =>
      choice
        .optional()
        .catch(undefined)
        .parse((await store.readSetting(languageSetting(user, pseudonymiser)))?.value),
    save: (user, value) =>
      store.saveSetting({
        name: languageSetting(user, pseudonymiser),
        value,
        validFrom: new Date(wallClock.now()).toISOString() as Instant,
        by: pseudonymiser.hash({ scope: 'slack', value: user }).hash,
      }),
  };
}

const COMMAND = /^(?:bahasa|language)(?:\s+(\S+))?$/i;

/** What a text asks of the language: `show`, a choice, or a word that is none; undefined where it is another question. */
function languageCommand(text: string): 'show' | { readonly choice: LanguageChoice } | { readonly unknown: string } | undefined {
  const match = COMMAND.exec(text.trim());
  if (!match) return undefined;
  const word = match[1]?.toLowerCase();
  if (word === undefined) return 'show';
  const read = choice.safeParse(word);
  return read.success ? { choice: read.data } : { unknown: word.slice(0, 20) };
}

const HOW = {
  id: 'Ubah dengan `/pantau bahasa id`, `/pantau bahasa en`, atau `/pantau bahasa auto`.',
  en: 'Change it with `/pantau language id`, `/pantau language en` or `/pantau language auto`.',
} as const;
const NAMES: Readonly<Record<Language, Readonly<Record<LanguageChoice, string>>>> = {
  id: { id: 'bahasa Indonesia', en: 'bahasa Inggris', auto: 'bahasa saluran' },
  en: { id: 'Indonesian', en: 'English', auto: "the channel's language" },
};

/** Answers a text about the language, and keeps what it chooses; undefined where it is another question. The answer to a choice is in the language that was chosen. */
export async function answerAboutLanguage(
  asked: { readonly text: string; readonly userId: string; readonly language: Language },
  preferences: LanguagePreferences,
): Promise<AnswerResult | undefined> {
  const { userId, language } = asked;
  const command = languageCommand(asked.text);
  if (command === undefined) return undefined;
  if (command === 'show') {
    return said({
      id: `Pantau menjawab Anda dalam ${NAMES.id[language]}. ${HOW.id}`,
      en: `Pantau answers you in ${NAMES.en[language]}. ${HOW.en}`,
    });
  }
  if ('unknown' in command) {
    return said({
      id: `Pantau tidak mengenal bahasa "${command.unknown}". ${HOW.id}`,
      en: `Pantau does not know the language "${command.unknown}". ${HOW.en}`,
    });
  }
  await preferences.save(userId, command.choice);
  const sentences = {
    id: `Mulai sekarang Pantau menjawab Anda dalam ${NAMES.id[command.choice]}. ${HOW.id}`,
    en: `From now on Pantau answers you in ${NAMES.en[command.choice]}. ${HOW.en}`,
  };
  const chosen = command.choice === 'auto' ? undefined : sentences[command.choice];
  return said(chosen === undefined ? sentences : { id: chosen, en: chosen });
}

const said = (text: { readonly id: string; readonly en: string }): AnswerResult => ({
  lines: [{ role: 'detail', text, badges: [] }],
  suggestions: [],
});
