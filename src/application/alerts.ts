import { daysBetween, isCivilDate } from '../../connectors/contract/period.js';
import type { AlertsTestResult, ReplayedEvent, ReplayedRule } from '../cli/application.js';
import type { Config } from '../config/config.js';
import type { Transition } from '../domain/alert-state.js';
import { PantauError } from '../errors.js';
import type { AlertReading } from '../pipeline/alert-views.js';
import { type RuleReplay, replayAlerts } from '../pipeline/replay-alerts.js';

const MOST_DAYS = 800;

/** Replays the rules over a span. Throws `PantauError` for a span that can't be read, that ends before it begins, or that is longer than 800 days. */
export async function testAlerts(
  request: { readonly from: string; readonly to: string },
  config: Config,
  store: AlertReading,
): Promise<AlertsTestResult> {
  const { from, to } = request;
  if (!isCivilDate(from)) throw new PantauError('usage', `--from: "${from}" is no day. Write it as 2024-01-01.`);
  if (!isCivilDate(to)) throw new PantauError('usage', `--to: "${to}" is no day. Write it as 2024-02-29.`);
  const days = daysBetween(from, to) + 1;
  if (days < 1) throw new PantauError('usage', `--to ${to} lies before --from ${from}. Exchange them.`);
  if (days > MOST_DAYS) throw new PantauError('usage', `${days} days are too many at once. Ask for ${MOST_DAYS} or fewer.`);
  const replay = await replayAlerts(config, store, from, to);
  return { from, to, rules: replay.rules.map(replayed), left: replay.left.map(({ id }) => id) };
}

const TOLD: Readonly<Partial<Record<Transition['reason'], ReplayedEvent['what']>>> = {
  fired: 'fired',
  resolved: 'resolved',
  calmed: 'resolved',
  flapping: 'flapping',
  lost: 'lost',
  found: 'found',
  failed: 'failed',
  withheld: 'withheld',
};

function replayed({ rule, transitions, suggestion }: RuleReplay): ReplayedRule {
  const events = transitions.flatMap(({ at, series, reason, told, sentence }): readonly ReplayedEvent[] => {
    const what = TOLD[reason];
    return what === undefined ? [] : [{ at, series, what, told, text: sentence.text }];
  });
  const count = (what: ReplayedEvent['what']): number => events.filter((event) => event.what === what).length;
  return {
    rule: rule.id,
    condition: rule.condition,
    fired: count('fired') + count('flapping'),
    resolved: count('resolved'),
    flapped: count('flapping'),
    withheld: count('withheld'),
    events,
    suggestion,
  };
}
