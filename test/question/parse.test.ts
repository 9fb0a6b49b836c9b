import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { civilDate } from '../../connectors/contract/period.js';
import { loadConfig } from '../../src/config/load.js';
import { parseQuestion } from '../../src/question/parse.js';
import { root } from '../support/paths.js';
import { brief } from './brief.js';
import { QUESTIONS } from './table.js';

const { config } = await loadConfig(join(root, 'sandbox', 'demo', 'pantau.yaml'));
const today = civilDate('2024-03-01');
const context = { config, language: 'id', today } as const;

describe('a question', () => {
  it.each(QUESTIONS)('%j asks: %s', (text, asks) => {
    expect(brief(parseQuestion(text, context))).toBe(asks);
  });

  const KINDS = /^(help|status|figure|overview|digest|row|ambiguous|misfit|too-long|unknown)$/;

  it('is read from any text in any script without a failure', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 600 }), (text) => {
        expect(parseQuestion(text, context).kind).toMatch(KINDS);
      }),
    );
  });

  it('is read from any known words, times and signs in any number without a failure', () => {
    const word = fc.constantFrom(
      ...'tickets followers reach whatsapp feed instagram djpk vs with - .. = since between until 30 feb 2024 q1 last year month'.split(' '),
      ...[
        '2024-02-30',
        '2024-W53',
        '2024-W99',
        '1900-01-01',
        '2099-12-31',
        '9999-12-31',
        '0000',
        'a/b//day@2024-02-30#1',
        'entry:x:1',
        'content:',
        '!@',
        '%',
      ],
    );
    fc.assert(
      fc.property(fc.array(word, { maxLength: 120 }), (words) => {
        expect(parseQuestion(words.join(' '), context).kind).toMatch(KINDS);
      }),
      { numRuns: 500 },
    );
  });

  it('of 500 unknown letters names each of them once', () => {
    const question = parseQuestion('ab '.repeat(83) + 'cd '.repeat(83), context);
    expect(question).toEqual({
      kind: 'unknown',
      words: [
        { word: 'ab', nearest: [] },
        { word: 'cd', nearest: [] },
      ],
    });
  });

  it('is read from any known words in any order, and every order of two asks the same', () => {
    const words = ['followers', 'instagram', 'feb 2024', 'source'];
    fc.assert(
      fc.property(fc.shuffledSubarray(words, { minLength: words.length }), (order) => {
        expect(brief(parseQuestion(order.join(' '), context))).toBe('followers of instagram:ditjenpk month 2024-02-01..2024-03-01 source');
      }),
    );
  });

  it('that is longer than 500 characters is not read', () => {
    expect(parseQuestion('followers '.repeat(51), context)).toEqual({ kind: 'too-long', limit: 500 });
  });

  it('that is ambiguous suggests questions that are not', () => {
    for (const text of ['whatsapp', 'email', 'laporan']) {
      const question = parseQuestion(text, context);
      if (question.kind !== 'ambiguous') throw new Error(`${text} is ${question.kind}`);
      expect(question.suggestions.length).toBeGreaterThan(1);
      for (const suggestion of question.suggestions) expect(brief(parseQuestion(suggestion, context))).toMatch(/^(\w+(\[\w+=\w+\])? of|digest) /);
    }
  });
});
