import { createHash } from 'node:crypto';
import { describe, expect, it, onTestFinished } from 'vitest';
import { z } from 'zod';
import { readCsv } from '../../connectors/files/csv.js';
import { openArchive } from '../../connectors/files/reader/archive.js';
import type { BasisValue } from '../../src/domain/basis.js';
import type { Digest } from '../../src/domain/digest.js';
import { readBasis } from '../../src/domain/formula-text.js';
import { csvFile } from '../../src/pipeline/evidence/csv.js';
import { packEvidence } from '../../src/pipeline/evidence/pack.js';
import { correctHanded } from '../../src/pipeline/handed/keep.js';
import { closeMonth, publishedDigest, reopenMonth } from '../../src/pipeline/month-close.js';
import { saveNote } from '../../src/pipeline/notes.js';
import { voidValue } from '../../src/pipeline/void-value.js';
import { printStatement } from '../../src/text/format.js';
import { demoStore } from '../support/demo-store.js';
import { demoConfig, FEBRUARY, failingLog } from '../support/ministry.js';
import { tickingClock } from '../support/ticking-clock.js';

const config = demoConfig();
const PHONE = 'contact_centre/tickets/channel=phone/month@2024-02-01#1';
const EMAIL = 'contact_centre/tickets/channel=email/month@2024-02-01#1';
const PHONE_FEBRUARY = {
  kind: 'figure',
  subject: 'contact_centre',
  metric: 'tickets',
  dimensions: { channel: 'phone' },
  period: FEBRUARY,
  value: 47,
  precision: 'exact',
  note: undefined,
} as const;

async function closedFebruary() {
  const { store, remove } = await demoStore();
  onTestFinished(remove);
  const clock = tickingClock(60_000);
  const deps = { store, config, clock, log: failingLog };
  const [section = ''] = config.digests.flatMap(({ sections }) => sections.map(({ id }) => id));
  await saveNote({ section, kind: 'topics', period: FEBRUARY, text: '=APBN, DBH', by: 'editor' }, deps);
  await voidValue({ observation: EMAIL, by: 'editor', reason: 'ganda, "salah"' }, deps);
  await closeMonth({ period: FEBRUARY, by: 'manager', accepted: true }, deps);
  return { store, deps };
}

