import type { SKRSContext2D } from '@napi-rs/canvas';
import type { ChartConfiguration, ChartOptions, Plugin } from 'chart.js';
import type { ChartSpec } from './spec.js';
import { balanced, type Measure, wrapped } from './text.js';
import { font, ink, noData, page, size } from './theme.js';

/** What a kind gives to be drawn: a Chart.js configuration and the height in pixels that it needs. */
export interface Drawing {
  readonly height: number;
  readonly configuration: ChartConfiguration;
}

/** One entry of a legend. */
export interface Key {
  readonly label: string;
  readonly colour: string;
}

/** The words around a plot: pixels that they take above and below it, and the plugin that prints them. */
export interface Frame {
  readonly top: number;
  readonly bottom: number;
  readonly plugin: Plugin;
}

type Paint = (pen: SKRSContext2D, height: number) => void;

const inner = page.width - 2 * page.margin;
const spacing = { title: 44, subtitle: 31, key: 34, small: 26 } as const;

/** A rounded rectangle filled with a colour. */
function pill(
  pen: SKRSContext2D,
  box: { readonly x: number; readonly y: number; readonly width: number; readonly height: number },
  colour: string,
): void {
  pen.fillStyle = colour;
  pen.beginPath();
  pen.roundRect(box.x, box.y, box.width, box.height, box.height / 2);
  pen.fill();
}

/** Prints lines one below the other, the first with its middle at `y`. */
export function print(
  pen: SKRSContext2D,
  lines: readonly string[],
  x: number,
  y: number,
  look: { readonly font: string; readonly colour: string; readonly line: number },
): void {
  pen.font = look.font;
  pen.fillStyle = look.colour;
  pen.textBaseline = 'middle';
  for (const [index, line] of lines.entries()) pen.fillText(line, x, y + index * look.line);
}

/** Lays out title, badge, subtitle, legend and footnote; words wrap and the frame grows, nothing is cut. */
export function frameOf(spec: ChartSpec, measure: Measure, keys: readonly Key[] = []): Frame {
  const badgeWords = spec.badge === undefined ? [] : wrapped(spec.badge, font(size.badge, 700), 260, measure);
  const badgeWidth = badgeWords.reduce((most, line) => Math.max(most, measure(line, font(size.badge, 700)) + 32), 0);
  const titleFont = font(size.title, 700);
  const title = balanced(spec.title, titleFont, inner, measure);
  const subtitle = wrapped(spec.subtitle, font(size.subtitle), inner - (badgeWidth > 0 ? badgeWidth + 24 : 0), measure);
  const footnote = wrapped(spec.footnote, font(size.small), inner, measure);
  const titleEnd = 30 + title.length * spacing.title;
  const subtitleEnd = titleEnd + 4 + Math.max(subtitle.length * spacing.subtitle, badgeWords.length * 38);
  const legend = placeKeys(keys, measure);
  const legendEnd = subtitleEnd + (legend.rows > 0 ? 8 + legend.rows * spacing.key : 0);
  const bottom = footnote.length * spacing.small + 34;
  const paint: Paint = (pen, height) => {
    pen.fillStyle = ink.paper;
    pen.fillRect(0, 0, page.width, height);
    pen.textAlign = 'left';
    print(pen, title, page.margin, 30 + spacing.title / 2, { font: titleFont, colour: ink.text, line: spacing.title });
    for (const [index, line] of badgeWords.entries()) {
      const box = { x: page.width - page.margin - badgeWidth, y: titleEnd + 3 + index * 38, width: badgeWidth, height: 34 };
      pill(pen, box, ink.pill);
      print(pen, [line], box.x + 16, box.y + 18, { font: font(size.badge, 700), colour: ink.pillText, line: 0 });
    }
    print(pen, subtitle, page.margin, titleEnd + 4 + spacing.subtitle / 2, { font: font(size.subtitle), colour: ink.muted, line: spacing.subtitle });
    legend.paint(pen, subtitleEnd + 8);
    print(pen, footnote, page.margin, height - bottom + 16 + spacing.small / 2, { font: font(size.small), colour: ink.muted, line: spacing.small });
  };
  const plugin: Plugin = { id: 'frame', beforeDraw: (chart) => paint(chart.ctx as unknown as SKRSContext2D, chart.height) };
  return { top: legendEnd + 16, bottom, plugin };
}

function placeKeys(keys: readonly Key[], measure: Measure): { readonly rows: number; readonly paint: Paint } {
  let x = page.margin;
  let row = 0;
  const placed = keys.flatMap((key) => {
    const lines = wrapped(key.label, font(size.label), inner - 32, measure);
    const width = 32 + Math.max(...lines.map((line) => measure(line, font(size.label))), 0);
    if (x > page.margin && x + width > page.width - page.margin) {
      x = page.margin;
      row += 1;
    }
    const place = { colour: key.colour, lines, x, row };
    x += width + 30;
    row += Math.max(0, lines.length - 1);
    return [place];
  });
  const paint: Paint = (pen, top) => {
    for (const { colour, lines, x: left, row: at } of placed) {
      pen.fillStyle = colour;
      pen.fillRect(left, top + at * spacing.key + 7, 20, 20);
      print(pen, lines, left + 32, top + at * spacing.key + 18, { font: font(size.label), colour: ink.text, line: spacing.key });
    }
  };
  return { rows: keys.length === 0 ? 0 : row + 1, paint };
}

/** The options that every kind shares: a fixed size, no motion and the frame's room around the plot. */
export function sharedOptions(padding: {
  readonly top: number;
  readonly bottom: number;
  readonly left?: number;
  readonly right?: number;
}): ChartOptions {
  return {
    responsive: false,
    animation: false,
    devicePixelRatio: 1,
    events: [],
    layout: { autoPadding: false, padding: { left: page.margin, right: page.margin, ...padding } },
  };
}

/** A picture with the frame's words and, in place of a plot, words that say that there is no value. */
export function emptyDrawing(spec: ChartSpec, measure: Measure): Drawing {
  const frame = frameOf(spec, measure);
  const height = Math.max(page.leastHeight, frame.top + frame.bottom + 200);
  const words: Plugin = {
    id: 'words',
    afterDraw: (chart) => {
      const pen = chart.ctx as unknown as SKRSContext2D;
      pen.textAlign = 'center';
      print(pen, [noData[spec.language]], page.width / 2, (frame.top + height - frame.bottom) / 2, {
        font: font(30, 700),
        colour: ink.muted,
        line: 0,
      });
    },
  };
  const options = { ...sharedOptions(frame), scales: { x: { display: false }, y: { display: false } } };
  return { height, configuration: { type: 'bar', data: { labels: [], datasets: [] }, options, plugins: [frame.plugin, words] } };
}
