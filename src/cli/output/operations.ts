import { z } from 'zod';
import { textOutput } from './common.js';

const count = z.number().int().nonnegative();

/** `import --json`, version 1. */
export const importOutput = z.object({
  version: z.literal(1),
  files: z.array(
    z.object({
      file: z.string(),
      state: z.enum(['imported', 'unchanged', 'checked', 'partial', 'refused']),
      rows: count,
      inserted: count,
      revised: count,
      unchanged: count,
      problems: z.array(z.object({ line: count, sentence: z.string() })),
    }),
  ),
});

/** `undo --json` without an import, version 1: what was imported, newest first. */
export const importsOutput = z.object({
  version: z.literal(1),
  imports: z.array(
    z.object({
      id: z.string(),
      short: z.string(),
      source: z.string(),
      file: z.string(),
      receivedAt: z.iso.datetime(),
      by: z.string().optional(),
      inserted: count,
      revised: count,
      unchanged: count,
      undone: z.object({ at: z.iso.datetime(), by: z.string(), reason: z.string() }).optional(),
    }),
  ),
});

/** `undo IMPORT --json`, version 1. */
export const undoOutput = z.object({
  version: z.literal(1),
  id: z.string(),
  file: z.string(),
  restored: count,
  removed: count,
  restated: count,
  overwritten: count,
  entriesWithdrawn: count,
  entriesRestored: count,
  entriesKept: count,
  /** of a file of activations */
  activations: z.object({ removed: count, touchesRemoved: count, kept: count }).optional(),
});

/** `status --json`, version 1. */
export const statusOutput = z.object({
  version: z.literal(1),
  organisation: z.string(),
  today: z.iso.date(),
  store: z.object({
    series: count,
    observations: count,
    revisions: count,
    entries: count,
    content: count,
    lastReceivedAt: z.iso.datetime().optional(),
  }),
  schedules: z.array(z.object({ digest: z.string(), next: z.iso.datetime().optional() })),
  gaps: z.array(
    z.object({
      account: z.string(),
      metric: z.string(),
      expectedDays: count,
      presentDays: count,
      gaps: z.array(z.object({ start: z.iso.date(), end: z.iso.date() })),
    }),
  ),
});

/** `collect --json`, version 1. */
export const collectOutput = z.object({
  version: z.literal(1),
  period: z.object({ grain: z.literal('month'), start: z.iso.date(), end: z.iso.date() }),
  today: z.iso.date(),
  received: count,
  expected: count,
  overdue: count,
  items: z.array(
    z.object({
      key: z.string(),
      label: textOutput,
      owner: z.string(),
      state: z.enum(['received', 'open', 'overdue']),
      due: z.iso.date(),
      lateDays: count,
      value: z.number().nullable(),
    }),
  ),
  owners: z.array(z.object({ id: z.string(), name: z.string(), received: count, expected: count })),
});

/** `template --json`, version 1. */
export const templateOutput = z.object({
  version: z.literal(1),
  period: z.object({ grain: z.literal('month'), start: z.iso.date(), end: z.iso.date() }),
  file: z.string(),
  asked: count,
});

/** `sync --json` and `backfill --json`, version 1. */
export const syncOutput = z.object({
  version: z.literal(1),
  connections: z.array(
    z.object({
      connection: z.string(),
      state: z.enum(['pulled', 'busy', 'stopped']),
      inserted: count,
      revised: count,
      unchanged: count,
      problems: z.array(z.object({ account: z.string().optional(), capability: z.string().optional(), sentence: z.string() })),
    }),
  ),
});

/** `replay --json`, version 1. */
export const replayOutput = z.object({
  version: z.literal(1),
  connections: z.array(
    z.object({
      connection: z.string(),
      pulls: count,
      inserted: count,
      revised: count,
      unchanged: count,
      reachesBackTo: z.iso.datetime().optional(),
      problems: z.array(z.object({ account: z.string().optional(), capability: z.string().optional(), sentence: z.string() })),
    }),
  ),
});

/** `connect check --json`, version 1. */
export const connectCheckOutput = z.object({
  version: z.literal(1),
  findings: z.array(
    z.object({ connection: z.string(), account: z.string().optional(), capability: z.string().optional(), state: z.string(), sentence: z.string() }),
  ),
});

/** `config check --json`, version 1. */
export const configCheckOutput = z.object({
  version: z.literal(1),
  file: z.string(),
  warnings: z.array(z.string()),
  digests: count,
  accounts: count,
  people: count,
});

/** `config show --json`, version 1. */
export const configShowOutput = z.object({
  version: z.literal(1),
  file: z.string(),
  settings: z.array(z.object({ path: z.string(), value: z.string(), origin: z.enum(['file', 'default', 'environment', 'slack']) })),
});

const slotMoment = z.object({ at: z.iso.datetime(), local: z.string() });

/** `schedule --json`, version 1. */
export const scheduleOutput = z.object({
  version: z.literal(1),
  zone: z.string(),
  now: z.iso.datetime(),
  schedules: z.array(
    z.object({
      digest: z.string(),
      cron: z.string(),
      zone: z.string(),
      channels: z.array(z.string()),
      next: z.array(slotMoment),
      owed: slotMoment.extend({ attempts: count, reason: z.string().optional() }).optional(),
      deliveries: z.array(
        z.object({
          slot: slotMoment,
          channel: z.string(),
          reply: z.number().int().positive().optional(),
          state: z.enum(['queued', 'sending', 'sent', 'unknown', 'failed']),
          attempts: count,
          error: z.string().optional(),
        }),
      ),
    }),
  ),
});

/** `alerts test --json`, version 1. */
export const alertsTestOutput = z.object({
  version: z.literal(1),
  from: z.iso.date(),
  to: z.iso.date(),
  rules: z.array(
    z.object({
      rule: z.string(),
      condition: z.string(),
      fired: count,
      resolved: count,
      flapped: count,
      withheld: count,
      events: z.array(
        z.object({
          at: z.iso.datetime(),
          series: z.string(),
          what: z.enum(['fired', 'resolved', 'flapping', 'lost', 'found', 'failed', 'withheld']),
          told: z.boolean(),
          text: textOutput,
        }),
      ),
      suggestion: z.object({ threshold: z.number(), periods: count }).optional(),
    }),
  ),
  left: z.array(z.string()),
});
