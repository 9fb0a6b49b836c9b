import { z } from 'zod';
import { periodOutput, qualityOutput, understoodOutput } from './common.js';

/** `ask --json`, version 1. */
export const askOutput = z.object({
  version: z.literal(1),
  question: z.string(),
  understood: understoodOutput,
  answer: z.object({
    text: z.string(),
    figures: z.array(
      z.object({
        metric: z.string(),
        subject: z.string(),
        dimensions: z.record(z.string(), z.string()),
        period: periodOutput,
        value: z.number().nullable(),
        quality: qualityOutput,
        asOf: z.iso.datetime(),
        observations: z.array(z.string()),
      }),
    ),
  }),
});

const value = z.union([z.number(), z.string(), z.null()]);
const statement = z.object({
  value,
  quality: qualityOutput,
  origin: z.string(),
  reference: z.string().optional(),
  observedAt: z.iso.datetime().optional(),
  revision: z.number().int().positive(),
  /** why it was voided; given where it was */
  voided: z.string().optional(),
});

/** `source --json`, version 1. */
export const sourceOutput = z.object({
  version: z.literal(1),
  question: z.string(),
  understood: understoodOutput,
  text: z.string(),
  figures: z.array(
    z.object({
      title: z.string(),
      value: z.number().nullable(),
      formula: z.string(),
      rows: z.array(statement.extend({ observation: z.string(), revisions: z.array(statement) })),
    }),
  ),
});
