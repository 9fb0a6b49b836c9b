import type { AnswerResult } from '../domain/answer.js';
import type { Incident } from '../domain/incident.js';
import { destinationsOf } from '../pipeline/alert-destinations.js';
import { isNews, quietOf, rulesById } from '../pipeline/incident-views.js';
import { withSetTargets } from '../pipeline/targets.js';
import { INCIDENT_WORDS } from '../slack/blocks/incident-words.js';
import { formatMoment } from '../text/date.js';
import type { BotParts } from './parts.js';

/** A sentence about cards as an answer. */
export const inWords = (key: 'noSource' | 'noWhy' | 'unknownIncident' | 'noneOpen'): AnswerResult => ({
  lines: [{ role: 'headline', text: { id: INCIDENT_WORDS.id[key], en: INCIDENT_WORDS.en[key] }, badges: [] }],
  suggestions: [],
});

/**
 * The alerts that hold now and that a person (a Slack id) may hear of, the newest first, each with who has it; at most so many, and how many more there
 * are. Managers and owners hear of all, others of what is told in channels or to themselves.
 */
export async function openAlerts(user: string, limit: number, parts: Pick<BotParts, 'config' | 'store' | 'clock'>): Promise<AnswerResult> {
  const { store, clock } = parts;
  const config = await withSetTargets(parts.config, store.advocacy);
  const { zone } = config.organisation;
  const open = (await store.listIncidents({ open: true })).filter((incident) => incident.told && mayHear(user, incident, { config, clock }));
  if (open.length === 0) return inWords('noneOpen');
  const said = (incident: Incident, language: 'id' | 'en'): string => {
    const words = INCIDENT_WORDS[language];
    const at = (moment: string): string => formatMoment(`${moment}@${zone}`, language);
    const nameOf = (by: string | undefined): string => config.people.find(({ slack }) => slack === by)?.name ?? by ?? words.pantau;
    const { acknowledged, firedAt, headline } = incident;
    const quiet = quietOf(incident, clock.now());
    const state = [
      words.since(at(firedAt)),
      ...(acknowledged === undefined ? [] : [words.acknowledged(nameOf(acknowledged.by), at(acknowledged.at))]),
      ...(quiet === undefined ? [] : [words[quiet.what](nameOf(quiet.by), at(quiet.until))]),
    ];
    return [headline.text[language], ...state].join(' · ');
  };
  const count = { id: `${open.length} peringatan berlaku`, en: `${open.length} ${open.length === 1 ? 'alert holds' : 'alerts hold'}` };
  const more = open.length - limit;
  return {
    lines: [
      { role: 'headline', text: count, badges: [] },
      ...open.slice(0, limit).map((one) => ({ role: 'entry' as const, text: { id: said(one, 'id'), en: said(one, 'en') }, badges: [] })),
      ...(more > 0 ? [{ role: 'small' as const, text: { id: INCIDENT_WORDS.id.more(more), en: INCIDENT_WORDS.en.more(more) }, badges: [] }] : []),
    ],
    suggestions: [],
  };
}

/** News such as a target that was met asks for nothing, and is no alert that holds. */
function mayHear(user: string, { rule: id, series }: Incident, { config, clock }: Pick<BotParts, 'config' | 'clock'>): boolean {
  const rule = rulesById(config).get(id);
  if (isNews(rule)) return false;
  const role = config.people.find(({ slack }) => slack === user)?.role;
  if (role === 'manager' || role === 'owner') return true;
  const owner = config.targets.find((target) => `target:${target.id}` === series)?.owner;
  return destinationsOf(rule, owner, config, clock.now()).some((to) => to.kind === 'channel' || to.person.slack === user);
}
