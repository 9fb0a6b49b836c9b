import { z } from 'zod';
import { QUALITIES } from '../../../connectors/contract/observation.js';

/** A period as the outputs write it: half-open. */
export const periodOutput = z.object({ grain: z.enum(['day', 'week', 'month', 'quarter', 'year', 'total']), start: z.iso.date(), end: z.iso.date() });

/** How far a value may be trusted. */
export const qualityOutput = z.enum(QUALITIES);

/** A text in both languages. */
export const textOutput = z.object({ id: z.string(), en: z.string() });

/** What a question was understood as: its kind, and what that kind holds. */
export const understoodOutput = z.looseObject({
  kind: z.enum(['help', 'status', 'leaderboard', 'figure', 'overview', 'digest', 'row', 'ambiguous', 'misfit', 'too-long', 'unknown']),
});
