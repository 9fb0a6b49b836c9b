import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { escapedPieces } from '../../src/slack/blocks/mrkdwn.js';

const plain = (text: string): string => text.replaceAll('&lt;', '<').replaceAll('&gt;', '>').replaceAll('&amp;', '&');

describe('a long text', () => {
  it('is split at spaces, and never inside an escaped character', () => {
    expect(escapedPieces('satu dua tiga', 8)).toEqual(['satu dua', 'tiga']);
    expect(escapedPieces('<<<', 8)).toEqual(['&lt;&lt;', '&lt;']);
  });

  it('loses nothing but the spaces where it is split', () => {
    const text = fc.string({ unit: fc.constantFrom('a', 'é', '😀', '&', '<', ' '), maxLength: 300, size: 'max' });
    fc.assert(
      fc.property(text, (said) => {
        const pieces = escapedPieces(said, 20);
        for (const piece of pieces) expect(piece.length).toBeLessThanOrEqual(20);
        expect(pieces.map(plain).join('').replace(/\s/g, '')).toBe(said.replace(/\s/g, ''));
      }),
    );
  });
});
