import type { Text } from './metric.js';

/** The number of single-character changes between two texts; swapping two neighbours counts as one. */
export function editDistance(a: string, b: string): number {
  let beforePrevious: number[] = [];
  let previous = Array.from({ length: b.length + 1 }, (_, index) => index);
  for (let i = 1; i <= a.length; i++) {
    const current = [i];
    for (let j = 1; j <= b.length; j++) {
      const same = a[i - 1] === b[j - 1];
      let best = Math.min((previous[j] ?? 0) + 1, (current[j - 1] ?? 0) + 1, (previous[j - 1] ?? 0) + (same ? 0 : 1));
      if (i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1]) best = Math.min(best, (beforePrevious[j - 2] ?? 0) + 1);
      current.push(best);
    }
    beforePrevious = previous;
    previous = current;
  }
  return previous[b.length] ?? 0;
}

/** The known names that are closest to a name, closest first, at most `count`; upper and lower case count as the same. */
export function nearestNames(name: string, known: Iterable<string>, count = 3): readonly string[] {
  const wanted = name.slice(0, 80).toLowerCase();
  return [...known]
    .map((candidate) => ({ candidate, distance: editDistance(wanted, candidate.toLowerCase()) }))
    .sort((a, b) => a.distance - b.distance || (a.candidate < b.candidate ? -1 : 1))
    .slice(0, count)
    .map(({ candidate }) => candidate);
}

/** The known name of which a text is probably a misspelling: one or two changes away, and not longer changes than a third of it. */
export function probablyMeant(text: string, known: Iterable<string>): string | undefined {
  const [nearest] = nearestNames(text, known, 1);
  if (nearest === undefined) return undefined;
  const distance = editDistance(text.toLowerCase(), nearest.toLowerCase());
  return distance <= Math.min(2, Math.floor(nearest.length / 3)) ? nearest : undefined;
}

/** A sentence that names what is unknown and the nearest known names. */
export function unknownName(what: Text, name: string, known: Iterable<string>): Text {
  const nearest = nearestNames(name, known)
    .map((candidate) => `"${candidate}"`)
    .join(', ');
  const id = nearest === '' ? 'Belum ada yang dikonfigurasi.' : `Yang terdekat: ${nearest}.`;
  const en = nearest === '' ? 'None is configured.' : `The nearest known: ${nearest}.`;
  if (name === '') return { id: `Nama ${what.id} kosong. ${id}`, en: `The ${what.en} is missing. ${en}` };
  return { id: `Nama ${what.id} "${clipped(name)}" tidak dikenal. ${id}`, en: `The ${what.en} "${clipped(name)}" is not known. ${en}` };
}

/** A text short enough to be quoted in a sentence; what was cut is marked. */
export function clipped(text: string, length = 60): string {
  return text.length <= length ? text : `${text.slice(0, length)}…`;
}
