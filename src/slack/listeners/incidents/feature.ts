import type { App, BlockAction, ButtonAction, StaticSelectAction } from '@slack/bolt';
import type { Language } from '../../../domain/digest.js';
import type { PressResult } from '../../../pipeline/press-card.js';
import { formatMoment } from '../../../text/date.js';
import { answerMessage } from '../../blocks/answer.js';
import type { Message } from '../../blocks/block.js';
import { cardMessage } from '../../blocks/incident.js';
import { INCIDENT_WORDS, ROLE_WORDS } from '../../blocks/incident-words.js';
import { textBlock } from '../../blocks/lines.js';
import type { SlackFeature } from '../../feature.js';
import { replyPrivately, type WayBack } from '../../reply.js';
import type { ListenerDeps } from '../deps.js';
import type { IncidentDesk } from './desk.js';

/** Cards of incidents: their buttons, and `/pantau alerts`. */
export const incidentFeature = (desk: IncidentDesk): SlackFeature => ({
  ids: ['incident.acknowledge', 'incident.snooze', 'incident.mute', 'incident.source', 'incident.why'],
  register: (app, deps) => {
    registerPress('incident.acknowledge', app, deps, desk);
    registerPress('incident.mute', app, deps, desk);
    registerPress('incident.snooze', app, deps, desk);
    registerQuestion('incident.source', desk.source, app, deps);
    registerQuestion('incident.why', desk.why, app, deps);
  },
  commands: [{ words: ['alerts', 'alert', 'peringatan'], run: async ({ user, language }) => answerMessage(await desk.open(user), language) }],
});

const ACTS = { hour: 'snooze-hour', day: 'snooze-day', period: 'snooze-period' } as const;

/** A card's id, and of a choice of time which one: `hour:1f…`. */
function chosen(id: string, action: ButtonAction | StaticSelectAction) {
  const value = action.type === 'button' ? (action.value ?? '') : action.selected_option.value;
  const [choice = '', card = value] = value.split(':');
  if (id === 'incident.mute') return { act: 'mute' as const, card };
  return { act: choice === 'hour' || choice === 'day' || choice === 'period' ? ACTS[choice] : ('acknowledge' as const), card };
}

/** A button that changes something: the card shows it at once, and whoever was too late, or may not, hears why. */
function registerPress(id: string, app: App, deps: ListenerDeps, desk: IncidentDesk): void {
  app.action<BlockAction<ButtonAction | StaticSelectAction>>(id, async ({ ack, action, body, respond, client }) => {
    await ack();
    const [user, channel, ts] = [body.user.id, body.channel?.id, body.message?.ts];
    if (channel === undefined || ts === undefined || !deps.seen.first(`action ${action.action_ts} ${user} ${ts}`)) return;
    const language = await deps.language(user, channel);
    const way: WayBack = { respond, client, channel, user };
    await deps.guard({ listener: id, language, tell: (message) => replyPrivately(way, message) }, async () => {
      const result = await desk.press({ ...chosen(id, action), channel, by: user });
      if (result.result !== 'done') return replyPrivately(way, refusal(result, id, language, desk.zone()));
      desk.changed();
      if (result.card === undefined) return;
      const { text, blocks } = cardMessage(result.card);
      // The card is brought up to date in any case; this is only sooner.
      await client.chat.update({ channel, ts, text, blocks }).catch(() => undefined);
    });
  });
}

function refusal(result: Exclude<PressResult, { readonly result: 'done' }>, id: string, language: Language, zone: string): Message {
  const text = refusalWords(result, id, language, zone);
  // A mention is no text to be escaped; everything here is Pantau's own.
  return { text, blocks: [textBlock(text, false)] };
}

function refusalWords(result: Exclude<PressResult, { readonly result: 'done' }>, id: string, language: Language, zone: string): string {
  const words = INCIDENT_WORDS[language];
  switch (result.result) {
    case 'refused':
      return words.notAllowed(ROLE_WORDS[language][result.role]);
    case 'taken':
      return words.alreadyAcknowledged(`<@${result.by}>`, formatMoment(`${result.at}@${zone}`, language));
    case 'over':
      return id === 'incident.snooze' ? words.nothingToSnooze : words.alreadyEnded;
    case 'unknown':
      return words.unknownIncident;
  }
}

/** A button that only asks: answered to the one who pressed. */
function registerQuestion(id: string, ask: IncidentDesk['source'], app: App, deps: ListenerDeps): void {
  app.action<BlockAction<ButtonAction>>(id, async ({ ack, action, body, respond, client }) => {
    await ack();
    const [user, channel] = [body.user.id, body.channel?.id];
    if (channel === undefined || !deps.seen.first(`action ${action.action_ts} ${user} ${body.message?.ts ?? ''}`)) return;
    const language = await deps.language(user, channel);
    const way: WayBack = { respond, client, channel, user };
    await deps.guard({ listener: id, language, tell: (message) => replyPrivately(way, message) }, async () => {
      await replyPrivately(way, answerMessage(await ask({ card: action.value ?? '', channel, language }), language));
    });
  });
}
