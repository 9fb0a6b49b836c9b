import type { Command } from '../command.js';
import { jsonText } from '../terminal.js';

/** `pantau forget ADVOCATE...` erases a person under every name given and all that were linked, and says what it did. */
export const run: Command = async ({ application, terminal, words, json }) => {
  const { sentences, ...erased } = await application.forget(words);
  terminal.out(json ? jsonText({ version: 1, ...erased }) : `${sentences.join('\n')}\n`);
  return 0;
};
