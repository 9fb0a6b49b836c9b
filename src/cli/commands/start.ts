import { z } from 'zod';
import type { Command } from '../command.js';

const flagsSchema = z.object({ fresh: z.boolean().default(false) });

/** `pantau start`: runs until it is told to stop. */
export const run: Command = async ({ application, flags }) => {
  await application.start(flagsSchema.parse(flags));
  return 0;
};
