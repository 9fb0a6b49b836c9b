import type { Instant } from '../../../../connectors/contract/period.js';
import type { AdvocacyTarget, TargetRevision } from '../../../domain/advocacy-target.js';
import type { Actor } from '../../advocacy-port.js';
import type { Database } from '../driver.js';
import { note } from './audit.js';

/** Targets are settings: a versioned row with value, who and when, under a name of their own. */
const PREFIX = 'advocacy-target:';

interface SettingRow {
  readonly name: string;
  readonly version: number;
  readonly value: string;
  readonly valid_from: Instant;
  readonly changed_by: string;
}

/** Every version of every target that was set in Slack, oldest first. */
export function readTargets(database: Database): readonly TargetRevision[] {
  return database
    .prepare<SettingRow>('SELECT * FROM settings WHERE name >= ?1 AND name < ?2 ORDER BY name, version')
    .all(PREFIX, `${PREFIX.slice(0, -1)};`)
    .map(({ name, version, value, valid_from, changed_by }) => ({
      id: name.slice(PREFIX.length),
      version,
      // Written by `saveTarget` alone.
      target: value === '' ? undefined : (JSON.parse(value) as AdvocacyTarget),
      by: changed_by,
      at: valid_from,
    }));
}

/** Adds a version of a target and tells the audit trail; false where the newest version is not the one that was expected (0: there is none). */
export function saveTarget(database: Database, id: string, target: AdvocacyTarget | undefined, expected: number, { who, at }: Actor): boolean {
  const name = `${PREFIX}${id}`;
  const value = target === undefined ? '' : JSON.stringify(target);
  const { changes } = database
    .prepare(
      `INSERT INTO settings (name, version, value, valid_from, changed_by) SELECT ?1, ?2 + 1, ?3, ?4, ?5
       WHERE (SELECT coalesce(max(version), 0) FROM settings WHERE name = ?1) = ?2`,
    )
    .run(name, expected, value, at, who);
  if (Number(changes) === 0) return false;
  note(database, { who, at }, 'target', target === undefined ? `${id}: taken away` : `${id}: ${value}`);
  return true;
}
