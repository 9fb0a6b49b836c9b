import type { SKRSContext2D } from '@napi-rs/canvas';
import type { ChartOptions, Plugin } from 'chart.js';
import { printOver } from './marks.js';
import type { Axis } from './scale.js';
import type { ChartSeries, ChartSpec } from './spec.js';
import { type Measure, wrapped } from './text.js';
import { axisNumbers, font, ink, size } from './theme.js';

/** Whether each value has its words beside it, so that the axis need not repeat them. */
export function allLabelled(series: readonly ChartSeries[]): boolean {
  return series.every((one) => one.values.every((value, index) => value === null || (one.valueLabels?.[index] ?? null) !== null));
}

/** The widest value label of some series in pixels. */
export function widestValue(series: readonly ChartSeries[], pixels: number, measure: Measure): number {
  return series
    .flatMap((one) => one.valueLabels ?? [])
    .reduce((most, words) => Math.max(most, words === null ? 0 : measure(words, font(pixels, 700))), 0);
}

/** The labels of an axis of categories, each in lines no wider than `width`. */
export function categoryLines(labels: readonly string[], width: number, measure: Measure): readonly (readonly string[])[] {
  return labels.map((label) => wrapped(label, font(size.label), width, measure));
}

/** The scales of bars: categories along one axis, numbers along the other; the numbers are hidden where every bar is labelled. */
export function barScales(
  spec: ChartSpec,
  axis: Axis,
  lines: readonly (readonly string[])[],
  look: { readonly across: boolean; readonly numbers: boolean; readonly stacked: boolean },
): NonNullable<ChartOptions['scales']> {
  const words = axisNumbers(axis.ticks, spec.language);
  const type = { family: 'Inter', size: size.label };
  const categories = {
    stacked: look.stacked,
    grid: { display: false },
    border: { display: false },
    ticks: {
      display: lines.some((one) => one.length > 0),
      autoSkip: false,
      maxRotation: 0,
      padding: 8,
      color: ink.text,
      font: type,
      callback: (_: unknown, index: number) => [...(lines[index] ?? [])],
    },
  };
  const numbers = {
    stacked: look.stacked,
    min: axis.min,
    max: axis.max,
    border: { display: false },
    grid: {
      drawTicks: false,
      color: (context: { tick?: { value: number } }) => (context.tick?.value === 0 ? ink.zero : look.numbers ? ink.grid : ink.paper),
    },
    afterBuildTicks: (scale: { ticks: { value: number }[] }) => {
      scale.ticks = axis.ticks.map((value) => ({ value }));
    },
    ticks: {
      display: look.numbers,
      autoSkip: false,
      maxRotation: 0,
      padding: 8,
      color: ink.muted,
      font: type,
      callback: (_: unknown, index: number) => words[index] ?? '',
    },
  };
  return look.across ? { x: numbers, y: categories } : { x: categories, y: numbers };
}

function printBeside(
  pen: SKRSContext2D,
  words: string,
  bar: { readonly x: number; readonly y: number },
  where: { readonly value: number | null; readonly zero: number; readonly across: boolean },
  look: { readonly font: string; readonly colour: string },
): void {
  const below = where.value !== null && where.value < 0;
  if (where.across) {
    pen.textAlign = below ? 'right' : 'left';
    printOver(pen, words, (where.value === null ? where.zero : bar.x) + (below ? -9 : 9), bar.y + 1, look);
    return;
  }
  pen.textAlign = 'center';
  printOver(pen, words, bar.x, (where.value === null ? where.zero : bar.y) + (below ? 16 : -15), look);
}

/** Prints each bar's words at its end, outside; `across` where bars run from left to right. */
export function valuesPlugin(series: readonly ChartSeries[], across: boolean, pixels: number): Plugin {
  return {
    id: 'values',
    afterDatasetsDraw: (chart) => {
      const pen = chart.ctx as unknown as SKRSContext2D;
      const zero = chart.scales[across ? 'x' : 'y']?.getPixelForValue(0) ?? 0;
      const chosen = series.some((one) => one.emphasis === true);
      for (const [number, one] of series.entries()) {
        const look = { font: font(pixels, 700), colour: one.emphasis === true || !chosen ? ink.text : ink.muted };
        const bars = chart.getDatasetMeta(number).data;
        for (const [index, words] of (one.valueLabels ?? []).entries()) {
          const bar = bars[index];
          if (words !== null && bar) printBeside(pen, words, bar, { value: one.values[index] ?? null, zero, across }, look);
        }
      }
    },
  };
}
