import type { Command } from '../command.js';
import { PHRASES } from '../phrases.js';
import { jsonText } from '../terminal.js';

/** `pantau config check`: says that the configuration is right, with what it warns of; mistakes exit with 2. */
export const run: Command = async ({ application, terminal, json }) => {
  const checked = await application.checkConfig();
  const say = PHRASES[application.language];
  if (json) terminal.out(jsonText({ version: 1, ...checked }));
  else {
    const counts = `${checked.digests} ${say.digests}, ${checked.accounts} ${say.accounts}, ${checked.people} ${say.people}`;
    terminal.out(`${checked.file}: ${say.configurationGood} (${counts}).\n`);
    for (const warning of checked.warnings) terminal.error(`${say.warning}: ${warning}\n`);
  }
  return 0;
};
