import { type ExportReport, howToAnswer } from '../pipeline/export-report.js';

/** A report as text, for people. */
export function reportText(report: ExportReport): string {
  if ('refused' in report) {
    const { reason, line, advice } = report.refused;
    return `${report.file}: refused. ${line === null ? '' : `Line ${line}: `}${reason} ${advice}\n`;
  }
  const { tool, layout, locale } = report.recognised;
  const lines = [
    `${report.file}: ${tool}, ${layout}${locale === null ? '' : ` (${locale})`}; ${report.account ?? 'account not known'}`,
    ...report.metrics.map(({ metric, dimensions, grain, rows, sum, first, last }) => {
      const of = Object.entries(dimensions).map(([name, value]) => ` ${name}=${value}`);
      return `  ${metric}${of.join('')}, ${grain}: ${rows} rows${sum === null ? '' : `, sum ${sum}`}${first === null ? '' : `, ${first} to ${last ?? first}`}`;
    }),
    ...report.leftOut.map(({ reason, rows }) => `  left out, ${rows} rows: ${reason}`),
    ...report.questions.map((question) => `  asked: ${howToAnswer(question)}`),
  ];
  return `${lines.join('\n')}\n`;
}