/** The rows by their header, without the apostrophes that stand before what looks like a formula. */
async function rowsOf(bytes: Uint8Array): Promise<readonly Readonly<Record<string, string>>[]> {
  const rows: (readonly string[])[] = [];
  for await (const some of readCsv([bytes])) rows.push(...some.map(({ cells }) => cells));
  const [header = [], ...others] = rows;
  return others.map((cells) => Object.fromEntries(header.map((name, index) => [name, (cells[index] ?? '').replace(/^'(?=[=+\-@])/, '')])));
}

function opened(zip: Uint8Array) {
  const entries = openArchive(zip);
  const bytes = (name: string): Uint8Array => {
    const entry = entries.find((one) => one.name === name);
    if (entry === undefined) throw new Error(`There is no ${name}.`);
    return entry.bytes(100_000_000);
  };
  return {
    names: entries.map(({ name }) => name),
    bytes,
    text: (name: string) => Buffer.from(bytes(name)).toString('utf8'),
    rows: (name: string) => rowsOf(bytes(name)),
  };
}

const valuesSchema = z.array(z.tuple([z.string(), z.union([z.string(), z.number(), z.null()]), z.string()]));
const hash = (bytes: Uint8Array | string): string => createHash('sha256').update(bytes).digest('hex');

describe('the evidence of a closed month', () => {
  it('holds every printed figure of the published digest, and its formula gives it again', async () => {
    const { deps } = await closedFebruary();
    const archive = opened((await packEvidence(FEBRUARY, deps)).bytes);
    const published = JSON.parse(archive.text('digest-monthly.json')) as Digest;
    expect(published).toEqual(await publishedDigest({ id: 'monthly', period: 'month' }, FEBRUARY, deps));
    const figures = await archive.rows('figures.csv');
    const observations = new Map((await archive.rows('observations.csv')).map((row) => [row.observation, row]));
    for (const { formula = '', values = '', printed_id, printed_en, section, line } of figures) {
      const basis = valuesSchema.parse(JSON.parse(values)).map(([observation, value, quality]) => ({ observation, value, quality }) as BasisValue);
      const [statement] = readBasis({ formula, values: basis });
      if (statement === undefined) throw new Error(`"${formula}" is no statement.`);
      expect([printStatement(statement, 'id'), printStatement(statement, 'en')]).toEqual([printed_id, printed_en]);
      const { lines = [], checks = [] } = published.sections.find(({ id }) => id === section) ?? {};
      const sentence = [...lines, ...checks].find(({ id, text }) => id === line && text.id.includes(printed_id ?? '?'));
      expect({ line, printed_en, stands: sentence?.text.en.includes(printed_en ?? '?') }).toEqual({ line, printed_en, stands: true });
      for (const { observation, value } of basis) {
        // Of a voided value the sentence prints the reason.
        const { role, value: stated, note, absence } = observations.get(observation) ?? {};
        expect([observation, role, absence === 'voided' ? note : stated]).toEqual([observation, 'published', String(value ?? '')]);
      }
    }
    const statements = published.sections.flatMap(({ lines, checks }) => [...lines, ...checks].flatMap(({ basis }) => readBasis(basis)));
    const numbers = statements.filter(({ format }) => ['integer', 'decimal', 'percent', 'points', 'direction'].includes(format.kind));
    expect(figures.filter(({ result }) => result !== '')).toHaveLength(numbers.length);
    expect(new Set(figures.map(({ figure }) => figure)).size).toBe(figures.length);
  });

  it('names who stated and voided what, from which bytes, with the notes and what was done until then', async () => {
    const { deps } = await closedFebruary();
    await correctHanded({ by: 'editor', way: 'modal', facts: [PHONE_FEBRUARY], reason: 'salah hitung' }, deps);
    const archive = opened((await packEvidence(FEBRUARY, deps)).bytes);
    const observations = await archive.rows('observations.csv');
    const phone = observations.filter(({ observation }) => observation?.startsWith('contact_centre/tickets/channel=phone/month@2024-02-01'));
    expect(phone.map(({ observation, role, value, absence, who }) => [observation, role, value, absence, who])).toEqual([
      [PHONE, 'published', '46', '', expect.any(String)],
      [expect.stringContaining('#'), 'since', '', 'voided', 'editor'],
      [expect.stringContaining('.typed'), 'since', '47', '', 'editor'],
    ]);
    const sources = new Map((await archive.rows('sources.csv')).map((row) => [row.origin, row]));
    expect(sources.get(phone[0]?.origin ?? '')).toMatchObject({ kind: 'file', sha256: expect.stringMatching(/^[0-9a-f]{64}$/) });
    const voids = await archive.rows('voids.csv');
    expect(voids.map(({ who, reason }) => [who, reason])).toContainEqual(['editor', 'ganda, "salah"']);
    expect((await archive.rows('notes.csv')).map(({ who, text }) => [who, text])).toEqual([['editor', '=APBN, DBH']]);
    const audit = await archive.rows('audit.csv');
    expect(audit.slice(-2).map(({ who, kind }) => `${who} ${kind}`)).toEqual(['editor void', 'manager close']);
  });

  it('is the same bytes each time, and its manifest has the hash of every file', async () => {
    const { deps } = await closedFebruary();
    const [one, other] = [await packEvidence(FEBRUARY, deps), await packEvidence(FEBRUARY, deps)];
    expect(hash(one.bytes)).toBe(hash(other.bytes));
    const archive = opened(one.bytes);
    const manifest = z
      .object({
        period: z.string(),
        closed: z.object({ digests: z.array(z.object({ id: z.string(), sha256: z.string() })) }),
        files: z.array(z.object({ name: z.string(), sha256: z.string() })),
      })
      .parse(JSON.parse(archive.text('manifest.json')));
    expect(archive.names).toEqual(['manifest.json', ...manifest.files.map(({ name }) => name)]);
    for (const { name, sha256 } of manifest.files) expect([name, hash(archive.bytes(name))]).toEqual([name, sha256]);
    for (const { id, sha256 } of manifest.closed.digests) expect(hash(archive.bytes(`digest-${id}.json`))).toBe(sha256);
  });

  it('is refused for a month that is open, and for one that was opened again', async () => {
    const { deps } = await closedFebruary();
    await reopenMonth({ period: FEBRUARY, by: 'manager', reason: 'salah' }, deps);
    await expect(packEvidence(FEBRUARY, deps)).rejects.toThrow('is not closed');
  });
});

describe('a CSV of the evidence', () => {
  it('quotes what has to be quoted, and keeps a spreadsheet from calculating what somebody wrote', () => {
    expect(
      csvFile(
        ['a', 'b'],
        [
          ['x "y", z', -3],
          ['=1+1', undefined],
        ],
      ),
    ).toBe('a,b\r\n"x ""y"", z",-3\r\n\'=1+1,\r\n');
  });
});
