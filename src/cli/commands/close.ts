import { z } from 'zod';
import type { Command } from '../command.js';
import { PHRASES } from '../phrases.js';
import { jsonText, table } from '../terminal.js';

const flagsSchema = z.object({
  period: z.string().optional(),
  acceptMissing: z.boolean().default(false),
  reopen: z.boolean().default(false),
  reason: z.string().default(''),
});

/** `pantau close` (`tutup`) closes a month: its digests stay as they were published. Where something was not handed in it says what, and does nothing. */
export const run: Command = async ({ application, terminal, flags, json }) => {
  const result = await application.closeMonth(flagsSchema.parse(flags));
  const asks = result.state === 'asks';
  if (json) terminal.out(jsonText({ version: 1, ...result }));
  else {
    const say = PHRASES[application.language].close;
    terminal.out(`${result.period}: ${say[result.state]}\n`);
    terminal.out(table(result.missing.map(({ label, owner }) => ['  ', label[application.language], owner])));
    terminal.out(table(result.digests.map(({ id, sha256 }) => ['  ', id, sha256])));
  }
  return asks ? 3 : 0;
};
