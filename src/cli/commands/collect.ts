import { z } from 'zod';
import type { Language } from '../../domain/digest.js';
import { formatDay, formatPeriod } from '../../text/date.js';
import type { CollectedThing, CollectResult } from '../application.js';
import type { Command } from '../command.js';
import { PHRASES } from '../phrases.js';
import { jsonText, table } from '../terminal.js';

const flagsSchema = z.object({ period: z.string().optional() });

/** `pantau collect` (`kumpul`): "61 of 66 received", then what each person still owes, with the day on which it is due. */
export const run: Command = async ({ application, terminal, flags, json }) => {
  const { period } = flagsSchema.parse(flags);
  const result = await application.collect({ period });
  if (json) {
    terminal.out(jsonText({ version: 1, ...result }));
    return 0;
  }
  const { language } = application;
  const say = PHRASES[language].collect;
  const counted = say.received.replace('{received}', String(result.received)).replace('{expected}', String(result.expected));
  terminal.out(`${formatPeriod(result.period, language)}: ${result.expected === 0 ? say.nobody : counted}\n`);
  const state = ({ state: is, lateDays }: CollectedThing): string => (is === 'overdue' ? say.overdue.replace('{days}', String(lateDays)) : '');
  for (const owner of result.owners) {
    const missing = result.items.filter((item) => item.owner === owner.id && item.state !== 'received');
    terminal.out(`\n${owner.name}: ${owner.received}/${owner.expected}\n`);
    terminal.out(table(missing.map((item) => ['  ', item.label[language], `${say.due} ${formatDay(item.due, language)}`, state(item)])));
  }
  for (const line of historyLines(result, language)) terminal.out(`\n${line}\n`);
  return 0;
};

/** Of which months before there is nothing yet, or not everything. */
function historyLines({ history }: CollectResult, language: Language): readonly string[] {
  const say = PHRASES[language].collect;
  const none = history.filter(({ received, expected }) => received === 0 && expected > 0);
  const some = history.filter(({ received, expected }) => received > 0 && received < expected);
  const named = (months: CollectResult['history'], counted: boolean): string =>
    months.map(({ period, received, expected }) => `${formatPeriod(period, language)}${counted ? ` ${received}/${expected}` : ''}`).join(', ');
  return [
    ...(none.length > 0 ? [say.noHistory.replace('{months}', named(none, false))] : []),
    ...(some.length > 0 ? [say.someHistory.replace('{months}', named(some, true))] : []),
  ];
}
