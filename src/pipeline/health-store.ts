import { z } from 'zod';
import type { Instant } from '../../connectors/contract/period.js';
import type { WallClock } from '../clock.js';
import { type ConnectionHealth, UNTRIED } from '../domain/connection.js';
import type { Store } from '../store/port.js';

const instant = z.iso.datetime().transform((text) => text as Instant);
const healthSchema = z.object({
  stopped: z.record(
    z.string(),
    z.object({
      reason: z.enum(['auth', 'permission', 'retired', 'gone']),
      since: instant,
      code: z.string().optional(),
      credential: z.string(),
      retryAt: instant.optional(),
    }),
  ),
  told: z.record(z.string(), instant),
});

const settingOf = (connection: string): string => `health:${connection}`;

/** How a connection stands, as the last pull left it. */
export async function readHealth(connection: string, store: Pick<Store, 'readSetting'>): Promise<ConnectionHealth> {
  const row = await store.readSetting(settingOf(connection));
  if (row === undefined) return UNTRIED;
  const { stopped, told } = healthSchema.parse(JSON.parse(row.value));
  return {
    told,
    stopped: Object.fromEntries(
      Object.entries(stopped).map(([concern, { retryAt, code, ...state }]) => [
        concern,
        { ...state, code, ...(retryAt === undefined ? {} : { retryAt }) },
      ]),
    ),
  };
}

/** What writing down the state of a connection needs. */
interface HealthKeeping {
  readonly store: Pick<Store, 'saveSetting'>;
  readonly wall: Pick<WallClock, 'now'>;
}

/** Writes down how a connection stands, where that has changed. */
export async function saveHealth(
  connection: string,
  before: ConnectionHealth,
  after: ConnectionHealth,
  { store, wall }: HealthKeeping,
): Promise<void> {
  const value = JSON.stringify(after);
  if (value === JSON.stringify(before)) return;
  await store.saveSetting({ name: settingOf(connection), value, validFrom: new Date(wall.now()).toISOString() as Instant, by: 'pantau' });
}
