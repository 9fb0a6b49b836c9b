import type { SKRSContext2D } from '@napi-rs/canvas';
import type { Plugin } from 'chart.js';
import { print } from './frame.js';
import type { ChartMark } from './spec.js';
import { apart, type Measure, wrapped } from './text.js';
import { font, ink, page, size } from './theme.js';

const line = 26;

/** Words with a white rim, so that they stay readable over lines and bars. */
export function printOver(pen: SKRSContext2D, words: string, x: number, y: number, look: { readonly font: string; readonly colour: string }): void {
  pen.font = look.font;
  pen.textBaseline = 'middle';
  pen.lineWidth = 6;
  pen.lineJoin = 'round';
  pen.strokeStyle = ink.paper;
  pen.strokeText(words, x, y);
  print(pen, [words], x, y, { ...look, line: 0 });
}

/** Pixels that the marks' words need above the plot. */
export function marksRoom(marks: readonly ChartMark[], across: boolean, measure: Measure): number {
  if (marks.length === 0) return 0;
  return across ? marks.flatMap((mark) => linesOf(mark, measure)).length * line + 4 : 34;
}

function linesOf(mark: ChartMark, measure: Measure): readonly string[] {
  return wrapped(mark.label, font(size.label, 700), page.width - 2 * page.margin - 260, measure);
}

function dash(pen: SKRSContext2D, from: readonly [number, number], to: readonly [number, number]): void {
  pen.strokeStyle = ink.mark;
  pen.lineWidth = 2.5;
  pen.setLineDash([9, 7]);
  pen.beginPath();
  pen.moveTo(...from);
  pen.lineTo(...to);
  pen.stroke();
  pen.setLineDash([]);
}

function printAbove(
  pen: SKRSContext2D,
  marks: readonly ChartMark[],
  at: readonly number[],
  area: { readonly top: number; readonly bottom: number },
  measure: Measure,
): void {
  const look = { font: font(size.label, 700), colour: ink.mark };
  let y = area.top - marksRoom(marks, true, measure) + line / 2;
  pen.textAlign = 'center';
  for (const [index, mark] of marks.entries()) {
    const x = at[index] ?? 0;
    const lines = linesOf(mark, measure);
    dash(pen, [x, y + lines.length * line - line / 2], [x, area.bottom]);
    for (const words of lines) {
      const half = measure(words, look.font) / 2;
      printOver(pen, words, Math.max(page.margin + half, Math.min(page.width - page.margin - half, x)), y, look);
      y += line;
    }
  }
}

/** Draws each mark as a dashed line with its words; `across` where the axis of values runs from left to right. */
export function marksPlugin(marks: readonly ChartMark[], across: boolean, measure: Measure): Plugin {
  return {
    id: 'marks',
    afterDatasetsDraw: (chart) => {
      const pen = chart.ctx as unknown as SKRSContext2D;
      const { left, right, top, bottom } = chart.chartArea;
      const scale = chart.scales[across ? 'x' : 'y'];
      if (!scale) return;
      const at = marks.map((mark) => scale.getPixelForValue(mark.value));
      const look = { font: font(size.label, 700), colour: ink.mark };
      if (across) {
        printAbove(pen, marks, at, { top, bottom }, measure);
        return;
      }
      const lines = marks.map((mark) => linesOf(mark, measure));
      const wanted = lines.map((words, index) => ({ at: (at[index] ?? 0) - 4 - (words.length * line) / 2, height: words.length * line }));
      const places = apart(wanted, top - 32, bottom);
      for (const y of at) dash(pen, [left, y], [right, y]);
      pen.textAlign = 'left';
      for (const [index, words] of lines.entries()) {
        const first = (places[index] ?? 0) - ((words.length - 1) * line) / 2;
        for (const [row, one] of words.entries()) printOver(pen, one, left + 10, first + row * line, look);
      }
    },
  };
}
