/** The number of insertions, deletions, substitutions and swaps of neighbours between two words; a number above `limit` where it is more than that. */
export function editDistance(a: string, b: string, limit: number): number {
  if (Math.abs(a.length - b.length) > limit) return limit + 1;
  let before: number[] = [];
  let previous = Array.from({ length: b.length + 1 }, (_, index) => index);
  for (let row = 1; row <= a.length; row += 1) {
    const current = [row];
    for (let column = 1; column <= b.length; column += 1) {
      const same = a[row - 1] === b[column - 1];
      let best = Math.min((previous[column] ?? 0) + 1, (current[column - 1] ?? 0) + 1, (previous[column - 1] ?? 0) + (same ? 0 : 1));
      const swapped = row > 1 && column > 1 && a[row - 1] === b[column - 2] && a[row - 2] === b[column - 1];
      if (swapped) best = Math.min(best, (before[column - 2] ?? 0) + 1);
      current.push(best);
    }
    before = previous;
    previous = current;
  }
  return previous[b.length] ?? limit + 1;
}

/** How many mistakes a word of a length may hold and still be read as another: none up to 3 letters, 1 up to 6, then 2. */
export const allowedMistakes = (word: string): number => (word.length <= 3 ? 0 : word.length <= 6 ? 1 : 2);

/** The known words that are near a word, nearest first, at most five. */
export function nearestWords(word: string, known: readonly string[], limit: number): readonly { readonly word: string; readonly distance: number }[] {
  return known
    .map((candidate) => ({ word: candidate, distance: editDistance(word, candidate, limit) }))
    .filter((candidate) => candidate.distance <= limit)
    .sort((a, b) => a.distance - b.distance || a.word.localeCompare(b.word))
    .slice(0, 5);
}
