import { parentPort } from 'node:worker_threads';
import { renderChart } from './render.js';
import type { ChartSpec } from './spec.js';

/** One picture asked for. */
export interface Asked {
  readonly id: number;
  readonly spec: ChartSpec;
}

/** What became of it. */
export type Answered = { readonly id: number; readonly png: Uint8Array } | { readonly id: number; readonly error: Error };

const port = parentPort;
if (port) {
  // One at a time, so that a queue of pictures does not hold as many canvases.
  let last: Promise<void> = Promise.resolve();
  port.on('message', ({ id, spec }: Asked) => {
    last = last.then(async () => {
      try {
        const png = new Uint8Array(await renderChart(spec));
        port.postMessage({ id, png } satisfies Answered, [png.buffer]);
      } catch (thrown) {
        port.postMessage({ id, error: thrown instanceof Error ? thrown : new Error(String(thrown)) } satisfies Answered);
      }
    });
  });
}
