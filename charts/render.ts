import { measure, renderToBuffer } from './canvas.js';
import { type Drawing, emptyDrawing } from './frame.js';
import { barDrawing } from './kinds/bar.js';
import { lineDrawing } from './kinds/line.js';
import { progressDrawing } from './kinds/progress.js';
import { stackedDrawing } from './kinds/stacked.js';
import type { ChartSpec } from './spec.js';
import type { Measure } from './text.js';
import { page } from './theme.js';

const drawings: Readonly<Record<ChartSpec['kind'], (spec: ChartSpec, measure: Measure) => Drawing>> = {
  line: lineDrawing,
  bar: barDrawing,
  stacked: stackedDrawing,
  progress: progressDrawing,
};

function check(spec: ChartSpec): void {
  for (const series of spec.series) {
    if (series.values.length !== spec.labels.length)
      throw new RangeError(`The chart has ${spec.labels.length} labels, but "${series.name}" has ${series.values.length} values.`);
    if (series.values.some((value) => value !== null && !Number.isFinite(value)))
      throw new RangeError(`"${series.name}" holds a value that is no finite number.`);
  }
  for (const mark of spec.marks) if (!Number.isFinite(mark.value)) throw new RangeError(`The mark "${mark.label}" is no finite number.`);
}

/** The picture of a spec as PNG, 1000 pixels wide and 560 high or higher where its words or rows need it; the same spec gives the same bytes. Throws RangeError where values do not match their labels or are not finite. */
export async function renderChart(spec: ChartSpec): Promise<Uint8Array> {
  check(spec);
  const hasValue = spec.series.some((series) => series.values.some((value) => value !== null));
  const drawing = hasValue ? drawings[spec.kind](spec, measure) : emptyDrawing(spec, measure);
  return renderToBuffer(drawing.configuration, page.width, Math.ceil(drawing.height));
}
