import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { civilDate, type Instant } from '../../connectors/contract/period.js';
import type { Badge, Digest, DigestChart, Line, LineRole, Section } from '../../src/domain/digest.js';
import type { Block, Message } from '../../src/slack/blocks/block.js';
import { digestMessages } from '../../src/slack/blocks/digest.js';
import { violations } from '../../src/slack/limits.js';

const basis = { formula: '', values: [] };
const line = (role: LineRole, id: string, badges: readonly Badge[] = []): Line => ({ id: 'l', role, text: { id, en: `en ${id}` }, basis, badges });
const chart = (file: string, alt: string): DigestChart => ({
  id: file,
  language: 'id',
  spec: { kind: 'bar', title: 't', subtitle: '', labels: [], series: [], marks: [], language: 'id', footnote: '', alt },
  file,
  alt: { id: alt, en: alt },
  basis,
  points: basis,
});
const section = (id: string, lines: readonly Line[], charts: readonly DigestChart[] = [], checks: Section['checks'] = []): Section => ({
  id,
  title: { id: `Bagian ${id}`, en: `Section ${id}` },
  lines,
  charts,
  checks,
});
const digest = (sections: readonly Section[]): Digest => ({
  version: 1,
  digest: 'bulanan',
  title: { id: 'Laporan Bulanan', en: 'Monthly report' },
  organisation: { id: 'DJPK', en: 'DJPK' },
  period: { grain: 'month', start: civilDate('2024-02-01'), end: civilDate('2024-03-01') },
  asOf: '2024-03-01T02:00:00.000Z' as Instant,
  zone: 'Asia/Jakarta',
  sections,
});
const show = (sections: readonly Section[], files: ReadonlyMap<string, string> = new Map(), status?: string) =>
  digestMessages({ digest: digest(sections), language: 'id', files, status });

function words(block: Block): string {
  switch (block.type) {
    case 'header':
    case 'section':
      return block.text.text;
    case 'context':
      return block.elements.map((element) => element.text).join(' ');
    case 'image':
      return block.alt_text;
    default:
      return '';
  }
}
const plain = (text: string): string => text.replaceAll('&lt;', '<').replaceAll('&gt;', '>').replaceAll('&amp;', '&');
const everything = (messages: readonly Message[]): string => plain(messages.flatMap((message) => message.blocks.map(words)).join('\n'));

describe('a digest in Slack', () => {
  it('opens with its title, period, organisation and moment, and leads each section with a bold figure', () => {
    const { parent, replies } = show([
      section('instagram', [line('headline', 'Pengikut 118.069 <naik>'), line('entry', 'Webinar & kunjungan', ['typed'])]),
    ]);
    expect(replies).toEqual([]);
    expect(parent.blocks.slice(0, 4)).toMatchObject([
      { type: 'header', text: { type: 'plain_text', text: 'Laporan Bulanan · Februari 2024' } },
      { type: 'context', elements: [{ type: 'mrkdwn', text: 'DJPK · Keadaan per 1 Maret 2024 pukul 09.00 WIB' }] },
      { type: 'header', text: { type: 'plain_text', text: 'Bagian instagram' } },
      { type: 'section', text: { type: 'mrkdwn', text: '*Pengikut 118.069 &lt;naik&gt;*\n• Webinar &amp; kunjungan _[diketik]_' } },
    ]);
    expect(parent.text).toContain('Pengikut 118.069 &lt;naik&gt;');
  });

  it('says a badge of every line once, below the section', () => {
    const { parent } = show([section('a', [line('headline', 'satu', ['synthetic']), line('detail', 'dua', ['synthetic', 'typed'])])]);
    const text = everything([parent]);
    expect(text.match(/data contoh/g)).toHaveLength(1);
    expect(text).toContain('dua _[diketik]_');
  });

  it('tells a chart in words where its picture is missing, and marks checks', () => {
    const check = { id: 'c', ok: false, text: { id: '39 entri, 40 dihitung', en: '' }, basis };
    const charts = [chart('a.png', 'Grafik A: 1, 2'), chart('b.png', 'Grafik B: 3')];
    const { parent } = show([section('a', [line('headline', 'satu')], charts, [check])], new Map([['a.png', 'F00000001']]));
    expect(parent.blocks).toContainEqual({ type: 'image', slack_file: { id: 'F00000001' }, alt_text: 'Grafik A: 1, 2' });
    expect(everything([parent])).toContain('Grafik tidak dapat dikirim; isinya: Grafik B: 3');
    expect(everything([parent])).toContain('✗ 39 entri, 40 dihitung');
  });

  it('continues in the thread where one message does not hold it, and says so', () => {
    const sections = Array.from({ length: 60 }, (_, index) => section(`${index}`, [line('headline', `angka ke-${index}`)]));
    const { parent, replies } = show(sections);
    expect(parent.blocks).toHaveLength(50);
    expect(everything([parent])).toContain(`Laporan ini berlanjut di utas: ${replies.length} balasan.`);
    expect(replies[0]?.text).toBe(`Laporan Bulanan: lanjutan 1 dari ${replies.length}`);
    expect(everything([parent, ...replies])).toContain('angka ke-59');
  });

  it('carries the section, digest and period on its source button', () => {
    const beside = show([section('web', [line('headline', 'x')])]).parent.blocks.flatMap((block) =>
      block.type === 'section' ? (block.accessory ?? []) : [],
    );
    expect(beside.map((button) => JSON.parse(button.value))).toEqual([{ digest: 'bulanan', section: 'web', period: 'month:2024-02-01/2024-03-01' }]);
  });

  it('keeps within the limits, loses no word, and is divided alike with and without pictures, whatever the digest', () => {
    const word = fc.string({ minLength: 1, maxLength: 60, unit: 'grapheme' }).map((text) => text.replace(/\s/g, '') || 'x');
    const text = fc.array(word, { minLength: 1, maxLength: 150, size: 'max' }).map((list) => list.join(' '));
    const roles = fc.constantFrom<LineRole>('headline', 'detail', 'entry', 'note', 'missing', 'small');
    const badges = fc.uniqueArray(fc.constantFrom<Badge>('synthetic', 'typed', 'to-be-confirmed', 'definition-changed'));
    const lines = fc.array(
      fc.tuple(roles, text, badges).map(([role, said, marks]) => line(role, said, marks)),
      { maxLength: 12 },
    );
    const charts = fc.array(
      fc.tuple(fc.nat(3), text).map(([n, alt]) => chart(`${n}.png`, alt)),
      { maxLength: 3 },
    );
    const sections = fc.array(
      fc.tuple(text, lines, charts).map(([title, l, c]) => ({ ...section('s', l, c), title: { id: title, en: title } })),
      { maxLength: 12 },
    );
    const files = new Map([
      ['0.png', 'F00000000'],
      ['1.png', 'F00000001'],
    ]);
    fc.assert(
      fc.property(sections, text, (list, status) => {
        const { parent, replies } = show(list, files, status);
        for (const message of [parent, ...replies]) expect(violations(message)).toEqual([]);
        const inWords = show(list, new Map(), status);
        expect(inWords.replies.map(({ blocks }) => blocks.length)).toEqual(replies.map(({ blocks }) => blocks.length));
        const said = everything([parent, ...replies]);
        const wanted = list.flatMap((each) => [each.title.id, ...each.lines.map((l) => l.text.id), ...each.charts.map((c) => c.alt.id)]);
        for (const each of [...wanted, status].flatMap((t) => t.split(' '))) if (!said.includes(each)) throw new Error(`lost: ${each}`);
      }),
      { numRuns: 25 },
    );
  });
});
