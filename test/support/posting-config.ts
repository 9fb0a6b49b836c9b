import type { Config } from '../../src/config/config.js';
import { demoConfig, demoFile } from './ministry.js';

/**
 * The demo's configuration with one daily digest of as many sections as are wanted, in the channel `laporan`: 25 sections and more do not fit into one message.
 * Over an empty store it has no charts, so that it is posted quickly.
 */
export const postingConfig = (sections: number, change: (text: string) => string = (text) => text): Config =>
  demoConfig(change(postingText(sections)));

/** The same as YAML. */
export function postingText(sections: number): string {
  // Nothing is pulled here: that would ask for the platforms' secrets.
  const [head = ''] = demoFile('pantau.yaml')
    .replace(/\nconnections:[\s\S]*?\n\n/, '\n')
    .split('\ndigests:\n');
  const section = (n: number): string => `
      - kind: counted
        id: part-${n}
        title: { id: Bagian ${n}, en: Part ${n} }
        figures:
          - { subject: website, metric: posts }`;
  const digest = `
digests:
  - id: daily
    title: { id: Laporan harian, en: Daily report }
    period: month
    schedule: { cron: "0 9 * * *" }
    channels: [laporan]
    sections:${Array.from({ length: sections }, (_, index) => section(index + 1)).join('')}
`;
  return `${head}${digest}`;
}
