import { z } from 'zod';
import { LIMITS } from '../../limits.js';

const carriedSchema = z.object({
  /** the file's id in Slack */
  f: z.string(),
  /** the first characters of the hash of the bytes that were shown */
  h: z.string().optional(),
  /** what was answered so far */
  a: z.record(z.string(), z.string()).default({}),
});

/** What a button below a file carries, so that a restart loses no question: the file by its id, the bytes that were shown, the answers. */
export type Carried = z.infer<typeof carriedSchema>;

const answerSchema = carriedSchema.extend({ q: z.string(), v: z.string() });

/** What the button of one reading carries besides. */
export type CarriedAnswer = z.infer<typeof answerSchema>;

const askedSchema = carriedSchema.extend({ q: z.string(), k: z.enum(['day', 'days', 'year']), t: z.string() });

/** What the button of a question carries that is answered in a modal: its kind and its text. */
export type CarriedQuestion = z.infer<typeof askedSchema>;

const placedSchema = askedSchema.extend({ c: z.string(), m: z.string() });

/** What the modal itself carries: also where the message stands that is to be changed. */
export type CarriedModal = z.infer<typeof placedSchema>;

const undoSchema = z.object({ u: z.string(), f: z.string() });

/** What the button that undoes carries. */
export type CarriedUndo = z.infer<typeof undoSchema>;

const reader =
  <Value>(schema: z.ZodType<Value>) =>
  (text: string | undefined): Value =>
    schema.parse(JSON.parse(text ?? ''));

/** Reads what buttons and the modal carry; each rejects what Pantau did not write. */
export const readCarried = {
  file: reader(carriedSchema),
  answer: reader(answerSchema),
  question: reader(askedSchema),
  modal: reader(placedSchema),
  undo: reader(undoSchema),
};

/** Writes what a button carries; undefined where it is too long for one. */
export function carry(value: Carried | CarriedAnswer | CarriedQuestion | CarriedUndo): string | undefined {
  const text = JSON.stringify(value);
  return text.length <= LIMITS.buttonValue ? text : undefined;
}

/** How many characters of a hash are carried. */
const CARRIED_HASH = 16;

/** The part of a hash that is carried. */
export const shortHash = (hash: string): string => hash.slice(0, CARRIED_HASH);
