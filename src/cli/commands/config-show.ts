import { z } from 'zod';
import type { Command } from '../command.js';
import { jsonText, table } from '../terminal.js';

const flagsSchema = z.object({ effective: z.boolean().default(false) });

/** `pantau config show`: the settings; with `--effective` the defaults too, each with where it comes from. */
export const run: Command = async ({ application, terminal, flags, json }) => {
  const shown = await application.showConfig(flagsSchema.parse(flags));
  terminal.out(json ? jsonText({ version: 1, ...shown }) : table(shown.settings.map(({ path, value, origin }) => [path, value, origin])));
  return 0;
};
