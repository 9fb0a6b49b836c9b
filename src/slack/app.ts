import { App } from '@slack/bolt';
import type { SocketModeOptions } from '@slack/socket-mode';
import type { WebClientOptions } from '@slack/web-api';
import { WebAPIPlatformError } from '@slack/web-api';
import type { WallClock } from '../clock.js';
import type { Language } from '../domain/digest.js';
import { PantauError } from '../errors.js';
import type { Logger } from '../log.js';
import { boltLogger } from './bolt-log.js';
import type { SlackFeature } from './feature.js';
import { createGuard } from './guard.js';
import { type LanguageSettings, languageFor } from './language.js';
import { registerSource } from './listeners/actions/source.js';
import { registerPantau } from './listeners/commands/pantau.js';
import type { ListenerDeps, SlackQuestions } from './listeners/deps.js';
import { registerAppHomeOpened } from './listeners/events/app-home-opened.js';
import { registerAppMention } from './listeners/events/app-mention.js';
import { registerMessageIm } from './listeners/events/message-im.js';
import { registerUnknown } from './listeners/unknown.js';
import { type SlackHealth, SocketsReceiver } from './receiver.js';
import { createSeen } from './seen.js';

/** What the app needs. `settings` is read at every request, so that a reload takes effect at once. */
export interface SlackOptions {
  readonly token: string;
  readonly appToken: string;
  /** `https://slack.com/api/` unless given; ends in a slash */
  readonly slackApiUrl?: string | undefined;
  /** replaces the global one, for a proxy */
  readonly fetch?: WebClientOptions['fetch'];
  /** the way out of the sockets, for a proxy */
  readonly dispatcher?: SocketModeOptions['dispatcher'];
  readonly questions: SlackQuestions;
  /** parts of the app that bring listeners of their own; none unless given */
  readonly features?: readonly SlackFeature[] | undefined;
  readonly settings: () => LanguageSettings;
  /** the language that a person (a Slack id) has chosen */
  readonly chosenLanguage: (user: string) => Promise<Language | 'auto' | undefined>;
  readonly log: Logger;
  readonly wall: WallClock;
  /** a short id for a failure */
  readonly newId: () => string;
  readonly onHealth: (health: SlackHealth) => void;
  /** 2 unless given */
  readonly connections?: number;
  /** how long the start may take, in ms; 30,000 unless given */
  readonly startTimeoutMs?: number;
}

/** The running app. */
export interface SlackApp {
  /** finishes running listeners, then closes the sockets */
  readonly stop: () => Promise<void>;
}

/** Connects to Slack. Rejects with a `PantauError` where the tokens are refused or Slack does not answer in time. */
export async function startSlack(options: SlackOptions): Promise<SlackApp> {
  const clientOptions = {
    ...(options.slackApiUrl ? { slackApiUrl: options.slackApiUrl } : {}),
    ...(options.fetch ? { fetch: options.fetch } : {}),
    timeout: 15_000,
  };
  const receiver = new SocketsReceiver({
    appToken: options.appToken,
    connections: options.connections ?? 2,
    clientOptions,
    ...(options.dispatcher ? { dispatcher: options.dispatcher } : {}),
    wall: options.wall,
    log: options.log,
    onHealth: options.onHealth,
  });
  const app = new App({
    token: options.token,
    receiver,
    logger: boltLogger(options.log),
    // a repeated chat.postMessage after a lost reply would answer twice
    clientOptions: { ...clientOptions, retryConfig: { retries: 0 } },
    deferInitialization: true,
  });
  register(app, options);
  try {
    await inTime(begin(app), options.startTimeoutMs ?? 30_000);
  } catch (cause) {
    await receiver.stop(0);
    throw startFailure(cause);
  }
  return { stop: () => receiver.stop() };
}

async function begin(app: App): Promise<void> {
  await app.init();
  await app.start();
}

function register(app: App, options: SlackOptions): void {
  const deps: ListenerDeps = {
    ...options.questions,
    guard: createGuard(options.log, options.newId),
    seen: createSeen(options.wall),
    language: async (user, channel) => languageFor(options.settings(), await chosenLanguage(options, user), user, channel),
  };
  const { features = [] } = options;
  registerPantau(
    app,
    deps,
    features.flatMap(({ commands = [] }) => commands),
  );
  registerSource(app, deps);
  registerAppMention(app, deps);
  registerMessageIm(app, deps, features);
  registerAppHomeOpened(app, deps);
  for (const feature of features) feature.register(app, deps);
  registerUnknown(app, deps, options.log, ['source', ...features.flatMap(({ ids }) => ids)]);
  app.error(async (cause) => options.log.error('A listener failed.', { id: options.newId(), cause }));
}

/** An answer in the usual language is better than none. */
async function chosenLanguage({ chosenLanguage: read, log }: SlackOptions, user: string): Promise<Language | 'auto' | undefined> {
  try {
    return await read(user);
  } catch (cause) {
    log.error("A person's language could not be read.", { cause });
    return undefined;
  }
}

async function inTime(work: Promise<void>, milliseconds: number): Promise<void> {
  let timer: NodeJS.Timeout | undefined;
  const limit = new Promise<never>((_, reject) => {
    timer = setTimeout(
      () => reject(new PantauError('failure', 'Slack did not answer in time. Check the way out of this machine (proxy, firewall).')),
      milliseconds,
    );
  });
  try {
    await Promise.race([work, limit]);
  } finally {
    clearTimeout(timer);
  }
}

const REFUSED = new Set(['invalid_auth', 'not_authed', 'token_revoked', 'token_expired', 'account_inactive', 'not_allowed_token_type']);

function startFailure(cause: unknown): PantauError {
  if (cause instanceof PantauError) return cause;
  if (cause instanceof WebAPIPlatformError && REFUSED.has(cause.data.error)) {
    const words = `Slack refuses a token (${cause.data.error}). Check the bot token (xoxb-…) and the app-level token (xapp-…, scope connections:write).`;
    return new PantauError('configuration', words, { cause });
  }
  return new PantauError('failure', 'Pantau could not connect to Slack. Check the way out of this machine (proxy, firewall) and try again.', {
    cause,
  });
}
