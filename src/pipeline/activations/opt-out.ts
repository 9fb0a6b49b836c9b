import type { PersonName } from '../../domain/activation.js';
import type { Store } from '../../store/port.js';
import type { LogDependencies } from './log.js';

/** What reading and keeping an opt-out needs. */
export interface OptOutDependencies extends Pick<LogDependencies, 'pseudonymiser' | 'clock'> {
  readonly store: Pick<Store, 'readSetting' | 'saveSetting'>;
}

/** The setting that keeps whether a person wants nothing recorded; forgetting the name takes it away, since it ends with the hash. */
const settingOf = (person: PersonName, { pseudonymiser }: Pick<OptOutDependencies, 'pseudonymiser'>): string =>
  `advocacy-opt-out:${pseudonymiser.hash(person).hash}`;

/** Whether a person wants nothing recorded any more. */
export const optedOut = async (person: PersonName, dependencies: Pick<OptOutDependencies, 'store' | 'pseudonymiser'>): Promise<boolean> =>
  (await dependencies.store.readSetting(settingOf(person, dependencies)))?.value === 'yes';

/** Keeps that a person wants nothing recorded from now on, or takes part again. The person stands there as a pseudonym. */
export async function saveOptOut(person: PersonName, out: boolean, dependencies: OptOutDependencies): Promise<void> {
  const { store, pseudonymiser, clock } = dependencies;
  const by = pseudonymiser.hash(person).hash;
  await store.saveSetting({ name: settingOf(person, dependencies), value: out ? 'yes' : 'no', validFrom: clock.now(), by });
}
