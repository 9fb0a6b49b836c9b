import type { Rejection } from '../../../connectors/contract/layout.js';
import type { Text } from '../../../connectors/contract/metric.js';
import type { Instant } from '../../../connectors/contract/period.js';
import {
  type ActivationDraft,
  type ActivationKind,
  type HashedName,
  type PersonName,
  type PlatformSet,
  platformSet,
} from '../../domain/activation.js';
import { type LinkReading, readLink, splitLinks } from '../../domain/activation-link.js';
import { type ActivationFault, type ActivationRule, activationFault, FIRST_RULE, faultSentence, ruleOn } from '../../domain/activation-rule.js';
import { type Pseudonymiser, staffNumberViolation } from '../../domain/pseudonym.js';
import { type ActivationColumn, KIND_NAMES, PLATFORM_NAMES, plainText } from './columns.js';
import { type DateOrder, openMoments } from './moments.js';

/** What rows are judged by. */
export interface JudgeSettings {
  readonly zone: string;
  readonly now: Instant;
  readonly dateOrder: DateOrder;
  /** the kind of rows that do not say theirs */
  readonly kind: ActivationKind | undefined;
  readonly rules: readonly ActivationRule[];
  /** the spellings of units; without it units are told apart in capital letters */
  readonly units: readonly string[] | undefined;
  readonly pseudonymiser: Pseudonymiser;
  /** passes over rows whose link columns say nothing, as wide files have one for everybody */
  readonly wide?: boolean | undefined;
}

/** Turns the cells of a row into an activation, or says why not; undefined for a row of a wide file in which nothing was told. */
export type RowJudge = (cells: readonly string[], line: number) => ActivationDraft | Rejection | undefined;

/** The second before which no activation is believed. */
export const EARLIEST = Date.parse('2000-01-01T00:00:00Z') / 1000;
const NOTHING_SAID = new Set(['', '-', '--', 'n/a', 'none', 'tidak ada', 'belum ada', 'nihil', 'libur']);
const REMEMBERED = 50_000;
const MOST_LINKS = 20;

const scratch = Buffer.alloc(4_096);

/** A text of its own: a part of a larger one would keep all of that in memory. */
function detached(text: string): string {
  if (text.length * 3 > scratch.length) return Buffer.from(text).toString();
  return scratch.toString('utf8', 0, scratch.write(text));
}

/** The same function, which remembers what it was asked before, as far as there is room. */
function remembering<Result>(read: (text: string) => Result, most = REMEMBERED): (text: string) => Result {
  const known = new Map<string, Result>();
  return (text) => {
    let found = known.get(text);
    if (found !== undefined) return found;
    const own = detached(text);
    found = read(own);
    if (known.size >= most) known.clear();
    known.set(own, found);
    return found;
  };
}

class Wrong extends Error {
  readonly column: ActivationColumn;
  readonly text: Text;

  constructor(column: ActivationColumn, text: Text) {
    super(text.en);
    this.column = column;
    this.text = text;
  }
}

/** Opens the judge of a file with these columns; `header` are their names in the file. */
export function openRowJudge(columns: readonly (ActivationColumn | undefined)[], header: readonly string[], settings: JudgeSettings): RowJudge {
  const at = (column: ActivationColumn): number => columns.indexOf(column);
  const places = {
    occurredAt: at('occurredAt'),
    staff: at('staff'),
    person: at('person'),
    unit: at('unit'),
    kind: at('kind'),
    platforms: at('platforms'),
    content: at('content'),
    campaign: at('campaign'),
    links: at('links'),
    evidence: at('evidence'),
  } as const;
  const linkPlaces = columns.flatMap((column, place) => (column === 'links' ? [place] : []));
  const readers = openReaders(settings);
  const rejection = (line: number, { column, text }: Wrong): Rejection => ({
    line,
    column: header[places[column]]?.replace(/\s+/g, ' '),
    reason: text.en,
    text,
  });
  const linksOf = (cells: readonly string[]): string =>
    linkPlaces
      .map((place) => cells[place] ?? '')
      .filter((cell) => !NOTHING_SAID.has(plainText(cell)))
      .join('\n');
  return (cells, line) => {
    if (cells.length !== header.length) return { line, column: undefined, reason: widthText(cells, header).en, text: widthText(cells, header) };
    try {
      if (linkPlaces.length < 2) return draftOf((column) => cells[places[column]] ?? '', readers, settings);
      const links = linksOf(cells);
      if (settings.wide === true && links === '') return undefined;
      return draftOf((column) => (column === 'links' ? links : (cells[places[column]] ?? '')), readers, settings);
    } catch (error) {
      if (error instanceof Wrong) return rejection(line, error);
      throw error;
    }
  };
}

