import type { WebClient } from '@slack/web-api';
import type { Config } from '../../../config/config.js';
import { mayDo, roleOf } from '../../../config/roles.js';
import type { Language } from '../../../domain/digest.js';
import type { Logger } from '../../../log.js';
import { FILE_WORDS } from '../../blocks/files-words.js';
import type { FetchParts } from './fetch-file.js';
import type { FileIntake } from './intake.js';
import type { Turns } from './turns.js';

/** What the listeners of dropped files work with. `settings` is read at every request. */
export interface FileParts {
  readonly intake: FileIntake;
  readonly settings: () => Pick<Config, 'people' | 'channels'>;
  readonly fetching: FetchParts;
  readonly log: Logger;
}

/** The same with the memory of what stands in which message. */
export interface FileWork extends FileParts {
  readonly turns: Turns;
}

/** A message of the bot that is changed as a file is read, answered about and kept. */
export interface Place {
  readonly client: WebClient;
  readonly channel: string;
  readonly ts: string;
}

/** A message under the name by which turns are taken about it. */
export const placeName = ({ channel, ts }: Pick<Place, 'channel' | 'ts'>): string => `${channel} ${ts}`;

/** Whether a person may hand in figures. Whom the configuration does not name may not. */
export const mayImport = (settings: Pick<Config, 'people'>, user: string): boolean => mayDo(roleOf(user, settings), 'import');

const NAMED = 3;

/** Whom to ask instead: up to three people who may hand in figures, those with the least right first. */
export function whoMay({ people }: Pick<Config, 'people'>, language: Language): string {
  const rank = { member: 0, editor: 1, manager: 2, owner: 3 } as const;
  const may = people.filter(({ role }) => mayDo(role, 'import')).sort((one, other) => rank[one.role] - rank[other.role]);
  const names = may.slice(0, NAMED).map(({ name }) => name);
  if (names.length === 0) return FILE_WORDS[language].nobodyMay;
  return new Intl.ListFormat(language, { type: 'disjunction' }).format(names);
}
