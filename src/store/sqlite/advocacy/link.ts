import type { HashedName } from '../../../domain/activation.js';
import { PantauError } from '../../../errors.js';
import type { Actor, LinkOutcome } from '../../advocacy-port.js';
import type { Database } from '../driver.js';
import { type ActivationCells, correct, keysOfRow, readRow } from './activations.js';
import { addName, findAdvocate, isForgotten, moveNames } from './advocates.js';
import { note } from './audit.js';
import type { Facets } from './facets.js';
import { repeatsMove } from './repeats.js';
import { FIRST_FACET } from './schema.js';
import { patchSegments, placeOf, rowsOfAdvocate } from './segments.js';
import { addTouch } from './touches.js';

const EVER = 0x10000;
const NOTHING: LinkOutcome = { linked: false, moved: 0, repeats: 0 };

/** Makes one person of two names, inside a transaction. What both told of one and the same act counts once from then on. */
export function linkNames(
  database: Database,
  facets: Facets,
  one: HashedName,
  other: HashedName,
  windowOf: (rule: number) => number,
  actor: Actor,
): LinkOutcome {
  if (isForgotten(database, one.hash) || isForgotten(database, other.hash))
    throw refused('One of these names belongs to somebody who was forgotten.');
  const [kept, merged] = [findAdvocate(database, one), findAdvocate(database, other)];
  if (kept === undefined && merged === undefined) throw refused('Neither of these names is known. Import or log an activation of one of them first.');
  if (kept === merged) return NOTHING;
  if (kept === undefined || merged === undefined) {
    const [known, fresh] = kept === undefined ? [merged, one] : [kept, other];
    if (known !== undefined) addName(database, fresh, known);
    note(database, actor, 'link', 'a further name of one person');
    return { linked: true, moved: 0, repeats: 0 };
  }
  const rows = rowsOfAdvocate(database, merged, 0, EVER, true);
  const repeats = voidRepeats(database, facets, rowsOfAdvocate(database, kept, 0, EVER, false), rows, windowOf, actor);
  patchSegments(database, new Map(rows.map((number) => [number, { advocate: kept }])));
  for (const number of rows) database.prepare('UPDATE activations SET advocate = ? WHERE number = ?').run(kept, number);
  moveNames(database, merged, kept);
  note(database, actor, 'link', `${rows.length} activations joined, ${repeats} of them repeats`);
  return { linked: true, moved: rows.length, repeats };
}

const refused = (sentence: string): PantauError => new PantauError('refused-input', sentence);

function voidRepeats(
  database: Database,
  facets: Facets,
  kept: readonly number[],
  moved: readonly number[],
  windowOf: (rule: number) => number,
  actor: Actor,
): number {
  const byKey = new Map<string, ActivationCells[]>();
  for (const row of kept.flatMap((number) => readRow(database, number) ?? [])) {
    for (const key of keysOf(database, facets, row)) {
      const rows = byKey.get(key);
      if (rows === undefined) byKey.set(key, [row]);
      else rows.push(row);
    }
  }
  let repeats = 0;
  for (const row of moved.flatMap((number) => readRow(database, number) ?? [])) {
    const same = keysOf(database, facets, row)
      .flatMap((key) => byKey.get(key) ?? [])
      .find((candidate) => Math.abs(candidate.day - row.day) <= windowOf(row.rule));
    if (same === undefined || (placeOf(database, row.number)?.facet ?? 0) < FIRST_FACET) continue;
    keepPlatforms(database, facets, same.number, row, actor);
    repeatsMove(database, row, same.number);
    correct(database, row.number, 'void', 'the same person under another name', actor);
    repeats += 1;
  }
  return repeats;
}

const keysOf = (database: Database, facets: Facets, row: ActivationCells): readonly string[] =>
  keysOfRow(database, row).map((key) => `${facets.of(row.facet).kind} ${key}`);

/** The platforms that only the repeat names become touches of the activation that is kept. */
function keepPlatforms(database: Database, facets: Facets, kept: number, repeat: ActivationCells, { at }: Actor): void {
  const facet = facets.of(placeOf(database, kept)?.facet ?? 0);
  const added = facets.of(placeOf(database, repeat.number)?.facet ?? 0).platforms & ~facet.platforms;
  if (added === 0) return;
  const recorded = Math.floor(Date.parse(at) / 1000);
  addTouch(database, kept, [added, repeat.content, repeat.origin, repeat.line, recorded, repeat.links, repeat.evidence]);
  patchSegments(database, new Map([[kept, { facet: facets.numberOf({ ...facet, platforms: facet.platforms | added }) }]]));
}
