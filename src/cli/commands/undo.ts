import { z } from 'zod';
import type { Command } from '../command.js';
import { PHRASES } from '../phrases.js';
import { jsonText, table } from '../terminal.js';

const flagsSchema = z.object({ reason: z.string().optional() });

/** `pantau undo IMPORT --reason WHY` undoes an import as a whole; without one it lists what was imported, newest first. */
export const run: Command = async ({ application, terminal, words, flags, json }) => {
  const { reason = '' } = flagsSchema.parse(flags);
  const [name] = words;
  if (name !== undefined) {
    const { undone, sentences } = await application.undoImport({ import: name, reason });
    terminal.out(json ? jsonText({ version: 1, ...undone }) : `${sentences.join('\n')}\n`);
    return 0;
  }
  const imports = await application.listImports();
  if (json) terminal.out(jsonText({ version: 1, imports }));
  else {
    const say = PHRASES[application.language];
    const head = [say.import, say.file, say.lastReceived, say.handedInBy, say.inserted, say.revised, say.undone];
    const body = imports.map(({ short, file, receivedAt, by, inserted, revised, undone }) => [
      short,
      file,
      receivedAt,
      by ?? '',
      String(inserted),
      String(revised),
      undone === undefined ? '' : `${undone.at} ${undone.by}: ${undone.reason}`,
    ]);
    terminal.out(table([head, ...body]));
  }
  return 0;
};
