import { z } from 'zod';
import type { Command } from '../command.js';
import { jsonText, table } from '../terminal.js';

const flagsSchema = z.object({ period: z.string().optional(), person: z.string().optional(), kind: z.string().optional() });

/** `pantau audit-log`: who did what when, oldest first; of a period, a person, a kind. */
export const run: Command = async ({ application, terminal, flags, json }) => {
  const { deeds } = await application.auditLog(flagsSchema.parse(flags));
  terminal.out(json ? jsonText({ version: 1, deeds }) : table(deeds.map(({ at, name, kind, detail }) => [at, name, kind, detail])));
  return 0;
};
