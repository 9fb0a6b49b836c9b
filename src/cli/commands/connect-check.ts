import type { Command } from '../command.js';
import { jsonText, table } from '../terminal.js';
import { accountsOf } from './sync.js';

/** What a person has to put right. */
const LOST: ReadonlySet<string> = new Set(['auth', 'no-permission', 'gone', 'dead', 'refused']);

/** `pantau connect check`: what each connection can do for each account, and what to do where it can't. Exits with 1 where an account or a permission is lost. */
export const run: Command = async ({ application, terminal, flags, json }) => {
  const findings = await application.checkConnections({ accounts: accountsOf(flags) });
  if (json) terminal.out(jsonText({ version: 1, findings }));
  else
    terminal.out(
      table(findings.map(({ connection, account, capability, state, sentence }) => [account ?? connection, capability ?? '', state, sentence])),
    );
  return findings.some(({ state }) => LOST.has(state)) ? 1 : 0;
};
