import { describe, it } from 'vitest';
import { mutatedExports } from '../support/mutated-exports.js';

describe('exports that were damaged', () => {
  it('are kept with right rows only, or refused with nothing kept', () => mutatedExports(2_000), 120_000);
});
