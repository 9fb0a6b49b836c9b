import type { Instant } from '../../connectors/contract/period.js';
import { importActivations } from '../../src/pipeline/activations/import.js';
import { openInstallationPseudonyms } from '../../src/pipeline/activations/people.js';
import { openSqliteStoreHere } from '../../src/store/sqlite/client.js';
import { demoConfig } from './ministry.js';

// A program that imports a file and says a line for each step, so that it can be killed at any of them: `activation-process.js FILE STORE`.
const [path = '', storePath = ''] = process.argv.slice(2);
const store = openSqliteStoreHere(storePath);
const report = await importActivations(
  { from: { path }, sourceName: 'contoh' },
  {
    ledger: store.advocacy,
    pseudonymiser: await openInstallationPseudonyms(store.advocacy, undefined),
    config: demoConfig(),
    clock: { now: () => '2024-03-01T02:00:00.000Z' as Instant },
    onProgress: () => void process.stdout.write('step\n'),
  },
);
process.stdout.write(`done ${report.added} ${report.repeats}\n`);
await store.close();
