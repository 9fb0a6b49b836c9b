import { Worker } from 'node:worker_threads';
import type { ChartSpec } from './spec.js';
import type { Answered, Asked } from './worker.js';

/** Draws charts off the main thread. */
export interface Renderer {
  /** The picture as PNG; rejects where the spec cannot be drawn, the thread dies or the renderer is closed. */
  readonly render: (spec: ChartSpec) => Promise<Uint8Array>;
  /** Ends the thread and rejects whoever still waits; further calls do nothing. */
  readonly close: () => Promise<void>;
}

interface Waiting {
  readonly resolve: (png: Uint8Array) => void;
  readonly reject: (error: Error) => void;
}

/** A renderer with one thread, started with the first picture and started again after it died; `program` is what the thread runs. */
export function createRenderer(program: URL = new URL('./worker.js', import.meta.url)): Renderer {
  const waiting = new Map<number, Waiting>();
  let worker: Worker | undefined;
  let closed = false;
  let next = 0;

  const settle = (id: number, how: (one: Waiting) => void): void => {
    const one = waiting.get(id);
    waiting.delete(id);
    if (one) how(one);
    // An idle thread must not keep the process alive.
    if (waiting.size === 0) worker?.unref();
  };
  const rejectAll = (error: Error): void => {
    for (const id of [...waiting.keys()]) settle(id, (one) => one.reject(error));
  };
  const lost = (dead: Worker, error: Error): void => {
    if (worker !== dead) return;
    worker = undefined;
    rejectAll(error);
  };
  const start = (): Worker => {
    const started = new Worker(program);
    started.on('message', (answer: Answered) => {
      settle(answer.id, (one) => ('png' in answer ? one.resolve(answer.png) : one.reject(answer.error)));
    });
    started.on('error', (cause) => lost(started, new Error('The chart thread failed.', { cause })));
    started.on('exit', (code) => lost(started, new Error(`The chart thread ended with code ${code}.`)));
    return started;
  };

  return {
    render: (spec) =>
      new Promise((resolve, reject) => {
        if (closed) {
          reject(new Error('The chart renderer is closed.'));
          return;
        }
        worker ??= start();
        const id = next;
        next += 1;
        waiting.set(id, { resolve, reject });
        worker.ref();
        worker.postMessage({ id, spec } satisfies Asked);
      }),
    close: async () => {
      closed = true;
      const ending = worker;
      worker = undefined;
      rejectAll(new Error('The chart renderer was closed.'));
      await ending?.terminate();
    },
  };
}
