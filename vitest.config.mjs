import { readdirSync } from 'node:fs';
import { defineConfig } from 'vitest/config';

// The tests run as compiled JavaScript, so that they try what ships: worker threads and the command line start the same files.
// The list comes from the sources, so that a test whose source is gone does not run from an old build.
const compiled = readdirSync(new URL('./test', import.meta.url), { recursive: true })
  .filter((file) => file.endsWith('.test.ts'))
  .map((file) => `dist/test/${file.replaceAll('\\', '/').replace(/\.ts$/, '.js')}`);

const kindOf = (file) => /\.(browser|contract|exports|postgres|slow|long)\.test\.js$/.exec(file)?.[1];
const kinds = {
  fast: [undefined],
  contract: ['contract', 'exports'],
  long: ['long'],
  all: [undefined, 'slow', 'browser', 'contract', 'exports', 'postgres'],
};
const tier = process.env.PANTAU_TIER ?? 'fast';
const inTier = compiled.filter((file) => (kinds[tier] ?? []).includes(kindOf(file)));

// Some tests read documents that are not in this repository. Without them they are left out, and that is said.
const documents = { contract: 'PANTAU_SPECS', exports: 'PANTAU_EXPORTS' };
const lacks = (file) => documents[kindOf(file)] !== undefined && !process.env[documents[kindOf(file)]];
for (const [kind, name] of Object.entries(documents)) {
  const left = inTier.filter((file) => kindOf(file) === kind && lacks(file));
  if (left.length > 0) process.stderr.write(`Left out, since ${name} names no folder: ${left.join(', ')}\n`);
}

/** Where the documents are, nothing may be skipped: a run with a skipped test fails. */
const noSkips = {
  onTestRunEnd(modules) {
    const skipped = modules.flatMap((module) =>
      [...module.children.allTests('skipped')].map((test) => `${module.relativeModuleId}: ${test.fullName}`),
    );
    if (skipped.length === 0) return;
    process.stderr.write(`Skipped, though nothing may be where the documents are:\n  ${skipped.join('\n  ')}\n`);
    process.exitCode = 1;
  },
};
const complete = Object.values(documents).every((name) => process.env[name]);

export default defineConfig({
  test: {
    include: inTier.filter((file) => !lacks(file)),
    exclude: ['node_modules/**'],
    passWithNoTests: false,
    globalSetup: ['dist/test/support/prepare-demo.js'],
    reporters: ['default', ...(complete ? [noSkips] : [])],
    // One worker for each core: by itself vitest leaves one core idle.
    maxWorkers: '100%',
    // The files share what they import: loading it anew for each took a fifth of the time. No test replaces a module.
    isolate: false,
    // Bounds for what hangs; a loaded machine may be five times slower than a quiet one.
    testTimeout: 120_000,
    hookTimeout: 120_000,
  },
});
