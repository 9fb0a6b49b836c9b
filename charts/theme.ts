/** The width of every picture and its least height (`lowHeight` for a few rows that need no more), in pixels; a picture grows taller where its words or rows need it. */
export const page = { width: 1000, leastHeight: 560, lowHeight: 380, margin: 36 } as const;

/** Type sizes in pixels, chosen so that a picture shown at a phone's width stays readable. */
export const size = { title: 34, subtitle: 23, label: 21, value: 22, badge: 19, small: 19 } as const;

/** Colours of everything that is not data. */
export const ink = {
  text: '#1A1F2B',
  muted: '#566070',
  grid: '#E3E7ED',
  zero: '#8A94A3',
  mark: '#3A4252',
  pill: '#FFF0C9',
  pillText: '#6B4A00',
  paper: '#FFFFFF',
} as const;

/** Series colours after Okabe and Ito, darkened until each has a contrast of 3 to 1 on white; told apart with any colour vision by hue and lightness. */
export const palette: readonly string[] = ['#0072B2', '#D55E00', '#00805B', '#A8518A', '#A07000', '#3D8FC6', '#4B4B4B'];

/** A font in the canvas's notation, from the bundled family. */
export function font(pixels: number, weight: 400 | 700 = 400): string {
  return `${weight} ${pixels}px Inter`;
}

/** The colour mixed with another, `share` of it from 0 to 1; both as #RRGGBB. */
function mixed(colour: string, other: string, share: number): string {
  const part = (from: number): string => {
    const a = Number.parseInt(colour.slice(from, from + 2), 16);
    const b = Number.parseInt(other.slice(from, from + 2), 16);
    return Math.round(a + (b - a) * share)
      .toString(16)
      .padStart(2, '0');
  };
  return `#${part(1)}${part(3)}${part(5)}`.toUpperCase();
}

/** The contrast of a colour with white by WCAG 2, from 1 to 21. */
export function contrastOnWhite(colour: string): number {
  const channel = (from: number): number => {
    const value = Number.parseInt(colour.slice(from, from + 2), 16) / 255;
    return value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4;
  };
  return 1.05 / (0.2126 * channel(1) + 0.7152 * channel(3) + 0.0722 * channel(5) + 0.05);
}

/** The colour of the series at `index`: full for the emphasised (or where none is), quieter for the others. */
export function seriesColour(index: number, quiet: boolean): string {
  const hue = palette[index % palette.length] ?? ink.text;
  // More series than hues: the second round is darker, so that no two colours are the same.
  const full = index < palette.length ? hue : mixed(hue, '#000000', 0.45);
  return quiet ? mixed(full, ink.paper, 0.45) : full;
}

/** The same hue, dark enough for words on white. */
export function wordColour(index: number): string {
  return mixed(palette[index % palette.length] ?? ink.text, '#000000', 0.2);
}

const units = {
  id: [
    [1e12, ' T'],
    [1e9, ' M'],
    [1e6, ' jt'],
    [1e3, ' rb'],
    [1, ''],
  ],
  en: [
    [1e12, 'T'],
    [1e9, 'B'],
    [1e6, 'M'],
    [1e3, 'K'],
    [1, ''],
  ],
} as const;

/** A language that axis numbers can be written in. */
export type AxisLanguage = keyof typeof units;

/** The numbers of one axis written alike (id: 1,2 jt and 16,7 rb; en: 1.2M and 16.7K), with as many decimals as keep each distinct from the others. */
export function axisNumbers(values: readonly number[], language: AxisLanguage): readonly string[] {
  const most = Math.max(0, ...values.map(Math.abs));
  const locale = language === 'id' ? 'id-ID' : 'en-US';
  const written = (unit: number, suffix: string, decimals: number): readonly string[] => {
    const format = new Intl.NumberFormat(locale, { maximumFractionDigits: decimals });
    return values.map((value) => (Math.abs(value) < most * 1e-9 ? '0' : `${format.format(value / unit)}${suffix}`));
  };
  if (most > 0 && (most < 1e-6 || most >= 1e18)) return scientific(values, language);
  for (const [unit, suffix] of units[language]) {
    if (most < unit && unit > 1) continue;
    for (let decimals = 0; decimals <= (unit === 1 ? 12 : 1); decimals += 1) {
      const scaled = values.map((value) => (value / unit) * 10 ** decimals);
      const exact = scaled.every((value) => Math.abs(value - Math.round(value)) <= 1e-6 * Math.max(1, Math.abs(value) * 1e-6));
      const words = exact ? written(unit, suffix, decimals) : [];
      // Ticks below the tolerance are all exact with no decimals at all: zero.
      if (exact && new Set(words).size === new Set(values).size) return words;
    }
  }
  return written(1, '', 12);
}

function scientific(values: readonly number[], language: AxisLanguage): readonly string[] {
  const plain = values.map((value) => (value === 0 ? '0' : value.toExponential(2)));
  return language === 'id' ? plain.map((words) => words.replace('.', ',')) : plain;
}

/** A share written as a percentage with two decimals at most (id: 137,84%; en: 137.84%). */
export function percent(share: number, language: AxisLanguage): string {
  return `${new Intl.NumberFormat(language === 'id' ? 'id-ID' : 'en-US', { maximumFractionDigits: 2 }).format(share * 100)}%`;
}

/** The words of a picture without a value, in its language. */
export const noData = { id: 'Tidak ada data', en: 'No data' } as const;

/** The words of a bar without a target, in its language. */
export const noTarget = { id: 'tanpa target', en: 'no target' } as const;
