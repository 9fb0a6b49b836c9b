import type { Language } from '../domain/digest.js';
import type { ReportSentences } from '../pipeline/report-sentences.js';

const WORDS = {
  id: { refused: 'ditolak', leftOut: 'tidak diambil', asked: 'ditanyakan' },
  en: { refused: 'refused', leftOut: 'left out', asked: 'asked' },
} as const;

/** A report as text, for people. */
export function reportText(file: string, report: ReportSentences, language: Language): string {
  const say = WORDS[language];
  if (report.kind === 'refused') return `${file}: ${say.refused}. ${report.reason} ${report.advice}\n`;
  const lines = [
    `${file}: ${report.title}`,
    `  ${report.account}`,
    ...report.metrics.map((line) => `  ${line}`),
    ...report.leftOut.map((line) => `  ${say.leftOut}, ${line}`),
    ...report.questions.flatMap(({ id, text, readings }) => [
      `  ${say.asked}: ${text}`,
      ...readings.map(({ answer, shows }) => `    --answer ${id}=${answer}: ${shows}`),
    ]),
  ];
  return `${lines.join('\n')}\n`;
}
