import { z } from 'zod';
import { isCivilDate } from '../../connectors/contract/period.js';
import { PLATFORMS } from '../../connectors/index.js';
import { ACTIVATION_KINDS, ADVOCACY_PLATFORMS } from '../domain/activation.js';
import { FIRST_RULE } from '../domain/activation-rule.js';
import { alertPart, quietHours } from './alert-schema.js';
import { collectionPart } from './collection-schema.js';

const id = z.string().regex(/^[A-Za-z0-9_.:-]+$/, 'may hold only letters, digits, "_", ".", ":" and "-"');
const words = z
  .union([z.string().min(1), z.strictObject({ id: z.string().min(1), en: z.string().min(1) })])
  .describe('A text, or one for each language: { id: ..., en: ... }');
const language = z.enum(['id', 'en']);
const dimensions = z.record(z.string(), z.string()).default({}).describe('Reads the metric for these values of its dimensions only');
const baseline = z
  .union([z.enum(['previous', 'year-ago']), z.strictObject({ periodsAgo: z.int().min(1).max(120) })])
  .describe('With what a figure is compared: previous, year-ago, or { periodsAgo: 13 }');
const term = z.strictObject({ metric: id, dimensions, by: id.optional() });
const platforms = z.array(z.enum(ADVOCACY_PLATFORMS));
const day = z.string().refine(isCivilDate, 'must be an existing day, written YYYY-MM-DD');

const figure = z.strictObject({
  subject: id,
  metric: id,
  dimensions,
  by: id.optional().describe('Splits the figure by the values of this dimension'),
  of: term.optional().describe('Prints the figure as a share of this one'),
  entries: id.optional().describe('The kind of the entries that stand behind the count'),
  compare: z.array(baseline).default(['previous', 'year-ago']),
  chart: z.boolean().default(false).describe('Draws the figure over its last periods'),
});

const section = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('summary'), id: id.optional(), title: words.optional(), figures: z.array(figure).min(1) }),
  z.strictObject({ kind: z.enum(PLATFORMS), id: id.optional(), title: words.optional(), accounts: z.array(id).optional() }),
  z.strictObject({
    kind: z.literal('advocacy'),
    id: id.optional(),
    title: words.optional(),
    subject: id.default('advocacy'),
    target: id.optional(),
    scope: words.optional().describe('Of whom reported figures speak, where there is no ledger; the organisation where it is left out'),
  }),
  z.strictObject({
    kind: z.literal('counted'),
    id,
    title: words,
    figures: z.array(figure).min(1),
    checks: z.array(z.strictObject({ subject: id, sum: z.array(term).min(1), equals: term })).default([]),
  }),
]);

const role = z.enum(['member', 'editor', 'manager', 'owner']).describe('Each may do what the ones before it may: member, editor, manager, owner');

