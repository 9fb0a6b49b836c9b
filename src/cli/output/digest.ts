import { z } from 'zod';
import { periodOutput, qualityOutput, textOutput } from './common.js';

const basis = z.object({
  formula: z.string(),
  values: z.array(z.object({ observation: z.string(), value: z.union([z.number(), z.string(), z.null()]), quality: qualityOutput })),
});

/** `digest.json`, version 1. The chart's spec is what was drawn. */
export const digestOutput = z.object({
  version: z.literal(1),
  digest: z.string(),
  title: textOutput,
  organisation: textOutput,
  period: periodOutput,
  asOf: z.iso.datetime(),
  zone: z.string(),
  sections: z.array(
    z.object({
      id: z.string(),
      title: textOutput,
      lines: z.array(
        z.object({
          id: z.string(),
          role: z.enum(['headline', 'detail', 'entry', 'note', 'missing', 'small']),
          text: textOutput,
          basis,
          badges: z.array(z.string()),
        }),
      ),
      charts: z.array(
        z.object({
          id: z.string(),
          language: z.enum(['id', 'en']),
          spec: z.looseObject({ kind: z.string(), title: z.string() }),
          file: z.string(),
          alt: textOutput,
          basis,
          points: basis,
        }),
      ),
      checks: z.array(z.object({ id: z.string(), ok: z.boolean(), text: textOutput, basis })),
    }),
  ),
});
