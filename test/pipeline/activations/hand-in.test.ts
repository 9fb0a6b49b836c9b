import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeEach, describe, expect, it, onTestFinished } from 'vitest';
import { civilDate, type Instant } from '../../../connectors/contract/period.js';
import type { Answers } from '../../../src/pipeline/export-report.js';
import type { HandedFile, HandedIn } from '../../../src/pipeline/handed-file.js';
import { type Importer, openImporter } from '../../../src/pipeline/importer.js';
import { reportSentences } from '../../../src/pipeline/report-sentences.js';
import { openSqliteStore, type SqliteStore } from '../../../src/store/sqlite/client.js';
import { demoConfig } from '../../support/ministry.js';
import { root } from '../../support/paths.js';
import { type TemporaryStore, temporaryStore } from '../../support/store.js';
import { workbook } from '../../support/zip.js';

const NOW = '2026-10-01T02:00:00.000Z' as Instant;
const DAYS = { start: civilDate('2026-07-01'), end: civilDate('2026-10-01') };

let home: TemporaryStore;
let store: SqliteStore;
let importer: Importer;
beforeEach(async () => {
  home = await temporaryStore();
  store = await openSqliteStore(home.path);
  importer = openImporter({ storePath: home.path, config: demoConfig(), clock: { now: () => NOW } });
  onTestFinished(async () => {
    await importer.close();
    await store.close();
    await home.remove();
  });
});

const handed = (content: string | Uint8Array, answers: Answers = {}, fileName = 'form.csv'): HandedFile => ({
  bytes: typeof content === 'string' ? new TextEncoder().encode(content) : content,
  fileName,
  answers,
  acceptPartial: false,
});

const summary = () => store.advocacy.summary(DAYS);
const refusalOf = (outcome: HandedIn) => (outcome.state === 'refused' ? outcome.report.refused : undefined);

const FORM = `Timestamp,Email Address,Nama Lengkap,Unit Kerja,Platform,"Link Postingan
(boleh lebih dari satu)",Bukti
14/09/2026 8.05.10,a@example.com,Orang 001,Humas,"Instagram, TikTok","https://www.instagram.com/p/III/?igsh=MzR&img_index=1
https://vt.tiktok.com/ZSyyyy/",https://drive.google.com/open?id=xxxx
14/09/2026 8.05.10,A@example.com ,Orang 001,Humas,"Instagram, TikTok","https://www.instagram.com/p/III/?igsh=MzR&img_index=1
https://vt.tiktok.com/ZSyyyy/",https://drive.google.com/open?id=xxxx
15/09/2026 21.40.03,b@example.com,orang 002 ,HUMAS ,WhatsApp,-,
`;

const WIDE = `Date,Pangkat Nama,NRP,Satfung,Link Instagram,Link Facebook,Link Twitter,Link Tiktok,Link Youtube
2026-09-01,BRIPTU A,85010203,Humas,https://www.instagram.com/reel/AAA/?utm_source=ig,https://fb.watch/xyz/,-,,
2026-09-01,BRIPTU B,85010204,Humas,-,-,-,-,-
2026-09-02,BRIPTU A,85010203,Humas,,,https://x.com/i/status/123?s=20,,https://youtu.be/abc?t=3
`;

