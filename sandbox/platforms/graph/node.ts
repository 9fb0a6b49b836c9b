import { noSuchField, unknownParameter } from './errors.js';
import type { FieldAsk } from './fields.js';
import type { Scope } from './scope.js';

/** A call of an edge, whether by its path or inside a field list. */
export interface EdgeCall {
  readonly arguments: ReadonlyMap<string, string>;
  /** undefined where the caller named none */
  readonly fields: readonly FieldAsk[] | undefined;
  /** the fields as they were written, for the addresses of other pages */
  readonly text: string;
  /** under the version, such as `17841400000000001/media` */
  readonly path: string;
}

/** A connection of a node. */
export interface Edge<Item> {
  /** the parameters that it takes, apart from `fields` */
  readonly parameters: readonly string[];
  /** undefined leaves it out of the answer */
  readonly read: (item: Item, call: EdgeCall, scope: Scope) => unknown;
}

/** A kind of object with what can be asked of it. */
export interface NodeType<Item> {
  /** as the platform calls it in errors */
  readonly name: string;
  readonly id: (item: Item) => string;
  /** given where no fields are asked for */
  readonly defaults: readonly string[];
  /** undefined leaves the field out of the answer */
  readonly fields: Readonly<Record<string, (item: Item, scope: Scope) => unknown>>;
  readonly edges: Readonly<Record<string, Edge<Item>>>;
  /** false for fields that another version or host has */
  readonly has?: (name: string, scope: Scope) => boolean;
}

/** An object with the fields that were asked for; the id always comes along. */
export function readNode<Item>(
  type: NodeType<Item>,
  item: Item,
  fields: readonly FieldAsk[] | undefined,
  scope: Scope,
): Readonly<Record<string, unknown>> {
  const answer: Record<string, unknown> = {};
  if (fields === undefined) for (const name of type.defaults) put(answer, name, type.fields[name]?.(item, scope));
  else for (const ask of fields) put(answer, ask.name, readField(type, item, ask, scope));
  if (!('id' in answer)) put(answer, 'id', type.fields.id?.(item, scope));
  return answer;
}

/** An edge by its path; refuses parameters that it does not take. */
export function readEdge<Item>(type: NodeType<Item>, item: Item, name: string, call: EdgeCall, scope: Scope): unknown {
  const edge = own(type.edges, name);
  if (edge === undefined || type.has?.(name, scope) === false) throw noSuchField(name, type.name);
  for (const parameter of call.arguments.keys()) if (!edge.parameters.includes(parameter)) throw unknownParameter(parameter);
  return edge.read(item, call, scope);
}

function readField<Item>(type: NodeType<Item>, item: Item, ask: FieldAsk, scope: Scope): unknown {
  if (type.has?.(ask.name, scope) === false) throw noSuchField(ask.name, type.name);
  const field = own(type.fields, ask.name);
  if (field === undefined) {
    const path = `${type.id(item)}/${ask.name}`;
    return readEdge(type, item, ask.name, { arguments: ask.arguments, fields: ask.fields, text: ask.text, path }, scope);
  }
  for (const parameter of ask.arguments.keys()) throw unknownParameter(parameter);
  const value = field(item, scope);
  return ask.fields === undefined ? value : pick(value, ask.fields);
}

/** The named keys of a plain object. */
export function pick(value: unknown, fields: readonly FieldAsk[] | undefined): unknown {
  if (fields === undefined || typeof value !== 'object' || value === null) return value;
  const shown: Record<string, unknown> = {};
  for (const { name } of fields) if (Object.hasOwn(value, name)) shown[name] = value[name as keyof typeof value];
  return shown;
}

const own = <Value>(record: Readonly<Record<string, Value>>, name: string): Value | undefined =>
  Object.hasOwn(record, name) ? record[name] : undefined;

function put(answer: Record<string, unknown>, name: string, value: unknown): void {
  if (value !== undefined) answer[name] = value;
}
