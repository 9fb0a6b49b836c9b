import type { CivilDate } from '../../connectors/contract/period.js';
import type { ActivationDraft, PlatformSet } from './activation.js';
import { withinWindow } from './activation-rule.js';

/**
 * What may not be the same twice for one person and kind: the content, and each canonical link. One that has neither is known by its second, so that
 * the same row handed in again is found.
 */
export function activationKeys({ content, links, second }: Pick<ActivationDraft, 'content' | 'links' | 'second'>): readonly string[] {
  const keys = links.map((link) => `l:${link}`);
  if (content !== undefined) keys.push(`c:${content}`);
  return keys.length > 0 ? keys : [`s:${second}`];
}

/** What an activation of the same person and kind with the same content or link is compared by. */
export interface Comparable {
  readonly day: CivilDate;
  readonly platforms: PlatformSet;
}

/** What becomes of an activation: it counts, it only adds platforms to the one that is kept, or it is a repeat. */
export type Duplicate = { readonly kind: 'new' } | { readonly kind: 'touch'; readonly added: PlatformSet } | { readonly kind: 'repeat' };

/** Decides over an activation, given the kept one of the same person and kind that shares a key with it. Thousands of people may share one link. */
export function duplicateOf(candidate: Comparable, kept: Comparable | undefined, windowDays: number): Duplicate {
  if (kept === undefined || !withinWindow(candidate.day, kept.day, windowDays)) return { kind: 'new' };
  const added = candidate.platforms & ~kept.platforms;
  return added === 0 ? { kind: 'repeat' } : { kind: 'touch', added };
}
