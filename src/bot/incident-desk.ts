import { periodOf, shiftPeriod, yearBefore } from '../../connectors/contract/period.js';
import type { AnswerResult } from '../domain/answer.js';
import type { Line } from '../domain/digest.js';
import type { Incident } from '../domain/incident.js';
import { watchesOf } from '../pipeline/alert-watches.js';
import { incidentsOn, pressCard } from '../pipeline/press-card.js';
import type { WhyQuestion } from '../question/contributions.js';
import type { AnswerDeps } from '../question/deps.js';
import { lineSource } from '../question/source-lines.js';
import { tellWhy } from '../question/why.js';
import type { CardQuestion, IncidentDesk } from '../slack/listeners/incidents/desk.js';
import { civilDateIn } from '../text/date.js';
import { tracedLine } from '../text/sentence.js';
import { inWords, openAlerts } from './open-alerts.js';
import type { BotParts, BotTools } from './parts.js';
import { withPictures } from './questions.js';

const SOURCED = 3;
const LISTED = 20;

/** Answers what is asked of cards, from the store and under the present configuration. */
export function incidentDesk(tools: BotTools): IncidentDesk {
  const { present, alerts } = tools;
  return {
    press: (press) => {
      const { config, store, clock } = present();
      return pressCard(press, { config, store, now: clock.now() });
    },
    changed: () => void alerts.tell(),
    source: (question) => source(question, present()),
    why: (question) => whyOf(question, tools),
    open: (user) => openAlerts(user, LISTED, present()),
    zone: () => present().config.organisation.zone,
  };
}

function answerDeps({ config, store, clock }: BotParts): AnswerDeps {
  const now = clock.now();
  return { config, store, now, today: civilDateIn(now, config.organisation.zone) };
}

async function source({ card, channel }: CardQuestion, parts: BotParts): Promise<AnswerResult> {
  const { incidents } = await incidentsOn(card, channel, parts.store);
  if (incidents.length === 0) return inWords('unknownIncident');
  const lines: Line[] = [];
  for (const { id, headline } of incidents.slice(0, SOURCED)) {
    if (headline.basis.values.length > 0) lines.push(...(await lineSource(tracedLine(`incident/${id}`, 'headline', headline), answerDeps(parts))));
  }
  return lines.length === 0 ? inWords('noSource') : { lines, suggestions: [] };
}

async function whyOf({ card, channel, language }: CardQuestion, tools: BotTools): Promise<AnswerResult> {
  const parts = tools.present();
  const { incidents } = await incidentsOn(card, channel, parts.store);
  const [incident] = incidents;
  if (incident === undefined) return inWords('unknownIncident');
  const question = whyQuestion(incident, parts);
  const told = question && (await tellWhy(question, answerDeps(parts)));
  return told === undefined ? inWords('noWhy') : withPictures({ ...told, suggestions: [] }, language, tools);
}

/** What an incident's period is compared with by its rule; a median is taken for the period before. */
function whyQuestion({ rule: id, series, period }: Incident, { config }: BotParts): WhyQuestion | undefined {
  const { calendar } = config.organisation;
  const { watches } = watchesOf({ ...config, alerts: config.alerts.filter((rule) => rule.id === id) });
  const watch = watches.find(({ key }) => key === series);
  if (watch?.kind !== 'series' || period === undefined) return undefined;
  const { rule, of } = watch;
  const now = periodOf(rule.grain, period.start, calendar);
  const step = rule.grain === 'day' ? 7 : 1;
  const back = rule.baseline.kind === 'periods-ago' ? rule.baseline.periods : step;
  const baseline = rule.baseline.kind === 'year-ago' ? yearBefore(now, calendar) : shiftPeriod(now, -back, calendar);
  return { metric: of.metric, subjects: [of.subject], period: now, baseline };
}
