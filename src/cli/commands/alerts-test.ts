import { z } from 'zod';
import type { ReplayedRule } from '../application.js';
import type { Command } from '../command.js';
import { PHRASES } from '../phrases.js';
import { jsonText, table } from '../terminal.js';

const flagsSchema = z.object({ from: z.string(), to: z.string() });

/** `pantau alerts test --from DAY --to DAY`: when each rule would have fired, resolved or flapped, and a threshold that its history suggests. */
export const run: Command = async ({ application, terminal, flags, json }) => {
  const result = await application.testAlerts(flagsSchema.parse(flags));
  if (json) {
    terminal.out(jsonText({ version: 1, ...result }));
    return 0;
  }
  const say = PHRASES[application.language].alerts;
  if (result.rules.length === 0) terminal.out(`${say.none}\n`);
  else terminal.out(result.rules.map((rule) => described(rule, application.language)).join('\n'));
  if (result.left.length > 0) terminal.out(`\n${say.left}: ${result.left.join(', ')}\n`);
  return 0;
};

function described({ rule, condition, events, suggestion, ...counts }: ReplayedRule, language: 'id' | 'en'): string {
  const say = PHRASES[language].alerts;
  const summary = say.summary
    .replace('{fired}', String(counts.fired))
    .replace('{resolved}', String(counts.resolved))
    .replace('{flapped}', String(counts.flapped))
    .replace('{withheld}', String(counts.withheld));
  const rows = events.map(({ at, what, text }) => ['  ', at.slice(0, 10), say[what], text[language]]);
  const advice =
    suggestion === undefined
      ? ''
      : `  ${say.suggestion.replace('{periods}', String(suggestion.periods)).replace('{threshold}', String(suggestion.threshold))}\n`;
  return `${rule} (${condition}): ${summary}\n${table(rows)}${advice}`;
}
