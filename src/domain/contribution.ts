import type { Metric } from '../../connectors/contract/metric.js';
import { add, type Rational, rational, sign, subtract } from './rational.js';

/** One part of a total in one period: what it is, by the things that totals are broken down by, and how much. */
export interface Share<Detail> {
  /** the same part in both periods has the same key */
  readonly key: string;
  readonly value: Rational;
  readonly detail: Detail;
}

/** What a part did to a change: it came, it left, or it was there both times and changed. */
export interface Contribution<Detail> {
  readonly key: string;
  readonly kind: 'came' | 'left' | 'changed';
  readonly before: Rational;
  readonly now: Rational;
  /** now - before; all of them add up to the change exactly */
  readonly change: Rational;
  readonly detail: Detail;
}

/** Whether a change of a metric can be taken apart: what is added up, and followers, of whom some came and some left. */
export const isTakenApart = ({ additivity, id }: Pick<Metric, 'additivity' | 'id'>): boolean => additivity === 'flow' || id === 'followers';

/** The change of a total as the sum of its parts' changes, the largest first (by size, then by key). Parts that did not change are left out. */
export function contributions<Detail>(before: readonly Share<Detail>[], now: readonly Share<Detail>[]): readonly Contribution<Detail>[] {
  const earlier = byKey(before);
  const later = byKey(now);
  const keys = [...new Set([...earlier.keys(), ...later.keys()])];
  const found = keys.flatMap((key): readonly Contribution<Detail>[] => {
    const [was, is] = [earlier.get(key), later.get(key)];
    const detail = (is ?? was)?.detail;
    if (detail === undefined) return [];
    const [old, fresh] = [was?.value ?? rational(0n), is?.value ?? rational(0n)];
    const change = subtract(fresh, old);
    if (sign(change) === 0) return [];
    const kind = was === undefined ? 'came' : is === undefined ? 'left' : 'changed';
    return [{ key, kind, before: old, now: fresh, change, detail }];
  });
  return found.sort((a, b) => sign(subtract(size(b.change), size(a.change))) || (a.key < b.key ? -1 : 1));
}

/** What all contributions come to. */
export const totalChange = (found: readonly Contribution<unknown>[]): Rational =>
  found.reduce((total, { change }) => add(total, change), rational(0n));

/** Contributions of the same group together: their changes added up, the largest first. The groups add up to the same change. */
export function grouped<Detail>(
  found: readonly Contribution<Detail>[],
  groupOf: (detail: Detail) => string,
): readonly { readonly group: string; readonly change: Rational; readonly count: number }[] {
  const groups = new Map<string, { change: Rational; count: number }>();
  for (const { change, detail } of found) {
    const group = groups.get(groupOf(detail)) ?? { change: rational(0n), count: 0 };
    groups.set(groupOf(detail), { change: add(group.change, change), count: group.count + 1 });
  }
  return [...groups]
    .map(([group, sums]) => ({ group, ...sums }))
    .sort((a, b) => sign(subtract(size(b.change), size(a.change))) || (a.group < b.group ? -1 : 1));
}

/** Parts of one key add up to one part. */
function byKey<Detail>(shares: readonly Share<Detail>[]): ReadonlyMap<string, Share<Detail>> {
  const found = new Map<string, Share<Detail>>();
  for (const share of shares) {
    const known = found.get(share.key);
    found.set(share.key, known === undefined ? share : { ...known, value: add(known.value, share.value) });
  }
  return found;
}

const size = (value: Rational): Rational => (value.numerator < 0n ? rational(-value.numerator, value.denominator) : value);
