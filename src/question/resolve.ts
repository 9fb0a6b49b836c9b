import { choose, type ResolveContext } from './choose.js';
import type { Against, Question, When } from './question.js';
import { ofKind, type Reading } from './reading.js';

const BOTH: readonly Against[] = [{ kind: 'previous' }, { kind: 'year-ago' }];

/** Brings phrases together to one question; a phrase that keeps several readings makes the question ambiguous. */
export function resolve(reading: Reading, context: ResolveContext): Question {
  const { corrections } = context;
  const bot = reading.phrases.flatMap((phrase) => ofKind(phrase, 'bot'))[0];
  const digest = reading.phrases.find((phrase) => ofKind(phrase, 'digest').length > 0);
  const rest = reading.phrases.filter((phrase) => phrase.meanings.some((meaning) => meaning.kind !== 'bot' && meaning.kind !== 'digest'));
  if (rest.length === 0) {
    if (digest) return digestQuestion(reading, context);
    return bot?.what === 'leaderboard' ? leaderboard(reading, corrections) : { kind: bot?.what ?? 'help', corrections };
  }
  if (bot?.what === 'leaderboard') {
    const word = reading.phrases.find((phrase) => ofKind(phrase, 'bot').length > 0)?.text ?? '';
    return { kind: 'ambiguous', word, suggestions: [word, rest.map(({ text }) => text).join(' ')], corrections };
  }
  const chosen = choose(rest, context);
  if (chosen.kind !== 'chosen') return chosen;
  const { metrics, subjects, subjectsNamed, remarks } = chosen;
  const { when, compare } = timesOf(reading);
  const intent = reading.intent === 'figure' && compare.length > 0 ? 'compare' : reading.intent;
  const baselines = intent === 'compare' && compare.length === 0 ? BOTH : compare;
  const common = { subjects, subjectsNamed, when, compare: baselines, intent, corrections, remarks };
  return metrics.length === 0 ? { kind: 'overview', ...common } : { kind: 'figure', ...common, metrics };
}

const leaderboard = ({ times }: Reading, corrections: ResolveContext['corrections']): Question => ({
  kind: 'leaderboard',
  when: times[0]?.when,
  corrections,
});

function digestQuestion(reading: Reading, { config, corrections }: ResolveContext): Question {
  const sets = reading.phrases.flatMap((phrase) => ofKind(phrase, 'digest').map((meaning) => meaning.ids));
  const ids = config.digests.map((digest) => digest.id).filter((id) => sets.every((set) => set.includes(id)));
  const [id] = ids;
  const word = reading.phrases[0]?.text ?? '';
  if (id === undefined || ids.length > 1) {
    const offered = ids.length > 0 ? ids : config.digests.map((digest) => digest.id);
    return { kind: 'ambiguous', word, suggestions: offered.map((each) => `digest ${each}`), corrections };
  }
  return { kind: 'digest', id, when: reading.times[0]?.when, corrections };
}

const startOf = (when: When): string => (when.kind === 'trailing' ? '' : when.period.start);

/** The time that is asked for, and those that it is compared with: the ones after "vs", else all but the latest. */
function timesOf({ times, compare }: Reading): { readonly when: When | undefined; readonly compare: readonly Against[] } {
  const plain = times.filter((time) => !time.against).map((time) => time.when);
  const against = times.filter((time) => time.against).map((time) => time.when);
  const [latest, ...earlier] = [...plain].sort((a, b) => (startOf(a) < startOf(b) ? 1 : startOf(a) > startOf(b) ? -1 : 0));
  return { when: latest, compare: [...compare, ...[...against, ...earlier].map((when): Against => ({ kind: 'when', when }))] };
}
