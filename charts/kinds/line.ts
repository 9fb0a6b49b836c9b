import type { SKRSContext2D } from '@napi-rs/canvas';
import type { ChartDataset, Plugin } from 'chart.js';
import { type Drawing, frameOf, print, sharedOptions } from '../frame.js';
import { marksPlugin, marksRoom } from '../marks.js';
import { axisAround } from '../scale.js';
import type { ChartSeries, ChartSpec } from '../spec.js';
import { apart, type Measure, widest, wrapped } from '../text.js';
import { axisNumbers, font, ink, page, seriesColour, size, wordColour } from '../theme.js';

const lineHeight = 26;
const leastPlot = 270;

interface End {
  readonly series: number;
  readonly index: number;
  readonly value: number;
  readonly lines: readonly string[];
}

/** Whether a series is to be drawn quieter, because another one is what the title speaks of. */
export function isQuiet(series: readonly ChartSeries[], index: number): boolean {
  return series.some((one) => one.emphasis === true) && series[index]?.emphasis !== true;
}

function endsOf(spec: ChartSpec, measure: Measure): readonly End[] {
  return spec.series.flatMap((series, number) => {
    const index = series.values.findLastIndex((value) => value !== null);
    const value = series.values[index] ?? null;
    if (value === null) return [];
    const written = series.valueLabels?.[index] ?? undefined;
    const name = spec.series.length > 1 ? wrapped(series.name, font(size.label, 700), 210, measure) : [];
    return [
      { series: number, index, value, lines: [...name, ...(written === undefined ? [] : wrapped(written, font(size.label, 700), 210, measure))] },
    ];
  });
}

/** Lines over ordered labels: gaps where values are missing, a dot at a lone point, names at the lines' ends or in a legend where they do not fit. */
export function lineDrawing(spec: ChartSpec, measure: Measure): Drawing {
  const ends = endsOf(spec, measure);
  const direct = ends.reduce((sum, end) => sum + end.lines.length * lineHeight + 4, 0) <= leastPlot;
  const keys = spec.series.map((series, index) => ({ label: series.name, colour: seriesColour(index, isQuiet(spec.series, index)) }));
  const frame = frameOf(spec, measure, direct ? [] : keys);
  const values = spec.series.flatMap((series) => series.values.filter((value) => value !== null));
  const axis = axisAround([...values, ...spec.marks.map((mark) => mark.value)], false);
  const words = axisNumbers(axis.ticks, spec.language);
  const endWidth = direct
    ? widest(
        ends.flatMap((end) => end.lines),
        font(size.label, 700),
        measure,
      )
    : 0;
  const right = page.margin + (endWidth > 0 ? endWidth + 18 : 8);
  const left = page.margin + widest(words, font(size.label), measure) + 14;
  const shown = shownLabels(spec.labels, page.width - left - right, measure);
  const deepest = Math.max(1, ...shown.map((lines) => lines.length));
  const top = frame.top + Math.max(12, marksRoom(spec.marks, false, measure));
  const height = Math.max(page.leastHeight, top + frame.bottom + deepest * lineHeight + 16 + leastPlot);
  const datasets = spec.series.map((series, index) => dataset(series, index, isQuiet(spec.series, index)));
  const options = {
    ...sharedOptions({ top, bottom: frame.bottom, right }),
    scales: {
      x: {
        grid: { display: false },
        border: { color: ink.zero },
        ticks: {
          autoSkip: false,
          maxRotation: 0,
          align: 'inner' as const,
          color: ink.muted,
          font: { family: 'Inter', size: size.label },
          callback: (_: unknown, index: number) => [...(shown[index] ?? [])],
        },
      },
      y: {
        min: axis.min,
        max: axis.max,
        border: { display: false },
        grid: { color: ink.grid, drawTicks: false },
        afterBuildTicks: (scale: { ticks: { value: number }[] }) => {
          scale.ticks = axis.ticks.map((value) => ({ value }));
        },
        ticks: {
          autoSkip: false,
          padding: 10,
          color: ink.muted,
          font: { family: 'Inter', size: size.label },
          callback: (_: unknown, index: number) => words[index] ?? '',
        },
      },
    },
  };
  const plugins = [frame.plugin, marksPlugin(spec.marks, false, measure), endsPlugin(ends, direct)];
  return { height, configuration: { type: 'line', data: { labels: [...spec.labels], datasets }, options, plugins } };
}

