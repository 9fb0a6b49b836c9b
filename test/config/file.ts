import { parse, stringify } from 'yaml';
import { parseConfig } from '../../src/config/load.js';

const BASE = `
version: 1
organisation: { name: Organisation, zone: Asia/Jakarta, languages: [id, en] }
slack: { channels: { reports: { id: C0123456789 } } }
people:
  - { id: owner, slack: U0123456789, name: Sekar, role: owner }
  - { id: editor, slack: U0123456780, name: Dito, role: editor }
accounts:
  - { id: "instagram:a", platform: instagram, label: "@a" }
subjects:
  - { id: website, label: Website }
  - { id: advocacy, label: Advocacy }
metrics:
  - { id: readers, label: Readers, additivity: unique }
targets:
  - { id: t, label: T, metric: active_employees, subject: advocacy, period: 2024-Q1, value: 100, owner: owner }
digests:
  - id: monthly
    title: Monthly
    period: month
    schedule: { cron: "0 9 1 * *" }
    channels: [reports]
    sections:
      - { kind: instagram }
      - { kind: advocacy, target: t }
      - kind: counted
        id: c
        title: C
        figures: [{ subject: website, metric: tickets, by: channel }]
        checks: [{ subject: website, sum: [{ metric: tickets, by: channel }], equals: { metric: tickets } }]
alerts:
  - { id: a, condition: below, metric: followers, subject: "instagram:a", threshold: 10, recovery: 12, route: [owner] }
`;

/** A small right file, with the values at some paths (`people/0/role`) put in the place of its own; an undefined value is taken out. */
export function fileWith(changes: Readonly<Record<string, unknown>> = {}): string {
  const file: unknown = parse(BASE);
  for (const [path, value] of Object.entries(changes)) {
    const steps = path.split('/');
    const last = steps.pop() ?? '';
    const holder = steps.reduce((at, step) => objectIn(Reflect.get(at, step)), objectIn(file));
    if (value === undefined) Reflect.deleteProperty(holder, last);
    else Reflect.set(holder, last, value);
  }
  return stringify(file);
}

function objectIn(value: unknown): object {
  if (typeof value !== 'object' || value === null) throw new Error('The path leads to no list and no map.');
  return value;
}

/** What is said of a file: its mistakes, or nothing. */
export function mistakes(text: string): readonly string[] {
  const result = parseConfig(text, 'pantau.yaml');
  return result.kind === 'refused' ? result.sentences : [];
}

/** What is said of a file that holds. */
export function warnings(text: string): readonly string[] {
  const result = parseConfig(text, 'pantau.yaml');
  if (result.kind === 'refused') throw new Error(result.sentences.join('\n'));
  return result.warnings;
}
