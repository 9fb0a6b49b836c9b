import { z } from 'zod';
import { civilDate, isCivilDate } from '../../../../connectors/contract/period.js';
import type { AdvocacyTarget } from '../../../domain/advocacy-target.js';
import type { Language } from '../../../domain/digest.js';
import type { Plan } from '../../../domain/target.js';
import type { SetVersion } from '../../../pipeline/target-desk.js';
import { TARGET_FIELDS, UNIT_SCOPE } from '../../blocks/advocacy-target-form.js';
import { TARGET_WORDS } from '../../blocks/advocacy-target-words.js';
import { metadataSchema } from './told.js';

/** A version of a target that somebody saw. */
const seenSchema = z.object({ id: z.string(), seen: z.number() });

const targetMetadataSchema = metadataSchema.extend({ target: seenSchema.optional() });

/** What the form of a target carries: what every modal does, and the version that is changed. */
export type TargetMetadata = z.infer<typeof targetMetadataSchema>;

/** Reads what the form carries; undefined where it carries nothing of ours. */
export const readTargetMetadata = (text: string): TargetMetadata | undefined => parsed(text, targetMetadataSchema);

/** Reads the value of the button that takes a target away. */
export const readSeen = (text: string): z.infer<typeof seenSchema> | undefined => parsed(text, seenSchema);

function parsed<Schema extends z.ZodType>(text: string, schema: Schema): z.infer<Schema> | undefined {
  try {
    return schema.safeParse(JSON.parse(text)).data;
  } catch {
    return undefined;
  }
}

const chosen = <Inner extends z.ZodType>(inner: Inner) => z.object({ selected_option: z.object({ value: inner }) });
const typed = z.object({ value: z.string().nullish() });

const stateSchema = z.object({
  [TARGET_FIELDS.quarter]: z.object({ quarter: chosen(z.string()) }).optional(),
  [TARGET_FIELDS.metric]: z.object({ metric: chosen(z.enum(['people', 'activations'])) }).optional(),
  [TARGET_FIELDS.scope]: z.object({ scope: chosen(z.string()) }).optional(),
  [TARGET_FIELDS.value]: z.object({ value: typed }),
  [TARGET_FIELDS.plan]: z.object({ plan: chosen(z.enum(['linear', 'milestones', 'none'])) }),
  [TARGET_FIELDS.checkpoints]: z.object({ checkpoints: typed }),
  [TARGET_FIELDS.owner]: z.object({ owner: chosen(z.string()) }),
});

/** The target that a form tells, or what is wrong at which field. */
export type ToldTarget = { readonly target: AdvocacyTarget } | { readonly errors: Readonly<Record<string, string>> };

/** Reads the submitted form; a target that is changed keeps its quarter, metric and scope. Throws where the form is none of ours. */
export function readTarget(values: unknown, known: SetVersion | undefined, language: Language): ToldTarget {
  const state = stateSchema.parse(values);
  const value = wholeNumber(state.value.value.value?.trim() ?? '');
  const plan = readPlan(state.plan.plan.selected_option.value, state.checkpoints.checkpoints.value ?? '', language);
  const errors = {
    ...(value === undefined ? { [TARGET_FIELDS.value]: TARGET_WORDS[language].notANumber } : {}),
    ...(typeof plan === 'string' ? { [TARGET_FIELDS.checkpoints]: plan } : {}),
  };
  if (value === undefined || typeof plan === 'string') return { errors };
  const scope = state.scope?.scope.selected_option.value ?? '';
  const { quarter, metric, unit } = known?.target ?? {
    quarter: state.quarter?.quarter.selected_option.value ?? '',
    metric: state.metric?.metric.selected_option.value ?? 'people',
    unit: scope.startsWith(UNIT_SCOPE) ? scope.slice(UNIT_SCOPE.length) : undefined,
  };
  return { target: { quarter, metric, unit, value, plan, owner: state.owner.owner.selected_option.value } };
}

/** A whole number with or without separators of thousands: `12000`, `12.000`, `12,000`. */
function wholeNumber(text: string): number | undefined {
  if (!/^(\d+|\d{1,3}([.,\s]\d{3})+)$/.test(text)) return undefined;
  return Number(text.replace(/\D/g, ''));
}

/** The plan, or what is wrong with its checkpoints. */
function readPlan(kind: Plan['kind'], checkpoints: string, language: Language): Plan | string {
  const words = TARGET_WORDS[language];
  const lines = checkpoints
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '');
  if (kind !== 'milestones') return lines.length > 0 ? words.strayCheckpoints : { kind };
  if (lines.length === 0) return words.noCheckpoints;
  const milestones = [];
  for (const line of lines) {
    const [, day = '', number = ''] = /^(\S+?)\s*:\s*(.+)$/.exec(line) ?? [];
    const value = wholeNumber(number);
    if (!isCivilDate(day) || value === undefined) return words.notACheckpoint(line.slice(0, 60));
    milestones.push({ by: civilDate(day), value });
  }
  return { kind: 'milestones', milestones };
}
