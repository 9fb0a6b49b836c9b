import { createHash } from 'node:crypto';
import type { Text } from '../../connectors/contract/metric.js';
import type { Origin } from '../../connectors/contract/observation.js';
import type { BusinessClock } from '../clock.js';
import type { Config } from '../config/config.js';
import type { Language } from '../domain/digest.js';
import { nameOfPerson } from '../domain/person.js';
import type { Store, StoredObservation } from '../store/port.js';
import { formatNumber } from '../text/number.js';
import { RefusedFile } from './import-report.js';

/** Which value is voided, by whom and why. */
export interface VoidRequest {
  /** the id of the value's current revision */
  readonly observation: string;
  /** the id of the person in the configuration, else of the member in Slack */
  readonly by: string;
  readonly reason: string;
}

/** What voiding did: the value that was, and the import by which it can be undone. */
export interface VoidedValue {
  readonly was: StoredObservation;
  readonly reason: string;
  readonly importId: string;
}

/** What voiding needs. */
export interface VoidDependencies {
  readonly store: Pick<Store, 'observation' | 'readSeries' | 'origin' | 'beginImport'>;
  readonly config: Pick<Config, 'organisation' | 'people'>;
  readonly clock: BusinessClock;
}

const MOST_REASON = 500;

/** A reason as it is kept: in one line. Throws `PantauError('refused-input')` where there is none, or where it is a story. */
export function readReason(text: string): string {
  const reason = text.replace(/\s+/g, ' ').trim();
  if (reason === '') throw new RefusedFile({ id: 'Sebutkan alasannya.', en: 'Say why.' });
  if (reason.length > MOST_REASON)
    throw new RefusedFile({
      id: `Alasannya lebih dari ${MOST_REASON} karakter. Singkatkan.`,
      en: `The reason has more than ${MOST_REASON} characters. Make it shorter.`,
    });
  return reason;
}

/**
 * Voids one value: from now on there are no data of it, whoever stated some before, until somebody states another. Nothing is deleted, and undoing the
 * import that it is gives the value back. Throws `PantauError('refused-input')` where there is no such value, it is not the current one, or has no data.
 */
export async function voidValue(request: VoidRequest, { store, config, clock }: VoidDependencies): Promise<VoidedValue> {
  const reason = readReason(request.reason);
  const was = await currentValue(request.observation, { store, config });
  const receivedAt = clock.now();
  const { by } = request;
  const hash = createHash('sha256')
    .update(JSON.stringify({ by, voids: was.id, reason, receivedAt }))
    .digest('hex');
  const id = `typed:${encodeURIComponent(by)}:${hash}`;
  const origin: Origin = { id, kind: 'typed', name: by, detail: 'void', hash, zone: config.organisation.zone, receivedAt };
  const { series, period } = was;
  const session = await store.beginImport(origin);
  try {
    const said = { value: null, absence: 'voided', quality: 'typed', precision: 'exact', observedAt: receivedAt, origin: id } as const;
    await session.stage([{ type: 'observation', observation: { series, period, ...said } }]);
  } catch (error) {
    await session.discard();
    throw error;
  }
  await session.commit({ voids: reason });
  return { was, reason, importId: id };
}

async function currentValue(id: string, { store, config }: Pick<VoidDependencies, 'store' | 'config'>): Promise<StoredObservation> {
  const named = await store.observation(id);
  if (named === undefined) {
    const quoted = id.slice(0, 200);
    throw new RefusedFile({
      id: `Tidak ada nilai dengan id "${quoted}". "pantau source" menampilkan id setiap nilai.`,
      en: `There is no value with the id "${quoted}". "pantau source" prints the id of each.`,
    });
  }
  const { series, period } = named;
  const rows = await store.readSeries({ ...series, window: period });
  const current = rows.find((row) => row.period.start === period.start && row.period.end === period.end);
  if (current?.absence === 'voided') {
    const by = nameOfPerson((await store.origin(current.origin))?.name ?? '', config.people);
    const said = current.note ?? '';
    throw new RefusedFile({ id: `Nilai ini sudah ditarik oleh ${by}: ${said}.`, en: `This value was voided already by ${by}: ${said}.` });
  }
  if (current === undefined || current.id !== named.id) throw new RefusedFile(notCurrent(current));
  if (current.value === null) throw new RefusedFile({ id: 'Nilai ini memang tidak ada datanya.', en: 'There are no data of this value as it is.' });
  return current;
}

const notCurrent = (current: StoredObservation | undefined): Text =>
  current === undefined
    ? { id: 'Nilai ini sudah tidak berlaku: impornya dibatalkan.', en: 'This value no longer holds: its import was undone.' }
    : { id: `Nilai ini sudah diganti. Yang berlaku: ${current.id}`, en: `This value was replaced. The one that holds: ${current.id}` };

/** What voiding did, in sentences. */
export function voidedSentences({ was, reason, importId }: VoidedValue, label: Text, language: Language): readonly string[] {
  const value = formatNumber(was.value ?? 0, language);
  return {
    id: [`${label.id}: ${value} ditarik (${reason}). Sekarang tidak ada data.`, `Untuk mengembalikannya: pantau undo ${importId}`],
    en: [`${label.en}: ${value} was voided (${reason}). There are no data now.`, `To take that back: pantau undo ${importId}`],
  }[language];
}
