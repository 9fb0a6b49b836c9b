import type { Instant } from '../../connectors/contract/period.js';

/** Hours of a day in a zone, each written `HH:MM`, in which somebody is not to be woken. They may span midnight; equal ends mean the whole day. */
export interface QuietHours {
  readonly from: string;
  readonly to: string;
  /** an IANA zone */
  readonly zone: string;
  /** Saturdays and Sundays are quiet as a whole */
  readonly weekends: boolean;
}

/** Whether a message may wake its reader at a moment. Without hours it always may. */
export function mayWake(now: Instant, hours: Omit<QuietHours, 'zone'> | undefined, zone: string): boolean {
  if (hours === undefined) return true;
  const { time, weekday } = wallTime(now, zone);
  if (hours.weekends && (weekday === 'Sat' || weekday === 'Sun')) return false;
  const [from, to] = [minutes(hours.from), minutes(hours.to)];
  if (from === to) return false;
  return from < to ? time < from || time >= to : time < from && time >= to;
}

const WEEK_MINUTES = 7 * 24 * 60;

/** The first whole minute from `now` on in which a message may wake its reader; undefined where there is none within a week. */
export function wakesAt(now: Instant, hours: Omit<QuietHours, 'zone'> | undefined, zone: string): Instant | undefined {
  if (mayWake(now, hours, zone)) return now;
  const start = Math.ceil(Date.parse(now) / 60_000);
  const at = (minute: number): Instant => new Date(minute * 60_000).toISOString() as Instant;
  for (let minute = start; minute <= start + WEEK_MINUTES; minute += 15) {
    if (!mayWake(at(minute), hours, zone)) continue;
    let first = minute;
    while (first > start && mayWake(at(first - 1), hours, zone)) first -= 1;
    return at(first);
  }
  return undefined;
}

const minutes = (text: string): number => Number(text.slice(0, 2)) * 60 + Number(text.slice(3, 5));

const formats = new Map<string, Intl.DateTimeFormat>();

function wallTime(now: Instant, zone: string): { readonly time: number; readonly weekday: string } {
  let format = formats.get(zone);
  if (format === undefined) {
    format = new Intl.DateTimeFormat('en-GB', { timeZone: zone, weekday: 'short', hour: '2-digit', minute: '2-digit', hourCycle: 'h23' });
    formats.set(zone, format);
  }
  const parts = format.formatToParts(new Date(now));
  const part = (type: Intl.DateTimeFormatPartTypes): string => parts.find((candidate) => candidate.type === type)?.value ?? '';
  return { time: Number(part('hour')) * 60 + Number(part('minute')), weekday: part('weekday') };
}
