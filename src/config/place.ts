import { type Document, isMap, isPair, isScalar, type LineCounter } from 'yaml';
import { holdsToken } from '../log.js';
import type { Finding } from './explain.js';
import { pathText } from './explain.js';

const steps = (path: string): readonly (string | number)[] =>
  [...path.matchAll(/\[(\d+)\]|([^.[\]]+)/g)].map((match) => (match[1] === undefined ? (match[2] ?? '') : Number(match[1])));

/** The line of a place in the file, from 1; where the place itself is missing, the line of what should hold it. Undefined where nothing does. */
export function lineOf(document: Document, counter: LineCounter, path: string): number | undefined {
  const whole = steps(path);
  for (let length = whole.length; length > 0; length--) {
    const offset = offsetOf(document, whole.slice(0, length));
    if (offset !== undefined) return counter.linePos(offset).line;
  }
  return undefined;
}

/** Where the key, or the item of a list, starts. */
function offsetOf(document: Document, path: readonly (string | number)[]): number | undefined {
  const holder: unknown = path.length === 1 ? document.contents : document.getIn(path.slice(0, -1), true);
  const last = path.at(-1);
  if (isMap(holder)) {
    const pair = holder.items.find((item) => isPair(item) && isScalar(item.key) && String(item.key.value) === String(last));
    return pair && isScalar(pair.key) ? pair.key.range?.[0] : undefined;
  }
  const node: unknown = document.getIn(path, true);
  const range: unknown = typeof node === 'object' && node !== null && 'range' in node ? node.range : undefined;
  return Array.isArray(range) && typeof range[0] === 'number' ? range[0] : undefined;
}

const SECRET_NAME = /^(.*_)?(bot_?token|app_?token|access_?token|token|secret|client_?secret|signing_?secret|password|master_?key|api_?key)$/i;

/** Every secret that stands in the file: they belong in the environment. The sentence never shows the value. */
export function secretsIn(value: unknown, path: readonly PropertyKey[] = []): readonly Finding[] {
  const secret = {
    path: pathText(path),
    sentence: 'is a secret, and a secret may not stand in this file; give it through the environment and replace it.',
  };
  if (typeof value === 'string') return holdsToken(value) || SECRET_NAME.test(String(path.at(-1))) ? [secret] : [];
  if (Array.isArray(value)) return value.flatMap((item, index) => secretsIn(item, [...path, index]));
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([key, item]) => secretsIn(item, [...path, key]));
}