describe('a form of activations that somebody hands in', () => {
  it('asks what it does not say, with every reading, and keeps nothing before that', async () => {
    const open = await importer.keep(handed(FORM));
    expect(open).toMatchObject({ state: 'asks', report: { questions: [{ id: 'kind' }] } });
    const told = reportSentences(await importer.preview(handed(FORM)), demoConfig(), 'id');
    expect(told).toMatchObject({
      title: 'Aktivasi pegawai (Google Forms): satu aktivasi tiap baris',
      account: 'Masuk ke buku aktivasi pegawai.',
      questions: [{ id: 'kind', asks: 'choice', readings: [{ answer: 'provided' }, { answer: 'engagement' }, { answer: 'original' }] }],
    });
    expect((await summary()).activations).toBe(0);
  });

  it('is kept once it was answered, counts a repeated submission once, and the answer holds for the next file with these headers', async () => {
    const kept = await importer.keep(handed(FORM, { kind: 'provided' }));
    expect(kept).toMatchObject({ state: 'kept', rows: 3, inserted: 2, unchanged: 1 });
    expect(await summary()).toMatchObject({ activations: 2, touches: 3, touchesByPlatform: { instagram: 1, tiktok: 1, whatsapp: 1 } });
    // The form goes on: the same rows and one more.
    const more = `${FORM}16/09/2026 7.00.00,c@example.com,Orang 003,Humas,Instagram,https://instagram.com/p/JJJ,\n`;
    expect(await importer.keep(handed(more))).toMatchObject({ state: 'kept', inserted: 1, unchanged: 3 });
    expect(await importer.keep(handed(more))).toMatchObject({ state: 'unchanged', inserted: 0 });
    expect((await summary()).activations).toBe(3);
  });

  it('is checked before it is kept: the report says the days, the columns that are not read, and nothing is there afterwards', async () => {
    const text = FORM.replace('Bukti', 'Catatan');
    const told = reportSentences(await importer.preview(handed(text, { kind: 'provided' })), demoConfig(), 'en');
    expect(told).toMatchObject({
      metrics: ['Activations by day: 3 figures; 14–15 September 2026'],
      leftOut: ['Columns that are not read: "Nama Lengkap", "Catatan".'],
    });
    expect((await summary()).activations).toBe(0);
  });

  it('comes below a title, with semicolons, in the dates of its own download', async () => {
    const text =
      'Laporan aktivasi;;;\n\nCap waktu;NIP;Jenis Aktivasi;Link\n2026/09/14 8:05:10 PM GMT+7;199001012015011001;provided;https://x.com/a/status/9\n';
    expect(await importer.keep(handed(text))).toMatchObject({ state: 'kept', inserted: 1 });
    const [one] = await store.advocacy.activationsOf(await hashOf('199001012015011001'), DAYS);
    expect(one).toMatchObject({ occurredAt: '2026-09-14T13:05:10.000Z', links: ['x:9'] });
  });

  it('asks for the order of day and month only where every date has two readings', async () => {
    const rows = (day: string): string => `Timestamp,Nama,Jenis,Platform\n${day} 8:00:00,Ayu,like,WhatsApp\n`;
    expect(await importer.keep(handed(rows('03/04/2026')))).toMatchObject({
      state: 'asks',
      report: { questions: [{ id: 'dates', readings: [{ answer: 'day-first' }, { answer: 'month-first' }] }] },
    });
    expect(await importer.keep(handed(rows('9/14/2026')))).toMatchObject({ state: 'kept', inserted: 1 });
    expect((await store.advocacy.summary({ start: civilDate('2026-09-14'), end: civilDate('2026-09-15') })).activations).toBe(1);
  });

  it('is mapped once by a person where its words are not known, and the mapping is remembered', async () => {
    const text = (day: string): string =>
      `Cap waktu,Pelapor,Jenis,Tautan Postingan\n2026-09-${day} 08:00:00,Ayu,provided,https://x.com/a/status/${day}\n`;
    const refused = await importer.keep(handed(text('01')));
    expect(refusalOf(refused)?.advice.id).toMatch(/--answer person=KOLOM/);
    expect(await importer.keep(handed(text('01'), { person: 'Pelapor' }))).toMatchObject({ state: 'kept', inserted: 1 });
    expect(await importer.keep(handed(text('02')))).toMatchObject({ state: 'kept', inserted: 1 });
  });
});

describe('a wide file', () => {
  it('gives one activation a row with a touch for each link, and passes over those who told nothing', async () => {
    const kept = await importer.keep(handed(WIDE, { kind: 'provided' }));
    expect(kept).toMatchObject({ state: 'kept', rows: 3, inserted: 2, report: { recognised: { layout: 'wide' } } });
    expect(kept).toMatchObject({ report: { leftOut: [{ rows: 1, reason: { en: 'Without any link, so no activation.' } }] } });
    expect(await summary()).toMatchObject({ people: { atMost: 1 }, activations: 2, touches: 4 });
    expect((await summary()).touchesByPlatform).toMatchObject({ instagram: 1, facebook: 1, x: 1, youtube: 1, tiktok: 0 });
  });

  it('is refused where somebody says that it is long', async () => {
    const refused = await importer.keep(handed(WIDE, { kind: 'provided', layout: 'long' }));
    expect(refusalOf(refused)?.reason.en).toMatch(/^Line 1: this file is wide/);
    expect((await summary()).activations).toBe(0);
  });
});

