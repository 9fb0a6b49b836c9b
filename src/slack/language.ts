import type { Config } from '../config/config.js';
import type { Language } from '../domain/digest.js';

/** What decides the language of an answer. */
export type LanguageSettings = Pick<Config, 'people' | 'channels'> & { readonly organisation: Pick<Config['organisation'], 'languages'> };

/** The language of an answer: the person's, else the channel's, else the organisation's first. `user` and `channel` are Slack's ids. */
export function languageFor(settings: LanguageSettings, user: string, channel: string | undefined): Language {
  const person = settings.people.find((candidate) => candidate.slack === user);
  if (person) return person.language;
  return settings.channels.find((candidate) => candidate.id === channel)?.language ?? settings.organisation.languages[0];
}
