import { describe, expect, it } from 'vitest';
import { createRenderer } from '../../charts/pool.js';
import { dimensions, spec } from './pictures.js';

const program = (body: string): URL =>
  new URL(`data:text/javascript,${encodeURIComponent(`import { parentPort, threadId } from 'node:worker_threads';${body}`)}`);
const fragile = program(`parentPort.on('message', ({ id, spec }) => {
  if (spec.title === 'die') process.exit(3);
  if (spec.title === 'throw') throw new Error('broken');
  if (spec.title !== 'wait') parentPort.postMessage({ id, png: new Uint8Array([threadId]) });
});`);

describe('the rendering thread', () => {
  it('draws several charts at once and answers each with its own', async () => {
    const renderer = createRenderer();
    const [first, second] = await Promise.all([
      renderer.render(spec()),
      renderer.render(
        spec({
          title: 'Lain',
          labels: Array.from({ length: 60 }, (_, i) => `Satuan kerja ${i}`),
          series: [{ name: 'a', values: new Array(60).fill(3) }],
          kind: 'bar',
        }),
      ),
    ]);
    await renderer.close();
    expect(dimensions(first)).toEqual({ width: 1000, height: 560 });
    expect(dimensions(second).height).toBeGreaterThan(1000);
  });

  it('gives an error of the spec back as an error and goes on', async () => {
    const renderer = createRenderer();
    await expect(renderer.render(spec({ labels: ['Jan'] }))).rejects.toThrow('The chart has 1 labels, but "Pengikut" has 3 values.');
    expect(dimensions(await renderer.render(spec())).width).toBe(1000);
    await renderer.close();
  });

  it.each(['die', 'throw'])('rejects all who wait when the thread ends by "%s", and starts a new one', async (how) => {
    const renderer = createRenderer(fragile);
    const [before] = await renderer.render(spec());
    const lost = await Promise.allSettled([renderer.render(spec({ title: 'wait' })), renderer.render(spec({ title: how }))]);
    expect(lost.map((one) => one.status)).toEqual(['rejected', 'rejected']);
    const [after] = await renderer.render(spec());
    expect(after).not.toBe(before);
    await renderer.close();
  });

  it('rejects who waits when it is closed, and who comes after', async () => {
    const renderer = createRenderer(fragile);
    const waiting = expect(renderer.render(spec({ title: 'wait' }))).rejects.toThrow('was closed');
    await renderer.close();
    await waiting;
    await expect(renderer.render(spec())).rejects.toThrow('is closed');
  });
});
