/** How often a call may be made: in 15 minutes and, where it says so, in 24 hours. */
export interface Limit {
  readonly quarter: number;
  readonly day?: number;
}

/** What an endpoint allows an app alone, and an app on behalf of a user; undefined where it allows none. */
export interface EndpointLimits {
  readonly app?: Limit;
  readonly user?: Limit;
}

/** Whether a call may pass, and what its headers say. */
export interface Admission {
  readonly allowed: boolean;
  readonly headers: Readonly<Record<string, string>>;
}

interface Span {
  startedAt: number;
  used: number;
}

const QUARTER_MS = 15 * 60_000;
const DAY_MS = 86_400_000;

/** The windows of all endpoints; each begins with its first call. `now` is the data's clock. */
export function openLimits(now: () => number): (endpoint: string, principal: 'app' | 'user', limit: Limit) => Admission {
  const spans = new Map<string, Span>();
  const span = (key: string, length: number): Span => {
    const known = spans.get(key);
    if (known !== undefined && now() >= known.startedAt && now() < known.startedAt + length) return known;
    const begun = { startedAt: now(), used: 0 };
    spans.set(key, begun);
    return begun;
  };
  return (endpoint, principal, limit) => {
    const quarter = span(`${endpoint} ${principal}`, QUARTER_MS);
    const day = limit.day === undefined ? undefined : span(`${endpoint} ${principal} day`, DAY_MS);
    const allowed = quarter.used < limit.quarter && (day === undefined || limit.day === undefined || day.used < limit.day);
    if (allowed) {
      quarter.used += 1;
      if (day !== undefined) day.used += 1;
    }
    return {
      allowed,
      headers: {
        ...triple('x-rate-limit', limit.quarter, quarter, QUARTER_MS),
        ...(day !== undefined && limit.day !== undefined ? triple(`x-${principal}-limit-24hour`, limit.day, day, DAY_MS) : {}),
      },
    };
  };
}

const triple = (name: string, limit: number, span: Span, length: number): Readonly<Record<string, string>> => ({
  [`${name}-limit`]: String(limit),
  [`${name}-remaining`]: String(Math.max(0, limit - span.used)),
  [`${name}-reset`]: String(Math.ceil((span.startedAt + length) / 1_000)),
});
