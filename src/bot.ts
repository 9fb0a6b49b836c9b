import { randomUUID } from 'node:crypto';
import { createRenderer } from '../charts/pool.js';
import { civilDate, type Instant, type Period } from '../connectors/contract/period.js';
import { type BusinessClock, systemWallClock, wholeMinute } from './clock.js';
import type { Config } from './config/config.js';
import { type HeldConfig, heldConfig } from './config/held.js';
import type { AnswerLine, AnswerResult } from './domain/answer.js';
import type { Notice } from './domain/connection.js';
import { type Slot, slotId } from './domain/delivery.js';
import { PantauError } from './errors.js';
import type { WayOut } from './http/way-out.js';
import type { Logger } from './log.js';
import { composeDigest } from './pipeline/compose.js';
import type { DeliveryTiming } from './pipeline/deliver-one.js';
import { answerAboutLanguage, type LanguagePreferences, languagePreferences } from './pipeline/language-preference.js';
import { type DigestPostDeps, ownerTeller, postDigest } from './pipeline/post-digest.js';
import type { Connection } from './pipeline/pull.js';
import { syncConnection } from './pipeline/sync.js';
import { answer, statusAnswer } from './question/answer.js';
import { parseQuestion } from './question/parse.js';
import { lineSource } from './question/source-lines.js';
import { vocabularyOf } from './question/vocabulary.js';
import { type Schedule, slotPeriod } from './schedule/due.js';
import { type RunnerLimits, startRunner } from './schedule/runner.js';
import { startSlack } from './slack/app.js';
import type { SlackQuestions } from './slack/listeners/deps.js';
import { createMessenger } from './slack/messenger.js';
import { uploadByFetch } from './slack/pictures.js';
import type { Store } from './store/port.js';
import { civilDateIn } from './text/date.js';

