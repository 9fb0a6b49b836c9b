import { z } from 'zod';

const count = z.number().int().nonnegative();
const head = { version: z.literal(1), file: z.string() };

/** One line of `import --dry-run --json`, version 1: what a file states, or why it is refused. */
export const importCheckOutput = z.union([
  z.strictObject({
    ...head,
    recognised: z.strictObject({ tool: z.string(), layout: z.string(), locale: z.string().nullable() }),
    account: z.string().nullable(),
    about: z.string().optional(),
    stated: z.array(z.string()).optional(),
    metrics: z.array(
      z.strictObject({
        metric: z.string(),
        dimensions: z.record(z.string(), z.string()),
        grain: z.enum(['day', 'week', 'month', 'quarter', 'year', 'total']),
        rows: count,
        sum: z.number().nullable(),
        first: z.iso.date().nullable(),
        last: z.iso.date().nullable(),
      }),
    ),
    leftOut: z.array(z.strictObject({ reason: z.string(), rows: count })),
    questions: z.array(
      z.strictObject({ id: z.string(), text: z.string(), readings: z.array(z.strictObject({ answer: z.string(), shows: z.string() })) }),
    ),
  }),
  z.strictObject({ ...head, refused: z.strictObject({ reason: z.string(), line: z.number().int().positive().nullable(), advice: z.string() }) }),
]);
