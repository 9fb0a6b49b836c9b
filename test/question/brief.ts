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
    case 'leaderboard':
      return `leaderboard${time(question.when)}${fixed}`;
    case 'too-long':
      return 'too-long';
    case 'digest':
      return `digest ${question.id}${time(question.when)}${fixed}`;
    case 'row':
      return `row ${question.id}`;
    case 'ambiguous':
      return `ambiguous ${question.word}: ${question.suggestions.join(' | ')}`;
    case 'misfit':
      return `misfit ${question.word} of ${question.metrics.join('+')}: ${question.suggestions.join(' | ')}`;
    case 'unknown':
      return `unknown ${question.words.map(({ word, nearest }) => (nearest.length > 0 ? `${word}?${nearest.join('/')}` : word)).join(' ')}`;
    case 'figure':
    case 'overview': {
      const intent = question.intent === 'figure' ? '' : ` ${question.intent}`;
      const compare = question.compare.length > 0 ? ` vs ${question.compare.map(against).join(', ')}` : '';
      const remarks = question.remarks
        .map((one) => (one.kind === 'not-split' ? ` (${one.metric} not by ${one.word})` : ` (${one.word} is shared)`))
        .join('');
      return `${metricsOf(question)} of ${question.subjects.join('+')}${time(question.when)}${intent}${compare}${remarks}${fixed}`;
    }
  }
}

/** Metrics with their alternatives and the values that split them: `tickets[channel=whatsapp]+followers`. */
function metricsOf(question: Extract<Question, { kind: 'figure' | 'overview' }>): string {
  if (question.kind === 'overview') return 'overview';
  return question.metrics
    .map(({ metric, alternatives, dimensions }) => {
      const values = Object.entries(dimensions).map(([name, value]) => `${name}=${value}`);
      return `${[metric, ...alternatives].join('/')}${values.length > 0 ? `[${values.join(',')}]` : ''}`;
    })
    .join('+');
}
