import { createHash } from 'node:crypto';
import type { Text } from '../../../connectors/contract/metric.js';
import { type Instant, type Period, periodLabel } from '../../../connectors/contract/period.js';
import type { Config } from '../../config/config.js';
import { type ClosedMonth, readClosed } from '../../digest/closing.js';
import type { Digest } from '../../domain/digest.js';
import { startOfDay } from '../../domain/zone.js';
import type { WholeStore } from '../../store/whole-store.js';
import { type Deed, readDeeds } from '../audit-log.js';
import { RefusedFile } from '../import-report.js';
import { publishedText } from '../month-close.js';
import { parseNote } from '../notes.js';
import { type Cell, csvFile } from './csv.js';
import { figuresCsv, figuresOf, rowsUnder } from './figures.js';
import { evidencedRows, rowsCsv, sourcesCsv, voidsCsv } from './rows.js';
import { type PackedFile, zipArchive } from './zip.js';

/** The evidence of a closed month as a ZIP, with what it holds. */
export interface Evidence {
  readonly bytes: Uint8Array;
  readonly sha256: string;
  readonly files: readonly { readonly name: string; readonly sha256: string }[];
}

/** What evidence is read from. */
export interface EvidenceDependencies {
  readonly store: WholeStore;
  readonly config: Config;
}

/**
 * Packs the evidence of a closed month: the digests as they were published, every printed figure with its formula and rows, who stated these rows when
 * and from which bytes, voids, notes, and what was done up to the closing. The same store gives the same bytes. Throws
 * `PantauError('refused-input')` where the month is not closed.
 */
export async function packEvidence(period: Period, deps: EvidenceDependencies): Promise<Evidence> {
  const { store, config } = deps;
  const month = periodLabel(period, config.organisation.calendar);
  const closed = await readClosed(month, deps);
  if (closed === undefined) throw new RefusedFile(notClosed(month));
  const texts = await Promise.all(closed.digests.map(async ({ id, sha256 }) => ({ id, text: await publishedText(month, { id, sha256 }, store) })));
  const digests = texts.map(({ text }): Digest => JSON.parse(text));
  const rows = await evidencedRows(rowsUnder(digests), closed.at, store);
  const files: readonly PackedFile[] = [
    { name: 'README.txt', content: README },
    ...texts.map(({ id, text }) => ({ name: `digest-${id}.json`, content: text })),
    { name: 'figures.csv', content: figuresCsv(digests.flatMap((digest) => figuresOf(month, digest))) },
    { name: 'observations.csv', content: rowsCsv(rows) },
    { name: 'sources.csv', content: sourcesCsv(rows) },
    { name: 'voids.csv', content: voidsCsv(rows) },
    { name: 'notes.csv', content: await notesCsv(month, store) },
    { name: 'audit.csv', content: auditCsv(await deedsUntil(period, closed, deps)) },
  ];
  const listed = files.map(({ name, content }) => ({ name, sha256: sha256Of(content) }));
  const manifest = { version: 1, period: month, closed, files: listed };
  const bytes = zipArchive([{ name: 'manifest.json', content: `${JSON.stringify(manifest, undefined, 2)}\n` }, ...files]);
  return { bytes, sha256: sha256Of(bytes), files: listed };
}

const sha256Of = (content: string | Uint8Array): string => createHash('sha256').update(content).digest('hex');

const notClosed = (month: string): Text => ({
  id: `Bulan ${month} belum ditutup, jadi belum ada yang diterbitkan untuk dibuktikan. Tutup dulu dengan "pantau close --period ${month}".`,
  en: `${month} is not closed, so nothing of it was published yet. Close it first with "pantau close --period ${month}".`,
});

/** What was done from the first day of the month up to its closing. */
async function deedsUntil(period: Period, { at }: ClosedMonth, { store, config }: EvidenceDependencies): Promise<readonly Deed[]> {
  const to = new Date(Date.parse(at) + 1).toISOString() as Instant;
  return readDeeds({ from: startOfDay(period.start, config.organisation.zone), to }, { store, config });
}

const auditCsv = (deeds: readonly Deed[]): string =>
  csvFile(
    ['at', 'who', 'name', 'kind', 'detail'],
    deeds.map(({ at, who, name, kind, detail }): readonly Cell[] => [at, who, name, kind, detail]),
  );

/** Every version of the month's notes, oldest first; an empty text took the note away. */
async function notesCsv(month: string, store: Pick<WholeStore, 'listSettings'>): Promise<string> {
  const start = `note:${month}/`;
  const versions = (await store.listSettings()).filter(({ name }) => name.startsWith(start));
  return csvFile(
    ['note', 'at', 'who', 'text'],
    versions.map(({ name, validFrom, by, value }): readonly Cell[] => [name.slice(start.length), validFrom, by, parseNote(value)]),
  );
}

const README = `Bukti bulan yang ditutup / Evidence of a closed month

digest-*.json     laporan persis seperti diterbitkan / the digests exactly as they were published (SHA-256: manifest.json)
figures.csv       setiap angka yang tercetak: rumus dan barisnya / every printed figure: its formula and its rows
observations.csv  baris di balik angka dan pernyataan lain atas nilai yang sama: siapa, kapan, dari mana
                  the rows behind the figures and other statements of the same values: who, when, whence
                  role: published, before (sebelum tutup / before the closing), since (sesudahnya / after it)
sources.csv       sumber dan SHA-256 dari byte yang dibaca / the sources and the SHA-256 of the bytes that were read
voids.csv         nilai yang ditarik dan alasannya / values that were voided, and why
notes.csv         catatan, semua versinya / notes in all their versions
audit.csv         siapa melakukan apa sampai bulan ditutup / who did what until the month was closed
`;
