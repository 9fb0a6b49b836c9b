import { DateTime } from 'luxon';
import { civilDate } from '../../../connectors/contract/period.js';
import type { BusinessClock } from '../../clock.js';
import type { Config } from '../../config/config.js';
import { type ActivationRule, FIRST_RULE, ruleViolation } from '../../domain/activation-rule.js';
import { PantauError } from '../../errors.js';
import type { AdvocacyStore } from '../../store/advocacy-port.js';

/** What changing the definition needs. */
export interface RuleDependencies {
  readonly ledger: Pick<AdvocacyStore, 'rules' | 'addRule'>;
  readonly config: Pick<Config, 'organisation'>;
  readonly clock: BusinessClock;
}

/** Adds a version of the definition, by whoever is allowed to. Rejects with `refused-input` where it would begin in a quarter that is closed. */
export async function changeRule(
  change: Omit<ActivationRule, 'version'>,
  { ledger, config, clock }: RuleDependencies,
  who: string,
): Promise<ActivationRule> {
  const { zone, calendar } = config.organisation;
  const now = clock.now();
  const today = civilDate(DateTime.fromISO(now, { zone }).toISODate() ?? now.slice(0, 10));
  const version = 1 + ((await ledger.rules()).at(-1)?.version ?? FIRST_RULE.version);
  const rule = { ...change, version };
  const violation = ruleViolation(rule, today, calendar);
  if (violation !== undefined) throw new PantauError('refused-input', violation);
  await ledger.addRule(rule, { who, at: now });
  return rule;
}
