const DAY_MS = 86_400_000;

/** The day as `YYYY-MM-DD`, of a count of days since 1970-01-01. */
export const dayText = (day: number): string => new Date(day * DAY_MS).toISOString().slice(0, 10);

/** Days since 1970-01-01 of a day written `YYYY-MM-DD`. */
export const dayNumber = (text: string): number => Date.parse(`${text}T00:00:00Z`) / DAY_MS;

/** 0 for Sunday to 6 for Saturday. */
export const weekday = (day: number): number => (day + 4) % 7;

/** A month with the count of its first day and how many days it has. */
export interface Month {
  /** `YYYY-MM` */
  readonly name: string;
  readonly first: number;
  readonly days: number;
}

/** The months from one to another, both included, each written `YYYY-MM`. */
export function months(from: string, to: string): readonly Month[] {
  const found: Month[] = [];
  for (let first = dayNumber(`${from}-01`); dayText(first).slice(0, 7) <= to; ) {
    const name = dayText(first).slice(0, 7);
    let next = first + 28;
    while (dayText(next).slice(0, 7) === name) next += 1;
    found.push({ name, first, days: next - first });
    first = next;
  }
  return found;
}
