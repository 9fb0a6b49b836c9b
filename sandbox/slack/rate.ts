import { methods } from './arguments.js';

/** Says how many whole seconds a call must wait, or nothing when it may go on. */
export type RateLimiter = (method: string, channel: string) => number | undefined;

/** A limiter that lets everything through. */
export const noLimits: RateLimiter = () => undefined;

interface Bucket {
  tokens: number;
  at: number;
}

/**
 * Slack's limits: so many calls a minute for each method, and one message a second for each channel with a burst of four
 * (Slack says "short bursts"; the number is ours).
 */
export const slackLimits = (now: () => number): RateLimiter => {
  const buckets = new Map<string, Bucket>();
  const take = (name: string, capacity: number, perSecond: number): number | undefined => {
    const at = now();
    const bucket = buckets.get(name) ?? { tokens: capacity, at };
    bucket.tokens = Math.min(capacity, bucket.tokens + ((at - bucket.at) / 1_000) * perSecond);
    bucket.at = at;
    buckets.set(name, bucket);
    if (bucket.tokens < 1) return Math.max(1, Math.ceil((1 - bucket.tokens) / perSecond));
    bucket.tokens -= 1;
    return undefined;
  };
  return (method, channel) => {
    const perMinute = Object.hasOwn(methods, method) ? (methods[method]?.perMinute ?? 0) : 0;
    const wait = perMinute > 0 ? take(method, Math.max(perMinute, 2), perMinute / 60) : undefined;
    return wait ?? (method === 'chat.postMessage' ? take(`channel ${channel}`, 4, 1) : undefined);
  };
};