describe('a file of activations that can not be right', () => {
  const row = (when: string, staff = '199001012015011001'): string => `${when},${staff},provided,https://x.com/a/status/1\n`;
  const HEAD = 'Timestamp,NIP,Jenis,Link\n';

  it.each([
    ['a date in the future', `${HEAD}${row('2026-09-30 08:00:00')}${row('2026-10-02 08:00:00')}`, 3, /belum terjadi/, /lies in the future/],
    ['another locale', `${HEAD}${row('14/09/2026 8:00:00')}${row('9/15/2026 8:00:00')}`, 3, /lokal lain/, /Another locale/],
    ['a rounded staff number', `${HEAD}${row('2026-09-30 08:00:00', '199001012015011000')}`, 2, /dibulatkan/, /rounded/],
    ['a rounded staff number with an exponent', `${HEAD}${row('2026-09-30 08:00:00', '1.99001E+17')}`, 2, /dibulatkan/, /rounded/],
  ])('is refused for %s, with reason and line, and nothing of it is kept', async (_, text, line, id, en) => {
    const refused = refusalOf(await importer.keep(handed(text)));
    expect(refused).toMatchObject({ line });
    expect(refused?.reason.id).toMatch(id);
    expect(refused?.reason.en).toMatch(en);
    expect((await summary()).activations).toBe(0);
    expect(await store.advocacy.sources()).toEqual([]);
  });

  it('keeps the rows that are right where a person asks for that', async () => {
    const text = `${HEAD}${row('2026-09-30 08:00:00')}${row('2026-10-02 08:00:00')}`;
    expect(await importer.keep({ ...handed(text), acceptPartial: true })).toMatchObject({ state: 'partial', inserted: 1, rejections: [{ line: 3 }] });
  });
});

describe('a workbook of activations', () => {
  it('is read with its dates; a number of 18 digits was rounded, whatever digits it shows', async () => {
    const good = sheet('<c r="B2" t="inlineStr"><is><t>199001012015011001</t></is></c>');
    expect(await importer.keep(handed(good, {}, 'form.xlsx'))).toMatchObject({ state: 'kept', inserted: 1 });
    const rounded = sheet('<c r="B2"><v>199001012015011008</v></c>');
    const refused = refusalOf(await importer.keep(handed(rounded, {}, 'form.xlsx')));
    expect(refused).toMatchObject({ line: 2, reason: { en: expect.stringMatching(/rounded/) } });
  });
});

/** A sheet with one activation on 14 September 2026 at 12:00, its second cell given as XML. */
function sheet(staff: string): Uint8Array {
  const text = (place: string, value: string): string => `<c r="${place}" t="inlineStr"><is><t>${value}</t></is></c>`;
  const head = ['Timestamp', 'NIP', 'Jenis', 'Link'].map((name, index) => text(`${'ABCD'[index]}1`, name)).join('');
  const row = `<c r="A2" s="1"><v>46279.5</v></c>${staff}${text('C2', 'provided')}${text('D2', 'https://x.com/a/status/7')}`;
  return workbook([{ name: 'Form Responses 1', rows: `<row r="1">${head}</row><row r="2">${row}</row>` }]);
}

describe('files of platforms', () => {
  it('stay what they are', async () => {
    const file = readFileSync(join(root, 'test/fixtures/exports/meta-daily-es-reach.csv'));
    expect(await importer.preview(handed(file, {}, 'meta.csv'))).toMatchObject({ recognised: { tool: 'meta-business-suite' } });
  });
});

async function hashOf(staff: string) {
  const { openInstallationPseudonyms } = await import('../../../src/pipeline/activations/people.js');
  return (await openInstallationPseudonyms(store.advocacy, undefined)).hash({ scope: 'staff', value: staff });
}
