import type { DatabaseSyncInstance, StatementSyncInstance } from '@photostructure/sqlite';

/** An open database; `node:sqlite` and the package have the same interface. */
export type Database = DatabaseSyncInstance;

/** A prepared statement. */
export type Statement = StatementSyncInstance;

/** Opens a file with the SQLite of Node where it has one (22.13 and later), else with the package. */
export async function openDatabase(path: string): Promise<Database> {
  const { DatabaseSync: Opened } = await import('node:sqlite' as string).catch(() => import('@photostructure/sqlite'));
  const database: Database = new Opened(path);
  // The order matters: changing the journal mode may have to wait for another process.
  database.exec('PRAGMA busy_timeout = 10000');
  database.exec('PRAGMA journal_mode = WAL');
  database.exec('PRAGMA synchronous = FULL');
  database.exec('PRAGMA temp_store = MEMORY');
  return database;
}
