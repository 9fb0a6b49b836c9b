import type { App } from '@slack/bolt';
import type { WebClient } from '@slack/web-api';
import type { Language } from '../domain/digest.js';
import type { Message } from './blocks/block.js';
import type { ListenerDeps } from './listeners/deps.js';

/** A `/pantau` command that begins with one of a feature's words. It was acknowledged; `trigger` opens a view for three seconds. */
export interface CommandAsked {
  /** the text after the word, trimmed */
  readonly rest: string;
  readonly user: string;
  readonly channel: string;
  readonly trigger: string;
  readonly language: Language;
  readonly client: WebClient;
}

/** What a feature's command answers to the one who asked; undefined where a view was opened instead. */
export interface FeatureCommand {
  /** first words in both languages, in small letters */
  readonly words: readonly string[];
  /** whether the text after the word is the feature's too, else it is a question; always where it is left out */
  readonly takes?: (rest: string) => boolean;
  readonly run: (asked: CommandAsked) => Promise<Message | undefined>;
}

/** A direct message, as its writer sees it: without Slack's escapes. */
export interface DirectAsked {
  readonly user: string;
  readonly text: string;
  readonly language: Language;
}

/** One part of the Slack app that brings listeners of its own. */
export interface SlackFeature {
  /** the ids of its actions, views and shortcuts; an id may go on after a colon */
  readonly ids: readonly string[];
  readonly register: (app: App, deps: ListenerDeps) => void;
  readonly commands?: readonly FeatureCommand[];
  /** answers a direct message that is meant for it; undefined where it is not, and then it is a question */
  readonly direct?: (asked: DirectAsked) => Promise<Message | undefined>;
}
