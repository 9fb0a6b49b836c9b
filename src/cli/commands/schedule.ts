import type { ScheduledDigest } from '../application.js';
import type { Command } from '../command.js';
import { PHRASES } from '../phrases.js';
import { jsonText, table } from '../terminal.js';

type Phrases = (typeof PHRASES)['en'];

/** `pantau schedule`: when each digest is due next, what is owed, and what became of its last slots. */
export const run: Command = async ({ application, terminal, json }) => {
  const schedule = await application.schedule();
  if (json) terminal.out(jsonText({ version: 1, ...schedule }));
  else terminal.out(schedule.schedules.map((one) => described(one, PHRASES[application.language])).join('\n'));
  return 0;
};

function described({ digest, cron, zone, channels, next, owed, deliveries }: ScheduledDigest, say: Phrases): string {
  const due = owed
    ? `${say.owed}: ${owed.local}, ${owed.attempts} ${say.attempts}${owed.reason === undefined ? '' : `, ${owed.reason}`}`
    : say.nothingOwed;
  const rows = deliveries
    .filter(({ reply, state }) => reply === undefined || state !== 'sent')
    .map(({ slot, channel, reply, state, error }) => [
      '  ',
      slot.local,
      reply === undefined ? channel : `${channel}, ${say.reply} ${reply}`,
      say.deliveries[state],
      error ?? '',
    ]);
  return `${digest} (${cron}, ${zone}): ${channels.join(', ')}\n${next.map(({ local }) => `  ${say.next}: ${local}\n`).join('')}  ${due}\n${table(rows)}`;
}
