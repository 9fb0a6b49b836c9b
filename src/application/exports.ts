import { PantauError } from '../errors.js';
import type { Answers } from '../pipeline/export-report.js';

/** Reads `id=value` of each `--answer`. Throws `PantauError('usage')` for anything else. */
export function answersOf(texts: readonly string[]): Answers {
  return Object.fromEntries(
    texts.map((text) => {
      const at = text.indexOf('=');
      if (at < 1 || at === text.length - 1) throw new PantauError('usage', `"${text.slice(0, 80)}" is no answer. Write --answer QUESTION=VALUE.`);
      return [text.slice(0, at), text.slice(at + 1)];
    }),
  );
}
