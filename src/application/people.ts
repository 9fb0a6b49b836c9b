import type { ForgottenResult, LinkedResult, PersonResult } from '../cli/application.js';
import type { PersonName } from '../domain/activation.js';
import type { Language } from '../domain/digest.js';
import { PantauError } from '../errors.js';
import { optedOut } from '../pipeline/activations/opt-out.js';
import {
  exportPerson as exportAdvocate,
  forgetAdvocate,
  linkPerson,
  openInstallationPseudonyms,
  type PeopleDependencies,
  readPersonName,
} from '../pipeline/activations/people.js';
import { languageSetting } from '../pipeline/language-preference.js';
import type { Erasure } from '../store/advocacy-port.js';
import type { Opened } from './opened.js';

type Parts = Pick<Opened, 'store' | 'clock' | 'demo' | 'environment'>;

/** Erases a person under every name that is given, and says what went and what stayed. Rejects with `usage` where a name says nothing. */
export async function forgetPerson(names: readonly string[], language: Language, parts: Parts): Promise<ForgottenResult> {
  const erasure = await forgetAdvocate(namesOf(names, language), await dependenciesOf(parts), actorOf(parts));
  return { ...erasure, sentences: forgottenSentences(erasure, language) };
}

/** Everything that is stored about a person. Rejects with `refused-input` where there is nobody of that name. */
export async function exportPerson(name: string, language: Language, parts: Parts): Promise<PersonResult> {
  const [person] = namesOf([name], language);
  const dependencies = await dependenciesOf(parts);
  const found = person && (await exportAdvocate(person, dependencies, actorOf(parts)));
  if (person === undefined || found === undefined) throw nobody(name, language);
  const chosen =
    person.scope === 'slack' ? (await parts.store.readSetting(languageSetting(person.value, dependencies.pseudonymiser)))?.value : undefined;
  return { ...found, optedOut: await optedOut(person, { store: parts.store, ...dependencies }), language: chosen };
}

/** Says once that two names are one person. Rejects with `refused-input` where one of them is unknown or was forgotten. */
export async function linkPeople(one: string, other: string, language: Language, parts: Parts): Promise<LinkedResult> {
  const dependencies = await dependenciesOf(parts);
  const [first, second] = namesOf([one, other], language);
  for (const [text, name] of [[one, first] as const, [other, second] as const])
    if (name === undefined || (await dependencies.ledger.advocate(dependencies.pseudonymiser.hash(name))) === undefined) throw nobody(text, language);
  if (first === undefined || second === undefined) throw nobody(one, language);
  const outcome = await linkPerson(first, second, dependencies, actorOf(parts));
  return { ...outcome, sentences: linkedSentences(outcome, language) };
}

const actorOf = ({ clock }: Parts) => ({ who: 'command line', at: clock.now() });

async function dependenciesOf({ store, demo, environment }: Parts): Promise<PeopleDependencies> {
  const ledger = store.advocacy;
  return { ledger, pseudonymiser: await openInstallationPseudonyms(ledger, demo ? undefined : environment.masterKey) };
}

function namesOf(texts: readonly string[], language: Language): readonly PersonName[] {
  return texts.map((text) => {
    const name = readPersonName(text);
    if (name !== undefined) return name;
    const say = { id: `"${text}" tidak menyebut siapa pun. ${HOW.id}`, en: `"${text}" names nobody. ${HOW.en}` };
    throw new PantauError('usage', say[language]);
  });
}

const HOW = {
  id: 'Tulis staff:NIP, slack:ID, atau form:NAMA persis seperti di formulir.',
  en: 'Write staff:NUMBER, slack:ID, or form:NAME as the form has it.',
};

function nobody(name: string, language: Language): PantauError {
  const say = {
    id: `Tidak ada orang bernama "${name}" di buku aktivasi, atau ia sudah dilupakan. ${HOW.id}`,
    en: `Nobody in the ledger of activations is called "${name}", or they were forgotten. ${HOW.en}`,
  };
  return new PantauError('refused-input', say[language]);
}

function forgottenSentences({ unknown, names, activations, settings }: Erasure, language: Language): readonly string[] {
  const say = {
    id: [
      unknown
        ? 'Tidak ada orang dengan nama itu di buku aktivasi, atau ia sudah dilupakan.'
        : `Orang itu sudah dilupakan: ${names} nama, nama samaran, tautan, bukti dan jamnya dihapus.`,
      ...(activations > 0 ? [`${activations} aktivasi tetap dihitung, tanpa orangnya.`] : []),
      ...(settings > 0 ? ['Pilihan pribadinya di Slack (bahasa, ikut serta) dihapus.'] : []),
      'Formulir yang sama, atau salinan basis data yang lama, tidak mengembalikannya.',
      'Pantau tidak menyimpan berkas yang diimpor: hapus sendiri salinan formulir di luar Pantau, dan barisnya di lembar bersama.',
    ],
    en: [
      unknown
        ? 'Nobody of that name is in the ledger of activations, or they were forgotten before.'
        : `That person is forgotten: ${names} ${names === 1 ? 'name' : 'names'}, the pseudonym, links, evidence and times of day are gone.`,
      ...(activations > 0
        ? [`${activations} ${activations === 1 ? 'activation still counts' : 'activations still count'}, without the person.`]
        : []),
      ...(settings > 0 ? ['Their own choices in Slack (language, taking part) are gone.'] : []),
      'The same form, or an older copy of the database, does not bring them back.',
      'Pantau keeps no imported file: delete copies of the form outside of Pantau yourself, and their rows in a shared sheet.',
    ],
  };
  return say[language];
}

function linkedSentences({ linked, moved, repeats }: Omit<LinkedResult, 'sentences'>, language: Language): readonly string[] {
  if (!linked) return [{ id: 'Kedua nama itu sudah satu orang.', en: 'The two names were one person already.' }[language]];
  const say = {
    id: [`Kedua nama itu sekarang satu orang; ${moved} aktivasi dipindahkan.`, `${repeats} ternyata sudah ada, jadi tidak dihitung lagi.`],
    en: [`The two names are one person now; ${moved} activations were moved.`, `${repeats} turned out to be told already and no longer count.`],
  };
  return say[language].slice(0, repeats > 0 ? 2 : 1);
}
