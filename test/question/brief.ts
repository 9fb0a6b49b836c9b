import type { Against, Question, When } from '../../src/question/question.js';

/** A time in few characters: `month 2024-02-01..2024-03-01`, `last 90 day`. */
const time = (when: When | undefined): string => {
  if (!when) return '';
  if (when.kind === 'trailing') return ` last ${when.count} ${when.unit}`;
  const { start, end } = when.period;
  return when.kind === 'period' ? ` ${when.period.grain} ${start}..${end}` : ` ${when.grain}s ${start}..${end}`;
};

const against = (one: Against): string => (one.kind === 'when' ? time(one.when).trim() : one.kind);

/** A question in one line, so that a table of them can be read. */
export function brief(question: Question): string {
  const fixed = 'corrections' in question ? question.corrections.map(({ word, readAs }) => ` (${word}=${readAs})`).join('') : '';
  switch (question.kind) {
    case 'help':
    case 'status':
      return question.kind + fixed;
    case 'too-long':
      return 'too-long';
    case 'digest':
      return `digest ${question.id}${time(question.when)}${fixed}`;
    case 'ambiguous':
      return `ambiguous ${question.word}: ${question.suggestions.join(' | ')}`;
    case 'unknown':
      return `unknown ${question.words.map(({ word, nearest }) => (nearest.length > 0 ? `${word}?${nearest.join('/')}` : word)).join(' ')}`;
    case 'figure':
    case 'overview': {
      const metrics =
        question.kind === 'figure' ? question.metrics.map(({ metric, alternatives }) => [metric, ...alternatives].join('/')).join('+') : 'overview';
      const parts = question.kind === 'figure' ? Object.entries(question.dimensions).map(([name, value]) => ` ${name}=${value}`) : [];
      const intent = question.intent === 'figure' ? '' : ` ${question.intent}`;
      const compare = question.compare.length > 0 ? ` vs ${question.compare.map(against).join(', ')}` : '';
      return `${metrics} of ${question.subjects.join('+')}${parts.join('')}${time(question.when)}${intent}${compare}${fixed}`;
    }
  }
}
