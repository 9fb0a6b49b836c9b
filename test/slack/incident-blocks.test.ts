import { describe, expect, it } from 'vitest';
import type { Instant } from '../../connectors/contract/period.js';
import type { CardItem, CardView } from '../../src/domain/incident-view.js';
import { cardMessage } from '../../src/slack/blocks/incident.js';
import { LIMITS } from '../../src/slack/limits.js';

const NINE = '2024-03-01T02:00:00.000Z' as Instant;

const dead = (name: string, renewal: string, ended = false): CardItem => ({
  incident: name,
  headline: { id: `Akses ${name} mati; hubungkan kembali`, en: `The access to ${name} is dead; connect it again` },
  details: [{ id: renewal, en: renewal }],
  firedAt: NINE,
  acknowledged: undefined,
  quiet: undefined,
  ended: ended ? { at: NINE, sentence: undefined } : undefined,
});

const viewOf = (items: readonly CardItem[]): CardView => ({
  id: 'card',
  kind: 'trouble',
  title: { id: 'akses ke platform', en: 'access to platforms' },
  rules: ['access'],
  items,
  actions: ['acknowledge'],
  hasPeriod: false,
  zone: 'Asia/Jakarta',
});
const sectionsOf = (view: CardView, language: 'id' | 'en' = 'en'): readonly string[] =>
  cardMessage({ type: 'incident', view, language, picture: undefined }).blocks.flatMap((block) =>
    block.type === 'section' && block.text !== undefined ? [block.text.text] : [],
  );

describe('a card of several dead accesses', () => {
  it('says of each what to renew, and where', () => {
    const [text, ...others] = sectionsOf(
      viewOf([dead('Meta', 'Make a token at https://meta.example'), dead('X', 'Make a key at https://x.example')]),
    );
    expect(others).toEqual([]);
    expect(text?.split('\n')).toEqual([
      '⚠ *Needs attention*',
      '*2 alerts: access to platforms*',
      '• The access to Meta is dead; connect it again',
      '   Make a token at https://meta.example',
      '• The access to X is dead; connect it again',
      '   Make a key at https://x.example',
    ]);
  });

  it('asks for nothing more of one that is alive again', () => {
    const [text] = sectionsOf(viewOf([dead('Meta', 'Make a token'), dead('X', 'Make a key', true)]), 'id');
    expect(text).toContain('Make a token');
    expect(text).not.toContain('Make a key');
    expect(text).toContain('✓ ~Akses X mati; hubungkan kembali~');
  });

  it('stays within what a block may hold, and says how many are left out', () => {
    const items = Array.from({ length: 14 }, (_, index) => dead(`account ${index} ${'long '.repeat(60)}`, 'renew '.repeat(200)));
    const sections = sectionsOf(viewOf(items));
    expect(sections.length).toBeGreaterThan(1);
    for (const text of sections) expect(text.length).toBeLessThanOrEqual(LIMITS.section);
    expect(sections.join('\n')).toContain('… and 4 more');
    expect(sections.join('\n').match(/renew renew/g)?.length).toBeGreaterThan(9);
  });
});
