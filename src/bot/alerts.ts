import { randomUUID } from 'node:crypto';
import type { Text } from '../../connectors/contract/metric.js';
import type { Instant } from '../../connectors/contract/period.js';
import { systemWallClock } from '../clock.js';
import { PantauError } from '../errors.js';
import { evaluateAlerts } from '../pipeline/evaluate-alerts.js';
import { incidentChart } from '../pipeline/incident-picture.js';
import { withLease } from '../pipeline/lease.js';
import { platformFacts } from '../pipeline/platform-facts.js';
import type { Illustrate, TellingDeps } from '../pipeline/show-card.js';
import { withSetTargets } from '../pipeline/targets.js';
import { tellAlerts } from '../pipeline/tell-alerts.js';
import { tellFailures } from '../pipeline/tell-failures.js';
import type { AlertDesk, AlertTiming, BotParts, DeskTools } from './parts.js';

const HOUR_MS = 3_600_000;
const AGAIN_MS = 300_000;
const ALERT_TIMING: AlertTiming = { leaseMs: 60_000, standByMs: 600_000 };

/** Opens the alerts of a bot. */
export function createAlertDesk(tools: DeskTools): AlertDesk {
  const wall = systemWallClock;
  let evaluatedAt = Number.NEGATIVE_INFINITY;
  let wakesAt: Instant | undefined;
  let stopping = false;
  const tell = repeatable(async () => {
    wakesAt = undefined;
    const { log } = tools.present();
    try {
      wakesAt = await underLease('alerts:tell', async () => tellAlerts({ ...(await tellingDeps(tools)), stopping: () => stopping }), tools.present());
    } catch (cause) {
      log.error('Alerts could not be told; it is tried again.', { cause });
      wakesAt = tools.present().clock.now();
    }
  });
  const judge = repeatable(async () => {
    const { config, store, connections = [] } = tools.present();
    // The clock is read under the lease: moments never go back.
    const outcome = await underLease('alerts:evaluate', () => evaluateAlerts(evaluation()), tools.present());
    if (outcome.failing.length > 0) await tellFailures(outcome.failing, await tellingDeps(tools));
    evaluatedAt = wall.now();
    void tell();

    function evaluation() {
      const facts = connections.length === 0 ? {} : { facts: () => platformFacts(connections, store) };
      return { config, store, now: tools.present().clock.now(), ...facts };
    }
  });
  let failed = false;
  const evaluate = async (): Promise<void> => {
    try {
      await judge();
      failed = false;
    } catch (cause) {
      evaluatedAt = wall.now() - HOUR_MS + AGAIN_MS;
      tools.present().log.error('Alerts could not be judged; it is tried again.', { cause });
      if (!failed) await tools.tellOwner(NOT_JUDGED).catch(() => undefined);
      failed = true;
    }
  };
  return {
    evaluate,
    tell,
    everyMinute: async () => {
      if (wall.now() - evaluatedAt >= HOUR_MS) return evaluate();
      if (wakesAt !== undefined && wakesAt <= tools.present().clock.now()) return tell();
    },
    stop: async () => {
      stopping = true;
      await judge.settled();
      await tell.settled();
    },
  };
}

const NOT_JUDGED: Text = {
  id: 'Peringatan tidak dapat dinilai; dicoba lagi setiap lima menit. Sebabnya ada di log.',
  en: 'Alerts could not be judged; it is tried again every five minutes. The log has the cause.',
};

async function tellingDeps(tools: DeskTools): Promise<TellingDeps> {
  const { config: own, store, clock, log, timing } = tools.present();
  const config = await withSetTargets(own, store.advocacy);
  const { messenger, tellOwner } = tools;
  return {
    config,
    store,
    messenger,
    log,
    tellOwner,
    timing: timing?.delivery,
    illustrate: illustrator(tools),
    wallClock: systemWallClock,
    now: clock.now(),
  };
}

const illustrator =
  ({ present, renderer, messenger }: DeskTools): Illustrate =>
  async (incident, language) => {
    const { config, store, clock } = present();
    const spec = await incidentChart(incident, language, { config, store, now: clock.now(), asItStood: false });
    return spec && messenger.upload(`alert-${incident.rule}.png`, await renderer.render(spec));
  };

/** One process at a time. Rejects where another one keeps the lease for too long. */
async function underLease<T>(name: string, work: () => Promise<T>, { store, timing }: Pick<BotParts, 'store' | 'timing'>): Promise<T> {
  const { leaseMs, standByMs } = { ...ALERT_TIMING, ...timing?.alerts };
  const deadline = systemWallClock.now() + standByMs;
  for (;;) {
    const leased = await withLease(store, name, randomUUID(), leaseMs, systemWallClock, work);
    if (leased.held) return leased.value;
    if (systemWallClock.now() >= deadline)
      throw new PantauError('failure', `Another process has held "${name}" for too long. See whether it hangs, end it, and start this one again.`);
    await systemWallClock.sleep(Math.min(leaseMs / 4, 1_000));
  }
}

type Repeatable = (() => Promise<void>) & { readonly settled: () => Promise<void> };

/** Work that never runs twice at once: whoever asks while it runs waits for one more run, which begins after the present one. */
function repeatable(work: () => Promise<void>): Repeatable {
  let running: Promise<void> | undefined;
  let next: Promise<void> | undefined;
  const begin = (): Promise<void> => {
    const begun = work().finally(() => {
      if (running === begun) running = undefined;
    });
    running = begun;
    return begun;
  };
  const ask = (): Promise<void> => {
    if (running === undefined) return begin();
    next ??= running
      .catch(() => undefined)
      .then(() => {
        next = undefined;
        return begin();
      });
    return next;
  };
  const settled = async (): Promise<void> => {
    while (running !== undefined || next !== undefined) await (next ?? running)?.catch(() => undefined);
  };
  return Object.assign(ask, { settled });
}
