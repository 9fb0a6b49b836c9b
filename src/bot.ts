import { randomUUID } from 'node:crypto';
import { createRenderer } from '../charts/pool.js';
import { createAlertDesk } from './bot/alerts.js';
import { slackFeatures } from './bot/features.js';
import type { MinuteWork } from './bot/job.js';
import { botJobs, minuteWorks, runSlot, schedulesOf } from './bot/jobs.js';
import type { BotParts, BotTools } from './bot/parts.js';
import { slackQuestions } from './bot/questions.js';
import { systemWallClock } from './clock.js';
import { type HeldConfig, heldConfig } from './config/held.js';
import type { WayOut } from './http/way-out.js';
import { openInstallationPseudonyms } from './pipeline/activations/people.js';
import { languagePreferences } from './pipeline/language-preference.js';
import { ownerTeller } from './pipeline/post-digest.js';
import { vocabularyOf } from './question/vocabulary.js';
import { startRunner } from './schedule/runner.js';
import { startSlack } from './slack/app.js';
import { createMessenger } from './slack/messenger.js';
import { uploadByFetch } from './slack/pictures.js';

/** The running bot. */
export interface Bot {
  /** takes over a new configuration for whatever begins after it; what runs ends under the old one */
  readonly reload: HeldConfig['reload'];
  /** ends what is running, then closes the connections */
  readonly stop: () => Promise<void>;
}

/** Connects to Slack, posts what is owed, and from then on what falls due; rejects with `PantauError` where Slack refuses the tokens. */
export async function startBot(parts: BotParts): Promise<Bot> {
  const { store, clock, log } = parts;
  const wall = systemWallClock;
  const pseudonymiser = await openInstallationPseudonyms(store.advocacy, parts.masterKey);
  const messenger = createMessenger({ token: parts.botToken, slackApiUrl: parts.slackApiUrl, ...messengerWay(parts.wayOut), wall, log });
  const renderer = createRenderer();
  const held: HeldConfig = heldConfig(parts.config, { log, tellOwner: (sentence) => tellOwner(sentence) });
  const tellOwner = ownerTeller(held.current, log, messenger);
  // Built before anybody asks: with many accounts it takes longer than an acknowledgement may.
  vocabularyOf(held.current());
  const desk = { present: () => ({ ...parts, config: held.current() }), messenger, renderer, pseudonymiser, tellOwner };
  const tools: BotTools = { ...desk, alerts: createAlertDesk(desk) };
  const preferences = languagePreferences(store, wall, pseudonymiser);
  const slack = await startSlack({
    token: parts.botToken,
    appToken: parts.appToken,
    slackApiUrl: parts.slackApiUrl,
    ...(parts.wayOut ? { fetch: parts.wayOut.fetch, dispatcher: parts.wayOut.dispatcher } : {}),
    questions: slackQuestions(tools, preferences),
    features: slackFeatures(tools),
    settings: held.current,
    chosenLanguage: preferences.read,
    log,
    wall,
    newId: () => randomUUID().slice(0, 8),
    onHealth: (health) => log.info('The connection to Slack changed.', { ...health }),
  }).catch(async (cause: unknown) => {
    await renderer.close();
    await parts.wayOut?.close();
    throw cause;
  });
  const jobs = botJobs(tools);
  const runner = startRunner({
    schedules: () => schedulesOf(jobs),
    deps: {
      store,
      businessClock: clock,
      wallClock: wall,
      log,
      tellOwner,
      run: (slot) => runSlot(slot, jobs),
      ...(parts.timing?.runner === undefined ? {} : { limits: parts.timing.runner }),
      ...(parts.installedAt === undefined ? {} : { installedAt: parts.installedAt }),
    },
  });
  await runner.tick();
  const minutes = startMinutes(minuteWorks(tools));
  return {
    reload: held.reload,
    stop: async () => {
      await minutes.stop();
      await runner.stop();
      await slack.stop();
      await tools.alerts.stop();
      await renderer.close();
      await parts.wayOut?.close();
    },
  };
}

/** Begins the work of every minute, at once for the first time, each by itself, so that a long one holds up no other; `stop` waits for what runs. */
function startMinutes(works: readonly MinuteWork[]): { readonly stop: () => Promise<void> } {
  const running = new Map<MinuteWork, Promise<void>>();
  const begin = (work: MinuteWork): Promise<void> => work().finally(() => running.delete(work));
  const run = (): void => {
    for (const work of works) if (!running.has(work)) running.set(work, begin(work));
  };
  run();
  const timer = setInterval(run, 60_000);
  return {
    stop: async () => {
      clearInterval(timer);
      await Promise.all(running.values());
    },
  };
}

/** What a messenger needs so that its calls and uploads go a given way. */
export const messengerWay = (way: WayOut | undefined) => (way ? { fetch: way.fetch, uploadBytes: uploadByFetch(way.fetch) } : {});
