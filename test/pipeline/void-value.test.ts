import { describe, expect, it, onTestFinished } from 'vitest';
import { civilDate, type Instant } from '../../connectors/contract/period.js';
import { verifyDigest } from '../../src/digest/verify.js';
import { composeDigest } from '../../src/pipeline/compose.js';
import { readHeld } from '../../src/pipeline/handed/held.js';
import { correctHanded, type HandedFigure, keepHanded } from '../../src/pipeline/handed/keep.js';
import { undoImport } from '../../src/pipeline/undo-import.js';
import { voidValue } from '../../src/pipeline/void-value.js';
import { answer } from '../../src/question/answer.js';
import { parseQuestion } from '../../src/question/parse.js';
import { demoStore } from '../support/demo-store.js';
import { demoConfig, FEBRUARY, MARCH_FIRST } from '../support/ministry.js';
import { tickingClock } from '../support/ticking-clock.js';

const config = demoConfig();
const PHONE = 'contact_centre/tickets/channel=phone/month@2024-02-01#1';
const TODAY = civilDate('2024-03-01');
const quiet = { debug: () => undefined, info: () => undefined, warn: () => undefined, error: () => undefined };
const monthly = config.digests.find(({ id }) => id === 'monthly');

async function opened() {
  const { store, remove } = await demoStore();
  onTestFinished(remove);
  const clock = tickingClock(60_000);
  const deps = { store, config, clock };
  const tell = async (asOf?: Instant) => {
    if (monthly === undefined) throw new Error('The demo has a monthly digest.');
    return composeDigest({ config, digest: monthly, period: FEBRUARY, asOf: asOf ?? MARCH_FIRST, asItStood: asOf !== undefined }, store, quiet);
  };
  const ask = async (text: string) => {
    const given = await answer(parseQuestion(text, { config, language: 'id', today: TODAY }), { config, store, now: clock.now(), today: TODAY });
    return given.lines.map((line) => line.text.id).join('\n');
  };
  return { store, deps, tell, ask };
}

const phone = (value: number): HandedFigure => ({
  kind: 'figure',
  subject: 'contact_centre',
  metric: 'tickets',
  dimensions: { channel: 'phone' },
  period: FEBRUARY,
  value,
  precision: 'exact',
  note: undefined,
});

describe('a voided value', () => {
  it('is shown as no data with who and why in the digest, as of before as it was, and undoing it gives every byte back', async () => {
    const { store, deps, tell, ask } = await opened();
    const [before, asOf] = [JSON.stringify(await tell()), JSON.stringify(await tell(MARCH_FIRST))];
    const { was, importId } = await voidValue({ observation: PHONE, by: 'editor', reason: 'salah ketik: 46\nbukan 64' }, deps);
    expect(was.value).toBe(46);
    const voided = await tell();
    const said = voided.sections
      .flatMap(({ lines }) => lines)
      .filter(({ role }) => role === 'missing')
      .map(({ text }) => text);
    expect(said).toContainEqual({
      id: 'Telepon Februari 2024: tidak ada data, ditarik oleh Mas Dito: salah ketik: 46 bukan 64',
      en: 'Phone, February 2024: no data, voided by Mas Dito: salah ketik: 46 bukan 64',
    });
    expect(verifyDigest(voided)).toEqual([]);
    expect(JSON.stringify(await tell(MARCH_FIRST))).toBe(asOf);
    expect(await ask('tiket telepon februari 2024')).toContain('ditarik oleh Mas Dito');
    expect(await ask('sumber tiket telepon februari 2024')).toContain('juga dinyatakan: 46');
    await undoImport({ import: importId, by: 'editor', reason: 'ternyata benar' }, deps);
    expect(JSON.stringify(await tell())).toBe(before);
    expect((await store.advocacy.auditLog(2, undefined)).map(({ what, who }) => [what, who])).toEqual([
      ['undo', 'editor'],
      ['void', 'editor'],
    ]);
  });

  it('is refused where nobody says why, there is none, or it is not the one that holds', async () => {
    const { deps } = await opened();
    const tryTo = (observation: string, reason: string) => voidValue({ observation, by: 'editor', reason }, deps);
    await expect(tryTo(PHONE, ' ')).rejects.toThrow('Say why.');
    await expect(tryTo('contact_centre/tickets/channel=fax/month@2024-02-01#1', 'x')).rejects.toThrow('There is no value');
    await tryTo(PHONE, 'salah ketik');
    await expect(tryTo(PHONE, 'lagi')).rejects.toThrow('voided already by Mas Dito: salah ketik');
  });
});

describe('a correction', () => {
  it('takes effect over what a file holds, where handing in alone would stand beside it', async () => {
    const { store, deps } = await opened();
    const held = async () => (await readHeld({ config, store, now: MARCH_FIRST }, FEBRUARY)).get('contact_centre/tickets/channel=phone');
    expect(await keepHanded({ by: 'editor', way: 'modal', facts: [phone(64)] }, deps)).toMatchObject({ outranked: 1 });
    expect(await held()).toEqual({ kind: 'value', value: 46 });
    const correction = { by: 'editor', way: 'modal', facts: [phone(64)], reason: 'salah ketik di laporan' };
    await expect(correctHanded({ ...correction, reason: '' }, deps)).rejects.toThrow('Say why.');
    const { importId } = await correctHanded(correction, deps);
    expect(await held()).toEqual({ kind: 'value', value: 64 });
    await undoImport({ import: importId, by: 'editor', reason: 'keliru' }, deps);
    expect(await held()).toEqual({ kind: 'value', value: 46 });
  });
});
