import { promisify } from 'node:util';
import { crc32, deflate } from 'node:zlib';

const compress = promisify(deflate);

function chunk(name: string, data: Uint8Array): Buffer {
  const named = Buffer.concat([Buffer.from(name, 'latin1'), data]);
  const [length, sum] = [Buffer.alloc(4), Buffer.alloc(4)];
  length.writeUInt32BE(data.length);
  sum.writeUInt32BE(crc32(named));
  return Buffer.concat([length, named, sum]);
}

/** The 256 most frequent colours, and for each colour of the picture the place of the nearest of them. */
function reduced(pixels: Uint32Array): { readonly colours: readonly number[]; readonly places: ReadonlyMap<number, number> } {
  const counts = new Map<number, number>();
  let run = 0;
  for (let at = 0; at < pixels.length; at += 1) {
    run += 1;
    const pixel = pixels[at] ?? 0;
    if (pixel === pixels[at + 1]) continue;
    counts.set(pixel, (counts.get(pixel) ?? 0) + run);
    run = 0;
  }
  const all = [...counts].sort((a, b) => b[1] - a[1] || a[0] - b[0]).map(([colour]) => colour);
  const colours = all.slice(0, 256);
  return { colours, places: new Map(all.map((colour, index) => [colour, index < 256 ? index : nearest(colour, colours)])) };
}

function nearest(colour: number, colours: readonly number[]): number {
  let best = 0;
  let least = Number.POSITIVE_INFINITY;
  for (const [index, other] of colours.entries()) {
    const red = (colour & 255) - (other & 255);
    const green = ((colour >> 8) & 255) - ((other >> 8) & 255);
    const blue = ((colour >> 16) & 255) - ((other >> 16) & 255);
    const distance = red * red + green * green + blue * blue;
    if (distance < least) [best, least] = [index, distance];
  }
  return best;
}

/** A PNG with a palette of 256 colours from opaque RGBA bytes, row by row; rarer shades, those of smoothed edges, become their nearest neighbours. */
export async function palettePng(rgba: Uint8Array, width: number, height: number): Promise<Uint8Array> {
  const copy = new Uint8Array(rgba);
  // Red is the lowest byte on every machine that the canvas is built for: all are little-endian.
  const pixels = new Uint32Array(copy.buffer);
  const { colours, places } = reduced(pixels);
  const rows = Buffer.alloc((width + 1) * height);
  let known = -1;
  let place = 0;
  for (let y = 0, at = 0; y < height; y += 1) {
    const row = y * (width + 1) + 1;
    for (let x = 0; x < width; x += 1, at += 1) {
      const pixel = pixels[at] ?? 0;
      if (pixel !== known) [known, place] = [pixel, places.get(pixel) ?? 0];
      rows[row + x] = place;
    }
  }
  const header = Buffer.alloc(13);
  header.writeUInt32BE(width, 0);
  header.writeUInt32BE(height, 4);
  header.set([8, 3, 0, 0, 0], 8);
  const palette = Buffer.from(colours.flatMap((colour) => [colour & 255, (colour >> 8) & 255, (colour >> 16) & 255]));
  const signature = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);
  const body = await compress(rows, { level: 5 });
  return Buffer.concat([signature, chunk('IHDR', header), chunk('PLTE', palette), chunk('IDAT', body), chunk('IEND', Buffer.alloc(0))]);
}
