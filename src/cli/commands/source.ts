import type { Command } from '../command.js';
import { jsonText, table } from '../terminal.js';

/** `pantau source QUESTION`: the rows behind each figure with the formula over them. */
export const run: Command = async ({ application, terminal, words, json }) => {
  const { question, understood, answered, text, figures } = await application.source(words.join(' '));
  if (json) terminal.out(jsonText({ version: 1, question, understood, text, figures }));
  else {
    (answered ? terminal.out : terminal.error)(`${text.trimEnd()}\n`);
    for (const { title, formula, rows } of figures)
      terminal.out(
        `\n${title}\n  ${formula}\n${table(rows.map((row) => ['  ', row.observation, String(row.value ?? '-'), row.quality, row.origin, row.reference ?? '', row.observedAt]))}`,
      );
  }
  return answered ? 0 : 2;
};
