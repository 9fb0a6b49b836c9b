import { describe, it } from 'vitest';
import { fuzz } from './fuzz.js';

describe('any bytes, often', () => {
  it('become tables or a refusal, soon', () => fuzz(100_000), 1_800_000);
});
