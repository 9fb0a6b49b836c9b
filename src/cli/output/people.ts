import { z } from 'zod';
import { ACTIVATION_KINDS, ADVOCACY_PLATFORMS, NAME_SCOPES } from '../../domain/activation.js';

const count = z.number().int().nonnegative();

/** `forget --json`, version 1. */
export const forgetOutput = z.strictObject({ version: z.literal(1), names: count, activations: count, settings: count, unknown: z.boolean() });

/** `link --json`, version 1. */
export const linkOutput = z.strictObject({ version: z.literal(1), linked: z.boolean(), moved: count, repeats: count });

/** `export-person --json`, version 1: what is undefined is left out. */
export const personOutput = z.strictObject({
  version: z.literal(1),
  advocate: z.strictObject({ id: z.string(), name: z.string().optional(), scopes: z.array(z.enum(NAME_SCOPES)) }),
  activations: z.array(
    z.strictObject({
      id: z.string(),
      advocate: z.string(),
      unit: z.string().optional(),
      kind: z.enum(ACTIVATION_KINDS),
      platforms: z.array(z.enum(ADVOCACY_PLATFORMS)),
      content: z.string().optional(),
      campaign: z.string().optional(),
      links: z.array(z.string()),
      occurredAt: z.iso.datetime(),
      day: z.iso.date(),
      recordedAt: z.iso.datetime(),
      rule: count,
      evidence: z.string().optional(),
      source: z.string(),
      line: count.optional(),
      state: z.enum(['counted', 'void', 'undone']),
    }),
  ),
  audit: z.array(z.strictObject({ who: z.string(), at: z.iso.datetime(), what: z.string(), detail: z.string() })),
  optedOut: z.boolean(),
  language: z.string().optional(),
});
