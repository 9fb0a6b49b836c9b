import { z } from 'zod';
import type { Command } from '../command.js';
import { jsonText, table } from '../terminal.js';

const flagsSchema = z.object({ period: z.string().optional(), out: z.string().optional() });

/** `pantau evidence` (`bukti`): writes the evidence of a closed month into a ZIP, and says what is in it. */
export const run: Command = async ({ application, terminal, flags, json }) => {
  const { period, out } = flagsSchema.parse(flags);
  const result = await application.evidence({ period, out });
  if (json) terminal.out(jsonText({ version: 1, ...result }));
  else {
    terminal.out(`${result.file}  ${result.sha256}\n`);
    terminal.out(table(result.files.map(({ name, sha256 }) => ['  ', name, sha256])));
  }
  return 0;
};
