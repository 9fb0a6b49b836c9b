import { dayNumber, fromDayNumber, type Instant } from '../../../../connectors/contract/period.js';
import {
  ACTIVATION_KINDS,
  type Activation,
  type ActivationDraft,
  type AdvocacyPlatform,
  platformSet,
  platformsOf,
} from '../../../domain/activation.js';
import { activationKeys, duplicateOf } from '../../../domain/activation-key.js';
import type { Actor, Logged } from '../../advocacy-port.js';
import type { Database } from '../driver.js';
import { instantOf, monthOf } from '../rows.js';
import { advocateNumber, FORGOTTEN, readAdvocate } from './advocates.js';
import { note } from './audit.js';
import { type Facets, wordNumber, wordOf } from './facets.js';
import { noteRepeats, type RepeatCells, repeatsOf, takeBackRepeat } from './repeats.js';
import { FIRST_FACET, UNDONE, VOID } from './schema.js';
import { appendSegments, patchSegments, placeOf, reserve, rowsOfAdvocate } from './segments.js';
import { addTouch, touchesOf } from './touches.js';

/** A stored row, as it was first told. */
export interface ActivationCells {
  readonly number: number;
  readonly second: number;
  readonly day: number;
  readonly advocate: number;
  readonly unit: number;
  readonly facet: number;
  readonly content: number;
  readonly rule: number;
  readonly origin: number;
  readonly line: number | null;
  readonly recorded: number;
  readonly links: string | null;
  readonly evidence: string | null;
}

const ID = /^activation:(\d{1,16})$/;

/** The id of a row in this store. */
export const idOfRow = (number: number): string => `activation:${number}`;

/** The number that an id names. */
export const rowOfId = (id: string): number | undefined => (ID.test(id) ? Number(id.slice('activation:'.length)) : undefined);

/** One row by number. */
export const readRow = (database: Database, number: number): ActivationCells | undefined =>
  database.prepare<ActivationCells>('SELECT * FROM activations WHERE number = ?').get(number);

const wordsOf = (text: string | null): readonly string[] => (text === null || text === '' ? [] : text.split(' '));

/** An activation as it counts now. */
export function readActivation(database: Database, facets: Facets, number: number): Activation | undefined {
  const row = readRow(database, number);
  const place = placeOf(database, number);
  if (row === undefined || place === undefined) return undefined;
  const facet = facets.of(place.facet < FIRST_FACET ? row.facet : place.facet);
  const told = [...touchesOf(database, number), ...repeatsOf(database, number)];
  const links = new Set([row.links, ...told.map((one) => one.links)].flatMap(wordsOf));
  const state = place.facet === UNDONE ? 'undone' : 'void';
  return {
    id: idOfRow(number),
    advocate: readAdvocate(database, place.advocate)?.id ?? '',
    unit: wordOf(database, row.unit),
    kind: ACTIVATION_KINDS[facet.kind] ?? 'engagement',
    platforms: platformsOf(facet.platforms),
    content: wordOf(database, row.content),
    campaign: wordOf(database, facet.campaign),
    links: [...links],
    occurredAt: instantOf(row.second * 1000),
    day: fromDayNumber(row.day),
    recordedAt: instantOf(row.recorded * 1000),
    rule: row.rule,
    evidence: row.evidence ?? undefined,
    source: database.prepare<{ id: string }>('SELECT id FROM origins WHERE number = ?').get(row.origin)?.id ?? '',
    line: row.line ?? undefined,
    state: place.facet >= FIRST_FACET ? 'counted' : state,
  };
}

/** The keys that a row and its touches hold, as `activationKeys` writes them. */
export function keysOfRow(database: Database, row: ActivationCells): readonly string[] {
  const touches = touchesOf(database, row.number);
  const links = [row.links, ...touches.map((touch) => touch.links)].flatMap(wordsOf);
  const contents = [row.content, ...touches.map((touch) => touch.content)].map((number) => wordOf(database, number));
  return contents.flatMap((content) => activationKeys({ content, links, second: row.second }));
}

/** What of an activation is compared with those that are kept. */
export type KeyedDraft = Pick<ActivationDraft, 'content' | 'links' | 'second' | 'day' | 'windowDays' | 'kind'>;

/** The row of the same person and kind that shares a key with a draft within its window; one that was taken back does not stand in the way. */
export function keptRow(database: Database, facets: Facets, draft: KeyedDraft, advocate: number): ActivationCells | undefined {
  const day = dayNumber(draft.day);
  const keys = new Set(activationKeys(draft));
  const kind = ACTIVATION_KINDS.indexOf(draft.kind);
  for (const number of rowsOfAdvocate(database, advocate, day - draft.windowDays, day + draft.windowDays + 1, true)) {
    const row = readRow(database, number);
    if (row === undefined || placeOf(database, number)?.facet === UNDONE || facets.of(row.facet).kind !== kind) continue;
    if (keysOfRow(database, row).some((key) => keys.has(key))) return row;
  }
  return undefined;
}

