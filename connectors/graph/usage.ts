import { z } from 'zod';
import type { Allowance } from '../contract/http.js';
import type { Instant } from '../contract/period.js';

/** Headers of an answer or of a batch item, names in lower case. */
export type Headers = Readonly<Record<string, string>>;

const percent = z.number().catch(0);
const usage = z.object({ call_count: percent, total_time: percent, total_cputime: percent });
const businessUsage = z.record(z.string(), z.array(usage.extend({ estimated_time_to_regain_access: z.number().catch(0) })));

const share = (one: z.infer<typeof usage>): number => Math.max(one.call_count, one.total_time, one.total_cputime) / 100;

/** The moment so many minutes later. */
export const minutesAfter = (moment: Instant, minutes: number): Instant => new Date(Date.parse(moment) + minutes * 60_000).toISOString() as Instant;

function read<Shape>(schema: z.ZodType<Shape>, header: string | undefined): Shape | undefined {
  if (header === undefined) return undefined;
  try {
    return schema.safeParse(JSON.parse(header)).data;
  } catch {
    return undefined;
  }
}

/**
 * What `X-App-Usage` and `X-Business-Use-Case-Usage` say: percentages of which the highest throttles at 100, and MINUTES until access comes back
 * (rate limits page, 2026-11-25). Scopes are `app` and `account:<id of the platform>`.
 */
export function allowancesOf(headers: Headers, receivedAt: Instant): readonly Allowance[] {
  const app = read(usage, headers['x-app-usage']);
  const business = read(businessUsage, headers['x-business-use-case-usage']) ?? {};
  return [
    ...(app === undefined ? [] : [{ scope: 'app', usedShare: share(app) }]),
    ...Object.entries(business).flatMap(([id, types]) =>
      types.map((type) => ({
        scope: `account:${id}`,
        usedShare: share(type),
        ...(type.estimated_time_to_regain_access > 0 ? { resetsAt: minutesAfter(receivedAt, type.estimated_time_to_regain_access) } : {}),
      })),
    ),
  ];
}

/** The latest moment at which the headers promise access again; undefined where they promise nothing. */
export function regainAt(headers: Headers, receivedAt: Instant): Instant | undefined {
  return allowancesOf(headers, receivedAt)
    .flatMap((allowance) => allowance.resetsAt ?? [])
    .toSorted()
    .at(-1);
}
