import { civilDate, type Period } from '../../connectors/contract/period.js';
import type { AnswerLine, AnswerPicture, AnswerResult } from '../domain/answer.js';
import type { Language } from '../domain/digest.js';
import { PantauError } from '../errors.js';
import type { Logger } from '../log.js';
import { composeDigest } from '../pipeline/compose.js';
import { answerAboutLanguage, type LanguagePreferences } from '../pipeline/language-preference.js';
import { answer, statusAnswer } from '../question/answer.js';
import type { Answer } from '../question/deps.js';
import { parseQuestion } from '../question/parse.js';
import { lineSource } from '../question/source-lines.js';
import type { SlackQuestions } from '../slack/listeners/deps.js';
import { civilDateIn } from '../text/date.js';
import { openAlerts } from './open-alerts.js';
import type { BotParts, BotTools } from './parts.js';

const ALERTS_AT_HOME = 5;

/** Answers what Slack asks, from the store and under the present configuration. */
export function slackQuestions(tools: BotTools, preferences: LanguagePreferences): SlackQuestions {
  const { present } = tools;
  return {
    answer: async ({ text, language, userId }) => {
      const aboutLanguage = await answerAboutLanguage({ text, userId, language }, preferences);
      if (aboutLanguage) return aboutLanguage;
      const { config, store, clock } = present();
      const now = clock.now();
      const today = civilDateIn(now, config.organisation.zone);
      return withPictures(await answer(parseQuestion(text, { config, language, today }), { config, store, now, today }), language, tools);
    },
    source: async ({ digest, section, period }) => sourceAnswer(digest, section, period, present()),
    status: async (user) => {
      const parts = present();
      const [status, alerts] = [await statusAnswer(parts.store, parts.config), await openAlerts(user, ALERTS_AT_HOME, parts)];
      return { lines: [...alerts.lines, ...status.lines], suggestions: status.suggestions };
    },
  };
}

/** An answer with its charts, uploaded; one that can't be drawn or sent is left out. */
export async function withPictures(
  given: Pick<Answer, 'lines' | 'suggestions' | 'charts'>,
  language: Language,
  { present, renderer, messenger }: Pick<BotTools, 'present' | 'renderer' | 'messenger'>,
): Promise<AnswerResult> {
  const pictures: AnswerPicture[] = [];
  for (const chart of given.charts ?? []) {
    const spec = chart[language];
    try {
      pictures.push({ file: await messenger.upload('answer.png', await renderer.render(spec)), alt: spec.alt });
    } catch (cause) {
      present().log.warn('The chart of an answer could not be sent.', { cause });
    }
  }
  return { lines: given.lines, suggestions: given.suggestions, pictures };
}

const PERIOD = /^(week|month|quarter):(\d{4}-\d{2}-\d{2})\/(\d{4}-\d{2}-\d{2})$/;

/** The rows behind one section of a digest: each sentence with the rows that it rests on. */
async function sourceAnswer(
  digestId: string,
  sectionId: string,
  periodText: string,
  parts: Pick<BotParts, 'config' | 'store' | 'clock'>,
): Promise<AnswerResult> {
  const [, grain, start, end] = PERIOD.exec(periodText) ?? [];
  const digest = parts.config.digests.find((candidate) => candidate.id === digestId);
  const section = digest?.sections.find((candidate) => candidate.id === sectionId);
  if (!digest || !section || !start || !end) throw new PantauError('failure', 'This section is no longer in the configuration.');
  const period: Period = { grain: grain as Period['grain'], start: civilDate(start), end: civilDate(end) };
  const silent: Logger = { debug: () => undefined, info: () => undefined, warn: () => undefined, error: () => undefined };
  const composed = await composeDigest(
    { config: parts.config, digest: { ...digest, sections: [section] }, period, asOf: parts.clock.now(), asItStood: false },
    parts.store,
    silent,
  );
  const now = parts.clock.now();
  const deps = { config: parts.config, store: parts.store, now, today: civilDateIn(now, parts.config.organisation.zone) };
  const lines: AnswerLine[] = [];
  for (const line of composed.sections.flatMap((one) => one.lines)) if (line.basis.values.length > 0) lines.push(...(await lineSource(line, deps)));
  return { lines, suggestions: [] };
}