/** Puts one activation into the ledger, inside a transaction. */
export function logActivation(
  database: Database,
  facets: Facets,
  draft: ActivationDraft,
  origin: number,
  at: Instant,
  by: string | undefined,
): Logged {
  const advocate = advocateNumber(database, draft.person);
  if (advocate === FORGOTTEN) return { outcome: 'forgotten' };
  const actor: Actor = { who: by ?? readAdvocate(database, advocate)?.id ?? '', at };
  const kept = keptRow(database, facets, draft, advocate);
  const recorded = Math.floor(Date.parse(at) / 1000);
  const content = wordNumber(database, draft.content);
  const links = draft.links.length === 0 ? null : draft.links.join(' ');
  if (kept !== undefined) {
    const held = placeOf(database, kept.number)?.facet ?? VOID;
    const facet = facets.of(held);
    const found = duplicateOf(draft, { day: fromDayNumber(kept.day), platforms: facet.platforms }, draft.windowDays);
    const of = idOfRow(kept.number);
    noteRepeats(database, origin, recorded, [{ ...repeatOf(database, facets, draft, content), activation: kept.number, links }]);
    if (found.kind !== 'touch' || held < FIRST_FACET) return { outcome: 'repeat', of };
    addTouch(database, kept.number, [found.added, content, origin, null, recorded, links, draft.evidence ?? null]);
    patchSegments(database, new Map([[kept.number, { facet: facets.numberOf({ ...facet, platforms: facet.platforms | found.added }) }]]));
    note(database, actor, 'touch', of);
    return { outcome: 'touch', of, added: platformsOf(found.added) };
  }
  const id = idOfRow(insertOne(database, facets, draft, { advocate, content, links, origin, recorded }));
  note(database, actor, 'log', id);
  return { outcome: 'added', id };
}

interface Resolved {
  readonly advocate: number;
  readonly content: number;
  readonly links: string | null;
  readonly origin: number;
  readonly recorded: number;
}

function repeatOf(database: Database, facets: Facets, draft: ActivationDraft, content: number): Omit<RepeatCells, 'activation' | 'links'> {
  const { second, rule, platforms, evidence = null } = draft;
  const campaign = wordNumber(database, draft.campaign);
  const facet = facets.numberOf({ kind: ACTIVATION_KINDS.indexOf(draft.kind), platforms, campaign });
  return { second, day: dayNumber(draft.day), unit: wordNumber(database, draft.unit), facet, content, rule, line: null, evidence };
}

function insertOne(database: Database, facets: Facets, draft: ActivationDraft, resolved: Resolved): number {
  const { advocate, content, links, origin, recorded } = resolved;
  const day = dayNumber(draft.day);
  const unit = wordNumber(database, draft.unit);
  const kind = ACTIVATION_KINDS.indexOf(draft.kind);
  const facet = facets.numberOf({ kind, platforms: draft.platforms, campaign: wordNumber(database, draft.campaign) });
  const number = reserve(database, monthOf(day), 1);
  const evidence = draft.evidence ?? null;
  database
    .prepare('INSERT INTO activations VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, NULL, ?, ?, ?)')
    .run(number, draft.second, day, advocate, unit, facet, content, draft.rule, origin, recorded, links, evidence);
  appendSegments(database, number, { advocate: [advocate], facet: [facet], unit: [unit], day: [day] });
  return number;
}

/** Ends the counting of a row by an entry beside it; false where it did not count. */
export function correct(database: Database, number: number, state: 'void' | 'undone', reason: string, { who, at }: Actor): boolean {
  const place = placeOf(database, number);
  if (place === undefined || place.facet < FIRST_FACET) return false;
  database.prepare('INSERT INTO activation_corrections VALUES (?, ?, ?, ?, ?)').run(number, state, reason, who, Date.parse(at));
  patchSegments(database, new Map([[number, { facet: state === 'void' ? VOID : UNDONE }]]));
  return true;
}

/** Which touch a person takes back: the platforms that it added, and before when it is too old for that. */
export interface TakenBack {
  readonly activation: number;
  readonly added: readonly AdvocacyPlatform[];
  readonly advocate: number;
  readonly notBefore: Instant;
}

/** Takes back a touch by an entry beside it, inside a transaction; false where it is not theirs, is too old, or does not stand any more. */
export function undoTouch(database: Database, facets: Facets, { activation, added, advocate, notBefore }: TakenBack, { who, at }: Actor): boolean {
  const row = readRow(database, activation);
  const held = placeOf(database, activation)?.facet ?? VOID;
  const platforms = platformSet(added);
  const touch = touchesOf(database, activation).findLast((one) => one.platforms === platforms);
  if (row === undefined || row.advocate !== advocate || held < FIRST_FACET || touch === undefined) return false;
  if (touch.recorded < Math.floor(Date.parse(notBefore) / 1000)) return false;
  takeBackRepeat(database, activation, touch);
  addTouch(database, activation, [-platforms, 0, row.origin, null, Math.floor(Date.parse(at) / 1000), null, null]);
  const facet = facets.of(held);
  patchSegments(database, new Map([[activation, { facet: facets.numberOf({ ...facet, platforms: facet.platforms & ~platforms }) }]]));
  note(database, { who, at }, 'undo-touch', idOfRow(activation));
  return true;
}
