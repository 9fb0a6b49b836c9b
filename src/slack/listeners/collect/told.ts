import { createHash } from 'node:crypto';
import { z } from 'zod';
import { type Period, parsePeriod } from '../../../../connectors/contract/period.js';
import type { Config } from '../../../config/config.js';
import { fieldName } from '../../../pipeline/handed/answers.js';
import type { FormPage } from '../../../pipeline/handed/pages.js';
import type { TypedPage } from '../../../pipeline/handed/typed-form.js';
import { FIELD, PAGE_FIELDS } from '../../blocks/collect-form.js';
import { PASTE_TEXT } from '../../blocks/collect-paste.js';
import { ANSWER, QUESTION } from '../../blocks/collect-questions.js';
import { metadataSchema } from '../advocacy/told.js';

const collectMetadataSchema = metadataSchema.extend({
  month: z.string(),
  page: z.string().optional(),
  /** the hash of the text that the review shows */
  shown: z.string().optional(),
});

/** What the forms carry: what every modal does, the month, and the page or the text that was shown. */
export type CollectMetadata = z.infer<typeof collectMetadataSchema>;

/** Reads what a form carries; throws where it carries nothing of ours. */
export const readCollectMetadata = (text: string): CollectMetadata => collectMetadataSchema.parse(JSON.parse(text));

/** The month of a name such as `2024-02`; undefined where it is none. */
export function readMonth(text: string, { organisation }: Pick<Config, 'organisation'>): Period | undefined {
  const period = parsePeriod(text, organisation.calendar);
  return period?.grain === 'month' ? period : undefined;
}

/** What the button of a page carries: the month and the page. */
export function readPageValue(value: string): { readonly month: string; readonly page: string } {
  const at = value.indexOf(' ');
  return { month: value.slice(0, at), page: value.slice(at + 1) };
}

/** What the button of the paste box carries: the month, and the text where there is one. */
export function readPasteValue(value: string): { readonly month: string; readonly text: string } {
  const at = value.indexOf('\n');
  return at < 0 ? { month: value, text: '' } : { month: value.slice(0, at), text: value.slice(at + 1) };
}

/** By which a text is known again. */
export const textHash = (text: string): string => createHash('sha256').update(text).digest('hex').slice(0, 16);

const control = z.object({
  value: z.string().nullish(),
  selected_option: z.object({ value: z.string() }).nullish(),
  selected_options: z.array(z.object({ value: z.string() })).nullish(),
});
const stateSchema = z.record(z.string(), z.record(z.string(), control));

/** The answers to questions, both by their short names. */
export function readGiven(values: unknown): Readonly<Record<string, string>> {
  const given: Record<string, string> = {};
  for (const [block, controls] of Object.entries(stateSchema.parse(values))) {
    const answer = controls[ANSWER]?.selected_option?.value;
    if (block.startsWith(QUESTION) && answer) given[block.slice(QUESTION.length)] = answer;
  }
  return given;
}

/** The text of the paste box. */
export const readText = (values: unknown): string => stateSchema.parse(values)[PASTE_TEXT]?.[PASTE_TEXT]?.value ?? '';

/** What was filled into a page, and the note on it. */
export function readTyped(values: unknown, page: FormPage): { readonly typed: TypedPage; readonly note: string | undefined } {
  const state = stateSchema.parse(values);
  const ticked = (name: 'about' | 'none'): readonly string[] => {
    const chosen = state[PAGE_FIELDS[name]]?.[PAGE_FIELDS[name]]?.selected_options?.map(({ value }) => value) ?? [];
    return page.items.flatMap(({ key }) => (chosen.includes(fieldName(key)) ? [key] : []));
  };
  const texts = page.items.map(({ key }) => [key, state[`${FIELD}${fieldName(key)}`]?.[PAGE_FIELDS.typed]?.value ?? ''] as const);
  const note = state[PAGE_FIELDS.note]?.[PAGE_FIELDS.note]?.value?.trim() ?? '';
  return { typed: { texts: Object.fromEntries(texts), about: ticked('about'), none: ticked('none') }, note: note === '' ? undefined : note };
}
