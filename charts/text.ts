/** The width in pixels of words in a font in the canvas's notation. */
export type Measure = (words: string, font: string) => number;

/** Words broken into lines no wider than `width` pixels; a word wider than that is broken inside, and nothing is ever cut. */
export function wrapped(words: string, font: string, width: number, measure: Measure): readonly string[] {
  const lines: string[] = [];
  let line = '';
  for (const word of words
    .split(/\s+/)
    .filter((part) => part !== '')
    .flatMap((part) => pieces(part, font, width, measure))) {
    const longer = line === '' ? word : `${line} ${word}`;
    if (line !== '' && measure(longer, font) > width) {
      lines.push(line);
      line = word;
    } else line = longer;
  }
  return line === '' ? lines : [...lines, line];
}

/** The same lines as `wrapped` would need, of about equal width, so that no single word is left on the last one. */
export function balanced(words: string, font: string, width: number, measure: Measure): readonly string[] {
  const lines = wrapped(words, font, width, measure);
  for (let narrower = width * 0.55; narrower < width && lines.length > 1; narrower += width * 0.05) {
    const tried = wrapped(words, font, narrower, measure);
    if (tried.length === lines.length) return tried;
  }
  return lines;
}

function pieces(word: string, font: string, width: number, measure: Measure): readonly string[] {
  if (measure(word, font) <= width) return [word];
  const found: string[] = [];
  let piece = '';
  for (const letter of word) {
    if (piece !== '' && measure(piece + letter, font) > width) {
      found.push(piece);
      piece = letter;
    } else piece += letter;
  }
  return piece === '' ? found : [...found, piece];
}

/** The widest of some lines in pixels, 0 of none. */
export function widest(lines: readonly string[], font: string, measure: Measure): number {
  return lines.reduce((most, line) => Math.max(most, measure(line, font)), 0);
}

/** A thing with a height that wants its middle at a place along one axis. */
export interface Wanted {
  readonly at: number;
  readonly height: number;
}

/** The middles of things moved apart, in the order given, so that none overlaps another and all lie from `first` to `last` where they fit. */
export function apart(things: readonly Wanted[], first: number, last: number): readonly number[] {
  const order = things.map((thing, index) => ({ thing, index })).sort((a, b) => a.thing.at - b.thing.at || a.index - b.index);
  const places = new Array<number>(things.length).fill(0);
  let floor = first;
  for (const { thing, index } of order) {
    const middle = Math.max(thing.at, floor + thing.height / 2);
    places[index] = middle;
    floor = middle + thing.height / 2;
  }
  let ceiling = last;
  for (const { thing, index } of order.reverse()) {
    const middle = Math.min(places[index] ?? 0, ceiling - thing.height / 2);
    places[index] = middle;
    ceiling = middle - thing.height / 2;
  }
  return places;
}
