import type { Digest, DigestChart, Language, Line, Section } from '../domain/digest.js';
import { BADGE_WORDS } from '../text/badge.js';
import { formatMoment, formatPeriod } from '../text/date.js';

const CHECKS = { id: 'Pemeriksaan', en: 'Checks' } as const;
const AS_OF = { id: 'Per', en: 'As of' } as const;

/** A digest as a Markdown file in one language; the pictures stand beside it. */
export function digestMarkdown(digest: Digest, language: Language): string {
  const head = [
    `# ${digest.title[language]}: ${formatPeriod(digest.period, language)}`,
    `${digest.organisation[language]} · ${AS_OF[language]} ${formatMoment(`${digest.asOf}@${digest.zone}`, language)}`,
  ];
  return `${[...head, ...digest.sections.map((section) => sectionMarkdown(section, language))].join('\n\n')}\n`;
}

function sectionMarkdown(section: Section, language: Language): string {
  const charts = section.charts.filter((chart) => chart.language === language).map((chart) => chartMarkdown(chart));
  const checks = section.checks.map((check) => `- ${check.ok ? '✓' : '✗'} ${escapeMarkdown(check.text[language])}`);
  const blocks = [
    `## ${escapeMarkdown(section.title[language])}`,
    section.lines.map((line) => lineMarkdown(line, language)).join('\n'),
    ...charts,
    ...(checks.length > 0 ? [`${CHECKS[language]}:\n\n${checks.join('\n')}`] : []),
  ];
  return blocks.filter((block) => block !== '').join('\n\n');
}

function lineMarkdown(line: Line, language: Language): string {
  const badges = line.badges.map((badge) => ` _[${BADGE_WORDS[badge][language]}]_`).join('');
  const text = escapeMarkdown(line.text[language]);
  switch (line.role) {
    case 'headline':
      return `- **${text}**${badges}`;
    case 'small':
      return `_${text}_${badges}`;
    default:
      return `  - ${text}${badges}`;
  }
}

const chartMarkdown = (chart: DigestChart): string => `![${chart.spec.alt.replaceAll(/[[\]]/g, '')}](${chart.file})`;

const escapeMarkdown = (text: string): string => text.replaceAll(/([\\`*_{}[\]<>#])/g, '\\$1');
