import type { Instant } from '../../../connectors/contract/period.js';
import type { Delivery } from '../../domain/delivery.js';
import type { SettingVersion } from '../port.js';
import { type Database, transaction } from './driver.js';

interface DeliveryRow {
  readonly key: string;
  readonly slot: string;
  readonly channel: string;
  readonly state: Delivery['state'];
  readonly started_at: number | null;
  readonly message: string | null;
  readonly error: string | null;
  readonly attempts: number;
}

const deliveryOf = ({ started_at, ...row }: DeliveryRow): Delivery => ({
  ...row,
  startedAt: started_at ?? undefined,
  message: row.message ?? undefined,
  error: row.error ?? undefined,
});

/** The delivery of a key. */
export function readDelivery(database: Database, key: string): Delivery | undefined {
  const row = database.prepare<DeliveryRow>('SELECT * FROM deliveries WHERE key = ?').get(key);
  return row && deliveryOf(row);
}

/** The deliveries that are in one of the states, by key. */
export function listDeliveries(database: Database, states: readonly Delivery['state'][]): readonly Delivery[] {
  return database
    .prepare<DeliveryRow>('SELECT * FROM deliveries WHERE state IN (SELECT value FROM json_each(?)) ORDER BY key')
    .all(JSON.stringify(states))
    .map(deliveryOf);
}

/** Stores a delivery durably; false, and nothing written, where the stored state is not the expected one. */
export function saveDelivery(database: Database, delivery: Delivery, expected?: Delivery['state'] | 'absent'): boolean {
  return transaction(database, 'durable', () => {
    if (expected !== undefined && (readDelivery(database, delivery.key)?.state ?? 'absent') !== expected) return false;
    const { key, slot, channel, state, startedAt, message, error, attempts } = delivery;
    database
      .prepare('INSERT OR REPLACE INTO deliveries (key, slot, channel, state, started_at, message, error, attempts) VALUES (?, ?, ?, ?, ?, ?, ?, ?)')
      .run(key, slot, channel, state, startedAt ?? null, message ?? null, error ?? null, attempts);
    return true;
  });
}

/** The version of a setting that was saved last. */
export function readSetting(database: Database, name: string): SettingVersion | undefined {
  const row = database
    .prepare<{ value: string; valid_from: Instant; changed_by: string }>('SELECT * FROM settings WHERE name = ? ORDER BY version DESC LIMIT 1')
    .get(name);
  return row && { name, value: row.value, validFrom: row.valid_from, by: row.changed_by };
}

/** Every version of every setting, by name, oldest first. */
export function listSettings(database: Database): readonly SettingVersion[] {
  return database
    .prepare<{ name: string; value: string; valid_from: Instant; changed_by: string }>('SELECT * FROM settings ORDER BY name, version')
    .all()
    .map(({ name, value, valid_from, changed_by }) => ({ name, value, validFrom: valid_from, by: changed_by }));
}

/** Adds a version of a setting; earlier versions stay. */
export function saveSetting(database: Database, setting: SettingVersion): void {
  transaction(database, 'durable', () =>
    database
      .prepare(
        'INSERT INTO settings (name, version, value, valid_from, changed_by) SELECT ?1, 1 + coalesce(max(version), 0), ?2, ?3, ?4 FROM settings WHERE name = ?1',
      )
      .run(setting.name, setting.value, setting.validFrom, setting.by),
  );
}

/** Takes or renews a lease; false where another holder has it beyond `nowMs`. */
export function acquireLease(database: Database, name: string, holder: string, untilMs: number, nowMs: number): boolean {
  const { changes } = transaction(database, 'durable', () =>
    database
      .prepare(
        `INSERT INTO leases (name, holder, until) VALUES (?1, ?2, ?3)
         ON CONFLICT (name) DO UPDATE SET holder = ?2, until = ?3 WHERE holder = ?2 OR until <= ?4`,
      )
      .run(name, holder, untilMs, nowMs),
  );
  return Number(changes) > 0;
}

/** Gives a lease back; nothing happens where another holder has it. */
export function releaseLease(database: Database, name: string, holder: string): void {
  transaction(database, 'durable', () => database.prepare('DELETE FROM leases WHERE name = ? AND holder = ?').run(name, holder));
}
