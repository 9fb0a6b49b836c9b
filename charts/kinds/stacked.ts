import type { SKRSContext2D } from '@napi-rs/canvas';
import { BarElement, type Element, type Plugin } from 'chart.js';
import { type Drawing, frameOf, print, sharedOptions } from '../frame.js';
import { marksPlugin, marksRoom } from '../marks.js';
import { axisAround } from '../scale.js';
import type { ChartSeries, ChartSpec } from '../spec.js';
import { type Measure, widest } from '../text.js';
import { axisNumbers, contrastOnWhite, font, ink, page, seriesColour, size } from '../theme.js';
import { barScales, categoryLines } from '../values.js';
import { isQuiet } from './line.js';

const lineHeight = 26;

function sums(spec: ChartSpec): readonly number[] {
  return spec.labels.flatMap((_, index) => {
    const values = spec.series.map((series) => series.values[index] ?? 0);
    const add = (which: (value: number) => boolean): number => values.filter(which).reduce((sum, value) => sum + value, 0);
    return [add((value) => value > 0), add((value) => value < 0)];
  });
}

/** Bars of parts on top of each other; a single bar lies down and its legend carries each part's words, such as its share. */
export function stackedDrawing(spec: ChartSpec, measure: Measure): Drawing {
  const single = spec.labels.length === 1;
  const colours = spec.series.map((_, index) => seriesColour(index, isQuiet(spec.series, index)));
  const keys = spec.series.map((series, index) => {
    const words = single ? (series.valueLabels?.[0] ?? null) : null;
    return { label: words === null ? series.name : `${series.name}: ${words}`, colour: colours[index] ?? '' };
  });
  const frame = frameOf(spec, measure, keys);
  const whole = axisAround([...sums(spec), ...spec.marks.map((mark) => mark.value)], true);
  const filled = single && spec.marks.length === 0;
  const axis = filled ? { min: Math.min(0, ...sums(spec)), max: Math.max(0, ...sums(spec)) || 1, ticks: [] } : whole;
  const inner = page.width - 2 * page.margin;
  const slot = (inner - widest(axisNumbers(axis.ticks, spec.language), font(size.label), measure) - 12) / spec.labels.length;
  const widestWord = widest(
    spec.labels.flatMap((label) => label.split(/\s+/)),
    font(size.label),
    measure,
  );
  const across =
    single || spec.labels.length > 12 || widestWord > slot - 14 || categoryLines(spec.labels, slot - 14, measure).some((lines) => lines.length > 3);
  const lines = filled ? [[]] : categoryLines(spec.labels, across ? 300 : slot - 14, measure);
  const most = Math.max(1, ...lines.map((one) => one.length));
  const top = frame.top + Math.max(10, marksRoom(spec.marks, across, measure));
  const plot = across ? spec.labels.length * Math.max(most * lineHeight + 10, 44) + 40 : 230 + most * lineHeight;
  const height = Math.max(page.leastHeight, top + frame.bottom + plot);
  const datasets = spec.series.map((series, index) => ({
    data: [...series.values],
    backgroundColor: colours[index] ?? '',
    borderColor: ink.paper,
    borderWidth: 1.5,
    borderSkipped: false as const,
    maxBarThickness: single ? 150 : across ? 56 : 130,
    categoryPercentage: 0.84,
  }));
  const options = {
    ...sharedOptions({ top, bottom: frame.bottom, right: page.margin + (across && !filled ? 24 : 0) }),
    indexAxis: across ? ('y' as const) : ('x' as const),
    scales: barScales(spec, axis, lines, { across, numbers: !filled, stacked: true }),
  };
  const plugins = [frame.plugin, marksPlugin(spec.marks, across, measure), partsPlugin(spec.series, colours, measure)];
  return { height, configuration: { type: 'bar', data: { labels: [...spec.labels], datasets }, options, plugins } };
}

function printInside(pen: SKRSContext2D, words: string, bar: Element, background: string, measure: Measure): void {
  if (!(bar instanceof BarElement)) return;
  const { x, y, base, width, height, horizontal } = bar.getProps(['x', 'y', 'base', 'width', 'height', 'horizontal']);
  if (x === null || y === null || base === null || width === null || height === null) return;
  if (measure(words, font(size.label, 700)) + 12 > width || height < 28) return;
  const colour = contrastOnWhite(background) >= 3 ? ink.paper : ink.text;
  const [across, down] = horizontal ? [(x + base) / 2, y] : [x, (y + base) / 2];
  print(pen, [words], across, down + 1, { font: font(size.label, 700), colour, line: 0 });
}

/** Prints the words of each part inside it where they fit. */
function partsPlugin(series: readonly ChartSeries[], colours: readonly string[], measure: Measure): Plugin {
  return {
    id: 'parts',
    afterDatasetsDraw: (chart) => {
      const pen = chart.ctx as unknown as SKRSContext2D;
      pen.textAlign = 'center';
      for (const [number, one] of series.entries()) {
        for (const [index, words] of (one.valueLabels ?? []).entries()) {
          const bar = chart.getDatasetMeta(number).data[index];
          if (words !== null && bar && (one.values[index] ?? null) !== null) printInside(pen, words, bar, colours[number] ?? ink.text, measure);
        }
      }
    },
  };
}
