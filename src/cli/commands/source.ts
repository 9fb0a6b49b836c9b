import type { Statement } from '../../question/source.js';
import type { Command } from '../command.js';
import { jsonText, table } from '../terminal.js';

/** `pantau source QUESTION` or `pantau source ID`: the rows behind each figure with the formula over them, and every other statement of each value. */
export const run: Command = async ({ application, terminal, words, json }) => {
  const { question, understood, answered, text, figures } = await application.source(words.join(' '));
  if (json) terminal.out(jsonText({ version: 1, question, understood, text, figures }));
  else {
    if (text !== '') (answered ? terminal.out : terminal.error)(`${text.trimEnd()}\n`);
    for (const { title, formula, rows } of figures) {
      const cells = rows.flatMap((row, index) => [
        [`  v${index + 1}`, row.observation, ...cellsOf(row)],
        ...row.revisions.map((revision) => ['', '', ...cellsOf(revision)]),
      ]);
      terminal.out(`\n${title}\n  ${formula}\n${table(cells)}`);
    }
  }
  return answered ? 0 : 2;
};

const cellsOf = ({ value, quality, origin, reference, observedAt, revision, voided }: Statement): readonly string[] => [
  String(value ?? '-'),
  quality,
  origin,
  reference ?? '',
  observedAt ?? '',
  `#${revision}`,
  voided ?? '',
];
