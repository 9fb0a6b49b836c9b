import { PantauError } from '../../errors.js';
import type { Command } from '../command.js';
import { PHRASES } from '../phrases.js';
import { jsonText } from '../terminal.js';
import { accountsOf, pulledText } from './sync.js';

const WIDTH = 30;

/** `pantau backfill --from DATE`: pulls the past; begun again it goes on where it was. Exits with 1 where something could not be had. */
export const run: Command = async ({ application, terminal, flags, json }) => {
  if (typeof flags.from !== 'string') throw new PantauError('usage', '--from is missing: the first day to pull, such as 2026-01-01.');
  const connections = await application.backfill({
    accounts: accountsOf(flags),
    from: flags.from,
    onProgress: ({ connection, doneDays, days }) => {
      const done = Math.round((WIDTH * doneDays) / Math.max(1, days));
      terminal.error(`${connection} [${'#'.repeat(done)}${'.'.repeat(WIDTH - done)}] ${doneDays}/${days}\n`);
    },
  });
  terminal.out(json ? jsonText({ version: 1, connections }) : pulledText(connections, PHRASES[application.language]));
  return connections.some(({ problems }) => problems.length > 0) ? 1 : 0;
};
