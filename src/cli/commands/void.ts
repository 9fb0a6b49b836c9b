import { z } from 'zod';
import type { Command } from '../command.js';
import { jsonText } from '../terminal.js';

const flagsSchema = z.object({ reason: z.string().optional() });

/** `pantau void VALUE --reason WHY` voids one value, by its id or by a question that has only one: from then on there are no data of it. */
export const run: Command = async ({ application, terminal, words, flags, json }) => {
  const { reason = '' } = flagsSchema.parse(flags);
  const { sentences, ...voided } = await application.voidValue({ value: words.join(' '), reason });
  terminal.out(json ? jsonText({ version: 1, ...voided }) : `${sentences.join('\n')}\n`);
  return 0;
};
