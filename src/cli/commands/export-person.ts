import type { Command } from '../command.js';
import { PHRASES } from '../phrases.js';
import { jsonText, table } from '../terminal.js';

/** `pantau export-person ADVOCATE` prints everything that is stored about a person: who asks for their data gets this. */
export const run: Command = async ({ application, terminal, words, json }) => {
  const [name = ''] = words;
  const person = await application.exportPerson(name);
  if (json) {
    terminal.out(jsonText({ version: 1, ...person }));
    return 0;
  }
  const say = PHRASES[application.language].person;
  const { advocate, activations, audit, optedOut, language } = person;
  const facts: readonly (readonly [string, string | undefined])[] = [
    [say.pseudonym, advocate.id],
    [say.name, advocate.name],
    [say.scopes, advocate.scopes.map((scope) => say.scope[scope]).join(', ')],
    [say.optedOut, optedOut ? say.yes : say.no],
    [say.language, language],
  ];
  terminal.out(table(facts.flatMap(([what, value]) => (value === undefined ? [] : [[what, value]]))));
  terminal.out(`\n${say.activations(activations.length)}\n`);
  const rows = activations.map((one) => [
    one.occurredAt,
    say.kinds[one.kind],
    one.platforms.join(', '),
    one.unit ?? '',
    one.content ?? '',
    one.campaign ?? '',
    one.links.join(' '),
    one.evidence ?? '',
    one.source,
    say.states[one.state],
  ]);
  if (rows.length > 0) terminal.out(table([say.columns, ...rows]));
  terminal.out(`\n${say.audit(audit.length)}\n`);
  if (audit.length > 0) terminal.out(table(audit.map(({ at, who, what, detail }) => [at, who, what, detail])));
  return 0;
};
