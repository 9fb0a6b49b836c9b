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

  it('is read from any text without a failure', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 600 }), (text) => {
        expect(parseQuestion(text, context).kind).toMatch(/^(help|status|figure|overview|digest|ambiguous|too-long|unknown)$/);
      }),
    );
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
      for (const suggestion of question.suggestions) expect(brief(parseQuestion(suggestion, context))).toMatch(/^(\w+ of|digest) /);
    }
  });
});
