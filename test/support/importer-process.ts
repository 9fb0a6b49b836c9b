import type { Instant } from '../../connectors/contract/period.js';
import { openImporter } from '../../src/pipeline/importer.js';
import { openSqliteStoreHere } from '../../src/store/sqlite/client.js';
import { demoConfig } from './ministry.js';

// A program that hands a file to the importer's thread, as the bot and the command line do, and says a line for each step: `importer-process.js FILE STORE`.
const [path = '', storePath = ''] = process.argv.slice(2);
// Whoever opens the store completes what another left.
await openSqliteStoreHere(storePath).close();
const importer = openImporter({ storePath, config: demoConfig(), clock: { now: () => '2024-03-01T02:00:00.000Z' as Instant } });
const kept = await importer.keep({ path, sourceName: 'contoh', answers: {}, acceptPartial: false }, undefined, () => process.stdout.write('step\n'));
process.stdout.write(`${kept.state === 'kept' || kept.state === 'unchanged' ? 'done' : 'failed'} ${JSON.stringify(kept).slice(0, 300)}\n`);
await importer.close();
