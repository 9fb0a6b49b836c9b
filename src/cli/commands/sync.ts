import type { PulledConnection } from '../application.js';
import type { Command } from '../command.js';
import { PHRASES } from '../phrases.js';
import { jsonText, table } from '../terminal.js';

type Phrases = (typeof PHRASES)['en'];

/** The accounts that were named by `--account a,b`. */
export const accountsOf = (flags: Readonly<Record<string, unknown>>): readonly string[] =>
  typeof flags.account === 'string' ? flags.account.split(',').map((account) => account.trim()) : [];

/** What became of pulls as a table, with a line for everything that could not be had. */
export function pulledText(connections: readonly PulledConnection[], say: Phrases): string {
  const header = [say.connection, say.state, say.inserted, say.revised, say.unchanged];
  const rows = connections.map(({ connection, state, inserted, revised, unchanged }) => [
    connection,
    say.pulls[state],
    String(inserted),
    String(revised),
    String(unchanged),
  ]);
  const problems = connections.flatMap(({ connection, problems: of }) =>
    of.map(({ account, capability, sentence }) => `${[connection, account, capability].filter(Boolean).join(', ')}: ${sentence}\n`),
  );
  return `${table([header, ...rows])}${problems.join('')}`;
}

/** `pantau sync`: pulls the last days of every account now. Exits with 1 where something could not be had. */
export const run: Command = async ({ application, terminal, flags, json }) => {
  const connections = await application.sync({ accounts: accountsOf(flags) });
  terminal.out(json ? jsonText({ version: 1, connections }) : pulledText(connections, PHRASES[application.language]));
  return connections.some(({ problems }) => problems.length > 0) ? 1 : 0;
};
