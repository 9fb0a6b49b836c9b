import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { registerFonts } from '../../charts/canvas.js';
import { renderChart } from '../../charts/render.js';
import type { ChartSpec } from '../../charts/spec.js';
import { ink, palette } from '../../charts/theme.js';
import { decoded, dimensions, type Picture, spec } from './pictures.js';

const long = 'Direktorat Pembiayaan dan Perekonomian Daerah beserta seluruh pemangku kepentingan di daerah';
const range = (count: number): readonly number[] => Array.from({ length: count }, (_, index) => index);
const draw = async (changes: Partial<ChartSpec>): Promise<Picture> => decoded(await renderChart(spec(changes)));
/** Title, footnote and both edges: words have ink, and nothing touches the edges. */
const expectFramed = (picture: Picture): void => {
  expect(picture.width).toBe(1000);
  expect(picture.height).toBeGreaterThanOrEqual(380);
  expect(picture.ink(36, 30, 500, 44)).toBeGreaterThan(300);
  expect(picture.ink(36, picture.height - 60, 500, 50)).toBeGreaterThan(100);
  expect(picture.ink(0, 0, 8, picture.height)).toBe(0);
  expect(picture.ink(992, 0, 8, picture.height)).toBe(0);
};

describe('a rendered chart', () => {
  it.each(['line', 'bar', 'stacked', 'progress'] as const)(
    'as %s is 1000 wide and as high as it needs, has words and marks, and leaves its edges free',
    async (kind) => {
      const picture = await draw({ kind, marks: [{ value: 117000, label: 'Target 117.000' }] });
      if (kind !== 'progress') expect(picture.height).toBe(560);
      expectFramed(picture);
      expect(picture.count(palette[0] ?? '')).toBeGreaterThan(400);
    },
  );

  it('has the badge as a pill only where there is one', async () => {
    expect((await draw({ badge: 'data contoh' })).count(ink.pill)).toBeGreaterThan(1000);
    expect((await draw({})).count(ink.pill)).toBe(0);
  });

  it('draws the bar that the title speaks of stronger than the others', async () => {
    const bars = { kind: 'bar', labels: ['Jan', 'Feb'], series: [{ name: 'Tiket', values: [967, 967] }] } as const;
    const all = (await draw(bars)).count(palette[0] ?? '');
    const one = (await draw({ ...bars, highlight: 1 })).count(palette[0] ?? '');
    expect(one).toBeGreaterThan(all * 0.4);
    expect(one).toBeLessThan(all * 0.6);
  });

  it('draws a mark as a dashed line', async () => {
    const without = (await draw({})).count(ink.mark);
    expect((await draw({ marks: [{ value: 117000, label: 'Target' }] })).count(ink.mark)).toBeGreaterThan(without + 300);
  });

  it('wraps long titles, labels, names and footnotes instead of cutting them', async () => {
    for (const kind of ['line', 'bar', 'stacked', 'progress'] as const) {
      const names = [`${long} ${long}`, long, 'Perseorangan'];
      expectFramed(
        await draw({
          kind,
          title: `${long} ${long}`,
          footnote: `${long} ${long}`,
          labels: names,
          series: names.map((name) => ({ name, values: [1, 2, 3] })),
          marks: [{ value: 2, label: long }],
        }),
      );
    }
  });

  it('breaks a word that is wider than the picture', async () => {
    expectFramed(await draw({ kind: 'bar', title: 'a'.repeat(200), labels: ['b'.repeat(90), 'c', 'd'] }));
  });

  it('says in words that there is no value, and draws no plot', async () => {
    for (const kind of ['line', 'bar', 'stacked', 'progress'] as const) {
      const picture = await draw({ kind, series: [{ name: 'a', values: [null, null, null] }] });
      expect(picture.ink(380, 250, 240, 150)).toBeGreaterThan(300);
      expect(picture.count(palette[0] ?? '')).toBe(0);
    }
    expectFramed(await draw({ labels: [], series: [] }));
  });

  it('shows a single point and a point between gaps as dots', async () => {
    expect((await draw({ labels: ['Feb'], series: [{ name: 'a', values: [5] }] })).count(palette[0] ?? '')).toBeGreaterThan(80);
    const gaps = await draw({ labels: range(41).map(String), series: [{ name: 'a', values: range(41).map((index) => (index === 20 ? 5 : null)) }] });
    expect(gaps.count(palette[0] ?? '')).toBeGreaterThan(80);
  });

  it('leaves a gap, never a zero, where a value is missing', async () => {
    const values = range(30).map((index) => (index > 10 && index < 20 ? null : 50));
    const gapped = (await draw({ labels: range(30).map(String), series: [{ name: 'a', values }] })).count(palette[0] ?? '');
    const full = (await draw({ labels: range(30).map(String), series: [{ name: 'a', values: values.map(() => 50) }] })).count(palette[0] ?? '');
    expect(gapped).toBeLessThan(full * 0.8);
  });

  it('grows with 60 categories and stays 560 high with 90 points of 3 series', async () => {
    const many = await draw({ kind: 'bar', labels: range(60).map((index) => `Kantor ${index}`), series: [{ name: 'a', values: range(60) }] });
    expectFramed(many);
    expect(many.height).toBeGreaterThan(60 * 30);
    const dense = await draw({
      labels: range(90).map((index) => `${index} Des`),
      series: ['a', 'b', 'c'].map((name, at) => ({ name, values: range(90).map((index) => index * (at + 1)) })),
    });
    expectFramed(dense);
    expect(dense.height).toBe(560);
  });

  it('takes negative, equal, huge and tiny values', async () => {
    for (const values of [
      [-5, 3, -900],
      [7, 7, 7],
      [0, 0, 0],
      [1e15, -2e15, 3e15],
      [1e-9, 2e-9, 0],
      [1e300, -1e300, 1],
    ])
      for (const kind of ['line', 'bar', 'stacked', 'progress'] as const) expectFramed(await draw({ kind, series: [{ name: 'a', values }] }));
  });

  it('draws 13.559 of 9.837 past the target, the target staying visible', async () => {
    const progress = (value: number): Promise<Picture> =>
      draw({
        kind: 'progress',
        labels: ['Pegawai aktif'],
        series: [{ name: 'a', values: [value] }],
        marks: [{ value: 9837, label: 'Target 9.837' }],
      });
    const [beyond, half] = [await progress(13559), await progress(4918)];
    expect(beyond.count(palette[0] ?? '')).toBeGreaterThan(1.7 * half.count(palette[0] ?? ''));
    expect(half.count(ink.grid)).toBeGreaterThan(5000);
    expect(beyond.count(ink.grid)).toBe(0);
  });

  it('keeps the exact colours of every series in its palette of 256', async () => {
    const picture = await draw({ kind: 'stacked', series: palette.map((name) => ({ name, values: [10, 20, 30] })), badge: 'data contoh' });
    for (const colour of [...palette, ink.pill]) expect(picture.count(colour)).toBeGreaterThan(300);
  });

  it('gives the same bytes for the same spec', async () => {
    expect(Buffer.from(await renderChart(spec())).equals(Buffer.from(await renderChart(spec())))).toBe(true);
  });

  it('refuses values that do not match the labels or are not finite', async () => {
    await expect(renderChart(spec({ labels: ['Jan'] }))).rejects.toThrow('1 labels');
    await expect(renderChart(spec({ labels: ['Jan'], series: [{ name: 'a', values: [Number.NaN] }] }))).rejects.toThrow('finite');
  });

  it('fails loudly where a font cannot be registered', () => {
    expect(() => registerFonts(['/nowhere/Inter.ttf'])).toThrow('/nowhere/Inter.ttf');
  });

  it('draws any valid spec without an error and never blank', async () => {
    const value = fc.option(fc.oneof(fc.integer({ min: -2_000_000, max: 2_000_000 }), fc.double({ noNaN: true, min: -1e12, max: 1e12 })));
    const any = fc.integer({ min: 1, max: 20 }).chain((count) =>
      fc.record({
        kind: fc.constantFrom('line', 'bar', 'stacked', 'progress'),
        title: fc.string({ maxLength: 90 }),
        labels: fc.array(fc.string({ maxLength: 60 }), { minLength: count, maxLength: count }),
        series: fc.array(
          fc.record({ name: fc.string({ maxLength: 60 }), values: fc.array(value, { minLength: count, maxLength: count }), emphasis: fc.boolean() }),
          { minLength: 1, maxLength: 10 },
        ),
        language: fc.constantFrom('id', 'en'),
      }),
    );
    await fc.assert(
      fc.asyncProperty(any, async (changes) => {
        const png = await renderChart(spec(changes));
        expect(dimensions(png).width).toBe(1000);
        expect((await decoded(png)).ink(0, 0, 1000, 560)).toBeGreaterThan(500);
      }),
      { numRuns: 30, seed: 20240229 },
    );
  });
});
