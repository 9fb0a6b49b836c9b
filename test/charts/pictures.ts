import { createCanvas, loadImage } from '@napi-rs/canvas';
import type { ChartSpec } from '../../charts/spec.js';

/** A small line chart, changed as a test needs it. */
export function spec(changes: Partial<ChartSpec> = {}): ChartSpec {
  return {
    kind: 'line',
    title: 'Pengikut Instagram naik 1,2% menjadi 118.069',
    subtitle: 'Pengikut Instagram per bulan',
    labels: ['Des', 'Jan', 'Feb'],
    series: [{ name: 'Pengikut', values: [115300, 116669, 118069], valueLabels: ['115.300', '116.669', '118.069'], emphasis: true }],
    marks: [],
    language: 'id',
    footnote: 'Per 29 Februari 2024 · Sumber: laporan',
    alt: 'Grafik',
    ...changes,
  };
}

/** Width and height from a PNG's header. */
export function dimensions(png: Uint8Array): { readonly width: number; readonly height: number } {
  const view = new DataView(png.buffer, png.byteOffset, png.byteLength);
  if (view.getUint32(0) !== 0x89504e47) throw new Error('This is no PNG.');
  return { width: view.getUint32(16), height: view.getUint32(20) };
}

/** A decoded picture that counts the pixels of a region which are not white, or are of one colour. */
export interface Picture {
  readonly width: number;
  readonly height: number;
  readonly ink: (x: number, y: number, width: number, height: number) => number;
  readonly count: (colour: string) => number;
}

/** Decodes a PNG. */
export async function decoded(png: Uint8Array): Promise<Picture> {
  const image = await loadImage(png);
  const canvas = createCanvas(image.width, image.height);
  const pen = canvas.getContext('2d');
  pen.drawImage(image, 0, 0);
  const pixels = (x: number, y: number, width: number, height: number): readonly string[] => {
    const { data } = pen.getImageData(x, y, width, height);
    return Array.from({ length: width * height }, (_, index) =>
      `#${[0, 1, 2].map((part) => (data[index * 4 + part] ?? 0).toString(16).padStart(2, '0')).join('')}`.toUpperCase(),
    );
  };
  return {
    width: image.width,
    height: image.height,
    ink: (x, y, width, height) => pixels(x, y, width, height).filter((pixel) => pixel !== '#FFFFFF').length,
    count: (colour) => pixels(0, 0, image.width, image.height).filter((pixel) => pixel === colour).length,
  };
}
