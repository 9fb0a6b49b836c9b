import { z } from 'zod';

const time = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/, 'must be a time of day, such as "20:00"');

/** When a person or a channel is not to be woken by an alert. */
export const quietHours = z
  .strictObject({
    from: time,
    to: time,
    zone: z.string().optional().describe("An IANA zone; the organisation's where none is given"),
    weekends: z.boolean().default(false).describe('Saturdays and Sundays are quiet as a whole'),
  })
  .describe('Hours in which alerts wait: { from: "20:00", to: "07:00" }');

/** What an alert may watch for. */
export const alertConditions = [
  'relative-decline',
  'below',
  'above',
  'streak',
  'anomaly',
  'target-at-risk',
  'target-met',
  'target-missed',
  'no-data',
  'stale-account',
  'credential',
  'budget',
  'reconciliation',
  'delivery',
  'overdue-figure',
] as const;

/** The rules that watch series, targets and Pantau's own health. */
export function alertPart<Id extends z.ZodType<string>, Dimensions extends z.ZodType>(id: Id, dimensions: Dimensions) {
  const baseline = z
    .union([
      z.enum(['previous', 'year-ago']),
      z.strictObject({ periodsAgo: z.int().min(1).max(120) }),
      z.strictObject({ medianOf: z.int().min(2).max(60).describe('The median of so many periods before') }),
    ])
    .describe('With what a figure is compared. A day is compared with days of the same weekday: previous is the same weekday of the week before');
  return z
    .array(
      z.strictObject({
        id,
        condition: z.enum(alertConditions),
        metric: id.optional().describe('What is measured; the conditions about targets and about Pantau itself need none'),
        subject: id.optional().describe('Whose number it is'),
        platform: id.optional().describe('Instead of a subject: every account of this platform, each by itself'),
        dimensions,
        target: id.optional().describe('The target that is watched'),
        threshold: z
          .number()
          .optional()
          .describe(
            'A share such as 0.2 for declines and budgets, days for credentials and accounts, working days for overdue figures, else a value',
          ),
        recovery: z.number().optional().describe('The alert ends only when the value is back here'),
        baseline: baseline.default('previous'),
        grain: z.enum(['day', 'week', 'month']).default('month'),
        holdHours: z.number().min(0).default(0).describe('It must have held so long before anybody is told'),
        graceHours: z
          .number()
          .min(0)
          .optional()
          .describe('So long after the end of a period its figure may still come; 72 for days, 168 for the others'),
        minimumBase: z.number().min(0).default(20).describe('A smaller baseline says nothing'),
        noData: z.enum(['keep', 'alert', 'ignore']).default('keep'),
        group: z
          .enum(['none', 'subject', 'platform', 'condition'])
          .default('none')
          .describe('Alerts that fire together and have this in common are told as one'),
        route: z.array(z.string()).min(1).describe("owner, a person's id, or the name of a channel"),
      }),
    )
    .default([]);
}
