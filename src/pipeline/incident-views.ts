import type { Text } from '../../connectors/contract/metric.js';
import type { Instant } from '../../connectors/contract/period.js';
import type { AlertCondition, AlertRuleSetting, Config } from '../config/config.js';
import { isTakenApart } from '../domain/contribution.js';
import type { Incident, IncidentEvent } from '../domain/incident.js';
import { cardId, type IncidentCard } from '../domain/incident-card.js';
import type { CardAction, CardEvent, CardItem, CardView } from '../domain/incident-view.js';

/** What a view is made with. */
export interface ViewContext {
  readonly config: Config;
  readonly now: Instant;
}

/** The older one first. */
export const byAge = (a: Incident, b: Incident): number => (a.firedAt < b.firedAt ? -1 : a.firedAt > b.firedAt ? 1 : a.id < b.id ? -1 : 1);

/** The rules of a configuration by their ids. */
export const rulesById = (config: Config): ReadonlyMap<string, AlertRuleSetting> => new Map(config.alerts.map((rule) => [rule.id, rule]));

const NEWS: ReadonlySet<AlertCondition> = new Set<AlertCondition>(['target-met', 'target-missed']);

/** Whether a rule tells news that asks for nothing and never has to end. */
export const isNews = (rule: AlertRuleSetting | undefined): boolean => rule !== undefined && NEWS.has(rule.condition);

/** What the card of some incidents, of one group and oldest first, shows at a moment. Pure. */
export function cardView(incidents: readonly Incident[], { config, now }: ViewContext): CardView {
  const rules = rulesById(config);
  const items = incidents.map((incident) => itemOf(incident, now));
  const kind = incidents.every(({ rule }) => isNews(rules.get(rule))) ? 'news' : 'trouble';
  const [first] = incidents;
  return {
    id: cardId(first?.group ?? ''),
    kind,
    title: incidents.length > 1 ? groupTitle(first?.group ?? '', config) : undefined,
    rules: [...new Set(incidents.map(({ rule }) => rule))].sort(),
    items,
    actions: actionsOf(incidents, items, kind, config),
    hasPeriod: incidents.every(({ period }) => period !== undefined),
    zone: config.organisation.zone,
  };
}

function itemOf(incident: Incident, now: Instant): CardItem {
  const end = incident.resolvedAt === undefined ? undefined : incident.log.findLast(({ what }) => ENDINGS.has(what));
  return {
    incident: incident.id,
    headline: incident.headline.text,
    details: incident.details.map(({ text }) => text),
    firedAt: incident.firedAt,
    acknowledged: incident.acknowledged,
    quiet: quietOf(incident, now),
    ended: incident.resolvedAt === undefined ? undefined : { at: incident.resolvedAt, sentence: end?.sentence?.text },
  };
}

const ENDINGS: ReadonlySet<IncidentEvent['what']> = new Set<IncidentEvent['what']>(['resolved', 'calmed', 'found']);

/** Who keeps an incident quiet, and until when; undefined where nobody does any more. */
export function quietOf(incident: Incident, now: Instant): CardItem['quiet'] {
  const { snoozedUntil, resolvedAt } = incident;
  if (snoozedUntil === undefined || snoozedUntil <= now || resolvedAt !== undefined) return undefined;
  const event = incident.log.findLast(({ what }) => what === 'snoozed' || what === 'muted');
  return { what: event?.what === 'muted' ? 'muted' : 'snoozed', by: event?.by, until: snoozedUntil };
}

function actionsOf(incidents: readonly Incident[], items: readonly CardItem[], kind: CardView['kind'], config: Config): readonly CardAction[] {
  const open = items.filter(({ ended }) => ended === undefined);
  const [only] = incidents;
  const sourced = incidents.some(({ headline }) => headline.basis.values.length > 0);
  const movable = incidents.length === 1 && only?.period !== undefined && isMovable(only, config);
  const actions: readonly (readonly [CardAction, boolean])[] = [
    ['acknowledge', kind === 'trouble' && open.some(({ acknowledged }) => acknowledged === undefined)],
    ['snooze', kind === 'trouble' && open.length > 0],
    ['source', sourced],
    ['why', movable],
    ['mute', kind === 'trouble' && open.length > 0],
  ];
  return actions.filter(([, may]) => may).map(([action]) => action);
}

