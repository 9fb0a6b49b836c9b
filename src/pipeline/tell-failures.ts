import { createHash } from 'node:crypto';
import type { AlertState } from '../domain/alert-state.js';
import type { Language } from '../domain/digest.js';
import { deliver } from './deliver.js';
import type { TellingDeps } from './show-card.js';

const PREFIX = 'failed ';

/** Tells the owners, once, which rules can't be judged and why: one message for each reason, however many series it concerns. */
export async function tellFailures(failing: readonly AlertState[], deps: TellingDeps): Promise<void> {
  const reasons = new Map<string, AlertState[]>();
  for (const state of failing) {
    const reason = state.last?.startsWith(PREFIX) === true ? state.last.slice(PREFIX.length) : '';
    reasons.set(reason, [...(reasons.get(reason) ?? []), state]);
  }
  const owners = deps.config.people.filter(({ role }) => role === 'owner');
  for (const [reason, states] of reasons) {
    // Since when it fails is its identity: what fails again later is told again.
    const [since = ''] = states.map((state) => state.since).sort();
    const slot = `alert:failed@${since}~${createHash('sha256').update(reason).digest('hex').slice(0, 12)}`;
    for (const owner of owners) {
      const { store, messenger, wallClock, log, tellOwner, timing = {} } = deps;
      const destination = { channel: await messenger.direct(owner.slack), class: 'personal' as const };
      const outgoing = { type: 'notice' as const, text: sentence(reason, states, owner.language) };
      await deliver({ slot, destination, outgoing }, { store, messenger, wallClock, log, tellOwner, timing });
    }
  }
}

const NAMED = 5;

function sentence(reason: string, states: readonly AlertState[], language: Language): string {
  const rules = [...new Set(states.map(({ rule }) => rule))];
  const named = rules.slice(0, NAMED).join(', ');
  const more = rules.length - Math.min(rules.length, NAMED);
  return language === 'id'
    ? `Aturan peringatan tidak dapat dinilai (${named}${more > 0 ? ` dan ${more} lagi` : ''}): ${reason}`
    : `Alert rules cannot be judged (${named}${more > 0 ? ` and ${more} more` : ''}): ${reason}`;
}
