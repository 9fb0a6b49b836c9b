import type { Config } from '../config/config.js';
import type { Language } from '../domain/digest.js';

/** What decides the language of an answer. */
export type LanguageSettings = Pick<Config, 'people' | 'channels'> & { readonly organisation: Pick<Config['organisation'], 'languages'> };

/**
 * The language of an answer: the one that the person has chosen (in Slack, else in the configuration), else the channel's, else the organisation's first.
 * `auto` is the choice to follow the channel, whatever the configuration says. `user` and `channel` are Slack's ids.
 */
export function languageFor(settings: LanguageSettings, chosen: Language | 'auto' | undefined, user: string, channel: string | undefined): Language {
  if (chosen === 'id' || chosen === 'en') return chosen;
  const person = settings.people.find((candidate) => candidate.slack === user);
  if (person && chosen === undefined) return person.language;
  return settings.channels.find((candidate) => candidate.id === channel)?.language ?? settings.organisation.languages[0];
}
