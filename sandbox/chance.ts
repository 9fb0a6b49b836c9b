/** Repeatable chance: the same seed gives the same numbers on every machine. */
export interface Chance {
  /** a whole number from `low` to `high`, both included */
  readonly between: (low: number, high: number) => number;
}

/** Chance that begins at a seed (mulberry32, whole numbers only). */
export function seededChance(seed: number): Chance {
  let state = seed | 0;
  const next = (): number => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return (mixed ^ (mixed >>> 14)) >>> 0;
  };
  return { between: (low, high) => low + (next() % (high - low + 1)) };
}

/** Whole numbers in proportion to whole weights that add up to a total exactly (largest remainder; the earlier wins a tie). Weights and total multiply to less than 2^53. */
export function apportion(total: number, weights: readonly number[]): readonly number[] {
  const sum = weights.reduce((a, b) => a + b, 0);
  const shares = weights.map((weight, index) => ({ index, whole: Math.floor((total * weight) / sum), rest: (total * weight) % sum }));
  const missing = total - shares.reduce((a, share) => a + share.whole, 0);
  const raised = new Set(
    [...shares]
      .sort((a, b) => b.rest - a.rest || a.index - b.index)
      .slice(0, missing)
      .map(({ index }) => index),
  );
  return shares.map(({ index, whole }) => whole + (raised.has(index) ? 1 : 0));
}
