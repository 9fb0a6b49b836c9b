import { type Drawing, frameOf, sharedOptions } from '../frame.js';
import { marksPlugin, marksRoom } from '../marks.js';
import { type Axis, axisAround } from '../scale.js';
import type { ChartSpec } from '../spec.js';
import { type Measure, widest } from '../text.js';
import { axisNumbers, font, page, seriesColour, size } from '../theme.js';
import { allLabelled, barScales, categoryLines, valuesPlugin, widestValue } from '../values.js';
import { isQuiet } from './line.js';

const lineHeight = 26;

/** Whether the bars must run from left to right, because labels or values would not fit below and above upright ones. */
function mustRunAcross(spec: ChartSpec, plot: number, measure: Measure): boolean {
  const slot = plot / spec.labels.length;
  const words = spec.labels.flatMap((label) => label.split(/\s+/));
  const deepest = Math.max(...categoryLines(spec.labels, slot - 14, measure).map((lines) => lines.length));
  const perBar = (slot * 0.84) / spec.series.length;
  return (
    spec.labels.length > 12 ||
    widest(words, font(size.label), measure) > slot - 14 ||
    deepest > 3 ||
    perBar < 12 ||
    widestValue(spec.series, size.value, measure) > perBar + 4
  );
}

/** Round ticks where the axis shows numbers; otherwise just the values, so that the bars use all the room. */
function axisOf(values: readonly number[], numbers: boolean): Axis {
  const [min, max] = [Math.min(0, ...values), Math.max(0, ...values)];
  return numbers || max === min ? axisAround(values, true) : { min, max, ticks: [0] };
}

/** Room beside the ends of an axis, in its own unit, so that the words of values fit within the plot. */
function roomier(axis: Axis, before: number, after: number): Axis {
  const range = axis.max - axis.min;
  const share = Math.min(0.7, before + after);
  const unit = range / (1 - share);
  return { ...axis, min: axis.min - unit * before, max: axis.max + unit * after };
}

const isQuietBar = ({ highlight }: ChartSpec, at: number): boolean => highlight !== undefined && highlight !== at;

/** Bars that start at 0, side by side for each label; they run from left to right where labels are long or many, and the picture then grows with them. */
export function barDrawing(spec: ChartSpec, measure: Measure): Drawing {
  const colours = spec.series.map((_, index) => seriesColour(index, isQuiet(spec.series, index)));
  const keys = spec.series.map((series, index) => ({ label: series.name, colour: colours[index] ?? '' }));
  const frame = frameOf(spec, measure, spec.series.length > 1 ? keys : []);
  const values = spec.series.flatMap((series) => series.values.filter((value) => value !== null));
  const numbers = !allLabelled(spec.series);
  const axis = axisOf([...values, ...spec.marks.map((mark) => mark.value)], numbers);
  const inner = page.width - 2 * page.margin;
  const tickWidth = numbers ? widest(axisNumbers(axis.ticks, spec.language), font(size.label), measure) + 12 : 0;
  const across = mustRunAcross(spec, inner - tickWidth, measure);
  const valueSize = across ? size.label : size.value;
  const lines = categoryLines(spec.labels, across ? 300 : (inner - tickWidth) / spec.labels.length - 14, measure);
  const most = Math.max(1, ...lines.map((one) => one.length));
  const top = frame.top + marksRoom(spec.marks, across, measure);
  const row = Math.max(most * lineHeight + 10, spec.series.length * 28 + 14);
  const plot = across ? spec.labels.length * row : 230 + most * lineHeight;
  const height = Math.max(page.leastHeight, top + frame.bottom + plot + (across && numbers ? 40 : 0));
  const labelled =
    (widestValue(spec.series, valueSize, measure) + 16) / Math.max(240, inner - (across ? widest(lines.flat(), font(size.label), measure) + 20 : 0));
  const upright = 36 / Math.max(120, height - top - frame.bottom - most * lineHeight - 20);
  const share = widestValue(spec.series, valueSize, measure) === 0 ? 0 : across ? Math.min(0.34, labelled) : Math.min(0.2, upright);
  const fitted = roomier(axis, values.some((value) => value < 0) ? share : 0, share);
  const datasets = spec.series.map((series, index) => ({
    data: [...series.values],
    backgroundColor: spec.labels.map((_, at) => (isQuietBar(spec, at) ? seriesColour(index, true) : (colours[index] ?? ''))),
    maxBarThickness: across ? 56 : 130,
    barPercentage: 0.9,
    categoryPercentage: 0.84,
    borderRadius: 3,
  }));
  const options = {
    ...sharedOptions({ top, bottom: frame.bottom }),
    indexAxis: across ? ('y' as const) : ('x' as const),
    scales: barScales(spec, fitted, lines, { across, numbers, stacked: false }),
  };
  const plugins = [frame.plugin, marksPlugin(spec.marks, across, measure), valuesPlugin(spec.series, across, valueSize)];
  return { height, configuration: { type: 'bar', data: { labels: [...spec.labels], datasets }, options, plugins } };
}
