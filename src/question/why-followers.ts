import type { Metric } from '../../connectors/contract/metric.js';
import { type Period, shiftPeriod } from '../../connectors/contract/period.js';
import { createFigureReader, type FigureReader } from '../digest/figures.js';
import type { Line } from '../domain/digest.js';
import type { KnownFigure } from '../domain/figure.js';
import { absolute, type Expression, exact, operation, sum } from '../domain/formula.js';
import { sign } from '../domain/rational.js';
import { integer, line, name, type Phrase, periodName } from '../text/sentence.js';
import type { WhyQuestion } from './contributions.js';
import type { AnswerDeps } from './deps.js';
import { figureLabel } from './owner.js';
import { platformLabel } from './platform-label.js';

/** How a change of followers came about: who came and who left, of each account by itself, as far as its platform tells. Undefined where no account has both figures. */
export async function followerLines({ metric, subjects, period, baseline }: WhyQuestion, deps: AnswerDeps): Promise<readonly Line[] | undefined> {
  const { store, config, now } = deps;
  const { metrics, accounts, people, organisation } = config;
  const figures = createFigureReader({ store, metrics, accounts, people, calendar: organisation.calendar, asOf: undefined, now });
  const lines: Line[] = [];
  for (const subject of subjects) {
    const [after, before] = [
      await figures.read({ subject, metric, dimensions: {}, period }),
      await figures.read({ subject, metric, dimensions: {}, period: baseline }),
    ];
    if (after.state === 'missing' || before.state === 'missing') continue;
    const between = periodsBetween(baseline, period, deps);
    const flow = (id: string): Promise<Expression | undefined> => summed(figures, config.metrics.get(id), subject, between);
    const moves = { gained: await flow(`${metric.id}_gained`), lost: await flow(`${metric.id}_lost`), net: await flow(`${metric.id}_net`) };
    const id = `why/${metric.id}/${subject}`;
    lines.push(line(`${id}/change`, 'headline', changePhrase(after, before, { metric, subjects: [subject], period, baseline }, deps)));
    lines.push(line(`${id}/moves`, 'detail', movesPhrase(moves, operation(after.expression, '-', before.expression), subject, deps)));
  }
  return lines.length === 0 ? undefined : lines;
}

/** From the day after the baseline to the end of the period, in periods of its grain; none where they do not fill that time. */
function periodsBetween(baseline: Period, period: Period, { config }: AnswerDeps): readonly Period[] {
  const found: Period[] = [];
  for (let one = period; one.start >= baseline.end; one = shiftPeriod(one, -1, config.organisation.calendar)) found.push(one);
  return found.at(-1)?.start === baseline.end ? found : [];
}

/** What a flow came to over some periods; undefined where one of them is not known. */
async function summed(
  figures: FigureReader,
  metric: Metric | undefined,
  subject: string,
  periods: readonly Period[],
): Promise<Expression | undefined> {
  if (metric === undefined || periods.length === 0) return undefined;
  const parts: Expression[] = [];
  for (const period of periods) {
    const figure = await figures.read({ subject, metric, dimensions: {}, period });
    if (figure.state === 'missing') return undefined;
    parts.push(figure.expression);
  }
  return sum(parts);
}

/** "Pengikut @a Februari 2024: 1.234, naik 12 dari 1.222 (Januari 2024)". */
function changePhrase(after: KnownFigure, before: KnownFigure, { metric, subjects, period, baseline }: WhyQuestion, { config }: AnswerDeps): Phrase {
  const difference = operation(after.expression, '-', before.expression);
  const moved = sign(exact(difference)) !== 0;
  return {
    words: {
      id: `{label} {period}: {now}, {direction}${moved ? ' {difference}' : ''} dari {before} ({baseline})`,
      en: `{label} {period}: {now}, {direction}${moved ? ' {difference}' : ''} from {before} ({baseline})`,
    },
    parts: {
      label: name(figureLabel(subjects[0] ?? '', metric, {}, config)),
      period: periodName(period, config.organisation.calendar),
      now: integer(after.expression),
      direction: { expression: difference, format: { kind: 'direction' } },
      ...(moved ? { difference: integer(absolute(difference)) } : {}),
      before: integer(before.expression),
      baseline: periodName(baseline, config.organisation.calendar),
    },
  };
}

interface Moves {
  readonly gained: Expression | undefined;
  readonly lost: Expression | undefined;
  readonly net: Expression | undefined;
}

/** Who came and who left; what is left over is said, so that all adds up to the change. */
function movesPhrase({ gained, lost, net }: Moves, change: Expression, subject: string, { config }: AnswerDeps): Phrase {
  if (gained !== undefined && lost !== undefined) {
    const rest = operation(change, '-', operation(gained, '-', lost));
    const adds = sign(exact(rest)) === 0;
    return {
      words: {
        id: `Datang {gained}, pergi {lost}${adds ? ': itulah seluruh perubahannya' : '; selisih {rest} tidak dijelaskan oleh keduanya'}`,
        en: `{gained} came and {lost} left${adds ? ', which is the whole change' : '; the remaining {rest} are in neither of the two'}`,
      },
      parts: { gained: integer(gained), lost: integer(lost), ...(adds ? {} : { rest: integer(rest) }) },
    };
  }
  if (gained !== undefined || lost !== undefined) {
    return gained === undefined
      ? {
          words: { id: 'Pergi {moved}; berapa yang datang tidak diketahui', en: '{moved} left; how many came is not known' },
          parts: { moved: integer(lost ?? change) },
        }
      : {
          words: { id: 'Datang {moved}; berapa yang pergi tidak diketahui', en: '{moved} came; how many left is not known' },
          parts: { moved: integer(gained) },
        };
  }
  if (net !== undefined) {
    return {
      words: {
        id: 'Dari platform hanya diketahui selisihnya, {net}: berapa yang datang dan berapa yang pergi tidak',
        en: 'Only the balance is known from the platform, {net}: how many came and how many left is not',
      },
      parts: { net: integer(net) },
    };
  }
  const platform = config.accounts.find(({ id }) => id === subject)?.platform ?? subject;
  return {
    words: {
      id: 'Berapa yang datang dan berapa yang pergi tidak diketahui: dari {platform} tidak ada angkanya untuk waktu ini, hanya jumlah akhirnya',
      en: 'How many came and how many left is not known: there is no figure of it from {platform} for this time, only the count itself',
    },
    parts: { platform: name(platformLabel(platform)) },
  };
}
