import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Answer } from '../../src/question/deps.js';
import { answerMessage } from '../../src/slack/blocks/answer.js';
import { demoStore } from '../support/demo-store.js';
import { demoConfig } from '../support/ministry.js';
import type { TemporaryStore } from '../support/store.js';
import { ANSWERS } from './answers.js';
import { asking, sentences, unfounded } from './demo-answers.js';
import { QUESTIONS } from './table.js';

const config = demoConfig();
let opened: TemporaryStore;
let ask: (text: string, language?: 'id' | 'en') => Promise<Answer>;
beforeAll(async () => {
  opened = await demoStore();
  ask = asking(opened.store, config);
});
afterAll(() => opened.remove());

describe('an answer on 1 March 2024', () => {
  it.each(ANSWERS)('to $question is told in Indonesian and in English', async ({ question, id, en }) => {
    const given = await ask(question);
    expect(sentences(given, 'id')).toEqual(id);
    expect(sentences(given, 'en')).toEqual(en);
  });

  it('prints no number without a basis, and always says something', async () => {
    for (const [question] of QUESTIONS) {
      const given = await ask(question);
      expect({ question, unfounded: unfounded(given) }).toEqual({ question, unfounded: [] });
      expect({ question, lines: given.lines.length > 0 }).toEqual({ question, lines: true });
    }
  });

  it('rests on figures whose values it prints', async () => {
    const { figures, lines } = await ask('tiket jan-feb 2024');
    expect(figures).toMatchObject([{ state: 'known', question: { metric: { id: 'tickets' }, period: { start: '2024-01-01', end: '2024-03-01' } } }]);
    expect(lines[0]?.basis.values.map(({ observation, value }) => [observation, value])).toEqual([
      ['contact_centre/tickets//month@2024-01-01#1', 1304],
      ['contact_centre/tickets//month@2024-02-01#1', 967],
    ]);
  });

  it('bears the badge of a part where the days are not all there', async () => {
    const { lines } = await ask('tickets 2024-01-01..2024-02-15');
    expect(lines[0]?.badges).toEqual(['partial']);
    expect((await ask('tickets jan-feb 2024')).lines[0]?.badges).toEqual([]);
  });

  it('is no answer where the words are not known, and suggests questions that are', async () => {
    for (const text of ['xyzzy', 'whatsapp', 'reach feed', 'tiket '.repeat(100)]) {
      const given = await ask(text);
      expect(given.answered).toBe(false);
      expect(given.suggestions.length).toBeGreaterThan(0);
      for (const suggestion of given.suggestions) expect((await ask(suggestion.id)).answered).toBe(true);
    }
  });
});

describe('an answer in Slack', () => {
  const control = fc.constantFrom(
    '<!channel>',
    '<!here>',
    '<!everyone>',
    '<@U0OWNER001>',
    '<#C0LAPORAN1|laporan>',
    '&lt;!channel&gt;',
    '<http://x|y>',
    '`*_~',
  );
  const text = fc.oneof(
    control,
    fc.constantFrom('tickets', 'reach', 'sumber', 'feb 2024', 'x/y//day@2024-02-01', 'entry:a:b'),
    fc.string({ unit: 'binary', maxLength: 40 }),
  );

  it('holds none of the control sequences of the question, whatever that was', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(text, { maxLength: 8 }), fc.constantFrom('', ' '), async (parts, between) => {
        const given = await ask(parts.join(between));
        for (const language of ['id', 'en'] as const) {
          const message = JSON.stringify(answerMessage(given, language));
          expect(message).not.toMatch(/<[!@#h]/);
        }
        expect(unfounded(given)).toEqual([]);
      }),
      { numRuns: 200 },
    );
  });

  it('shows a control sequence in an id as it was written', async () => {
    const message = answerMessage(await ask('sumber <!channel>/a//day@2024-02-01#1'), 'id');
    expect(message.text).toBe('Tidak ada baris dengan id "&lt;!channel&gt;/a//day@2024-02-01#1".');
  });
});
