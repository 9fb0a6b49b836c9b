import type { ArchiveEntry } from './archive.js';
import { LIMITS } from './limits.js';
import { ADVICE, FileRefused } from './refusal.js';
import { builtInFormat, formatOf, type NumberFormat } from './serial.js';
import { attribute, openXml, type XmlEvents } from './xml.js';

/** A sheet as the workbook lists it. */
export interface SheetPart {
  readonly name: string;
  readonly hidden: boolean;
  readonly entry: ArchiveEntry | undefined;
}

/** What the sheets of a workbook share. */
export interface WorkbookParts {
  readonly sheets: readonly SheetPart[];
  readonly texts: readonly string[];
  /** by the number of a cell's style */
  readonly formats: readonly NumberFormat[];
  readonly from1904: boolean;
}

const ignore = (): void => undefined;

/** Reads an entry's XML in pieces. */
async function readXml(entry: ArchiveEntry, events: XmlEvents): Promise<void> {
  const xml = openXml(events);
  const decoder = new TextDecoder('utf-8');
  for await (const piece of entry.pieces()) xml.feed(decoder.decode(piece, { stream: true }));
  xml.feed(decoder.decode());
  xml.end();
}

/** Reads the list of sheets, the shared texts and the number formats. */
export async function workbookParts(entries: readonly ArchiveEntry[]): Promise<WorkbookParts> {
  const byName = new Map(entries.map((entry) => [entry.name.replace(/^\//, '').toLowerCase(), entry]));
  const targets = await relations(byName.get('xl/_rels/workbook.xml.rels'));
  const sheets: SheetPart[] = [];
  let from1904 = false;
  const main = byName.get('xl/workbook.xml');
  if (main === undefined)
    throw new FileRefused({ id: 'Buku kerjanya tidak menyebut lembar apa pun.', en: 'The workbook lists no sheets.' }, ADVICE.saveNew);
  await readXml(main, {
    open: (name, attributes) => {
      if (name === 'workbookPr') from1904 = /^(?:1|true)$/.test(attribute(attributes, 'date1904') ?? '');
      if (name !== 'sheet') return;
      const target = targets.get(attribute(attributes, 'id') ?? '');
      const state = attribute(attributes, 'state') ?? 'visible';
      sheets.push({
        name: attribute(attributes, 'name') ?? '',
        hidden: state !== 'visible',
        entry: target === undefined || /chartsheets|dialogsheets/i.test(target) ? undefined : byName.get(target),
      });
    },
    close: ignore,
    text: ignore,
  });
  if (sheets.length > LIMITS.sheets)
    throw new FileRefused(
      { id: `Buku kerjanya memuat lebih dari ${LIMITS.sheets} lembar.`, en: `The workbook has more than ${LIMITS.sheets} sheets.` },
      ADVICE.original,
    );
  return { sheets, from1904, texts: await sharedTexts(byName.get('xl/sharedstrings.xml')), formats: await cellFormats(byName.get('xl/styles.xml')) };
}

async function relations(entry: ArchiveEntry | undefined): Promise<ReadonlyMap<string, string>> {
  const targets = new Map<string, string>();
  if (entry === undefined) return targets;
  await readXml(entry, {
    open: (name, attributes) => {
      const [id, target] = [attribute(attributes, 'Id'), attribute(attributes, 'Target')];
      if (name !== 'Relationship' || id === undefined || target === undefined) return;
      targets.set(id, (target.startsWith('/') ? target.slice(1) : `xl/${target.replace(/^\.\//, '')}`).toLowerCase());
    },
    close: ignore,
    text: ignore,
  });
  return targets;
}

async function sharedTexts(entry: ArchiveEntry | undefined): Promise<readonly string[]> {
  const texts: string[] = [];
  if (entry === undefined) return texts;
  let text = '';
  let [inText, phonetic, characters] = [false, false, 0];
  await readXml(entry, {
    open: (name) => {
      if (name === 'si') text = '';
      else if (name === 't') inText = true;
      else if (name === 'rPh') phonetic = true;
    },
    close: (name) => {
      if (name === 't') inText = false;
      else if (name === 'rPh') phonetic = false;
      else if (name === 'si') texts.push(unmarked(text));
    },
    text: (piece) => {
      if (!inText || phonetic) return;
      text += piece;
      characters += piece.length;
      if (text.length > LIMITS.cellCharacters || characters > LIMITS.sharedCharacters || texts.length > LIMITS.sharedTexts) {
        throw new FileRefused(
          {
            id: 'Teks di buku kerja ini jauh lebih banyak atau lebih panjang daripada di ekspor.',
            en: 'The texts of this workbook are far more or longer than an export has.',
          },
          ADVICE.original,
        );
      }
    },
  });
  return texts;
}

/** Characters that XML can't hold are written as `_x000D_`. */
export const unmarked = (text: string): string =>
  text.includes('_x') ? text.replace(/_x([0-9A-Fa-f]{4})_/g, (_whole, code: string) => String.fromCharCode(Number.parseInt(code, 16))) : text;

async function cellFormats(entry: ArchiveEntry | undefined): Promise<readonly NumberFormat[]> {
  const own = new Map<number, NumberFormat>();
  const formats: NumberFormat[] = [];
  if (entry === undefined) return formats;
  let inCells = false;
  await readXml(entry, {
    open: (name, attributes) => {
      if (name === 'cellXfs') inCells = true;
      if (name !== 'numFmt' && !(name === 'xf' && inCells)) return;
      const id = Number(attribute(attributes, 'numFmtId') ?? 0);
      if (name === 'numFmt') own.set(id, formatOf(attribute(attributes, 'formatCode') ?? ''));
      else if (formats.length < 100_000) formats.push(own.get(id) ?? builtInFormat(id));
    },
    close: (name) => {
      if (name === 'cellXfs') inCells = false;
    },
    text: ignore,
  });
  return formats;
}
