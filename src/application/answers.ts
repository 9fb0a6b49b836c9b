import type { AnswerFigure, Application } from '../cli/application.js';
import type { Language } from '../domain/digest.js';
import { type Figure, figureValue } from '../domain/figure.js';
import { leaves } from '../domain/formula.js';
import { toNumber } from '../domain/rational.js';
import { answer } from '../question/answer.js';
import { answerText } from '../question/answer-text.js';
import type { AnswerDeps } from '../question/deps.js';
import { parseQuestion } from '../question/parse.js';
import { asSource } from '../question/question.js';
import { sourceOf, sourceOfId } from '../question/source.js';
import { isSourceLine } from '../question/source-lines.js';
import { civilDateIn } from '../text/date.js';
import type { Opened } from './opened.js';

function answerDeps({ loaded, store, clock }: Opened): AnswerDeps {
  const { config } = loaded;
  return { config, store, now: clock.now(), today: civilDateIn(clock.now(), config.organisation.zone) };
}

/** Answers a question. */
export async function ask(text: string, language: Language, opened: Opened): ReturnType<Application['ask']> {
  const deps = answerDeps(opened);
  const understood = parseQuestion(text, { ...deps, language });
  const given = await answer(understood, deps);
  const figures = given.figures.map((figure) => figureOf(figure, opened));
  return { question: text, understood, answered: given.answered, text: answerText(given, language), figures };
}

function figureOf(figure: Figure, { clock }: Opened): AnswerFigure {
  const { metric, subject, dimensions, period } = figure.question;
  const rows = figure.state === 'known' ? leaves(figure.expression) : [];
  return {
    metric: metric.id,
    subject,
    dimensions,
    period,
    value: figure.state === 'known' ? toNumber(figureValue(figure)) : null,
    quality: rows.find((row) => row.quality !== 'complete')?.quality ?? 'complete',
    asOf: clock.now(),
    observations: [...new Set(rows.map((row) => row.observation))],
  };
}

/** Prints the rows behind the figures that a question asks for. */
export async function source(text: string, language: Language, opened: Opened): ReturnType<Application['source']> {
  const deps = answerDeps(opened);
  const understood = asSource(parseQuestion(text, { ...deps, language }));
  const given = await answer(understood, deps);
  const row = understood.kind === 'row' ? await sourceOfId(understood.id, deps) : undefined;
  const sourced = row ? [row] : await Promise.all(given.figures.map((figure) => sourceOf(figure, deps)));
  const figures = sourced.map((figure) => ({ ...figure, title: figure.title[language] }));
  // the rows are a table here, and all of them
  const said = figures.length > 0 ? { ...given, lines: given.lines.filter((line) => !isSourceLine(line)) } : given;
  return { question: text, understood, answered: given.answered, text: answerText(said, language), figures };
}
