import { z } from 'zod';
import { editDistance, nearestNames } from '../../connectors/contract/nearest.js';

/** A sentence about a place in the file. */
export interface Finding {
  readonly path: string;
  readonly sentence: string;
}

/** A path as people write it: digests[0].sections[2].metric. */
export const pathText = (path: readonly PropertyKey[]): string =>
  path.reduce<string>((text, step) => (typeof step === 'number' ? `${text}[${step}]` : text === '' ? String(step) : `${text}.${String(step)}`), '');

/** All issues of a part as sentences. A misspelt setting is said once: that the right one is missing goes without saying. */
export function explainAll(issues: readonly z.core.$ZodIssue[], part: string, schema: z.core.$ZodType): readonly Finding[] {
  const meant = new Set(
    issues.flatMap((issue) =>
      issue.code === 'unrecognized_keys'
        ? issue.keys.map((key) => pathText([part, ...issue.path, nearestName(key, keysAt(schema, issue.path)) ?? key]))
        : [],
    ),
  );
  return issues.flatMap((issue) => explain(issue, part, schema)).filter(({ path, sentence }) => sentence !== MISSING || !meant.has(path));
}

const MISSING = 'is missing; it must be given.';

/** An issue of zod as sentences that say what to do: one for each unknown key, one for everything else. */
function explain(issue: z.core.$ZodIssue, part: string, schema: z.core.$ZodType): readonly Finding[] {
  const path = pathText([part, ...issue.path]);
  switch (issue.code) {
    case 'unrecognized_keys':
      return issue.keys.map((key) => ({ path: `${path}.${key}`, sentence: unknownKeySentence(key, keysAt(schema, issue.path)) }));
    case 'invalid_type':
      return [{ path, sentence: /received undefined/.test(issue.message) ? MISSING : `must be ${article(issue.expected)}.` }];
    case 'invalid_value':
      return [{ path, sentence: `must be one of ${issue.values.map(String).join(', ')}.` }];
    case 'invalid_union':
      return [{ path, sentence: issue.errors.length > 0 ? unionSentence(issue.errors) : kindSentence(schema, issue.path) }];
    default:
      return [{ path, sentence: `${issue.message.replace(/\.$/, '')}.` }];
  }
}

/** What to say of a key that nobody knows: the nearest known one, or all of them. */
export function unknownKeySentence(key: string, known: readonly string[]): string {
  const nearest = nearestName(key, known);
  return nearest === undefined
    ? `there is no such setting here; the settings are ${known.join(', ')}.`
    : `there is no such setting here; did you mean "${nearest}"?`;
}

/** The known name that a misspelt one stands nearest to; undefined where none is near. */
function nearestName(name: string, known: readonly string[]): string | undefined {
  const [best] = nearestNames(name, known, 1);
  return best !== undefined && editDistance(name.toLowerCase(), best.toLowerCase()) <= Math.max(2, Math.floor(name.length / 3)) ? best : undefined;
}

/** The schemas that may stand at a place, unions opened and defaults taken off. */
function schemasAt(schema: z.core.$ZodType, path: readonly PropertyKey[]): readonly z.core.$ZodType[] {
  if (schema instanceof z.ZodDefault || schema instanceof z.ZodOptional) return schemasAt(schema.unwrap(), path);
  if (schema instanceof z.ZodUnion) return schema.options.flatMap((option) => schemasAt(option, path));
  const [step, ...rest] = path;
  if (step === undefined) return [schema];
  if (schema instanceof z.ZodArray) return schemasAt(schema.element, rest);
  if (schema instanceof z.ZodRecord) return schemasAt(schema.valueType, rest);
  const inner = schema instanceof z.ZodObject ? schema.shape[String(step)] : undefined;
  return inner === undefined ? [] : schemasAt(inner, rest);
}

const keysAt = (schema: z.core.$ZodType, path: readonly PropertyKey[]): readonly string[] => [
  ...new Set(schemasAt(schema, path).flatMap((found) => (found instanceof z.ZodObject ? Object.keys(found.shape) : []))),
];

const kindSentence = (schema: z.core.$ZodType, path: readonly PropertyKey[]): string => {
  const values = schemasAt(schema, path).flatMap((found) => (found instanceof z.ZodLiteral ? [...found.values].map(String) : []));
  return values.length > 0 ? `must be one of ${values.join(', ')}.` : 'fits none of the forms that are allowed here.';
};

const article = (type: string): string => (/^[aeiou]/.test(type) ? `an ${type}` : `a ${type}`);

const unionSentence = (errors: readonly (readonly z.core.$ZodIssue[])[]): string =>
  `fits none of the forms that are allowed here (${errors.map((issues) => issues[0]?.message ?? '').join('; ')}).`;
