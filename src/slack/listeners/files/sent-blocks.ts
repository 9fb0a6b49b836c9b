import { z } from 'zod';

const blocksSchema = z.array(z.looseObject({ type: z.string() }));

/** Blocks of a message as Slack sends them back. */
export type SentBlocks = z.infer<typeof blocksSchema>;

/** The part of a message above the line below which something is decided, without its buttons. */
export function aboveDecision(blocks: unknown): SentBlocks {
  const read = blocksSchema.safeParse(blocks);
  if (!read.success) return [];
  const divider = read.data.findIndex(({ type }) => type === 'divider');
  return (divider < 0 ? read.data : read.data.slice(0, divider)).filter(({ type }) => type !== 'actions');
}
