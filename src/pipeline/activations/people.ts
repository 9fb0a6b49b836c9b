import { randomBytes } from 'node:crypto';
import type { Activation, HashedName, PersonName } from '../../domain/activation.js';
import { openPseudonymiser, type Pseudonymiser } from '../../domain/pseudonym.js';
import { PantauError } from '../../errors.js';
import type { Actor, AdvocacyStore, Erasure, LinkOutcome, PersonExport } from '../../store/advocacy-port.js';

/** The kept answer to whose key pseudonyms are under: that of the environment (with a short text that tells it), or the store's own. */
const KEY = /^(environment|store) ([0-9a-f]+)$/;

/**
 * Opens the pseudonyms of an installation: under the master key where there is one, else under a key that is made once and kept in the store. Whichever
 * it was first stays: under another key nobody would be recognised. Throws `PantauError('configuration')` where that key is missing or is another one.
 */
export async function openInstallationPseudonyms(
  ledger: Pick<AdvocacyStore, 'installationText'>,
  masterKey: Uint8Array | undefined,
): Promise<Pseudonymiser> {
  const own = masterKey && openPseudonymiser(masterKey);
  const fresh = own === undefined ? `store ${randomBytes(32).toString('hex')}` : `environment ${own.check}`;
  const kept = KEY.exec(await ledger.installationText('pseudonym-key', fresh));
  const [, source, text = ''] = kept ?? [];
  if (source === 'store') return openPseudonymiser(Buffer.from(text, 'hex'));
  if (own === undefined || own.check !== text)
    throw new PantauError(
      'configuration',
      'The pseudonyms of the ledger were made under another PANTAU_MASTER_KEY. Set that one again, or nobody will be recognised.',
    );
  return own;
}

/** Files that were handed in and are kept: whoever keeps them deletes from them the rows that name a person. */
export interface RawFiles {
  readonly forget: (isPerson: (name: PersonName) => boolean) => Promise<{ readonly files: number; readonly rows: number }>;
}

/** What forgetting and exporting need. `rawFiles` is left out where no files are kept. */
export interface PeopleDependencies {
  readonly ledger: AdvocacyStore;
  readonly pseudonymiser: Pseudonymiser;
  readonly rawFiles?: RawFiles;
}

/** What was erased where. `tombstones` must be kept apart from the store's backups and handed to `reapplyTombstones` after a restore. */
export interface ForgottenReport extends Erasure {
  readonly files: number;
  readonly rows: number;
  readonly tombstones: readonly string[];
}

/** Erases a person under all names given and all that were linked to them: store and kept files. The counts stay. */
export async function forgetAdvocate(
  names: readonly PersonName[],
  { ledger, pseudonymiser, rawFiles }: PeopleDependencies,
  actor: Actor,
): Promise<ForgottenReport> {
  const hashed = names.map(pseudonymiser.hash);
  const before = new Set(await ledger.tombstones());
  const erasure = await ledger.forget(hashed, actor);
  const tombstones = await ledger.tombstones();
  // Names that were linked to the ones given are known by their hashes alone.
  const gone = new Set([...hashed.map(({ hash }) => hash), ...tombstones.filter((hash) => !before.has(hash))]);
  const raw = (await rawFiles?.forget((name) => gone.has(pseudonymiser.hash(name).hash))) ?? { files: 0, rows: 0 };
  return { ...erasure, ...raw, tombstones };
}

/** Everything that is stored about a person, or undefined where there is nobody of that name. The export itself is noted in the audit trail. */
export const exportPerson = (name: PersonName, { ledger, pseudonymiser }: PeopleDependencies, actor: Actor): Promise<PersonExport | undefined> =>
  ledger.exportPerson(pseudonymiser.hash(name), actor);

/** Says once that two names are one person. */
export const linkPerson = (
  one: PersonName,
  other: PersonName,
  { ledger, pseudonymiser }: Pick<PeopleDependencies, 'ledger' | 'pseudonymiser'>,
  actor: Actor,
): Promise<LinkOutcome> => ledger.linkNames(pseudonymiser.hash(one), pseudonymiser.hash(other), actor);

/** The hash of a person's name together with what the ledger says of them in a window. */
export const ownActivations = async (
  name: PersonName,
  window: Parameters<AdvocacyStore['activationsOf']>[1],
  { ledger, pseudonymiser }: Pick<PeopleDependencies, 'pseudonymiser'> & { readonly ledger: Pick<AdvocacyStore, 'activationsOf'> },
): Promise<{ readonly person: HashedName; readonly activations: readonly Activation[] }> => {
  const person = pseudonymiser.hash(name);
  return { person, activations: await ledger.activationsOf(person, window) };
};
