import { type Instant, type Period, periodOf, shiftPeriod } from '../../../connectors/contract/period.js';
import type { Activation, ActivationDraft, ActivationKind, AdvocacyPlatform, ContentItem, PersonName } from '../../domain/activation.js';
import { readLink } from '../../domain/activation-link.js';
import { ruleOn } from '../../domain/activation-rule.js';
import { PantauError } from '../../errors.js';
import type { AdvocacyStore } from '../../store/advocacy-port.js';
import type { LogDependencies } from './log.js';
import { type OptOutDependencies, optedOut } from './opt-out.js';
import { type OwnTally, ownTally, type SharedTally, sharedTally, todayOf } from './tally.js';

/** What the desk at which people tell their activations needs. */
export interface DeskDependencies extends LogDependencies, OptOutDependencies {
  readonly ledger: AdvocacyStore;
}

/** What a form to tell an activation offers, and what it holds before anybody touches it. */
export interface ActivationForm {
  /** the content whose card was pressed */
  readonly content: ContentItem | undefined;
  /** what may be chosen where no card was pressed: items whose deadline has not passed */
  readonly library: readonly ContentItem[];
  /** the kinds that count today */
  readonly kinds: readonly ActivationKind[];
  readonly units: readonly string[];
  readonly initial: {
    readonly kind: ActivationKind;
    readonly platforms: readonly AdvocacyPlatform[];
    readonly links: string | undefined;
    readonly unit: string | undefined;
  };
}

/** Opens a form for a person; `opted-out` where that person wants nothing recorded. */
export async function openActivationForm(
  person: PersonName,
  contentId: string | undefined,
  dependencies: DeskDependencies,
): Promise<ActivationForm | 'opted-out'> {
  if (await optedOut(person, dependencies)) return 'opted-out';
  const { ledger, pseudonymiser, config } = dependencies;
  const today = todayOf(dependencies);
  const quarter = periodOf('quarter', today, config.organisation.calendar);
  const recent: Period = { ...quarter, start: shiftPeriod(quarter, -1, config.organisation.calendar).start };
  const [rules, units, earlier, library, content] = await Promise.all([
    ledger.rules(),
    ledger.groups('unit', recent),
    ledger.activationsOf(pseudonymiser.hash(person), recent),
    ledger.listContent(),
    contentId === undefined ? undefined : ledger.content(contentId),
  ]);
  const { kinds } = ruleOn(rules, today);
  return {
    content,
    library: library.filter(({ deadline }) => deadline === undefined || deadline >= today),
    kinds,
    units: units.flatMap(({ name }) => name ?? []).sort(),
    initial: initialOf(content, earlier.at(-1), kinds),
  };
}

/** A post that was provided is prefilled; else the platforms are those of the last time, and at first WhatsApp, which has no links. */
function initialOf(content: ContentItem | undefined, last: Activation | undefined, kinds: readonly ActivationKind[]): ActivationForm['initial'] {
  const [first = 'provided'] = kinds;
  const kind = kinds.includes('provided') ? 'provided' : first;
  const unit = last?.unit;
  const link = content?.link === undefined ? undefined : readLink(content.link);
  if (link?.kind === 'post') return { kind, platforms: [link.platform], links: content?.link, unit };
  return { kind, platforms: last?.platforms ?? ['whatsapp'], links: undefined, unit };
}

/** An activation that somebody told, as it is kept, with the tallies. */
export interface RecordedActivation {
  readonly outcome: 'added' | 'touch' | 'repeat';
  /** the platforms that a touch added */
  readonly added: readonly AdvocacyPlatform[];
  /** when it was told */
  readonly at: Instant;
  readonly activation: Activation;
  readonly own: OwnTally;
  readonly shared: SharedTally;
}

/** What became of an activation that somebody told. */
export type Recorded = RecordedActivation | { readonly outcome: 'forgotten' } | { readonly outcome: 'opted-out' };

/** Puts what was judged right into the ledger and counts again. */
export async function recordActivation(
  person: PersonName,
  draft: ActivationDraft,
  source: string,
  dependencies: DeskDependencies,
): Promise<Recorded> {
  if (await optedOut(person, dependencies)) return { outcome: 'opted-out' };
  const { ledger, clock } = dependencies;
  const at = clock.now();
  const logged = await ledger.log(draft, source, at);
  if (logged.outcome === 'forgotten') return { outcome: 'forgotten' };
  const activation = await ledger.activation(logged.outcome === 'added' ? logged.id : logged.of);
  if (activation === undefined) throw new PantauError('failure', 'The activation that was recorded is not found in the ledger.');
  const [own, shared] = [await ownTally(person, dependencies), await sharedTally(activation.campaign, dependencies)];
  return { outcome: logged.outcome, added: logged.outcome === 'touch' ? logged.added : [], at, activation, own, shared };
}
