import type { Config, Person } from '../../config/config.js';
import { mayDo, roleOf } from '../../config/roles.js';
import type { HashedName, NameScope, PersonName } from '../../domain/activation.js';
import { normalName, staffNumberViolation } from '../../domain/pseudonym.js';
import type { DeskDependencies } from './desk.js';

/** What asking for a link and deciding it needs. */
export interface LinkDependencies extends DeskDependencies {
  readonly config: Pick<Config, 'organisation' | 'people'>;
  readonly newId: () => string;
}

/** The kinds of name that a person of Slack may ask to be linked with. */
export const LINKED_SCOPES = ['staff', 'form'] as const satisfies readonly NameScope[];

/** Why a name can't be asked for; undefined where it may. */
export function nameFault({ scope, value }: PersonName): 'empty' | 'rounded' | undefined {
  if (normalName(scope, value).length < 3) return 'empty';
  return staffNumberViolation(value) === undefined ? undefined : 'rounded';
}

const SHOWN_DIGITS = 4;

/** A name so that whoever knows it recognises it: the last four characters of a number, the first letter of each word of a name. */
export function maskedName({ scope, value }: PersonName): string {
  const name = normalName(scope, value);
  if (scope === 'staff' || /\d/.test(name))
    return `${'•'.repeat(Math.max(3, name.length - SHOWN_DIGITS))}${name.slice(Math.max(3, name.length - SHOWN_DIGITS))}`;
  return name
    .split(' ')
    .map((word) => `${word.slice(0, 1).toUpperCase()}•••`)
    .join(' ');
}

/** The people who may confirm a link for somebody in Slack: managers and owners, never that person. */
export const confirmersFor = (asker: string, { people }: Pick<Config, 'people'>): readonly Person[] =>
  people.filter(({ slack, role }) => slack !== asker && mayDo(role, 'link-person'));

/** A wish to link that waits for a decision; the name itself is kept nowhere. */
export interface LinkRequest {
  readonly id: string;
  /** Slack's id of the person */
  readonly asker: string;
  readonly name: HashedName;
}

/** Notes a wish to link; the entry bears the pseudonym, where there is one, and the id of the wish. */
export async function askForLink(asker: string, name: PersonName, dependencies: LinkDependencies): Promise<LinkRequest> {
  const { ledger, pseudonymiser, clock, newId } = dependencies;
  const request = { id: newId(), asker, name: pseudonymiser.hash(name) };
  const known = await ledger.advocate(pseudonymiser.hash({ scope: 'slack', value: asker }));
  await ledger.audit({ who: known?.id ?? 'slack', at: clock.now() }, 'link-ask', request.id);
  return request;
}

/** What came of a decision. `unknown`: neither name has an activation yet; `forgotten`: one of them was erased. */
export type LinkDecided =
  | { readonly outcome: 'linked'; readonly moved: number; readonly repeats: number }
  | { readonly outcome: 'same' | 'declined' | 'unknown' | 'forgotten' | 'not-allowed' | 'own' | 'decided-before' };

/** Decides a wish to link, once: of several presses the first counts. `by` is Slack's id of whoever pressed. */
export async function decideLink(
  request: LinkRequest,
  decision: 'confirm' | 'decline',
  by: string,
  dependencies: LinkDependencies,
): Promise<LinkDecided> {
  const { ledger, pseudonymiser, config, clock, newId } = dependencies;
  if (!mayDo(roleOf(by, config), 'link-person')) return { outcome: 'not-allowed' };
  if (by === request.asker) return { outcome: 'own' };
  const actor = { who: config.people.find(({ slack }) => slack === by)?.id ?? '', at: clock.now() };
  const fresh = `${decision} ${actor.who} ${newId()}`;
  // The first text of a name stays, whoever asks at the same time.
  const kept = await ledger.installationText(`link-request:${request.id}`, fresh);
  // A confirmation that was broken off may be pressed again; linking twice is linking once.
  if (!kept.startsWith(`${decision} `) || (decision === 'decline' && kept !== fresh)) return { outcome: 'decided-before' };
  if (decision === 'decline') {
    await ledger.audit(actor, 'link-decline', request.id);
    return { outcome: 'declined' };
  }
  const own = pseudonymiser.hash({ scope: 'slack', value: request.asker });
  const gone = new Set(await ledger.tombstones());
  if (gone.has(own.hash) || gone.has(request.name.hash)) return { outcome: 'forgotten' };
  if (!((await ledger.advocate(own)) ?? (await ledger.advocate(request.name)))) return { outcome: 'unknown' };
  await ledger.audit(actor, 'link-confirm', request.id);
  const { linked, moved, repeats } = await ledger.linkNames(own, request.name, actor);
  return linked ? { outcome: 'linked', moved, repeats } : { outcome: 'same' };
}
