import type { Text } from '../../connectors/contract/metric.js';
import type { PostOutcome } from '../../src/domain/delivery.js';
import type { DeliveryDeps } from '../../src/pipeline/deliver-one.js';
import { type MemoryStore, memoryStore } from './memory-store.js';
import { type VirtualClock, virtualClock } from './virtual-clock.js';

/** What happens to one call of `post`; `slow` arrives after that many ms although the caller has given up at once. */
export type PostFault =
  | { readonly fault: 'none' | 'reply-lost' | 'request-lost' }
  | { readonly fault: 'slow'; readonly afterMs: number }
  | { readonly fault: 'limited'; readonly retryAfterMs: number }
  | { readonly fault: 'refused'; readonly reason: string }
  | { readonly fault: 'hangs' };

/** Where a process dies: at its n-th call to the outside (from 1), before that call has its effect or after. */
export interface Death {
  readonly call: number;
  readonly effect: 'before' | 'after';
}

/** A channel, the stored rows and the time: everything that outlives a process. */
export interface World {
  readonly clock: VirtualClock;
  readonly store: MemoryStore;
  readonly messages: { readonly channel: string; readonly key: string; readonly id: string; readonly thread?: string }[];
  /** how many replies a message has */
  readonly replies: number;
  readonly told: Text[];
  readonly calls: string[];
  readonly posts: PostFault[];
  readonly finds: ('works' | 'throws' | 'hangs')[];
}

export const world = (posts: readonly PostFault[] = [], finds: World['finds'] = [], replies = 0): World => ({
  replies,
  clock: virtualClock(),
  store: memoryStore(),
  messages: [],
  told: [],
  calls: [],
  posts: [...posts],
  finds: [...finds],
});

const never = <T>(): Promise<T> => new Promise<T>(() => undefined);
const silent = (): undefined => undefined;

function arrive(here: World, channel: string, key: string, thread?: string): string {
  const id = `${here.messages.length + 1}.0`;
  here.messages.push({ channel, key, id, ...(thread === undefined ? {} : { thread }) });
  return id;
}

async function answerPost(here: World, channel: string, key: string, thread?: string): Promise<PostOutcome> {
  const fault = here.posts.shift() ?? { fault: 'none' };
  switch (fault.fault) {
    case 'none':
      return { outcome: 'sent', message: arrive(here, channel, key, thread) };
    case 'reply-lost':
      arrive(here, channel, key, thread);
      return { outcome: 'ambiguous', reason: 'socket hang up' };
    case 'request-lost':
      return { outcome: 'ambiguous', reason: 'timeout' };
    case 'slow':
      here.clock.sleep(fault.afterMs).then(() => arrive(here, channel, key, thread));
      return { outcome: 'ambiguous', reason: 'timeout' };
    case 'limited':
      return { outcome: 'refused', reason: 'ratelimited', retryAfterMs: fault.retryAfterMs };
    case 'refused':
      return { outcome: 'refused', reason: fault.reason, retryAfterMs: undefined };
    case 'hangs':
      return never();
  }
}

async function answerFind(here: World, channel: string, key: string, thread?: string): Promise<string | undefined> {
  const how = here.finds.shift() ?? 'works';
  if (how === 'hangs') return never();
  if (how === 'throws') throw new Error('missing_scope');
  return here.messages.find((message) => message.channel === channel && message.key === key && message.thread === thread)?.id;
}

/** One process of the bot in a world. Once dead, nothing that it calls ever answers it; `died` then resolves. */
export function startProcess(here: World, death?: Death): { readonly deps: DeliveryDeps; readonly died: Promise<'died'> } {
  let calls = 0;
  let dead = false;
  let die: (word: 'died') => void = silent;
  const died = new Promise<'died'>((resolve) => {
    die = resolve;
  });
  const kill = <T>(): Promise<T> => {
    dead = true;
    die('died');
    return never<T>();
  };
  const outside =
    <A extends readonly unknown[], T>(name: string, act: (...given: A) => Promise<T>) =>
    async (...given: A): Promise<T> => {
      if (dead) return never<T>();
      calls += 1;
      const mine = calls;
      here.calls.push(name);
      if (death?.call === mine && death.effect === 'before') return kill<T>();
      const value = await act(...given);
      if (death?.call === mine) return kill<T>();
      return dead ? never<T>() : value;
    };
  const { store, clock } = here;
  const deps: DeliveryDeps = {
    store: {
      readDelivery: outside('readDelivery', store.readDelivery),
      saveDelivery: outside('saveDelivery', store.saveDelivery),
      acquireLease: outside('acquireLease', store.acquireLease),
      releaseLease: outside('releaseLease', store.releaseLease),
    },
    messenger: {
      prepare: outside('prepare', async (_outgoing, destination) => ({
        post: outside('post', (key: string) => answerPost(here, destination.channel, key)),
        replies: Array.from({ length: here.replies }, () => ({
          post: outside('post', (key: string, parent: string) => answerPost(here, destination.channel, key, parent)),
        })),
      })),
      find: outside('find', (channel: string, key: string, _since: number, thread?: string) => answerFind(here, channel, key, thread)),
    },
    wallClock: { now: clock.now, sleep: async (ms) => (dead ? never() : clock.sleep(ms).then(() => (dead ? never<void>() : undefined))) },
    log: { info: silent, warn: silent, error: silent },
    tellOwner: outside('tellOwner', async (sentence) => {
      here.told.push(sentence);
    }),
  };
  return { deps, died };
}
