import type { z } from 'zod';
import { ConnectorError } from './contract/errors.js';
import type { HttpAnswer } from './contract/http.js';

/** Reads a platform's answer by its schema; throws `ConnectorError` (malformed) with the path of what is wrong. */
export function readAnswer<Schema extends z.ZodType>(platform: string, schema: Schema, answer: HttpAnswer): z.output<Schema> {
  const result = schema.safeParse(answer.json);
  if (result.success) return result.data;
  const [issue] = result.error.issues;
  const path = issue?.path.join('.') ?? '';
  throw new ConnectorError('malformed', `${platform} answered something unknown at "${path}". Pantau keeps the answer; report it with the log.`, {
    cause: result.error,
    code: path,
  });
}
