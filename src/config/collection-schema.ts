import { z } from 'zod';

/** The figures and lists that people hand in each month, and when. */
export function collectionPart<Id extends z.ZodType<string>, Dimensions extends z.ZodType>(id: Id, dimensions: Dimensions) {
  const words = z.union([z.string().min(1), z.strictObject({ id: z.string().min(1), en: z.string().min(1) })]);
  const names = z.array(z.string().min(1)).default([]).describe('What people call it in their messages, such as "tlp"');
  const due = z.int().min(1).max(20).describe('The working day after the end of the month: 1 is the first');
  const remind = z
    .strictObject({
      before: z.int().min(0).max(10).default(1).describe('So many working days before it is due'),
      every: z.int().min(1).max(10).default(1).describe('And then every so many working days'),
    })
    .describe('When its owner is reminded');
  const figure = z.strictObject({
    subject: id,
    metric: id,
    dimensions,
    by: id.optional().describe('One figure for each value of this dimension'),
    values: z
      .union([z.array(z.string().min(1)), z.record(z.string(), z.array(z.string().min(1)))])
      .default([])
      .describe("The values of `by`, or each with other names for it; the metric's own where it is left out"),
    names,
  });
  const list = z.strictObject({
    kind: id.describe('The kind of its entries, as the digest names it under `entries`'),
    label: words,
    columns: z.array(z.string().min(1)).default(['date', 'title']).describe('What stands in a row: date, title, and attributes'),
    names,
  });
  return z
    .strictObject({
      due: due.default(3),
      remind: remind.default({ before: 1, every: 1 }),
      duties: z
        .array(
          z.strictObject({
            owner: id.describe("A person's id"),
            due: due.optional(),
            remind: remind.optional(),
            figures: z.array(figure).default([]),
            lists: z.array(list).default([]),
          }),
        )
        .default([]),
    })
    .prefault({})
    .describe('Figures that colleagues hand in, and who owes which');
}
