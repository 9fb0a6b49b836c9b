import { PantauError } from '../../errors.js';
import type { Command } from '../command.js';
import { PHRASES } from '../phrases.js';
import { jsonText, table } from '../terminal.js';
import { accountsOf } from './sync.js';

/** `pantau replay --from DAY --to DAY`: reads the pulls of those days again from the raw answers, without network. Exits with 1 where an answer is missing. */
export const run: Command = async ({ application, terminal, flags, json }) => {
  const { from, to } = flags;
  if (typeof from !== 'string' || typeof to !== 'string') {
    throw new PantauError('usage', '--from or --to is missing: the first and the last day of the pulls, such as 2026-01-01.');
  }
  const connections = await application.replay({ accounts: accountsOf(flags), from, to });
  if (json) terminal.out(jsonText({ version: 1, connections }));
  else {
    const say = PHRASES[application.language];
    const header = [say.connection, say.pullsRead, say.inserted, say.revised, say.unchanged, say.reachesBackTo];
    const rows = connections.map(({ connection, pulls, inserted, revised, unchanged, reachesBackTo }) => [
      connection,
      ...[pulls, inserted, revised, unchanged].map(String),
      reachesBackTo ?? say.never,
    ]);
    terminal.out(table([header, ...rows]));
    for (const { connection, problems } of connections)
      for (const { account, capability, sentence } of problems)
        terminal.out(`${[connection, account, capability].filter(Boolean).join(', ')}: ${sentence}\n`);
  }
  return connections.some(({ problems }) => problems.length > 0) ? 1 : 0;
};
