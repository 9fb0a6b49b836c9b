import { readdirSync } from 'node:fs';
import { defineConfig } from 'vitest/config';

// The tests run as compiled JavaScript, so that they try what ships: worker threads and the command line start the same files.
// The list comes from the sources, so that a test whose source is gone does not run from an old build.
const compiled = readdirSync(new URL('./test', import.meta.url), { recursive: true })
  .filter((file) => file.endsWith('.test.ts'))
  .map((file) => `dist/test/${file.replaceAll('\\', '/').replace(/\.ts$/, '.js')}`);
const tier = process.env.PANTAU_TIER ?? 'fast';
const inTier = (file) => tier === 'all' || !/\.(browser|contract|exports|postgres|long)\.test\.js$/.test(file);

export default defineConfig({
  test: {
    include: compiled.filter(inTier),
    exclude: ['node_modules/**'],
    passWithNoTests: false,
    testTimeout: 30_000,
    hookTimeout: 60_000,
  },
});
