import { describe, expect, it, onTestFinished } from 'vitest';
import type { Instant } from '../../connectors/contract/period.js';
import { verifyDigest } from '../../src/digest/verify.js';
import { composeDigest } from '../../src/pipeline/compose.js';
import { type NoteKind, readNote, readNotes, saveNote } from '../../src/pipeline/notes.js';
import { composeFebruary, demoConfig, FEBRUARY, failingLog, MARCH_FIRST } from '../support/ministry.js';
import { temporaryStore } from '../support/store.js';

const config = demoConfig();
const TOPICS = 'Topik 5 besar: DAK Fisik (12 tiket)\n\nSHSR & "TKD"';

async function opened() {
  const { store, remove } = await temporaryStore();
  onTestFinished(remove);
  let at = MARCH_FIRST;
  const save = (section: string, kind: NoteKind, text: string, by = 'editor') =>
    saveNote({ section, kind, period: FEBRUARY, text, by }, { store, clock: { now: () => at } });
  const linesOf = async (section: string) =>
    (await composeFebruary(store, config)).sections.find(({ id }) => id === section)?.lines.filter(({ role }) => role === 'note') ?? [];
  const later = (moment: string): void => {
    at = moment as Instant;
  };
  return { store, save, linesOf, later };
}

describe('a note', () => {
  it('is kept with its author and time, for one section, kind and month', async () => {
    const { store, save } = await opened();
    expect(await save('tickets', 'topics', ` ${TOPICS} `)).toBe(true);
    await save('ppid', 'evaluation', 'Semua permohonan selesai tepat waktu.', 'manager-1');
    expect(await readNotes(FEBRUARY, { config, store })).toEqual([
      { section: 'tickets', kind: 'topics', period: FEBRUARY, text: TOPICS, by: 'editor', at: MARCH_FIRST },
      { section: 'ppid', kind: 'evaluation', period: FEBRUARY, text: 'Semua permohonan selesai tepat waktu.', by: 'manager-1', at: MARCH_FIRST },
    ]);
  });

  it('is changed by another version, and the same text again is none', async () => {
    const { store, save, later } = await opened();
    await save('tickets', 'topics', TOPICS);
    later('2024-03-02T02:00:00.000Z');
    expect(await save('tickets', 'topics', TOPICS)).toBe(false);
    expect((await readNote({ section: 'tickets', kind: 'topics', period: FEBRUARY }, store))?.at).toBe(MARCH_FIRST);
    expect(await save('tickets', 'topics', 'Lain', 'member')).toBe(true);
    expect(await readNote({ section: 'tickets', kind: 'topics', period: FEBRUARY }, store)).toMatchObject({ text: 'Lain', by: 'member' });
  });

  it('is taken away by an empty text', async () => {
    const { save, linesOf } = await opened();
    await save('tickets', 'topics', TOPICS);
    await save('tickets', 'topics', '  ');
    expect(await linesOf('tickets')).toEqual([]);
  });
});

describe('a digest', () => {
  it('has the notes below their section, as they were written, with author, time and badge', async () => {
    const { store, save, linesOf } = await opened();
    await save('tickets', 'topics', TOPICS);
    const lines = await linesOf('tickets');
    expect(lines.map(({ text }) => text.id)).toEqual([
      'Topik (Mas Dito, 1 Maret 2024 pukul 09.00 WIB): Topik 5 besar: DAK Fisik (12 tiket)',
      'SHSR & "TKD"',
    ]);
    expect(lines[0]?.text.en).toMatch(/^Topics \(Mas Dito, 1 March 2024.*\): Topik 5 besar: DAK Fisik \(12 tiket\)$/);
    expect(lines.map(({ badges }) => badges)).toEqual([['typed'], ['typed']]);
    expect(verifyDigest(await composeFebruary(store, config))).toEqual([]);
  });

  it('that is read as it stood has no note of later', async () => {
    const { store, save, later } = await opened();
    later('2024-03-02T02:00:00.000Z');
    await save('tickets', 'topics', TOPICS);
    const [monthly] = config.digests;
    if (!monthly) throw new Error('The configuration has no digest.');
    const stood = await composeDigest({ config, digest: monthly, period: FEBRUARY, asOf: MARCH_FIRST, asItStood: true }, store, failingLog);
    expect(JSON.stringify(stood)).not.toContain('DAK Fisik');
  });
});
