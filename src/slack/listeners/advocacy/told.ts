import { z } from 'zod';
import { ACTIVATION_KINDS, ADVOCACY_PLATFORMS, type PersonName } from '../../../domain/activation.js';
import type { ToldActivation } from '../../../pipeline/activations/log.js';
import { FIELDS } from '../../blocks/advocacy-form.js';

/** What a modal of ours carries: the language that it was opened in, where, and about which content. */
export const metadataSchema = z.object({
  language: z.enum(['id', 'en']),
  channel: z.string().optional(),
  content: z.string().optional(),
});

/** What a modal of ours carries. */
export type Metadata = z.infer<typeof metadataSchema>;

/** Reads what a modal carries; undefined where it carries nothing of ours. */
export function readMetadata(text: string): Metadata | undefined {
  try {
    return metadataSchema.safeParse(JSON.parse(text)).data;
  } catch {
    return undefined;
  }
}

/** The name under which somebody in Slack is known. */
export const slackPerson = (user: string): PersonName => ({ scope: 'slack', value: user });

const field = <Inner extends z.ZodType>(name: string, inner: Inner) => z.object({ [name]: inner });
const selected = (name: string) => field(name, z.object({ selected_option: z.object({ value: z.string() }).nullish() })).optional();

const stateSchema = z.object({
  [FIELDS.kind]: z.object({ kind: z.object({ selected_option: z.object({ value: z.enum(ACTIVATION_KINDS) }) }) }),
  [FIELDS.platforms]: z.object({ platforms: z.object({ selected_options: z.array(z.object({ value: z.enum(ADVOCACY_PLATFORMS) })) }) }),
  [FIELDS.links]: z.object({ links: z.object({ value: z.string().nullish() }) }),
  [FIELDS.content]: selected(FIELDS.content),
  [FIELDS.unit]: selected(FIELDS.unit),
});

/** Reads the submitted form; throws where it is none of ours. */
export function readTold(values: unknown, user: string, content: string | undefined): ToldActivation {
  const state = stateSchema.parse(values);
  return {
    person: slackPerson(user),
    kind: state.kind.kind.selected_option.value,
    platforms: state.platforms.platforms.selected_options.map(({ value }) => value),
    links: state.links.links.value?.trim() ?? '',
    content: content ?? state.content?.content?.selected_option?.value,
    unit: state.unit?.unit?.selected_option?.value,
  };
}
