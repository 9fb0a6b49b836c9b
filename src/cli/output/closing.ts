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

/** `close --json`, version 1. */
export const closeOutput = z.object({
  version: z.literal(1),
  period: z.string(),
  state: z.enum(['closed', 'reopened', 'asks']),
  closedAt: z.iso.datetime().optional(),
  missing: z.array(z.object({ key: z.string(), label: z.object({ id: z.string(), en: z.string() }), owner: z.string() })),
  digests: z.array(z.object({ id: z.string(), sha256: z.string() })),
});

/** `evidence --json`, version 1. */
export const evidenceOutput = z.object({
  version: z.literal(1),
  period: z.string(),
  file: z.string(),
  sha256: z.string(),
  files: z.array(z.object({ name: z.string(), sha256: z.string() })),
});

/** `audit-log --json`, version 1. */
export const auditLogOutput = z.object({
  version: z.literal(1),
  deeds: z.array(z.object({ at: z.iso.datetime(), who: z.string(), name: z.string(), kind: z.string(), detail: z.string() })),
});
