import type { Actor, AuditEntry } from '../../advocacy-port.js';
import type { Database } from '../driver.js';
import { instantOf } from '../rows.js';

/** Adds an entry to the audit trail, inside the transaction of what it tells. */
export function note(database: Database, { who, at }: Actor, what: string, detail: string): void {
  database.prepare('INSERT INTO advocacy_audit (at, who, what, detail) VALUES (?, ?, ?, ?)').run(Date.parse(at), who, what, detail);
}

interface AuditRow {
  readonly at: number;
  readonly who: string;
  readonly what: string;
  readonly detail: string;
}

const entryOf = ({ at, ...row }: AuditRow): AuditEntry => ({ at: instantOf(at), ...row });

/** The newest entries, of one kind or of all. */
export function readAudit(database: Database, limit: number, what: string | undefined): readonly AuditEntry[] {
  return database
    .prepare<AuditRow>('SELECT at, who, what, detail FROM advocacy_audit WHERE ?1 IS NULL OR what = ?1 ORDER BY number DESC LIMIT ?2')
    .all(what ?? null, limit)
    .map(entryOf);
}

/** What somebody did, oldest first. */
export function auditOf(database: Database, who: string): readonly AuditEntry[] {
  return database.prepare<AuditRow>('SELECT at, who, what, detail FROM advocacy_audit WHERE who = ? ORDER BY number').all(who).map(entryOf);
}

/** Takes a pseudonym out of the trail; the entries stay. */
export function anonymise(database: Database, who: string, as: string): void {
  database.prepare('UPDATE advocacy_audit SET who = ? WHERE who = ?').run(as, who);
  database.prepare('UPDATE activation_corrections SET who = ?1, reason = ?2 WHERE who = ?3').run(as, 'taken back', who);
}
