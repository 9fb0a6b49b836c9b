import { dayNumber } from '../../../connectors/contract/period.js';
import type { CsvBlock } from '../../../connectors/files/csv-blocks.js';
import { ACTIVATION_KINDS, type PlatformSet } from '../../domain/activation.js';
import { type ActivationRule, activationFault } from '../../domain/activation-rule.js';
import type { NumberedRow, RowWriter } from '../../store/advocacy-port.js';
import { openCellMemory } from './cell-memory.js';
import type { ActivationColumn } from './columns.js';
import { EARLIEST, type JudgeSettings, openReaders, type Readers, readLinks } from './judge.js';
import { blockCell } from './table.js';

/**
 * Fills `into` with one row of a block; false where the row must be judged as texts, be it wrong or only unusual. What is filled is what the judge of
 * texts would have said: both read cells by the same readers, this one each cell once.
 */
export type BlockJudge = (block: CsvBlock, row: number, into: NumberedRow) => boolean;

/** Opens the judge of blocks for a file with these columns; undefined where several hold links. */
export function openBlockJudge(
  columns: readonly (ActivationColumn | undefined)[],
  settings: JudgeSettings,
  writer: Pick<RowWriter, 'person' | 'word'>,
): BlockJudge | undefined {
  if (columns.filter((column) => column === 'links').length > 1) return undefined;
  // Each cell is asked for once, so that nothing need be remembered twice.
  const readers = openReaders(settings, (read) => read);
  const at = (column: ActivationColumn): number => columns.indexOf(column);
  const cells = openCells(readers, settings, writer);
  const [occurredAt, person, kind, platforms] = [at('occurredAt'), openWho(columns, cells), at('kind'), at('platforms')];
  const [unit, content, campaign, links, evidence] = [at('unit'), at('content'), at('campaign'), at('links'), at('evidence')];
  const kindGiven = settings.kind === undefined ? WRONG : ACTIVATION_KINDS.indexOf(settings.kind);
  const counts = openRuling();
  return (block, row, into) => {
    const moment = cells.moment(block, row, occurredAt);
    if (moment === undefined || moment.second > readers.latest || moment.second < EARLIEST) return false;
    into.person = person(block, row);
    into.kind = lengthOf(block, row, kind) === 0 ? kindGiven : cells.kind(block, row, kind);
    const named = cells.platforms(block, row, platforms);
    const linked = cells.links(block, row, links);
    if (into.person === WRONG || into.kind === WRONG || named === WRONG || linked === FAULTY) return false;
    into.platforms = named | linked.linked;
    if (!counts(into.kind, into.platforms, linked.linked, moment.rule)) return false;
    into.second = moment.second;
    into.day = moment.day;
    into.unit = cells.unit(block, row, unit);
    into.content = cells.word(block, row, content);
    into.campaign = cells.word(block, row, campaign);
    into.rule = moment.rule.version;
    into.windowDays = moment.rule.windowDays;
    into.line = block.firstLine + row;
    into.links = linked.text;
    into.linkCount = linked.count;
    into.evidence = lengthOf(block, row, evidence) === 0 ? '' : blockCell(block, row, evidence).trim();
    return true;
  };
}

const WRONG = -1;
const NOBODY = -2;
/** Links repeat where thousands pass on one post, of which there are few at a time. */
const FEW = 8_192;

interface Links {
  readonly text: string;
  readonly count: number;
  readonly linked: PlatformSet;
}

const FAULTY: Links = { text: '', count: 0, linked: 0 };
const NO_LINKS: Links = { text: '', count: 0, linked: 0 };

interface Moment {
  second: number;
  day: number;
  rule: ActivationRule;
}

/** Reads the cell of a row in a column; the column is -1 where the file has none. */
type Read<Value> = (block: CsvBlock, row: number, column: number) => Value;

/** How many bytes a cell has; 0 where there is no such column. */
function lengthOf({ edges, width }: CsvBlock, row: number, column: number): number {
  if (column === -1) return 0;
  const cell = (row * width + column) * 2;
  return (edges[cell + 1] ?? 0) - (edges[cell] ?? 0);
}

/** Reads each cell once; `empty` stands for one without bytes. */
function once<Value extends number | object>(read: (text: string) => Value, empty: Value, most = 50_000): Read<Value> {
  const memory = openCellMemory(most);
  const values: Value[] = [];
  return (block, row, column) => {
    if (column === -1) return empty;
    const { bytes, edges, hashes, width } = block;
    const cell = row * width + column;
    const [start, end, hash] = [edges[cell * 2] ?? 0, edges[cell * 2 + 1] ?? 0, hashes[cell] ?? 0];
    if (start === end) return empty;
    const found = memory.find(bytes, start, end, hash);
    const known = found === -1 ? undefined : values[found];
    if (known !== undefined) return known;
    const value = read(bytes.toString('utf8', start, end));
    values[memory.add(bytes, start, end, hash)] = value;
    return value;
  };
}

interface Cells {
  readonly moment: Read<Moment | undefined>;
  readonly staff: Read<number>;
  readonly person: Read<number>;
  readonly kind: Read<number>;
  readonly platforms: Read<number>;
  readonly unit: Read<number>;
  readonly word: Read<number>;
  readonly links: Read<Links>;
}

