import type { Text } from '../../connectors/contract/metric.js';
import type { Config, Person } from '../config/config.js';
import { type AdvocacyTarget, targetLabel } from '../domain/advocacy-target.js';
import type { Language } from '../domain/digest.js';
import type { Plan } from '../domain/target.js';
import { formatDay, formatQuarter } from '../text/date.js';
import { formatNumber } from '../text/number.js';
import type { TargetDesk } from './target-desk.js';

/** A change of a target: what held before and what holds now; one of them is undefined where the target is new or was taken away. */
export interface TargetChange {
  readonly id: string;
  readonly version: number;
  readonly by: Person;
  readonly before: AdvocacyTarget | undefined;
  readonly after: AdvocacyTarget | undefined;
}

/** Whom a change was told, and whom it could not be told. */
export interface ToldOwners {
  readonly told: readonly Person[];
  readonly missed: readonly Person[];
}

/** Tells the old and the new owner of a target in their direct messages, each in their language, but not whoever changed it. Never rejects. */
export async function tellOwners(change: TargetChange, desk: Pick<TargetDesk, 'config' | 'messenger' | 'log'>): Promise<ToldOwners> {
  const told: Person[] = [];
  const missed: Person[] = [];
  for (const person of concerned(change, desk.config)) (await tell(person, change, desk)) ? told.push(person) : missed.push(person);
  return { told, missed };
}

function concerned({ before, after, by }: TargetChange, { people }: Pick<Config, 'people'>): readonly Person[] {
  const owners = new Set([before?.owner, after?.owner]);
  return people.filter(({ id }) => owners.has(id) && id !== by.id);
}

async function tell(
  person: Person,
  change: TargetChange,
  { config, messenger, log }: Pick<TargetDesk, 'config' | 'messenger' | 'log'>,
): Promise<boolean> {
  const text = changeSentence(change, person.id, config)[person.language];
  try {
    const prepared = await messenger.prepare({ type: 'notice', text }, { channel: person.slack, class: 'personal' });
    const outcome = await prepared.post(`target:${change.id}/${change.version}>${person.id}`);
    if (outcome.outcome === 'sent') return true;
    log.warn('The owner of a target could not be told.', { target: change.id, person: person.id, reason: outcome.reason });
  } catch (cause) {
    log.warn('The owner of a target could not be told.', { target: change.id, person: person.id, cause });
  }
  return false;
}

/** What a change means for one of the target's owners. */
function changeSentence({ by, before, after }: TargetChange, reader: string, { people }: Pick<Config, 'people'>): Text {
  const who = by.name;
  const about = titleOf(after ?? before);
  const values = (target: AdvocacyTarget | undefined): Text =>
    target === undefined ? { id: '-', en: '-' } : inBoth((language) => valueText(target, language));
  const [old, fresh] = [values(before), values(after)];
  const was: Text = before === undefined ? { id: '', en: '' } : { id: ` Sebelumnya: ${old.id}.`, en: ` Before: ${old.en}.` };
  if (after === undefined)
    return {
      id: `${who} menghapus target yang menjadi tanggung jawab Anda: ${about.id}.${was.id}`,
      en: `${who} removed a target that you own: ${about.en}.${was.en}`,
    };
  if (after.owner !== reader) {
    const next = people.find(({ id }) => id === after.owner)?.name ?? after.owner;
    return {
      id: `${who} mengalihkan tanggung jawab atas ${about.id} dari Anda kepada ${next}: ${fresh.id}.${was.id}`,
      en: `${who} moved the ${about.en} from you to ${next}: ${fresh.en}.${was.en}`,
    };
  }
  if (before?.owner === reader)
    return {
      id: `${who} mengubah target yang menjadi tanggung jawab Anda: ${about.id}, kini ${fresh.id}.${was.id}`,
      en: `${who} changed a target that you own: ${about.en}, now ${fresh.en}.${was.en}`,
    };
  return {
    id: `${who} menjadikan Anda penanggung jawab ${about.id}: ${fresh.id}.${was.id}`,
    en: `${who} made you the owner of the ${about.en}: ${fresh.en}.${was.en}`,
  };
}

const inBoth = (write: (language: Language) => string): Text => ({ id: write('id'), en: write('en') });

const titleOf = (target: AdvocacyTarget | undefined): Text =>
  target === undefined ? { id: '-', en: '-' } : inBoth((language) => targetTitle(target, language));

/** A target by what it is about: `Target aktivasi DJPK, Triwulan I 2024`. */
export const targetTitle = ({ metric, unit, quarter }: Pick<AdvocacyTarget, 'metric' | 'unit' | 'quarter'>, language: Language): string =>
  `${targetLabel(metric, unit)[language]}, ${formatQuarter(quarter, language)}`;

/** What a target asks for: `12.000 (rencana: linear)`. */
export const valueText = ({ value, plan }: Pick<AdvocacyTarget, 'value' | 'plan'>, language: Language): string =>
  `${formatNumber(value, language)} (${language === 'id' ? 'rencana' : 'plan'}: ${planText(plan, language)})`;

const PLANS: Readonly<Record<Exclude<Plan['kind'], 'milestones'>, Text>> = {
  linear: { id: 'merata menurut hari', en: 'in proportion to the days' },
  none: { id: 'tidak ada', en: 'none' },
};

/** How a target's plan reads. */
export const planText = (plan: Plan, language: Language): string =>
  plan.kind === 'milestones'
    ? plan.milestones.map(({ by, value }) => `${formatDay(by, language)} ${formatNumber(value, language)}`).join('; ')
    : PLANS[plan.kind][language];
