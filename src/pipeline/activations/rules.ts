import { DateTime } from 'luxon';
import { type CivilDate, civilDate } from '../../../connectors/contract/period.js';
import type { BusinessClock } from '../../clock.js';
import type { Config } from '../../config/config.js';
import { ACTIVATION_KINDS } from '../../domain/activation.js';
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

/** What taking over the rules of the configuration needs. */
export interface RulesOfFile {
  readonly ledger: Pick<AdvocacyStore, 'rules' | 'addRule' | 'summary'>;
  readonly config: Pick<Config, 'organisation' | 'activationRules'>;
  readonly clock: BusinessClock;
}

/** A rule of the configuration that was not taken, and why. */
export interface LeftRule {
  readonly validFrom: CivilDate;
  readonly reason: string;
}

const contentOf = ({ validFrom, kinds, windowDays, linkRequired }: Omit<ActivationRule, 'version'>): string =>
  JSON.stringify([validFrom, [...kinds].sort(), windowDays, ...ACTIVATION_KINDS.map((kind) => [...linkRequired[kind]].sort())]);

/**
 * Takes the rules of the configuration over as versions, those that are new or changed; what a version says is never rewritten. A rule that would begin in
 * a quarter that is over is left, and given back with the reason, unless nothing was ever counted.
 */
export async function takeRulesOfFile({ ledger, config, clock }: RulesOfFile): Promise<readonly LeftRule[]> {
  const wanted = config.activationRules ?? [];
  if (wanted.length === 0) return [];
  const left: LeftRule[] = [];
  const isEmpty = (await ledger.summary({ start: civilDate('1970-01-02'), end: civilDate('2149-01-01') })).activations === 0;
  for (const rule of wanted) {
    const rules = await ledger.rules();
    const held = rules.filter(({ validFrom }) => validFrom === rule.validFrom).sort((one, other) => other.version - one.version)[0];
    if (held !== undefined && contentOf(held) === contentOf(rule)) continue;
    if (isEmpty) {
      const version = 1 + (rules.at(-1)?.version ?? FIRST_RULE.version);
      await ledger.addRule({ ...rule, version }, { who: 'configuration', at: clock.now() });
      continue;
    }
    try {
      await changeRule(rule, { ledger, config, clock }, 'configuration');
    } catch (error) {
      if (!(error instanceof PantauError) || error.kind !== 'refused-input') throw error;
      left.push({ validFrom: rule.validFrom, reason: error.message });
    }
  }
  return left;
}