function dataset(series: ChartSeries, index: number, quiet: boolean): ChartDataset<'line'> {
  const colour = seriesColour(index, quiet);
  const last = series.values.findLastIndex((value) => value !== null);
  const few = series.values.length <= 14;
  const lone = (at: number): boolean => (series.values[at - 1] ?? null) === null && (series.values[at + 1] ?? null) === null;
  return {
    data: [...series.values],
    borderColor: colour,
    backgroundColor: colour,
    borderWidth: quiet ? 3 : 4.5,
    borderJoinStyle: 'round',
    borderCapStyle: 'round',
    spanGaps: false,
    order: quiet ? 1 : 0,
    clip: false,
    pointRadius: series.values.map((_, at) => (lone(at) || at === last ? 6.5 : few ? 4.5 : 0)),
    pointBorderWidth: 0,
  };
}

/** As many labels as fit side by side, evenly from the first to the last; the others are empty. */
function shownLabels(labels: readonly string[], width: number, measure: Measure): readonly (readonly string[])[] {
  const lines = labels.map((label) =>
    wrapped(label, font(size.label), Math.max(120, Math.min(190, width / Math.max(1, labels.length) - 16)), measure),
  );
  const room = Math.max(2, Math.floor(width / (widest(lines.flat(), font(size.label), measure) + 30)));
  const count = Math.min(labels.length, room, 7);
  if (count === labels.length) return lines;
  const last = labels.length - 1;
  const step = Math.ceil(last / (count - 1));
  // Among few labels an uneven step is seen at once; among many it is not, and the first may stay.
  const even = labels.length <= 31 ? Array.from({ length: Math.floor(last / step) + 1 }, (_, index) => last - index * step) : undefined;
  const chosen = new Set(even ?? Array.from({ length: count }, (_, index) => Math.round((index * last) / (count - 1))));
  return lines.map((one, index) => (chosen.has(index) ? one : []));
}

function endsPlugin(ends: readonly End[], direct: boolean): Plugin {
  return {
    id: 'ends',
    afterDatasetsDraw: (chart) => {
      const { x, y } = chart.scales;
      if (!direct || !x || !y) return;
      const pen = chart.ctx as unknown as SKRSContext2D;
      const { top, bottom, right } = chart.chartArea;
      const wanted = ends.map((end) => ({ at: y.getPixelForValue(end.value), height: end.lines.length * lineHeight + 4 }));
      const places = apart(wanted, top - 14, bottom + 14);
      pen.textAlign = 'left';
      for (const [number, end] of ends.entries()) {
        const middle = places[number] ?? 0;
        const colour = wordColour(end.series);
        const from = x.getPixelForValue(end.index) + 9;
        if (end.lines.length > 0 && (right - from > 4 || Math.abs(middle - (wanted[number]?.at ?? 0)) > 8))
          leader(pen, colour, [from, wanted[number]?.at ?? 0], [right + 15, middle]);
        print(pen, end.lines, right + 18, middle - ((end.lines.length - 1) * lineHeight) / 2, {
          font: font(size.label, 700),
          colour,
          line: lineHeight,
        });
      }
    },
  };
}

function leader(pen: SKRSContext2D, colour: string, from: readonly [number, number], to: readonly [number, number]): void {
  pen.strokeStyle = colour;
  pen.lineWidth = 1.25;
  pen.beginPath();
  pen.moveTo(...from);
  pen.lineTo(...to);
  pen.stroke();
}
