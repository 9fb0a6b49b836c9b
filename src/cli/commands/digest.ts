import { z } from 'zod';
import type { Command } from '../command.js';
import { PHRASES } from '../phrases.js';
import { jsonText, table } from '../terminal.js';

const flagsSchema = z.object({
  period: z.string().optional(),
  asOf: z.string().optional(),
  out: z.string().optional(),
  dryRun: z.boolean().default(false),
  post: z.boolean().default(false),
});

/** `pantau digest NAME`: makes a digest, and writes or posts it where that is asked for. A message that was not sent makes it a failure. */
export const run: Command = async ({ application, terminal, words, flags, json }) => {
  const { period, asOf, out, dryRun, post } = flagsSchema.parse(flags);
  const result = await application.digest({ name: words[0] ?? '', period, asOf, out, dryRun, post });
  terminal.out(json ? jsonText(result.digest) : `${result.text.trimEnd()}\n`);
  if (!json && result.files.length > 0) terminal.out(`\n${result.files.join('\n')}\n`);
  const say = PHRASES[application.language];
  const failed = result.deliveries.filter(({ state }) => state === 'failed' || state === 'unknown');
  const deliveries = table(
    result.deliveries.map(({ channel, state, earlier, error }) => [channel, say.deliveries[state], earlier ? say.earlier : (error ?? '')]),
  );
  if (deliveries !== '') (json || failed.length > 0 ? terminal.error : terminal.out)(deliveries);
  return failed.length > 0 ? 1 : 0;
};
