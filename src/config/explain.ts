import type { z } from 'zod';
import type { Finding } from './rules.js';

/** A path as people write it: digests[0].sections[2].metric. */
export const pathText = (path: readonly PropertyKey[]): string =>
  path.reduce<string>((text, step) => (typeof step === 'number' ? `${text}[${step}]` : text === '' ? String(step) : `${text}.${String(step)}`), '');

/** An issue of zod as sentences that say what to do: one for each unknown key, one for everything else. */
export function explain(issue: z.core.$ZodIssue, part: string): readonly Finding[] {
  const path = pathText([part, ...issue.path]);
  switch (issue.code) {
    case 'unrecognized_keys':
      return issue.keys.map((key) => ({ path: `${path}.${key}`, sentence: 'there is no such setting here; remove it or correct its name.' }));
    case 'invalid_type':
      return [
        {
          path,
          sentence:
            issue.input === undefined && /undefined/.test(issue.message) ? 'is missing; it must be given.' : `must be ${article(issue.expected)}.`,
        },
      ];
    case 'invalid_value':
      return [{ path, sentence: `must be one of ${issue.values.map(String).join(', ')}.` }];
    case 'invalid_union':
      return [{ path, sentence: issue.errors.length > 0 ? unionSentence(issue.errors) : `${issue.message}.` }];
    default:
      return [{ path, sentence: `${issue.message.replace(/\.$/, '')}.` }];
  }
}

const article = (type: string): string => (/^[aeiou]/.test(type) ? `an ${type}` : `a ${type}`);

const unionSentence = (errors: readonly (readonly z.core.$ZodIssue[])[]): string =>
  `fits none of the forms that are allowed here (${errors.map((issues) => issues[0]?.message ?? '').join('; ')}).`;
