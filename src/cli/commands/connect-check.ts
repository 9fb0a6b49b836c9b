import type { Command } from '../command.js';
import { jsonText, table } from '../terminal.js';
import { accountsOf } from './sync.js';

/** `pantau connect check`: what each connection can do for each account, and what to do where it can't. Exits with 1 where an account or a permission is lost. */
export const run: Command = async ({ application, terminal, flags, json }) => {
  const findings = await application.checkConnections({ accounts: accountsOf(flags) });
  if (json) terminal.out(jsonText({ version: 1, findings }));
  else terminal.out(table(findings.map(({ account, capability, state, sentence }) => [account, capability ?? '', state, sentence])));
  return findings.some(({ state }) => state === 'auth' || state === 'no-permission' || state === 'gone') ? 1 : 0;
};
