import { performance } from 'node:perf_hooks';
import type { Instant } from '../connectors/contract/period.js';
import { importActivations } from '../src/pipeline/activations/import.js';
import { openInstallationPseudonyms } from '../src/pipeline/activations/people.js';
import { openSqliteStoreHere } from '../src/store/sqlite/client.js';

/** A process of its own that imports one file, so that its memory is that of the import alone: `activations-once.js CSV STORE`. */
const [path = '', storePath = ''] = process.argv.slice(2);
const store = openSqliteStoreHere(storePath);
const ledger = store.advocacy;
const pseudonymiser = await openInstallationPseudonyms(ledger, undefined);
const start = performance.now();
let readAfter = 0;
let told = 0;
const report = await importActivations(
  { from: { path }, sourceName: 'many' },
  {
    ledger,
    pseudonymiser,
    config: { organisation: { zone: 'Asia/Jakarta' } as never },
    clock: { now: () => '2024-03-01T02:00:00.000Z' as Instant },
    onProgress: ({ stored }) => {
      told += 1;
      if (stored === 0) readAfter = performance.now() - start;
    },
  },
);
const { user, system } = process.cpuUsage();
const seconds = (performance.now() - start) / 1000;
await store.close();
console.log(
  JSON.stringify({
    rows: report.rows,
    added: report.added,
    touches: report.touches,
    repeats: report.repeats,
    told,
    seconds,
    readSeconds: readAfter / 1000,
    processorSeconds: (user + system) / 1_000_000,
    megabytes: Math.round(process.resourceUsage().maxRSS / 1024),
  }),
);
