import type { Command } from '../command.js';
import { jsonText } from '../terminal.js';

/** `pantau link A B` says once that two names are one person. */
export const run: Command = async ({ application, terminal, words, json }) => {
  const [one = '', other = ''] = words;
  const { sentences, ...outcome } = await application.link({ one, other });
  terminal.out(json ? jsonText({ version: 1, ...outcome }) : `${sentences.join('\n')}\n`);
  return 0;
};