/** What the running bot is made from. */
export interface BotParts {
  readonly config: Config;
  readonly store: Store;
  readonly clock: BusinessClock;
  readonly log: Logger;
  readonly botToken: string;
  readonly appToken: string;
  /** undefined for Slack itself */
  readonly slackApiUrl: string | undefined;
  /** undefined for the usual one */
  readonly wayOut: WayOut | undefined;
  /** from where slots count on the first start */
  readonly installedAt: Instant | undefined;
  /** the connections to platforms that are pulled on schedule; none where left out */
  readonly connections?: readonly Connection[];
  /** patience that differs from the usual */
  readonly timing?: { readonly delivery?: Partial<DeliveryTiming>; readonly runner?: Partial<RunnerLimits> } | undefined;
}

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
  const messenger = createMessenger({ token: parts.botToken, slackApiUrl: parts.slackApiUrl, ...messengerWay(parts.wayOut), wall, log });
  const renderer = createRenderer();
  const held: HeldConfig = heldConfig(parts.config, { log, tellOwner: (sentence) => tellOwner(sentence) });
  const tellOwner = ownerTeller(held.current, log, messenger);
  // Built before anybody asks: with many accounts it takes longer than an acknowledgement may.
  vocabularyOf(held.current());
  const present = (): BotParts => ({ ...parts, config: held.current() });
  const preferences = languagePreferences(store, wall);
  const slack = await startSlack({
    token: parts.botToken,
    appToken: parts.appToken,
    slackApiUrl: parts.slackApiUrl,
    ...(parts.wayOut ? { fetch: parts.wayOut.fetch, dispatcher: parts.wayOut.dispatcher } : {}),
    questions: slackQuestions(present, preferences),
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
  const runner = startRunner({
    schedules: () => [
      ...((parts.connections ?? []).length === 0 ? [] : syncSchedules(held.current())),
      ...held.current().digests.map((digest) => ({ id: digest.id, ...digest.schedule })),
    ],
    deps: {
      store,
      businessClock: clock,
      wallClock: wall,
      log,
      tellOwner,
      run: (slot) => runSlot(slot, present(), { messenger, renderer, tellOwner }),
      ...(parts.timing?.runner === undefined ? {} : { limits: parts.timing.runner }),
      ...(parts.installedAt === undefined ? {} : { installedAt: parts.installedAt }),
    },
  });
  await runner.tick();
  return {
    reload: held.reload,
    stop: async () => {
      await runner.stop();
      await slack.stop();
      await renderer.close();
      await parts.wayOut?.close();
    },
  };
}

/** What a messenger needs so that its calls and uploads go a given way. */
export const messengerWay = (way: WayOut | undefined) => (way ? { fetch: way.fetch, uploadBytes: uploadByFetch(way.fetch) } : {});

type Tools = Pick<DigestPostDeps, 'messenger' | 'renderer' | 'tellOwner'>;

const DAILY = 'sync:daily';
const STORIES = 'sync:stories';

const syncSchedules = ({ sync }: Config): readonly Schedule[] => [
  { id: DAILY, ...sync.daily },
  { id: STORIES, ...sync.stories },
];

const runSlot = (slot: Slot, parts: BotParts, tools: Tools): Promise<void> =>
  slot.schedule === DAILY || slot.schedule === STORIES ? pullSlot(slot, parts, tools) : postSlot(slot, parts, tools);

/** Pulls every connection; rejects where a platform could not be reached, so that the slot is tried again. */
async function pullSlot({ schedule }: Slot, { config, store, clock, log, connections = [] }: BotParts, { tellOwner }: Tools): Promise<void> {
  const deps = { config, store, clock, log, wall: systemWallClock, tell: ({ text }: Notice) => tellOwner(text) };
  const chosen = connections.filter(({ connector }) => schedule === DAILY || connector.pollsStories);
  const reports = await Promise.all(chosen.map((connection) => syncConnection(connection, schedule === DAILY ? 'daily' : 'stories', deps)));
  const away = reports.flatMap((report) => (report.state === 'pulled' ? report.problems.filter(({ error }) => error.kind === 'unavailable') : []));
  const [first] = away;
  if (first) throw new PantauError('failure', first.error.message, { cause: first.error });
}

async function postSlot(slot: Slot, { config, store, clock, log, timing }: BotParts, tools: Tools): Promise<void> {
  const digest = config.digests.find((candidate) => candidate.id === slot.schedule);
  if (!digest) throw new PantauError('failure', `There is no digest "${slot.schedule}" any more.`);
  const period = slotPeriod(slot, digest.period, config.organisation.calendar, digest.schedule.zone);
  await postDigest(
    { slot: slotId(slot), digest, period, asOf: wholeMinute(clock.now()), asItStood: false, again: false },
    { config, store, log, wallClock: systemWallClock, timing: timing?.delivery, ...tools },
  );
}

function slackQuestions(present: () => BotParts, preferences: LanguagePreferences): SlackQuestions {
  return {
    answer: async ({ text, language, userId }) => {
      const aboutLanguage = await answerAboutLanguage({ text, userId, language }, preferences);
      if (aboutLanguage) return aboutLanguage;
      const { config, store, clock } = present();
      const now = clock.now();
      const today = civilDateIn(now, config.organisation.zone);
      return answer(parseQuestion(text, { config, language, today }), { config, store, now, today });
    },
    source: async ({ digest, section, period }) => sourceAnswer(digest, section, period, present()),
    status: () => statusAnswer(present().store, present().config),
  };
}

const PERIOD = /^(week|month|quarter):(\d{4}-\d{2}-\d{2})\/(\d{4}-\d{2}-\d{2})$/;

/** The rows behind one section of a digest: each sentence with the rows that it rests on. */
async function sourceAnswer(
  digestId: string,
  sectionId: string,
  periodText: string,
  parts: Pick<BotParts, 'config' | 'store' | 'clock'>,
): Promise<AnswerResult> {
  const [, grain, start, end] = PERIOD.exec(periodText) ?? [];
  const digest = parts.config.digests.find((candidate) => candidate.id === digestId);
  const section = digest?.sections.find((candidate) => candidate.id === sectionId);
  if (!digest || !section || !start || !end) throw new PantauError('failure', 'This section is no longer in the configuration.');
  const period: Period = { grain: grain as Period['grain'], start: civilDate(start), end: civilDate(end) };
  const silent: Logger = { debug: () => undefined, info: () => undefined, warn: () => undefined, error: () => undefined };
  const composed = await composeDigest(
    { config: parts.config, digest: { ...digest, sections: [section] }, period, asOf: parts.clock.now(), asItStood: false },
    parts.store,
    silent,
  );
  const now = parts.clock.now();
  const deps = { config: parts.config, store: parts.store, now, today: civilDateIn(now, parts.config.organisation.zone) };
  const lines: AnswerLine[] = [];
  for (const line of composed.sections.flatMap((one) => one.lines)) if (line.basis.values.length > 0) lines.push(...(await lineSource(line, deps)));
  return { lines, suggestions: [] };
}
