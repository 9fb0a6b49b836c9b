import { randomUUID } from 'node:crypto';
import { createRenderer } from '../charts/pool.js';
import type { Text } from '../connectors/contract/metric.js';
import { civilDate, type Instant, type Period } from '../connectors/contract/period.js';
import { type BusinessClock, systemWallClock, wholeMinute } from './clock.js';
import type { Config, DigestSetting } from './config/config.js';
import type { AnswerResult } from './domain/answer.js';
import { type Slot, slotId } from './domain/delivery.js';
import { PantauError } from './errors.js';
import type { Logger } from './log.js';
import { composeDigest } from './pipeline/compose.js';
import { deliver } from './pipeline/deliver.js';
import { answer, statusAnswer } from './question/answer.js';
import { parseQuestion } from './question/parse.js';
import { slotPeriod } from './schedule/due.js';
import { startRunner } from './schedule/runner.js';
import { startSlack } from './slack/app.js';
import type { SlackQuestions } from './slack/listeners/deps.js';
import { createMessenger } from './slack/messenger.js';
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
  /** from where slots count on the first start */
  readonly installedAt: Instant | undefined;
}

/** The running bot. */
export interface Bot {
  /** ends what is running, then closes the connections */
  readonly stop: () => Promise<void>;
}

/** Connects to Slack, posts what is owed, and from then on what falls due; rejects with `PantauError` where Slack refuses the tokens. */
export async function startBot(parts: BotParts): Promise<Bot> {
  const { config, store, clock, log } = parts;
  const wall = systemWallClock;
  const messenger = createMessenger({ token: parts.botToken, slackApiUrl: parts.slackApiUrl, wall, log });
  const renderer = createRenderer();
  const tellOwner = (sentence: Text): Promise<void> => noticeToOwner(sentence, parts, messenger);
  const slack = await startSlack({
    token: parts.botToken,
    appToken: parts.appToken,
    slackApiUrl: parts.slackApiUrl,
    questions: slackQuestions(parts),
    settings: () => config,
    log,
    wall,
    newId: () => randomUUID().slice(0, 8),
    onHealth: (health) => log.info('The connection to Slack changed.', { ...health }),
  });
  const runner = startRunner({
    schedules: config.digests.map((digest) => ({ id: digest.id, ...digest.schedule })),
    deps: {
      store,
      businessClock: clock,
      wallClock: wall,
      log,
      tellOwner,
      run: (slot) => postDigest(slot, parts, { messenger, renderer, tellOwner }),
      ...(parts.installedAt === undefined ? {} : { installedAt: parts.installedAt }),
    },
  });
  await runner.tick();
  return {
    stop: async () => {
      await runner.stop();
      await slack.stop();
      await renderer.close();
    },
  };
}

interface Tools {
  readonly messenger: ReturnType<typeof createMessenger>;
  readonly renderer: ReturnType<typeof createRenderer>;
  readonly tellOwner: (sentence: Text) => Promise<void>;
}

/** Composes the digest of a slot once and delivers it to each of its channels in the channel's language. */
async function postDigest(slot: Slot, { config, store, clock, log }: BotParts, { messenger, renderer, tellOwner }: Tools): Promise<void> {
  const digest = config.digests.find((candidate) => candidate.id === slot.schedule);
  if (!digest) throw new PantauError('failure', `There is no digest "${slot.schedule}" any more.`);
  const period = slotPeriod(slot, digest.period, config.organisation.calendar, digest.schedule.zone);
  const composed = await composeDigest({ config, digest, period, asOf: wholeMinute(clock.now()), asItStood: false }, store, log);
  for (const channel of channelsOf(digest, config)) {
    const pictures = new Map<string, Uint8Array>();
    for (const chart of composed.sections.flatMap((section) => section.charts)) {
      if (chart.language === channel.language) pictures.set(chart.file, await renderer.render(chart.spec));
    }
    await deliver(
      {
        slot: slotId(slot),
        destination: { channel: channel.id, class: channel.class },
        outgoing: { type: 'digest', digest: composed, language: channel.language, pictures, status: undefined },
      },
      { store, messenger, wallClock: systemWallClock, log, tellOwner },
    );
  }
}

const channelsOf = (digest: DigestSetting, config: Config) =>
  digest.channels.flatMap((name) => config.channels.find((channel) => channel.name === name) ?? []);

/** A plain sentence to the owner's direct messages; where that fails too, the log has it. */
async function noticeToOwner(sentence: Text, { config, log }: BotParts, messenger: Tools['messenger']): Promise<void> {
  const owner = config.people.find((person) => person.role === 'owner');
  log.warn(sentence.en);
  if (!owner) return;
  const prepared = await messenger.prepare({ type: 'notice', text: sentence[owner.language] }, { channel: owner.slack, class: 'personal' });
  await prepared.post(`notice>${randomUUID()}`);
}

function slackQuestions({ config, store, clock }: BotParts): SlackQuestions {
  return {
    answer: async ({ text, language }) => {
      const now = clock.now();
      const today = civilDateIn(now, config.organisation.zone);
      return answer(parseQuestion(text, { config, language, today }), { config, store, now, today });
    },
    source: async ({ digest, section, period }) => sourceAnswer(digest, section, period, { config, store, clock }),
    status: () => statusAnswer(store, config),
  };
}

const PERIOD = /^(week|month|quarter):(\d{4}-\d{2}-\d{2})\/(\d{4}-\d{2}-\d{2})$/;

/** The rows behind one section of a digest: each sentence with its formula and the ids and values that it rests on. */
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
  const lines = composed.sections.flatMap((one) => one.lines).filter((line) => line.basis.values.length > 0);
  return {
    lines: lines.flatMap((line) => [
      { role: 'headline' as const, text: line.text, badges: line.badges },
      ...line.basis.values.slice(0, 12).map((value) => {
        const row = `${value.observation} = ${value.value ?? '-'}`;
        return { role: 'detail' as const, text: { id: row, en: row }, badges: [] };
      }),
    ]),
    suggestions: [],
  };
}