function openCells(readers: Readers, { dateOrder }: JudgeSettings, writer: Pick<RowWriter, 'person' | 'word'>): Cells {
  const isBlank = (text: string): boolean => text.trim() === '';
  return {
    moment: openMoment(readers, dateOrder === 'iso'),
    staff: once(
      (text) => {
        if (isBlank(text)) return NOBODY;
        const hashed = readers.staff(text);
        return 'en' in hashed ? WRONG : writer.person(hashed);
      },
      NOBODY,
      1_000_000,
    ),
    person: once((text) => (isBlank(text) ? WRONG : writer.person(readers.person(text))), WRONG, 1_000_000),
    kind: once((text) => {
      const kind = readers.kind(text);
      return kind === '' ? WRONG : ACTIVATION_KINDS.indexOf(kind);
    }, WRONG),
    platforms: once((text) => {
      const named = readers.platforms(text);
      return typeof named === 'string' ? WRONG : named;
    }, 0),
    unit: once((text) => (isBlank(text) ? 0 : writer.word(readers.unit(text))), 0),
    word: once((text) => (isBlank(text) ? 0 : writer.word(readers.word(text))), 0),
    links: once(
      (text) => {
        const found = readLinks(text, readers.link);
        return 'fault' in found ? FAULTY : { text: found.links.join(' '), count: found.links.length, linked: found.linked };
      },
      NO_LINKS,
      FEW,
    ),
  };
}

/** Whose activation a row is: by the staff number, else by the name where nothing but the name tells one person from another. */
function openWho(columns: readonly (ActivationColumn | undefined)[], cells: Cells): (block: CsvBlock, row: number) => number {
  const [staff, person, unit] = [columns.indexOf('staff'), columns.indexOf('person'), columns.indexOf('unit')];
  return (block, row) => {
    const byNumber = cells.staff(block, row, staff);
    if (byNumber !== NOBODY) return byNumber;
    return lengthOf(block, row, unit) > 0 ? WRONG : cells.person(block, row, person);
  };
}

const HOUR = 13;
const USUAL = 19;
const SEED = 0x811c9dc5 | 0;
const [BLANK, COLON, ZERO] = [32, 58, 48] as const;

/** Reads moments; of those written `2024-02-29 08:05:10` each hour once. The answer is valid until the next one. */
function openMoment(readers: Readers, iso: boolean): Read<Moment | undefined> {
  const memory = openCellMemory(20_000);
  const hours: Moment[] = [];
  const answer: Moment = { second: 0, day: 0, rule: readers.rule('2000-01-01') };
  const momentOf = (text: string): Moment | undefined => {
    const read = readers.moment(text);
    return 'en' in read ? undefined : { second: read.second, day: dayNumber(read.day), rule: readers.rule(read.day) };
  };
  return (block, row, column) => {
    const { bytes, edges, width } = block;
    const start = edges[(row * width + column) * 2] ?? 0;
    const isUsual = iso && lengthOf(block, row, column) === USUAL && bytes[start + 10] === BLANK && bytes[start + HOUR] === COLON;
    const minute = isUsual ? twoDigits(bytes, start + 14) : -1;
    const second = minute !== -1 && bytes[start + 16] === COLON ? twoDigits(bytes, start + 17) : -1;
    if (second === -1) return momentOf(blockCell(block, row, column).trim());
    let hash = SEED;
    for (let at = start; at < start + HOUR; at++) hash = Math.imul(hash ^ (bytes[at] ?? 0), 0x01000193);
    const found = memory.find(bytes, start, start + HOUR, hash);
    let hour = found === -1 ? undefined : hours[found];
    if (hour === undefined) {
      hour = momentOf(`${bytes.toString('utf8', start, start + HOUR)}:00:00`);
      if (hour === undefined) return undefined;
      hours[memory.add(bytes, start, start + HOUR, hash)] = hour;
    }
    answer.second = hour.second + minute * 60 + second;
    answer.day = hour.day;
    answer.rule = hour.rule;
    return answer;
  };
}

/** Two digits below 60, or -1. */
function twoDigits(bytes: Uint8Array, at: number): number {
  const [tens, ones] = [(bytes[at] ?? 0) - ZERO, (bytes[at + 1] ?? 0) - ZERO];
  return tens >= 0 && tens < 6 && ones >= 0 && ones <= 9 ? tens * 10 + ones : -1;
}

/** Whether a rule lets what was told count; each case is judged once. */
function openRuling(): (kind: number, platforms: PlatformSet, linked: PlatformSet, rule: ActivationRule) => boolean {
  const judged = new Map<ActivationRule, Map<number, boolean>>();
  return (kind, platforms, linked, rule) => {
    let cases = judged.get(rule);
    if (cases === undefined) {
      cases = new Map();
      judged.set(rule, cases);
    }
    const key = (kind << 16) | (platforms << 8) | linked;
    let counts = cases.get(key);
    if (counts === undefined) {
      const named = ACTIVATION_KINDS[kind];
      counts = named !== undefined && activationFault({ kind: named, platforms, linked }, rule) === undefined;
      cases.set(key, counts);
    }
    return counts;
  };
}
