import { systemWallClock, wholeMinute } from '../clock.js';
import type { Config } from '../config/config.js';
import type { Notice } from '../domain/connection.js';
import { type Slot, slotId } from '../domain/delivery.js';
import { PantauError } from '../errors.js';
import { isToldByCard } from '../pipeline/platform-facts.js';
import { postDigest } from '../pipeline/post-digest.js';
import { syncConnection } from '../pipeline/sync.js';
import { type Schedule, slotPeriod } from '../schedule/due.js';
import { finishingCards } from './advocacy.js';
import { chasingOwners } from './collect.js';
import { watchingFolders } from './folders.js';
import type { Job, MinuteWork } from './job.js';
import type { BotTools } from './parts.js';
import { tidying } from './tidy.js';

/** Everything that the bot does in slots. */
export const botJobs = (tools: BotTools): readonly Job[] => [pullJob('daily', tools), pullJob('stories', tools), digestJob(tools)];

/** Everything that the bot looks after every minute. */
export const minuteWorks = (tools: BotTools): readonly MinuteWork[] => [
  finishingCards(tools),
  tools.alerts.everyMinute,
  tidying(tools),
  watchingFolders(tools),
  chasingOwners(tools),
];

/** The schedules of all jobs. */
export const schedulesOf = (jobs: readonly Job[]): readonly Schedule[] => jobs.flatMap((job) => job.schedules());

/** Runs a slot by the job whose schedule it is. Throws `PantauError` where no job has it any more. */
export async function runSlot(slot: Slot, jobs: readonly Job[]): Promise<void> {
  const job = jobs.find(({ schedules }) => schedules().some(({ id }) => id === slot.schedule));
  if (!job) throw new PantauError('failure', `There is no schedule "${slot.schedule}" any more.`);
  await job.run(slot);
}

/** Pulls the connections, all of them or those whose stories vanish. */
function pullJob(kind: 'daily' | 'stories', tools: BotTools): Job {
  const id = `sync:${kind}`;
  return {
    schedules: () => {
      const { config, connections = [] } = tools.present();
      return connections.length === 0 ? [] : [{ id, ...config.sync[kind] }];
    },
    run: () => pull(kind, tools),
  };
}

async function pull(kind: 'daily' | 'stories', { present, tellOwner, alerts }: BotTools): Promise<void> {
  const { config, store, clock, log, connections = [] } = present();
  const deps = { config, store, clock, log, wall: systemWallClock, tell: tellOnce(config, tellOwner) };
  const chosen = connections.filter(({ connector }) => kind === 'daily' || connector.pollsStories);
  const reports = await Promise.all(chosen.map((connection) => syncConnection(connection, kind, deps)));
  await alerts.evaluate();
  const away = reports.flatMap((report) => (report.state === 'pulled' ? report.problems.filter(({ error }) => error.kind === 'unavailable') : []));
  const [first] = away;
  if (first) throw new PantauError('failure', first.error.message, { cause: first.error });
}

/** What a card tells the owner is not told beside it. */
const tellOnce =
  (config: Config, tellOwner: BotTools['tellOwner']) =>
  async ({ key, text }: Notice): Promise<void> => {
    if (!isToldByCard(key, config)) await tellOwner(text);
  };

const digestJob = (tools: BotTools): Job => ({
  schedules: () => tools.present().config.digests.map((digest) => ({ id: digest.id, ...digest.schedule })),
  run: (slot) => post(slot, tools),
});

async function post(slot: Slot, { present, messenger, renderer, tellOwner, alerts }: BotTools): Promise<void> {
  await alerts.evaluate();
  const { config, store, clock, log, timing } = present();
  const digest = config.digests.find((candidate) => candidate.id === slot.schedule);
  if (!digest) throw new PantauError('failure', `There is no digest "${slot.schedule}" any more.`);
  const period = slotPeriod(slot, digest.period, config.organisation.calendar, digest.schedule.zone);
  await postDigest(
    { slot: slotId(slot), digest, period, asOf: wholeMinute(clock.now()), asItStood: false, again: false },
    { config, store, log, wallClock: systemWallClock, timing: timing?.delivery, messenger, renderer, tellOwner },
  );
}
