import type { Instant } from '../../connectors/contract/period.js';
import type { ScheduledDigest, ScheduleResult, SlotMoment } from '../cli/application.js';
import { systemWallClock } from '../clock.js';
import type { Config, DigestSetting } from '../config/config.js';
import { type Delivery, replyNumber, type Slot, slotId } from '../domain/delivery.js';
import { nextSlots, owedSlots, slotWords } from '../schedule/due.js';
import { slotBook } from '../schedule/state.js';
import type { Store } from '../store/port.js';

const NEXT = 3;
const SLOTS_LISTED = 12;

/** Every digest with its next slots, what is owed, and what became of its last twelve slots, newest first; moments are told in the organisation's zone. */
export async function scheduleOf(config: Config, store: Store, now: Instant): Promise<ScheduleResult> {
  const rows = await store.listDeliveries(['queued', 'sending', 'sent', 'unknown', 'failed']);
  const schedules: ScheduledDigest[] = [];
  for (const digest of config.digests) schedules.push(await scheduled(digest, rows, { config, store, now }));
  return { zone: config.organisation.zone, now, schedules };
}

interface Known {
  readonly config: Config;
  readonly store: Store;
  readonly now: Instant;
}

async function scheduled(digest: DigestSetting, rows: readonly Delivery[], { config, store, now }: Known): Promise<ScheduledDigest> {
  const { zone } = config.organisation;
  const schedule = { id: digest.id, ...digest.schedule };
  const book = slotBook(store, systemWallClock);
  const since = await book.since(digest.id);
  const owed = since && owedSlots(schedule, now, since);
  const state = owed?.due && (await book.state(owed.due));
  return {
    digest: digest.id,
    cron: digest.schedule.cron,
    zone: digest.schedule.zone,
    channels: digest.channels,
    next: nextSlots(schedule, now, NEXT).map((slot) => momentOf(slot, zone)),
    owed: owed?.due && { ...momentOf(owed.due, zone), attempts: state?.attempts ?? 0, reason: state?.reason },
    deliveries: deliveriesOf(digest.id, rows, config),
  };
}

const momentOf = (slot: Slot, zone: string): SlotMoment => ({ at: slot.at, local: slotWords(slot, zone) });

function deliveriesOf(digest: string, rows: readonly Delivery[], config: Config): ScheduledDigest['deliveries'] {
  const sent = new Set(rows.filter((row) => row.state === 'sent').map((row) => row.key));
  const own = rows
    .flatMap((row) => {
      const slot = slotFrom(row.slot, digest);
      return slot ? [{ row, slot }] : [];
    })
    // A reply waits for its message; where that was not posted there is nothing to say of the reply.
    .filter(({ row }) => replyNumber(row.key) === undefined || row.state !== 'queued' || sent.has(row.key.replace(/#\d+$/, '')));
  const slots = new Set([...new Set(own.map(({ slot }) => slot.at))].sort().reverse().slice(0, SLOTS_LISTED));
  return own
    .filter(({ slot }) => slots.has(slot.at))
    .sort((left, right) => right.slot.at.localeCompare(left.slot.at) || left.row.key.localeCompare(right.row.key))
    .map(({ row, slot }) => ({
      slot: momentOf(slot, config.organisation.zone),
      channel: config.channels.find((channel) => channel.id === row.channel)?.name ?? row.channel,
      reply: replyNumber(row.key),
      state: row.state,
      attempts: row.attempts,
      error: row.error,
    }));
}

function slotFrom(id: string, schedule: string): Slot | undefined {
  const at = id.startsWith(`${schedule}@`) ? id.slice(schedule.length + 1) : '';
  const slot = { schedule, at: at as Instant };
  return Number.isNaN(Date.parse(at)) || slotId(slot) !== id ? undefined : slot;
}
