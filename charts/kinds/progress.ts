import type { SKRSContext2D } from '@napi-rs/canvas';
import type { Plugin } from 'chart.js';
import { type Drawing, frameOf, print, sharedOptions } from '../frame.js';
import type { ChartSpec } from '../spec.js';
import { type Measure, widest, wrapped } from '../text.js';
import { font, ink, noTarget, page, palette, percent, size } from '../theme.js';

const line = 30;
const thickness = 44;

interface Row {
  readonly words: readonly string[];
  readonly share: number | null;
  readonly percentage: string;
  readonly hasTarget: boolean;
}

function rowsOf(spec: ChartSpec, measure: Measure): readonly Row[] {
  const [actual, target] = spec.series;
  const shared = spec.marks.length === 1 ? spec.marks[0] : undefined;
  return spec.labels.map((label, index) => {
    const value = actual?.values[index] ?? null;
    const goal = target?.values[index] ?? (target ? null : (spec.marks[index] ?? shared)?.value) ?? null;
    const share = value === null || goal === null || goal <= 0 ? null : value / goal;
    const goalWords = target?.valueLabels?.[index] ?? (spec.marks[index] ?? (target ? undefined : shared))?.label;
    const parts = [label, actual?.valueLabels?.[index] ?? undefined, goalWords].filter((part) => part !== undefined && part !== null);
    return {
      words: wrapped([parts.slice(0, 2).join(': '), ...parts.slice(2)].join(' · '), font(size.value), page.width - 2 * page.margin, measure),
      share,
      hasTarget: goal !== null && goal > 0,
      percentage: value === null ? '–' : share === null ? noTarget[spec.language] : percent(share, spec.language),
    };
  });
}

/**
 * Each label's actual value as a bar against its own target, 100% being a dashed line, with the percentage printed; a bar may pass it.
 * The first series holds the actual values; targets are the second series, one for each label, or a single mark for all.
 */
export function progressDrawing(spec: ChartSpec, measure: Measure): Drawing {
  const frame = frameOf(spec, measure);
  const rows = rowsOf(spec, measure);
  const most = Math.max(1, ...rows.map((row) => row.words.length));
  const height = Math.max(page.lowHeight, frame.top + frame.bottom + rows.length * (most * line + thickness + 34));
  const shares = rows.map((row) => row.share);
  const right =
    page.margin +
    widest(
      rows.map((row) => row.percentage),
      font(28, 700),
      measure,
    ) +
    18;
  const axis = { min: Math.min(0, ...shares.map((share) => share ?? 0)), max: Math.max(1, ...shares.map((share) => share ?? 0)) };
  const bar = { barThickness: thickness, grouped: false, borderRadius: 4 };
  const datasets = [
    { ...bar, data: [...shares], backgroundColor: palette[0] ?? ink.text, order: 0 },
    { ...bar, data: rows.map((row) => (row.hasTarget ? 1 : null)), backgroundColor: ink.grid, order: 1 },
  ];
  const options = {
    ...sharedOptions({ ...frame, right }),
    indexAxis: 'y' as const,
    scales: { x: { display: false, ...axis }, y: { display: false } },
  };
  return { height, configuration: { type: 'bar', data: { labels: [...spec.labels], datasets }, options, plugins: [frame.plugin, rowsPlugin(rows)] } };
}

function rowsPlugin(rows: readonly Row[]): Plugin {
  return {
    id: 'rows',
    afterDatasetsDraw: (chart) => {
      const pen = chart.ctx as unknown as SKRSContext2D;
      const { x, y } = chart.scales;
      if (!x || !y) return;
      const goal = x.getPixelForValue(1);
      for (const [index, row] of rows.entries()) {
        const middle = y.getPixelForValue(index);
        const edge = middle - thickness / 2;
        pen.textAlign = 'left';
        print(pen, row.words, page.margin, edge - 20 - (row.words.length - 1) * line, { font: font(size.value), colour: ink.text, line });
        const end = row.hasTarget ? Math.max(goal, x.getPixelForValue(row.share ?? 0)) : page.margin - 14;
        print(pen, [row.percentage], end + 14, middle + 1, { font: font(28, 700), colour: ink.text, line: 0 });
        if (!row.hasTarget) continue;
        // Dark and white together stay visible over the bar and over paper.
        for (const [colour, width] of [
          [ink.paper, 6],
          [ink.text, 3],
        ] as const) {
          pen.strokeStyle = colour;
          pen.lineWidth = width;
          pen.setLineDash(colour === ink.text ? [8, 5] : []);
          pen.beginPath();
          pen.moveTo(goal, edge - 4);
          pen.lineTo(goal, edge + thickness + 4);
          pen.stroke();
        }
        pen.setLineDash([]);
      }
    },
  };
}
