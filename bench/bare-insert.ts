import { createReadStream } from 'node:fs';
import { performance } from 'node:perf_hooks';
import { readCsv } from '../connectors/files/csv.js';
import { openDatabase, transaction } from '../src/store/sqlite/driver.js';

/** The least that an import in this language does: reads the rows and inserts them as texts: `bare-insert.js CSV STORE`. */
const [path = '', storePath = ''] = process.argv.slice(2);
const database = openDatabase(storePath);
const start = performance.now();
const pieces = readCsv(createReadStream(path));
const header = (await pieces.next()).value?.[0]?.cells ?? [];
database.exec(`CREATE TABLE rows (${header.map((name: string) => `"${name}" TEXT`).join(', ')})`);
const insert = database.prepare(`INSERT INTO rows VALUES (${header.map(() => '?').join(', ')})`);
for await (const rows of pieces) transaction(database, 'import', () => rows.forEach(({ cells }) => void insert.run(...cells)));
console.log(JSON.stringify({ seconds: (performance.now() - start) / 1000 }));
database.close();
