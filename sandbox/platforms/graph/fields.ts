import { syntaxError } from './errors.js';

/** One name of a field list such as `media.limit(50){id,timestamp}`. */
export interface FieldAsk {
  readonly name: string;
  readonly arguments: ReadonlyMap<string, string>;
  /** undefined where no list in braces follows */
  readonly fields: readonly FieldAsk[] | undefined;
  /** what stands in the braces, as it was written */
  readonly text: string;
}

const MOST_KEPT = 500;
const kept = new Map<string, readonly FieldAsk[]>();

/** Reads a field list; refuses with the platform's syntax error. */
export function readFields(text: string): readonly FieldAsk[] {
  const known = kept.get(text);
  if (known !== undefined) return known;
  const reading: Reading = { text, at: 0 };
  const fields = list(reading);
  if (reading.at < text.length) throw unexpected(reading);
  if (kept.size >= MOST_KEPT) kept.clear();
  kept.set(text, fields);
  return fields;
}

interface Reading {
  readonly text: string;
  at: number;
}

const unexpected = ({ text, at }: Reading) =>
  syntaxError(at < text.length ? `Unexpected character "${text[at]}"` : 'Unexpected end of string', at, text);

function list(reading: Reading): readonly FieldAsk[] {
  const fields = [item(reading)];
  while (taken(reading, ',')) fields.push(item(reading));
  return fields;
}

function item(reading: Reading): FieldAsk {
  const name = word(reading);
  const given = new Map<string, string>();
  while (taken(reading, '.')) {
    const argument = word(reading);
    if (!taken(reading, '(')) throw unexpected(reading);
    const end = reading.text.indexOf(')', reading.at);
    if (end < 0) throw unexpected({ text: reading.text, at: reading.text.length });
    given.set(argument, reading.text.slice(reading.at, end).trim());
    reading.at = end + 1;
  }
  if (!taken(reading, '{')) return { name, arguments: given, fields: undefined, text: '' };
  const begin = reading.at;
  const fields = list(reading);
  const text = reading.text.slice(begin, reading.at);
  if (!taken(reading, '}')) throw unexpected(reading);
  return { name, arguments: given, fields, text };
}

function word(reading: Reading): string {
  skipSpace(reading);
  const begin = reading.at;
  while (/[A-Za-z0-9_]/.test(reading.text[reading.at] ?? '')) reading.at += 1;
  if (reading.at === begin) throw unexpected(reading);
  const name = reading.text.slice(begin, reading.at);
  skipSpace(reading);
  return name;
}

function taken(reading: Reading, mark: string): boolean {
  skipSpace(reading);
  if (reading.text[reading.at] !== mark) return false;
  reading.at += 1;
  return true;
}

function skipSpace(reading: Reading): void {
  while (/\s/.test(reading.text[reading.at] ?? '')) reading.at += 1;
}
