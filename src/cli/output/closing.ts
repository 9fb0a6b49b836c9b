import { z } from 'zod';

/** `void --json`, version 1. */
export const voidOutput = z.object({
  version: z.literal(1),
  observation: z.string(),
  value: z.number().nullable(),
  reason: z.string(),
  /** by which it can be undone */
  import: z.string(),
});
