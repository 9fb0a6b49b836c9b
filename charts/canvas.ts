import { createRequire } from 'node:module';
import { type Canvas, createCanvas, GlobalFonts, type SKRSContext2D } from '@napi-rs/canvas';
import {
  BarController,
  BarElement,
  CategoryScale,
  Chart,
  type ChartConfiguration,
  LinearScale,
  LineController,
  LineElement,
  PointElement,
} from 'chart.js';
import { palettePng } from './png.js';
import type { Measure } from './text.js';

Chart.register(BarController, BarElement, CategoryScale, LinearScale, LineController, LineElement, PointElement);

const files = ['400Regular/Inter_400Regular.ttf', '700Bold/Inter_700Bold.ttf'];
let registered = false;

/** Registers the fonts at these paths under the name Inter; throws, naming the file, where one cannot be read, because without it words vanish in silence. */
export function registerFonts(paths: readonly string[]): void {
  for (const path of paths)
    if (GlobalFonts.registerFromPath(path, 'Inter') === null) throw new Error(`The chart font ${path} could not be registered.`);
}

/** Makes the bundled fonts ready, once in a thread; throws where that fails. */
function readyFonts(): void {
  if (registered) return;
  const require = createRequire(import.meta.url);
  registerFonts(files.map((file) => require.resolve(`@expo-google-fonts/inter/${file}`)));
  registered = true;
}

let ruler: SKRSContext2D | undefined;

/** The width of words as this canvas draws them. */
export const measure: Measure = (words, font) => {
  readyFonts();
  ruler ??= createCanvas(1, 1).getContext('2d');
  ruler.font = font;
  return ruler.measureText(words).width;
};

/** Draws a Chart.js configuration on a canvas of this size and encodes it as PNG. */
export async function renderToBuffer(configuration: ChartConfiguration, width: number, height: number): Promise<Uint8Array> {
  readyFonts();
  const canvas: Canvas = createCanvas(width, height);
  // Chart.js types name the browser's canvas; it only calls getContext, width and height of it.
  const chart = new Chart(canvas as unknown as ConstructorParameters<typeof Chart>[0], configuration);
  try {
    // Compressing full colour took most of a picture's time and doubled its bytes (2026-11-25).
    return await palettePng(canvas.data(), width, height);
  } finally {
    chart.destroy();
  }
}
