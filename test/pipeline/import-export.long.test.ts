import { describe, it } from 'vitest';
import { mutatedExports } from '../support/mutated-exports.js';

describe('exports that were damaged, many times', () => {
  it('are kept with right rows only, or refused with nothing kept', async () => {
    const seed = Date.now() % 2 ** 31;
    process.stdout.write(`seed ${seed}\n`);
    await mutatedExports(100_000, seed);
  }, 3_600_000);
});