const widthText = (cells: readonly string[], header: readonly string[]): Text => ({
  id: `Baris ini memiliki ${cells.length} sel, sedangkan judulnya ${header.length}.`,
  en: `This row has ${cells.length} cells and the header ${header.length}.`,
});

const ROUNDED: Text = {
  id: 'Nomor pegawai ini dibulatkan oleh aplikasi lembar kerja (15 digit saja yang disimpan). Ekspor kolomnya sebagai teks.',
  en: 'A spreadsheet rounded this staff number: it keeps 15 digits. Export the column as text.',
};

/** How the cells of each column are read; what was read before is remembered. */
export interface Readers {
  readonly moment: (cell: string) => { readonly second: number; readonly day: ActivationDraft['day'] } | Text;
  readonly staff: (cell: string) => HashedName | Text;
  readonly person: (cell: string) => HashedName;
  readonly kind: (cell: string) => ActivationKind | '';
  readonly platforms: (cell: string) => PlatformSet | string;
  readonly unit: (cell: string) => string;
  readonly word: (cell: string) => string;
  readonly link: (text: string) => LinkReading;
  readonly rule: (day: string) => ActivationRule;
  /** the second after which nothing can have happened yet */
  readonly latest: number;
}

/** A function of a cell as it is, or one that remembers what it was asked before. */
type Keep = <Result>(read: (text: string) => Result, most?: number) => (text: string) => Result;

/** Opens the readers of a file's cells. */
export function openReaders({ zone, now, dateOrder, pseudonymiser, units, rules }: JudgeSettings, keep: Keep = remembering): Readers {
  const hashed = (scope: PersonName['scope'], value: string): HashedName => pseudonymiser.hash({ scope, value });
  const spellings = units && new Map(units.map((unit) => [plainText(unit), unit]));
  return {
    moment: openMoments(zone, dateOrder),
    staff: keep((cell) => (staffNumberViolation(cell) === undefined ? hashed('staff', cell) : ROUNDED), 1_000_000),
    person: keep((cell) => hashed('form', cell), 1_000_000),
    kind: keep((cell) => KIND_NAMES.get(plainText(cell)) ?? ''),
    platforms: keep(platformsIn),
    unit: keep((cell) => spellings?.get(plainText(cell)) ?? cell.normalize('NFKC').replace(/\s+/g, ' ').trim().toUpperCase()),
    word: keep((cell) => cell.trim()),
    link: readLink,
    latest: Date.parse(now) / 1000,
    rule: rules.length === 0 ? () => FIRST_RULE : remembering((day) => ruleOn(rules, day as ActivationDraft['day'])),
  };
}

function platformsIn(cell: string): PlatformSet | string {
  const names = cell
    .split(/[,;|+&\n]| dan | and /)
    .map(plainText)
    .filter((name) => name !== '');
  const unknown = names.find((name) => !PLATFORM_NAMES.has(name));
  return unknown === undefined ? platformSet(names.flatMap((name) => PLATFORM_NAMES.get(name) ?? [])) : unknown;
}

type CellOf = (column: ActivationColumn) => string;

