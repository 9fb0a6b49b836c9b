import { readFileSync } from 'node:fs';
import { performance } from 'node:perf_hooks';
import { fileURLToPath } from 'node:url';
import type { Instant } from '../connectors/contract/period.js';
import { withManyAccounts } from '../sandbox/demo/many.js';
import { parseConfig } from '../src/config/load.js';
import { openImporter } from '../src/pipeline/importer.js';

/** A process of its own that imports one file, so that its memory is that of the import alone: `import-once.js CSV STORE`. */
const [path = '', storePath = ''] = process.argv.slice(2);
const read = parseConfig(
  withManyAccounts(readFileSync(fileURLToPath(new URL('../../sandbox/demo/pantau.yaml', import.meta.url)), 'utf8')),
  'pantau.yaml',
);
if (read.kind === 'refused') throw new Error(read.sentences.join('\n'));
const importer = openImporter({ storePath, config: read.config, clock: { now: () => '2024-03-01T02:00:00.000Z' as Instant } });
const start = performance.now();
let readAfter = 0;
const { inserted } = await importer.importFile({ path, sourceName: 'many' }, () => {
  readAfter = performance.now() - start;
});
const { user, system } = process.cpuUsage();
const seconds = (performance.now() - start) / 1000;
await importer.close();
console.log(
  JSON.stringify({
    inserted,
    seconds,
    readSeconds: readAfter / 1000,
    processorSeconds: (user + system) / 1_000_000,
    megabytes: Math.round(process.resourceUsage().maxRSS / 1024),
  }),
);
