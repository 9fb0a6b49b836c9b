import { createRequire } from 'node:module';
import { PantauError } from '../../errors.js';

/** What SQLite stores in a cell. */
export type Cell = string | number | null | Uint8Array;

/** A prepared statement whose rows have a known shape. */
export interface Statement<Row> {
  readonly run: (...cells: readonly Cell[]) => { readonly changes: number | bigint };
  readonly get: (...cells: readonly Cell[]) => Row | undefined;
  readonly all: (...cells: readonly Cell[]) => Row[];
}

interface Prepared extends Statement<unknown> {
  readonly setReturnArrays?: (arrays: boolean) => void;
}

interface Connection {
  readonly exec: (sql: string) => void;
  readonly prepare: (sql: string) => Prepared;
  readonly close: () => void;
}

/** An open database; statements are prepared once and kept. */
export interface Database {
  readonly exec: (sql: string) => void;
  readonly prepare: <Row>(sql: string) => Statement<Row>;
  /** the same, prepared each time: for a statement that is written for one use and not kept */
  readonly prepareOnce: <Row>(sql: string) => Statement<Row>;
  /** the same with rows as arrays of cells, which are read in half the time */
  readonly prepareArrays: <Row extends readonly Cell[]>(sql: string) => Statement<Row>;
  readonly close: () => void;
}

/** How long a transaction must survive: `durable` ones are on the disk before they return. */
export type Durability = 'durable' | 'import';

interface Driver {
  readonly DatabaseSync: new (path: string) => Connection;
}

const PATIENCE_MS = 10_000;

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
    connection.exec(`PRAGMA busy_timeout = ${PATIENCE_MS}`);
    connection.exec('PRAGMA journal_mode = WAL');
    connection.exec('PRAGMA synchronous = FULL');
    connection.exec('PRAGMA foreign_keys = ON');
    connection.exec('PRAGMA temp_store = MEMORY');
    connection.exec('PRAGMA cache_size = -16000');
    connection.exec('PRAGMA wal_autocheckpoint = 4000');
    // What is deleted inside a page is overwritten, as far as that costs no further writing.
    connection.exec('PRAGMA secure_delete = FAST');
    return databaseOver(connection);
  } catch (cause) {
    throw new PantauError('failure', `The store "${path}" cannot be opened. Check that its folder exists and may be written.`, { cause });
  }
}

function databaseOver(connection: Connection): Database {
  const kept = new Map<string, Statement<unknown>>();
  const keep = (name: string, prepare: () => Statement<unknown>): Statement<unknown> => {
    const statement = kept.get(name) ?? prepare();
    kept.set(name, statement);
    return statement;
  };
  return {
    exec: (sql) => connection.exec(sql),
    prepare: <Row>(sql: string) => keep(sql, () => connection.prepare(sql)) as Statement<Row>,
    prepareOnce: <Row>(sql: string) => connection.prepare(sql) as Statement<Row>,
    prepareArrays: <Row extends readonly Cell[]>(sql: string) => keep(`arrays ${sql}`, () => arraysOf(connection.prepare(sql))) as Statement<Row>,
    close: () => connection.close(),
  };
}

function arraysOf(prepared: Prepared): Statement<unknown> {
  if (prepared.setReturnArrays !== undefined) {
    prepared.setReturnArrays(true);
    return prepared;
  }
  const cellsOf = (row: unknown): unknown => (typeof row === 'object' && row !== null ? Object.values(row) : row);
  return {
    run: (...cells) => prepared.run(...cells),
    get: (...cells) => cellsOf(prepared.get(...cells)),
    all: (...cells) => prepared.all(...cells).map(cellsOf),
  };
}

/** Runs work in one transaction that takes the write lock at once; rolled back where the work throws. */
export function transaction<Result>(database: Database, durability: Durability, work: () => Result): Result {
  database.exec(`PRAGMA synchronous = ${durability === 'durable' ? 'FULL' : 'NORMAL'}`);
  begin(database);
  try {
    const result = work();
    database.exec('COMMIT');
    return result;
  } catch (cause) {
    database.exec('ROLLBACK');
    throw cause;
  }
}

const pause = new Int32Array(new SharedArrayBuffer(4));

/** Takes the write lock. SQLite itself would ask ever more seldom and miss the gaps that an import leaves between its steps. */
function begin(database: Database): void {
  const until = performance.now() + PATIENCE_MS;
  database.exec('PRAGMA busy_timeout = 0');
  try {
    for (;;) {
      try {
        database.exec('BEGIN IMMEDIATE');
        return;
      } catch (cause) {
        if (!isBusy(cause) || performance.now() > until) throw cause;
        Atomics.wait(pause, 0, 0, 0.5);
      }
    }
  } finally {
    database.exec(`PRAGMA busy_timeout = ${PATIENCE_MS}`);
  }
}

const isBusy = (cause: unknown): boolean => cause instanceof Error && /database is locked|SQLITE_BUSY/.test(cause.message);
