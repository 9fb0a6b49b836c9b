/** One axis of numbers: its ends and the ticks between them. */
export interface Axis {
  readonly min: number;
  readonly max: number;
  readonly ticks: readonly number[];
}

function step(range: number, count: number, whole: boolean): number {
  const rough = range / count;
  const power = 10 ** Math.floor(Math.log10(rough));
  const nice = ([1, 2, 2.5, 5, 10].find((factor) => factor * power >= rough * 0.999) ?? 10) * power;
  return whole ? Math.max(1, Number.isInteger(nice) || nice > 1e6 ? nice : Math.ceil(nice)) : nice;
}

/** An axis with round ticks around values; `zero` makes it start at 0, otherwise it hugs the values so that small changes are visible. */
export function axisAround(values: readonly number[], zero: boolean): Axis {
  // Beyond this a range of two finite numbers is no longer finite.
  const finite = values.map((value) => Math.max(-1e300, Math.min(1e300, value)));
  const low = Math.min(...finite);
  const high = Math.max(...finite);
  const whole = finite.every(Number.isInteger);
  const fromZero = zero || (low >= 0 && low <= high * 0.4) || (high <= 0 && high >= low * 0.4);
  const least = fromZero ? Math.min(0, low) : low;
  const most = fromZero ? Math.max(0, high) : high;
  const flat = most - least <= Math.max(Math.abs(most), Math.abs(least)) * 1e-9;
  const slack = flat ? Math.max(Math.abs(most) * 0.05, whole || most === 0 ? 1 : 0) : 0;
  const by = step(most - least + 2 * slack, 4, whole);
  const first = Math.floor((least - (zero ? 0 : slack)) / by + 1e-9);
  const last = Math.ceil((most + slack) / by - 1e-9);
  const count = Math.min(12, Math.max(1, last - first));
  const ticks = Array.from({ length: count + 1 }, (_, index) => Number(((first + index) * by).toPrecision(12)));
  return { min: ticks[0] ?? 0, max: ticks[count] ?? 1, ticks };
}
