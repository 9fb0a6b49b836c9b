import { type CivilDate, lastDay } from '../../../connectors/contract/period.js';
import type { Command } from '../command.js';
import { PHRASES } from '../phrases.js';
import { jsonText, table } from '../terminal.js';

const spanText = ({ start, end }: { readonly start: CivilDate; readonly end: CivilDate }): string =>
  lastDay({ start, end }) === start ? start : `${start}..${lastDay({ start, end })}`;

/** `pantau status`: what is stored, how fresh it is, what is due next. */
export const run: Command = async ({ application, terminal, json }) => {
  const status = await application.status();
  const say = PHRASES[application.language];
  if (json) terminal.out(jsonText({ version: 1, ...status }));
  else {
    const { series, observations, revisions, entries, content, lastReceivedAt } = status.store;
    const counts: readonly (readonly [string, number])[] = [
      [say.series, series],
      [say.observations, observations],
      [say.revisions, revisions],
      [say.entries, entries],
      [say.content, content],
    ];
    terminal.out(`${status.organisation}\n`);
    terminal.out(
      table([
        [say.today, status.today],
        ...counts.map(([name, value]) => [name, String(value)]),
        [say.lastReceived, lastReceivedAt ?? say.never],
        ...status.schedules.map(({ digest, next }) => [`${digest}, ${say.next}`, next ?? say.never]),
      ]),
    );
    for (const { account, metric, gaps } of status.gaps) terminal.out(`${account}, ${metric}, ${say.gap}: ${gaps.map(spanText).join(', ')}\n`);
  }
  return 0;
};