/** The parts of a configuration file, each read by itself, so that a mistake in one does not hide those of another. */
export const PARTS = {
  version: z.literal(1),
  organisation: z.strictObject({
    name: words,
    zone: z.string().describe('An IANA zone such as Asia/Jakarta'),
    languages: z.array(language).min(1).describe('The first is the default'),
    weekStart: z.enum(['monday', 'sunday']).default('monday'),
    quarterStart: z
      .enum(['january', 'february', 'march', 'april', 'may', 'june', 'july', 'august', 'september', 'october', 'november', 'december'])
      .default('january'),
    smallBase: z.int().min(0).default(20).describe('Below this baseline no percentage is printed'),
    decimals: z
      .strictObject({
        change: z.int().min(0).max(4).default(1),
        attainment: z.int().min(0).max(4).default(2),
        share: z.int().min(0).max(4).default(2),
      })
      .default({ change: 1, attainment: 2, share: 2 }),
    holidays: z.array(day).default([]).describe('Days on which nobody works: no daily figure is judged by an alert, and no figure falls due'),
    holidaysFile: z
      .string()
      .min(1)
      .optional()
      .describe('More of them: a file beside this one, a day on each line, such as "2026-03-20 Cuti bersama"'),
    proxy: z.url().optional().describe('The way out to the internet, where there is no direct one'),
  }),
  slack: z.strictObject({
    channels: z.record(
      id,
      z.strictObject({
        id: z.string().regex(/^[CDG][A-Z0-9]{8,}$/, "must be a channel's id, such as C0123456789"),
        class: z.enum(['public', 'internal', 'personal']).default('internal').describe('Who reads the channel'),
        language: language.optional(),
        intake: z.boolean().default(false).describe('Files that are dropped here are read without a mention of Pantau'),
        quiet: quietHours.optional(),
      }),
    ),
  }),
  people: z
    .array(
      z.strictObject({
        id,
        slack: z.string().regex(/^[UW][A-Z0-9]{6,}$/, "must be a person's Slack id, such as U0123456789"),
        name: z.string().min(1),
        role,
        language: language.optional(),
        quiet: quietHours.optional(),
        routes: z.array(z.string()).default(['dm']).describe('Where the person is told: dm, or the name of a channel'),
      }),
    )
    .default([]),
  accounts: z
    .array(
      z.strictObject({
        id,
        platform: z.enum(PLATFORMS),
        label: z.string().min(1),
        platformId: z.string().min(1).optional().describe("The platform's own id of the account, in quotation marks; needed to pull it"),
        connection: id.optional().describe('The connection by which it is pulled; the one of its platform where none is named'),
      }),
    )
    .default([]),
  connections: z
    .array(
      z.strictObject({
        id: z.string().regex(/^[a-z][a-z0-9-]*$/, 'may hold only small letters, digits and "-", and begins with a letter'),
        connector: id.describe('The platform, such as instagram'),
        settings: z.record(z.string(), z.unknown()).default({}).describe("What the connector's own page explains"),
        dailyLimits: z
          .record(z.string(), z.int().min(0))
          .default({})
          .describe('The most that may be used up on one day, such as { "x:credits": 500000 } in millionths of a dollar'),
      }),
    )
    .default([]),
  sync: z
    .strictObject({
      daily: z.string().default('30 23 * * *').describe("When the day's figures are pulled: five cron fields in the organisation's zone"),
      stories: z.string().default('5 */6 * * *').describe('When stories are read between, since they vanish after a day'),
    })
    .prefault({}),
  imports: z
    .strictObject({
      hosts: z
        .array(z.string().regex(/^[a-z0-9-]+(\.[a-z0-9-]+)+$/, 'must be the name of a host in small letters, such as files.example.org'))
        .default([])
        .describe("From which hosts files may be imported by their address, beside Google's published sheets"),
    })
    .prefault({}),
  advocacy: z
    .strictObject({
      rules: z
        .array(
          z.strictObject({
            validFrom: day.describe('From which day on; a day of a quarter that is over is not taken any more'),
            kinds: z
              .array(z.enum(ACTIVATION_KINDS))
              .min(1)
              .default([...FIRST_RULE.kinds])
              .describe('The kinds that count'),
            windowDays: z
              .int()
              .min(0)
              .max(366)
              .default(FIRST_RULE.windowDays)
              .describe('The same person, kind and content or link again within so many days is a repeat'),
            linkRequired: z
              .strictObject({ provided: platforms.optional(), engagement: platforms.optional(), original: platforms.optional() })
              .default({})
              .describe('On which platforms an activation of a kind needs the link of a post'),
          }),
        )
        .default([])
        .describe('What counts as an activation, by version; without any, the built-in rule'),
    })
    .prefault({}),
  intake: z
    .strictObject({
      folders: z
        .array(
          z.strictObject({
            path: z.string().min(1).describe('A folder on this machine, written from its root: exported files that are put there are imported'),
            tell: z.array(z.string()).min(1).default(['owner']).describe('Who hears what became of them: owner, people, channels'),
          }),
        )
        .default([]),
    })
    .prefault({}),
  subjects: z.array(z.strictObject({ id, label: words })).default([]),
  metrics: z
    .array(
      z.strictObject({
        id: z.string().regex(/^[a-z0-9_]+$/, 'may hold only a-z, 0-9 and "_"'),
        label: words,
        unit: z
          .enum([
            'accounts',
            'posts',
            'people',
            'activations',
            'touches',
            'views',
            'visitors',
            'tickets',
            'messages',
            'events',
            'requests',
            'users',
            'choices',
            'score',
            'percent',
            'count',
          ])
          .default('count'),
        additivity: z
          .enum(['flow', 'stock', 'unique', 'rate'])
          .describe('flow adds up over time, stock is read at a moment, unique never adds up, rate is recomputed'),
        better: z.enum(['higher', 'lower', 'neutral']).default('neutral'),
        dimensions: z
          .record(
            id,
            z.strictObject({ kind: z.enum(['partition', 'subset', 'top-n', 'cumulative']), labels: z.record(z.string(), words).optional() }),
          )
          .default({}),
        validFrom: day.optional(),
        validTo: day.optional(),
        successor: id.optional(),
      }),
    )
    .default([]),
  targets: z
    .array(
      z.strictObject({
        id,
        label: words,
        metric: id,
        subject: id,
        dimensions,
        period: z.union([z.string(), z.int()]).transform(String).describe('2024-Q1, 2024-02, 2024-W08 or 2024'),
        value: z.number().positive('must be more than 0'),
        direction: z.enum(['higher', 'lower']).default('higher'),
        plan: z
          .discriminatedUnion('kind', [
            z.strictObject({ kind: z.literal('linear') }),
            z.strictObject({ kind: z.literal('none') }),
            z.strictObject({ kind: z.literal('milestones'), milestones: z.array(z.strictObject({ by: day, value: z.number() })).min(1) }),
          ])
          .optional(),
        owner: id.describe("A person's id: a manager or an owner"),
      }),
    )
    .default([]),
  digests: z
    .array(
      z.strictObject({
        id,
        title: words,
        period: z.enum(['week', 'month', 'quarter']),
        schedule: z.strictObject({
          cron: z.string().describe('Five fields: minute, hour, day, month, weekday'),
          zone: z.string().optional().describe("An IANA zone; the organisation's where none is given"),
        }),
        channels: z.array(z.string()).min(1).describe('Names of channels'),
        sections: z.array(section).min(1),
      }),
    )
    .default([]),
  alerts: alertPart(id, dimensions),
  collection: collectionPart(id, dimensions),
} as const;

/** A configuration file as a whole. */
export const fileSchema = z.strictObject(PARTS);

/** A configuration file whose shape is right; what its names refer to is checked by the rules. */
export type RawConfig = z.output<typeof fileSchema>;
