import type { App, BlockAction, ButtonAction } from '@slack/bolt';
import { z } from 'zod';
import {
  askForLink,
  confirmersFor,
  decideLink,
  LINKED_SCOPES,
  type LinkDependencies,
  maskedName,
  nameFault,
} from '../../../pipeline/activations/link-request.js';
import {
  ASK_LINK,
  askedView,
  CONFIRM_LINK,
  DECLINE_LINK,
  decidedMessage,
  LINK_FIELDS,
  linkForm,
  requestMessage,
} from '../../blocks/advocacy-link.js';
import { LINK_WORDS } from '../../blocks/advocacy-link-words.js';
import { recordingView } from '../../blocks/advocacy-result.js';
import { SELF_ACTIONS } from '../../blocks/advocacy-self.js';
import { ADVOCACY_WORDS } from '../../blocks/advocacy-words.js';
import type { Message } from '../../blocks/block.js';
import { tellAlone, viewOf, viewsInPlace } from '../../modal.js';
import { replyPrivately } from '../../reply.js';
import type { ListenerDeps } from '../deps.js';
import { type Metadata, readMetadata } from './told.js';

/** Linking a name with one's own: a person asks, a manager or owner decides. */
export function registerLinks(app: App, deps: ListenerDeps, present: () => LinkDependencies): void {
  onOpen(app, deps, present);
  onAsk(app, deps, present);
  onDecide(CONFIRM_LINK, 'confirm', app, deps, present);
  onDecide(DECLINE_LINK, 'decline', app, deps, present);
}

function onOpen(app: App, deps: ListenerDeps, present: () => LinkDependencies): void {
  app.action<BlockAction<ButtonAction>>(SELF_ACTIONS.link, async ({ ack, action, body, client }) => {
    await ack();
    const [user, channel] = [body.user.id, body.channel?.id];
    if (!deps.seen.first(`action ${action.action_ts} ${user}`)) return;
    const language = await deps.language(user, channel);
    const tell = tellAlone.bind(undefined, { user, channel, client });
    await deps.guard({ listener: SELF_ACTIONS.link, language, tell }, async () => {
      const view = linkForm(confirmersFor(user, present().config), language, JSON.stringify({ language, channel } satisfies Metadata));
      await client.views.open({ trigger_id: body.trigger_id, view });
    });
  });
}

const stateSchema = z.object({
  [LINK_FIELDS.kind]: z.object({ [LINK_FIELDS.kind]: z.object({ selected_option: z.object({ value: z.enum(LINKED_SCOPES) }) }) }),
  [LINK_FIELDS.name]: z.object({ [LINK_FIELDS.name]: z.object({ value: z.string().nullish() }) }),
  [LINK_FIELDS.who]: z.object({ [LINK_FIELDS.who]: z.object({ selected_option: z.object({ value: z.string() }) }) }),
});

function readAsked(values: unknown) {
  const state = stateSchema.parse(values);
  const scope = state['link-kind']['link-kind'].selected_option.value;
  return {
    name: { scope, value: state['link-name']['link-name'].value?.trim() ?? '' },
    scope,
    who: state['link-who']['link-who'].selected_option.value,
  };
}

const requestSchema = z.object({ id: z.string(), asker: z.string(), scope: z.enum(LINKED_SCOPES), hash: z.string() });

function onAsk(app: App, deps: ListenerDeps, present: () => LinkDependencies): void {
  app.view(ASK_LINK, async ({ ack, body, view, client }) => {
    const user = body.user.id;
    const { language, channel } = readMetadata(view.private_metadata) ?? { language: await deps.language(user, undefined), channel: undefined };
    const words = LINK_WORDS[language];
    const show = viewsInPlace({ id: view.id, user, channel, client, replace: (next) => ack({ response_action: 'update', view: next }) });
    const tell = (message: Message): Promise<void> => show(viewOf(words.title, message, ADVOCACY_WORDS[language].close));
    await deps.guard({ listener: ASK_LINK, language, tell }, async () => {
      const desk = present();
      const { name, scope, who } = readAsked(view.state.values);
      const fault = nameFault(name);
      if (fault !== undefined) return ack({ response_action: 'errors', errors: { [LINK_FIELDS.name]: words.faults[fault] } });
      await show(recordingView(language));
      if (!deps.seen.first(`view ${view.id} ${view.hash}`)) return;
      const confirmer = confirmersFor(user, desk.config).find(({ id }) => id === who);
      if (confirmer === undefined) return tell(decidedMessage({ outcome: 'not-allowed' }, words.toAsker, language));
      const request = await askForLink(user, name, desk);
      const value = JSON.stringify({ id: request.id, asker: user, scope, hash: request.name.hash } satisfies z.infer<typeof requestSchema>);
      const theirs = await deps.language(confirmer.slack, undefined);
      await tellAlone({ user: confirmer.slack, channel: undefined, client }, requestMessage(user, scope, maskedName(name), value, theirs));
      await show(askedView(maskedName(name), confirmer.name, language));
    });
  });
}

function onDecide(id: string, decision: 'confirm' | 'decline', app: App, deps: ListenerDeps, present: () => LinkDependencies): void {
  app.action<BlockAction<ButtonAction>>(id, async ({ ack, action, body, respond, client }) => {
    await ack();
    const [user, channel, ts] = [body.user.id, body.channel?.id, body.message?.ts];
    if (channel === undefined || ts === undefined || !deps.seen.first(`action ${action.action_ts} ${user} ${ts}`)) return;
    const language = await deps.language(user, undefined);
    const alone = (message: Message): Promise<void> => replyPrivately({ respond, client, channel, user }, message);
    await deps.guard({ listener: id, language, tell: alone }, async () => {
      const { asker, scope, hash, ...rest } = requestSchema.parse(JSON.parse(action.value ?? ''));
      const decided = await decideLink({ ...rest, asker, name: { scope, hash } }, decision, user, present());
      const said = decidedMessage(decided, LINK_WORDS[language].about(`<@${asker}>`), language);
      const { outcome } = decided;
      if (outcome === 'not-allowed' || outcome === 'own' || outcome === 'decided-before') return alone(said);
      // Pressed twice at once, the second press finds what the first one did, which is what is told.
      if (!deps.seen.first(`link ${rest.id}`)) return;
      await client.chat.update({ channel, ts, text: said.text, blocks: said.blocks });
      const theirs = await deps.language(asker, undefined);
      await tellAlone({ user: asker, channel: undefined, client }, decidedMessage(decided, LINK_WORDS[theirs].toAsker, theirs));
    });
  });
}
