import { redactText } from '../log.js';
import { readJson } from './json.js';

/** Takes secrets out of texts. It learns values as they become known, and forgets none. */
export interface Redactor {
  /** values that must stand nowhere; those of fewer than six characters are passed over, since they stand everywhere */
  readonly learn: (secrets: Iterable<string | undefined>) => void;
  /** an answer to be kept: known values, and fields and parameters that hold tokens; nothing else is changed, so that it can be replayed */
  readonly body: (text: string) => string;
  /** a text for people or the log: the same, and whatever looks like a secret */
  readonly text: (text: string) => string;
}

const HIDDEN = '[hidden]';
const SHORTEST = 6;

const TOKEN_FIELDS =
  '(?:access_token|accessToken|refresh_token|refreshToken|id_token|client_secret|clientSecret|app_secret|appsecret_proof|fb_exchange_token|input_token|oauth_token(?:_secret)?|code_verifier|client_assertion|api_key|apikey)';

const QUOTE = `\\\\{0,7}["']`;
// What a value may not hold, as a part of a URL, of a JSON text, or of a JSON text within another.
const PLAIN_VALUE = `(?!\\[hidden\\])[^&\\s"'\\\\,;}<>\\]]{3,}`;
const ENCODED_VALUE = `(?!\\[hidden\\])(?:(?!%(?:25)?(?:26|22|23|20))[^&\\s"'\\\\,;}<>\\]]){3,}`;

const CARRIERS: readonly (readonly [RegExp, string])[] = [
  [new RegExp(`(${TOKEN_FIELDS}=)${PLAIN_VALUE}`, 'gi'), `$1${HIDDEN}`],
  [new RegExp(`(${TOKEN_FIELDS}%(?:25)?3D)${ENCODED_VALUE}`, 'gi'), `$1${HIDDEN}`],
  [new RegExp(`(${TOKEN_FIELDS}${QUOTE}\\s*:\\s*${QUOTE})(?:[^"'\\\\]|\\\\{1,7}[/u])+`, 'gi'), `$1${HIDDEN}`],
  [new RegExp(`((?:[?&]|\\\\u0026|&amp;)(?:key|code)=)${PLAIN_VALUE}`, 'gi'), `$1${HIDDEN}`],
  [new RegExp(`(%(?:25)?(?:3F|26)(?:key|code)%(?:25)?3D)${ENCODED_VALUE}`, 'gi'), `$1${HIDDEN}`],
  [/\b((?:Bearer|Basic)(?:\s+|%20|\+))[A-Za-z0-9._~+/=%-]{20,}/gi, `$1${HIDDEN}`],
];

// Tokens of Meta, Instagram, Google and X by their first letters, as they were on 2026-11-25.
const SHAPES =
  /\bEAA[A-Za-z0-9]{20,}|\bIG(?:QV|AA)[A-Za-z0-9_-]{20,}|\bya29\.[\w-]{20,}|\bAIza[\w-]{35}|\b1\/\/0[\w-]{20,}|\bGOCSPX-[\w-]{20,}|\bA{16,}[\w%]{40,}/g;

/** A redactor that knows the given secrets. */
export function createRedactor(secrets: Iterable<string | undefined> = []): Redactor {
  const known = new Set<string>();
  let values: RegExp | undefined;
  const learn = (more: Iterable<string | undefined>): void => {
    const before = known.size;
    for (const secret of more) if (secret !== undefined && secret.length >= SHORTEST) known.add(secret);
    if (known.size === before) return;
    // The longest first: a secret may be the beginning of another.
    values = new RegExp(
      [...known]
        .sort((a, b) => b.length - a.length)
        .map(inEveryForm)
        .join('|'),
      'g',
    );
  };
  learn(secrets);
  const body = (text: string): string => {
    const bare = values === undefined ? text : text.replace(values, HIDDEN);
    return CARRIERS.reduce((rest, [shape, replacement]) => rest.replace(shape, replacement), bare.replace(SHAPES, HIDDEN));
  };
  return { learn, body, text: (text) => redactText(body(text)) };
}

/** The source of an expression that finds a value as it is, within URLs (encoded once or twice) and within JSON (escaped, within other JSON too). */
const inEveryForm = (secret: string): string => [...secret].map(characterInEveryForm).join('');

function characterInEveryForm(character: string): string {
  if (/[A-Za-z0-9]/.test(character)) return character;
  const bytes = [...Buffer.from(character, 'utf8')].map((byte) => `%(?:25){0,4}${anyCase(byte.toString(16).padStart(2, '0'))}`).join('');
  const units = Array.from({ length: character.length }, (_, index) => character.charCodeAt(index));
  const escaped = units.map((unit) => `\\\\{1,15}u${anyCase(unit.toString(16).padStart(4, '0'))}`).join('');
  // The encoded forms first: that of a percent sign begins with one.
  const forms = [bytes, escaped, `\\\\{0,15}${literally(character)}`, ...(character === ' ' ? ['\\+'] : [])];
  return `(?:${forms.join('|')})`;
}

const anyCase = (digits: string): string => digits.replace(/[a-f]/g, (digit) => `[${digit}${digit.toUpperCase()}]`);
const literally = (character: string): string => character.replace(/[\\^$.*+?()[\]{}|/-]/, '\\$&');

/** A JSON text with the named fields emptied, at any depth and within texts that are JSON themselves; an empty text where it is no JSON. */
export function stripFields(text: string, names: readonly string[]): string {
  if (names.length === 0) return text;
  const unwanted = new Set(names);
  try {
    const json = readJson(text);
    return json === undefined ? '' : JSON.stringify(stripped(json, unwanted));
  } catch {
    // Nested deeper than the stack: then nobody can tell what is in it.
    return '';
  }
}

function stripped(value: unknown, unwanted: ReadonlySet<string>): unknown {
  if (typeof value === 'string') return /^\s*[[{]/.test(value) ? strippedText(value, unwanted) : value;
  if (typeof value !== 'object' || value === null) return value;
  if (Array.isArray(value)) return value.map((item) => stripped(item, unwanted));
  return Object.fromEntries(Object.entries(value).map(([name, item]) => [name, unwanted.has(name) ? emptied(item) : stripped(item, unwanted)]));
}

function strippedText(text: string, unwanted: ReadonlySet<string>): string {
  const json = readJson(text);
  return json === undefined ? text : JSON.stringify(stripped(json, unwanted));
}

function emptied(value: unknown): unknown {
  if (typeof value === 'string') return '';
  if (Array.isArray(value)) return [];
  return typeof value === 'object' && value !== null ? {} : null;
}
