import { createRequire } from 'node:module';
import { PantauError } from '../../errors.js';

/** What SQLite stores in a cell. */
export type Cell = string | number | null;

/** A prepared statement whose rows have a known shape. */
export interface Statement<Row> {
  readonly run: (...cells: readonly Cell[]) => { readonly changes: number | bigint };
  readonly get: (...cells: readonly Cell[]) => Row | undefined;
  readonly all: (...cells: readonly Cell[]) => Row[];
}

interface Connection {
  readonly exec: (sql: string) => void;
  readonly prepare: (sql: string) => Statement<unknown>;
  readonly close: () => void;
}

/** An open database; statements are prepared once and kept. */
export interface Database {
  readonly exec: (sql: string) => void;
  readonly prepare: <Row>(sql: string) => Statement<Row>;
  readonly close: () => void;
}

/** How long a transaction must survive: `durable` ones are on the disk before they return. */
export type Durability = 'durable' | 'import';

interface Driver {
  readonly DatabaseSync: new (path: string) => Connection;
}

/** Node's own driver where this Node has it (22.13 or later, 2026-11-25), else the package with the same interface. */
function loadDriver(): Driver {
  const builtin: unknown = process.getBuiltinModule('node:sqlite');
  return (builtin ?? createRequire(import.meta.url)('@photostructure/sqlite')) as Driver;
}

/** Opens a database file, waits for other writers up to ten seconds. Throws `PantauError` where the file cannot be opened. */
export function openDatabase(path: string): Database {
  try {
    const connection = new (loadDriver().DatabaseSync)(path);
    // The wait comes first: to switch the journal takes a lock that another process may hold.
    connection.exec('PRAGMA busy_timeout = 10000');
    connection.exec('PRAGMA journal_mode = WAL');
    connection.exec('PRAGMA synchronous = FULL');
    connection.exec('PRAGMA foreign_keys = ON');
    const kept = new Map<string, Statement<unknown>>();
    return {
      exec: (sql) => connection.exec(sql),
      prepare: <Row>(sql: string) => {
        const statement = kept.get(sql) ?? connection.prepare(sql);
        kept.set(sql, statement);
        return statement as Statement<Row>;
      },
      close: () => connection.close(),
    };
  } catch (cause) {
    throw new PantauError('failure', `The store "${path}" cannot be opened. Check that its folder exists and may be written.`, { cause });
  }
}

/** Runs work in one transaction that takes the write lock at once; rolled back where the work throws. */
export function transaction<Result>(database: Database, durability: Durability, work: () => Result): Result {
  database.exec(`PRAGMA synchronous = ${durability === 'durable' ? 'FULL' : 'NORMAL'}`);
  database.exec('BEGIN IMMEDIATE');
  try {
    const result = work();
    database.exec('COMMIT');
    return result;
  } catch (cause) {
    database.exec('ROLLBACK');
    throw cause;
  }
}
