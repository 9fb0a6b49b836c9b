import type { CivilDate, Instant } from '../../connectors/contract/period.js';

const formats = new Map<string, Intl.DateTimeFormat>();

function offsetMs(moment: number, zone: string): number {
  let format = formats.get(zone);
  if (format === undefined) {
    format = new Intl.DateTimeFormat('en-GB', {
      timeZone: zone,
      year: 'numeric',
      month: '2-digit',
      day: '2-digit',
      hour: '2-digit',
      minute: '2-digit',
      second: '2-digit',
      hourCycle: 'h23',
    });
    formats.set(zone, format);
  }
  const parts = Object.fromEntries(format.formatToParts(new Date(moment)).map(({ type, value }) => [type, value]));
  return Date.parse(`${parts.year}-${parts.month}-${parts.day}T${parts.hour}:${parts.minute}:${parts.second}Z`) - Math.floor(moment / 1000) * 1000;
}

const MOST_REMEMBERED = 5_000;
const starts = new Map<string, Instant>();

/** The moment at which a day begins in an IANA zone. */
export function startOfDay(date: CivilDate, zone: string): Instant {
  const key = `${date} ${zone}`;
  const known = starts.get(key);
  if (known !== undefined) return known;
  const midnight = Date.parse(`${date}T00:00:00Z`);
  const guess = midnight - offsetMs(midnight, zone);
  // Where the clocks change between the two, the second look is right.
  const start = new Date(midnight - offsetMs(guess, zone)).toISOString() as Instant;
  if (starts.size >= MOST_REMEMBERED) starts.clear();
  starts.set(key, start);
  return start;
}