function draftOf(cell: CellOf, readers: Readers, { kind: kindGiven }: JudgeSettings): ActivationDraft {
  const when = cell('occurredAt').trim();
  const moment = readers.moment(when);
  if ('en' in moment) throw new Wrong('occurredAt', moment);
  if (moment.second > readers.latest) throw new Wrong('occurredAt', { id: `"${when}" belum terjadi.`, en: `"${when}" lies in the future.` });
  if (moment.second < EARLIEST) throw new Wrong('occurredAt', { id: `"${when}" sebelum tahun 2000.`, en: `"${when}" lies before 2000.` });
  const person = personOf(cell, readers);
  const kind = cell('kind') === '' ? kindGiven : readers.kind(cell('kind'));
  if (kind === undefined || kind === '') throw new Wrong('kind', kindText(cell('kind')));
  const named = readers.platforms(cell('platforms'));
  if (typeof named === 'string')
    throw new Wrong('platforms', { id: `"${named}" bukan platform yang dikenal.`, en: `"${named}" is no platform that is known.` });
  const { links, linked } = linksIn(cell('links'), readers.link);
  const platforms = named | linked;
  const rule = readers.rule(moment.day);
  const fault = activationFault({ kind, platforms, linked }, rule);
  if (fault !== undefined) throw new Wrong(cell('links') === '' ? 'platforms' : 'links', { id: faultInIndonesian(fault), en: faultSentence(fault) });
  return {
    person,
    unit: filled(cell('unit'), readers.unit),
    kind,
    platforms,
    content: filled(cell('content'), readers.word),
    campaign: filled(cell('campaign'), readers.word),
    links,
    second: moment.second,
    day: moment.day,
    evidence: filled(cell('evidence'), (text) => text.trim()),
    rule: rule.version,
    windowDays: rule.windowDays,
  };
}

const kindText = (cell: string): Text => ({
  id: `"${cell}" bukan jenis aktivasi: provided, engagement atau original.`,
  en: `"${cell}" is no kind: provided, engagement or original.`,
});

function faultInIndonesian(found: ActivationFault): string {
  switch (found.fault) {
    case 'kind':
      return `Aktivasi jenis "${found.kind}" tidak dihitung menurut aturan ${found.rule}.`;
    case 'no-platform':
      return 'Tidak ada platform yang disebut, dan tidak ada tautan yang menunjukkannya.';
    case 'link-missing':
      return `Tautan unggahan di ${found.platforms.join(', ')} tidak ada.`;
  }
}

const filled = (cell: string, read: (cell: string) => string): string | undefined => (cell === '' || cell.trim() === '' ? undefined : read(cell));

function personOf(cell: CellOf, readers: Readers): HashedName {
  const staff = cell('staff');
  if (staff !== '' && staff.trim() !== '') {
    const hashed = readers.staff(staff);
    if ('en' in hashed) throw new Wrong('staff', hashed);
    return hashed;
  }
  const person = cell('person');
  if (person === '' || person.trim() === '')
    throw new Wrong('person', { id: 'Baris ini tidak menyebut aktivasi siapa.', en: 'This row does not say whose activation it is.' });
  // Two people of one name are told apart by their units; an address of e-mail belongs to one.
  const unit = cell('unit');
  return readers.person(unit === '' || person.includes('@') ? person : `${person}|${unit}`);
}

/** The canonical keys of some links, and the platforms of those that lead to posts. */
export interface LinksRead {
  readonly links: readonly string[];
  readonly linked: PlatformSet;
}

/** What is wrong with a text that should hold links. */
export type LinkFault = { readonly fault: 'profile'; readonly text: string } | { readonly fault: 'no-link'; readonly text: string };

const NO_LINKS: LinksRead = { links: [], linked: 0 };

/** Reads the links in a text. Words beside a link are passed over, words instead of one are not. */
export function readLinks(text: string, read: (text: string) => LinkReading = readLink): LinksRead | LinkFault {
  if (text === '') return NO_LINKS;
  const only = read(text);
  if (only.kind === 'post') return { links: [only.key], linked: platformSet([only.platform]) };
  const links: string[] = [];
  let linked = 0;
  for (const part of splitLinks(text).slice(0, MOST_LINKS)) {
    const link = read(part);
    if (link.kind === 'none') continue;
    if (link.kind === 'profile') return { fault: 'profile', text: part };
    if (!links.includes(link.key)) links.push(link.key);
    if (link.kind === 'post') linked |= platformSet([link.platform]);
  }
  if (links.length === 0 && !NOTHING_SAID.has(plainText(text))) return { fault: 'no-link', text: text.slice(0, 60) };
  return { links, linked };
}

/** A fault of links as a sentence. */
export const linkSentence = ({ fault, text }: LinkFault): string =>
  fault === 'profile' ? `"${text}" leads to a profile and not to a post.` : `"${text}" is no link.`;

function linksIn(cell: string, read: (text: string) => LinkReading): LinksRead {
  const found = readLinks(cell, read);
  if ('fault' in found)
    throw new Wrong('links', {
      id: found.fault === 'profile' ? `"${found.text}" menuju profil, bukan unggahan.` : `"${found.text}" bukan tautan.`,
      en: linkSentence(found),
    });
  return found;
}
