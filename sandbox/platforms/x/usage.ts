import type { PlatformReply } from '../model.js';
import { answer } from './answers.js';
import { itemsOf } from './parameters.js';
import type { XCall, XState } from './state.js';

const DAY_MS = 86_400_000;
const PROJECT = '1880000000000000000';

/** Post reads that a month may have. */
export const MONTHLY_CAP = 3_000_000;

/** `GET /2/usage/tweets`: the posts read, by UTC day; counts are texts. */
export function usage({ context, ledger }: XState, { query }: XCall): PlatformReply {
  const days = Number(query.get('days') ?? 7);
  const today = Math.floor(context.now() / DAY_MS);
  const charged = ledger.charges().days;
  const counts = Array.from({ length: days }, (_, back) => {
    const date = new Date((today - days + 1 + back) * DAY_MS).toISOString();
    const { post = 0, owned = 0 } = charged.get(date.slice(0, 10))?.resources ?? {};
    return { date, usage: String(post + owned) };
  });
  const all: Readonly<Record<string, unknown>> = {
    cap_reset_day: 1,
    project_cap: String(MONTHLY_CAP),
    project_id: PROJECT,
    project_usage: String(ledger.postsOfMonth()),
    daily_project_usage: { project_id: PROJECT, usage: counts },
    daily_client_app_usage: [{ client_app_id: '29000001', usage: counts, usage_result_count: counts.length }],
  };
  const asked = itemsOf(query, 'usage.fields');
  const fields = asked.length === 0 ? ['cap_reset_day', 'project_cap', 'project_id', 'project_usage', 'daily_project_usage'] : asked;
  return answer({ data: Object.fromEntries(fields.filter((name) => Object.hasOwn(all, name)).map((name) => [name, all[name]])) });
}

/** `GET /2/usage/credits`: what is left, in US dollars. */
export function credits({ context, ledger }: XState): PlatformReply {
  const left = context.faults.fires('credits-depleted', context.credentials.owner) ? 0 : Math.round(ledger.balance() * 10_000) / 10_000;
  return answer({ data: { free_balance: 0, prepaid_balance: left, total_balance: left } });
}
