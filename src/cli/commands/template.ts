import { z } from 'zod';
import { formatPeriod } from '../../text/date.js';
import type { Command } from '../command.js';
import { PHRASES } from '../phrases.js';
import { jsonText } from '../terminal.js';

const flagsSchema = z.object({ period: z.string().optional(), out: z.string().optional() });

/** `pantau template` (`templat`): writes a month's workbook, to be filled in and handed in again. */
export const run: Command = async ({ application, terminal, flags, json }) => {
  const { period, out } = flagsSchema.parse(flags);
  const result = await application.template({ period, out });
  const { language } = application;
  if (json) terminal.out(jsonText({ version: 1, ...result }));
  else {
    const said = PHRASES[language].template.replace('{month}', formatPeriod(result.period, language)).replace('{asked}', String(result.asked));
    terminal.out(`${result.file}\n${said}\n`);
  }
  return 0;
};
