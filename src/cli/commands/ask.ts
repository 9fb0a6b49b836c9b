import type { Command } from '../command.js';
import { jsonText } from '../terminal.js';

/** `pantau ask QUESTION`: the answer; a question that is not understood exits with 2 and says what is near it. */
export const run: Command = async ({ application, terminal, words, json }) => {
  const { question, understood, answered, text, figures } = await application.ask(words.join(' '));
  if (json) terminal.out(jsonText({ version: 1, question, understood, answer: { text, figures } }));
  else (answered ? terminal.out : terminal.error)(`${text.trimEnd()}\n`);
  return answered ? 0 : 2;
};
