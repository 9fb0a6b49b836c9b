import { randomBytes } from 'node:crypto';
import { limits } from './limits.js';
import { Refusal } from './web-api/call.js';

/** The short-lived permissions to open a modal that every payload carries. */
export interface Triggers {
  readonly issue: (user: string) => string;
  /** The user of a trigger, once; refuses an unknown, an old or a spent one. */
  readonly spend: (trigger: string) => string;
}

/** Triggers that live as long as Slack's. */
export const openTriggers = (now: () => number): Triggers => {
  const issued = new Map<string, { readonly user: string; readonly until: number; spent: boolean }>();
  return {
    issue: (user) => {
      const trigger = `${now()}.${randomBytes(4).readUInt32BE()}.${randomBytes(16).toString('hex')}`;
      issued.set(trigger, { user, until: now() + limits.triggerLifeMs, spent: false });
      return trigger;
    },
    spend: (trigger) => {
      const found = issued.get(trigger);
      if (!found) throw new Refusal('invalid_trigger_id');
      if (found.spent) throw new Refusal('exchanged_trigger_id');
      if (now() > found.until) throw new Refusal('expired_trigger_id');
      found.spent = true;
      return found.user;
    },
  };
};