/** Whether a change of what a rule watches can be taken apart. */
function isMovable({ rule: id }: Incident, config: Config): boolean {
  const rule = config.alerts.find((candidate) => candidate.id === id);
  const metric = config.metrics.get(rule?.metric ?? '');
  return rule !== undefined && metric !== undefined && isTakenApart(metric) && Object.keys(rule.dimensions).length === 0;
}

const CONDITION_WORDS: Readonly<Record<AlertCondition, Text>> = {
  'relative-decline': { id: 'penurunan', en: 'declines' },
  below: { id: 'di bawah batas', en: 'below their limit' },
  above: { id: 'di atas batas', en: 'above their limit' },
  streak: { id: 'turun beruntun', en: 'falling again and again' },
  anomaly: { id: 'di luar kebiasaan', en: 'out of the ordinary' },
  'target-at-risk': { id: 'target terancam', en: 'targets at risk' },
  'target-met': { id: 'target tercapai', en: 'targets met' },
  'target-missed': { id: 'target tidak tercapai', en: 'targets missed' },
  'no-data': { id: 'tanpa data', en: 'without data' },
  'stale-account': { id: 'akun tanpa data baru', en: 'accounts without new data' },
  credential: { id: 'akses ke platform', en: 'access to platforms' },
  budget: { id: 'kuota dan anggaran', en: 'quotas and budgets' },
  reconciliation: { id: 'angka yang tidak cocok', en: 'figures that do not add up' },
  'overdue-figure': { id: 'angka yang terlambat', en: 'overdue figures' },
  delivery: { id: 'pesan yang tidak terkirim', en: 'messages not sent' },
};

/** What the incidents of a group have in common: "instagram", "akses ke platform", the label of an account. */
function groupTitle(group: string, config: Config): Text {
  const [common = ''] = group.split('@at:');
  const [kind, ...rest] = common.split(':');
  const of = rest.join(':');
  if ((kind === 'condition' || kind === 'many') && isCondition(of)) return CONDITION_WORDS[of];
  if (kind === 'subject') {
    const label = config.accounts.find(({ id }) => id === of)?.label;
    return config.subjects.find(({ id }) => id === of)?.label ?? { id: label ?? of, en: label ?? of };
  }
  return { id: of, en: of };
}

const isCondition = (text: string): text is AlertCondition => Object.hasOwn(CONDITION_WORDS, text);

/** What of a log is told in the thread; the rest is for whoever looks into the records. */
const TOLD: ReadonlySet<IncidentEvent['what']> = new Set<IncidentEvent['what']>([
  'fired',
  'lost',
  'flapping',
  'calmed',
  'resolved',
  'found',
  'acknowledged',
  'snoozed',
  'muted',
]);

/** How much of each log there is. */
export const countsOf = (incidents: readonly Incident[]): Readonly<Record<string, number>> =>
  Object.fromEntries(incidents.map(({ id, log }) => [id, log.length]));

/** What happened to the incidents of a card between what was told and what is to be told, oldest first. Pure. */
export function cardEvents(
  incidents: readonly Incident[],
  from: IncidentCard['told'],
  to: IncidentCard['told'],
  config: Config,
): readonly CardEvent[] {
  const rules = rulesById(config);
  const several = incidents.length > 1;
  return incidents
    .filter(({ rule }) => !isNews(rules.get(rule)))
    .flatMap((incident) =>
      incident.log
        .slice(from[incident.id] ?? 0, to[incident.id] ?? 0)
        .filter(({ what }) => TOLD.has(what))
        .map(
          ({ at, what, by, until, sentence }): CardEvent => ({
            at,
            what,
            by,
            until,
            text: several ? (sentence ?? incident.headline).text : sentence?.text,
          }),
        ),
    )
    .sort((a, b) => (a.at < b.at ? -1 : a.at > b.at ? 1 : 0));
}
