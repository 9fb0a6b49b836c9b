import { type ArgumentKind, type MethodFacts, methods } from '../arguments.js';
import type { Fields } from '../blocks/check.js';
import { type Arguments, argumentsOf, Refusal, refusalWith } from './call.js';

const broken = Symbol('an argument that cannot be read');

const asBoolean = (value: unknown): unknown => {
  const word = String(value).toLowerCase();
  if (word === 'true' || word === '1') return true;
  return word === 'false' || word === '0' ? false : broken;
};

const asJson = (value: unknown): unknown => {
  if (typeof value !== 'string') return value;
  try {
    return JSON.parse(value);
  } catch {
    return broken;
  }
};

const decoders: Readonly<Record<ArgumentKind, (value: unknown) => unknown>> = {
  string: (value) => (typeof value === 'string' ? value : typeof value === 'number' || typeof value === 'boolean' ? String(value) : broken),
  boolean: asBoolean,
  number: (value) => (Number.isFinite(Number(value)) && value !== '' && typeof value !== 'boolean' ? Number(value) : broken),
  json: asJson,
};

const unreadable = (name: string): Refusal => {
  if (name === 'blocks') return new Refusal('invalid_blocks_format');
  if (name === 'metadata') return new Refusal('invalid_metadata_format');
  if (name === 'attachments') return new Refusal('invalid_attachments');
  return refusalWith('invalid_arguments', [`invalid value for field: ${name} [json-pointer:/${name}]`]);
};

const kindOf = (facts: MethodFacts, name: string): ArgumentKind | undefined => {
  if (name === 'team_id') return 'string';
  const kind = Object.hasOwn(facts.args, name) ? facts.args[name] : undefined;
  return kind?.replace('!', '') as ArgumentKind | undefined;
};

/** The arguments of a method with their types, or a Refusal: an undocumented, unreadable or missing one is named. */
export const decodeArguments = (method: string, raw: Fields): Arguments => {
  const facts = Object.hasOwn(methods, method) ? methods[method] : undefined;
  if (!facts) throw new Refusal('unknown_method', { req_method: method });
  const decoded: Record<string, unknown> = {};
  const unknown: string[] = [];
  for (const [name, value] of Object.entries(raw)) {
    if (name === 'token' || value === undefined || value === null) continue;
    const kind = kindOf(facts, name);
    if (!kind) {
      unknown.push(`invalid additional property: ${name} [json-pointer:/]`);
      continue;
    }
    decoded[name] = decoders[kind](value);
    if (decoded[name] === broken) throw unreadable(name);
  }
  const missing = Object.entries(facts.args)
    .filter(([name, kind]) => kind.endsWith('!') && (decoded[name] === undefined || decoded[name] === ''))
    .map(([name]) => `missing required field: ${name} [json-pointer:/]`);
  const messages = [...unknown, ...missing];
  if (messages.length > 0) throw refusalWith('invalid_arguments', messages);
  return argumentsOf(decoded);
};
