import type { App, BlockAction, ButtonAction, RespondFn } from '@slack/bolt';
import type { WebClient } from '@slack/web-api';
import { z } from 'zod';
import { ADVOCACY_PLATFORMS } from '../../../domain/activation.js';
import type { Language } from '../../../domain/digest.js';
import { type DeskDependencies, openActivationForm, recordActivation } from '../../../pipeline/activations/desk.js';
import { judgeActivation, undoActivation, undoTouch } from '../../../pipeline/activations/log.js';
import { saveOptOut } from '../../../pipeline/activations/opt-out.js';
import { ownTally, todayOf } from '../../../pipeline/activations/tally.js';
import { SHARE_CONTENT } from '../../blocks/advocacy-card.js';
import { activationForm, formErrors, SAVE_ACTIVATION } from '../../blocks/advocacy-form.js';
import {
  optedOutView,
  recordedView,
  recordingView,
  said,
  TAKE_PART,
  UNDO_ACTIVATION,
  UNDO_TOUCH,
  undoneView,
  type Writing,
} from '../../blocks/advocacy-result.js';
import { ADVOCACY_WORDS } from '../../blocks/advocacy-words.js';
import { textBlock } from '../../blocks/lines.js';
import type { Modal } from '../../blocks/view.js';
import type { SlackFeature } from '../../feature.js';
import { messageOf, tellAlone, viewOf, viewsInPlace } from '../../modal.js';
import type { ListenerDeps } from '../deps.js';
import { type Metadata, readMetadata, readTold, slackPerson } from './told.js';

/** The global shortcut and the command's words. */
export const LOG_SHORTCUT = 'activation.log';

/** Who wants to tell an activation, and from where. */
interface Opening extends Metadata {
  readonly user: string;
  readonly trigger: string;
  readonly client: WebClient;
}

/** Telling an activation: from a content card, a global shortcut or `/pantau catat`; taking it back; taking part again. */
export const activationsFeature = (present: () => DeskDependencies): SlackFeature => ({
  ids: [LOG_SHORTCUT, SHARE_CONTENT, SAVE_ACTIVATION, UNDO_ACTIVATION, UNDO_TOUCH, TAKE_PART],
  register: (app, deps) => {
    onShortcut(app, deps, present);
    onShare(app, deps, present);
    onSave(app, deps, present);
    onUndo(app, deps, present);
    onUndoTouch(app, deps, present);
    onTakePart(app, deps, present);
  },
  commands: [
    {
      words: ['catat', 'log'],
      run: async ({ user, channel, trigger, language, client }) => {
        await openForm({ user, channel, trigger, language, client }, present());
        return undefined;
      },
    },
  ],
});

async function openForm({ user, trigger, client, language, channel, content }: Opening, desk: DeskDependencies): Promise<void> {
  const metadata = JSON.stringify({ language, channel, content } satisfies Metadata);
  const form = await openActivationForm(slackPerson(user), content, desk);
  const view = form === 'opted-out' ? optedOutView(language, metadata) : activationForm(form, language, metadata, todayOf(desk));
  await client.views.open({ trigger_id: trigger, view });
}

function onShortcut(app: App, deps: ListenerDeps, present: () => DeskDependencies): void {
  app.shortcut(LOG_SHORTCUT, async ({ ack, shortcut, client }) => {
    await ack();
    const { user, trigger_id: trigger } = shortcut;
    if (!deps.seen.first(`shortcut ${trigger}`)) return;
    const language = await deps.language(user.id, undefined);
    const tell = tellAlone.bind(undefined, { user: user.id, channel: undefined, client });
    await deps.guard({ listener: LOG_SHORTCUT, language, tell }, () => openForm({ user: user.id, trigger, language, client }, present()));
  });
}

function onShare(app: App, deps: ListenerDeps, present: () => DeskDependencies): void {
  app.action<BlockAction<ButtonAction>>(SHARE_CONTENT, async ({ ack, action, body, client }) => {
    await ack();
    const user = body.user.id;
    if (!deps.seen.first(`action ${action.action_ts} ${user}`)) return;
    const channel = body.channel?.id;
    const language = await deps.language(user, channel);
    const opening = { user, trigger: body.trigger_id, client, language, channel, content: action.value };
    const tell = tellAlone.bind(undefined, { user, channel, client });
    await deps.guard({ listener: SHARE_CONTENT, language, tell }, () => openForm(opening, present()));
  });
}

function onSave(app: App, deps: ListenerDeps, present: () => DeskDependencies): void {
  app.view(SAVE_ACTIVATION, async ({ ack, body, view, client }) => {
    const user = body.user.id;
    const metadata = readMetadata(view.private_metadata) ?? { language: await deps.language(user, undefined) };
    const { language, channel } = metadata;
    const words = ADVOCACY_WORDS[language];
    const replace = (next: Modal): Promise<void> => ack({ response_action: 'update', view: next });
    const show = viewsInPlace({ id: view.id, user, channel, client, replace });
    const teller = {
      listener: SAVE_ACTIVATION,
      language,
      tell: (message: ReturnType<typeof messageOf>) => show(viewOf(words.notRecordedTitle, message, words.close)),
    };
    await deps.guard(teller, async () => {
      const desk = present();
      const draft = await judgeActivation(readTold(view.state.values, user, metadata.content), desk);
      if ('fault' in draft) return ack({ response_action: 'errors', errors: formErrors(draft, language) });
      // The form is left before anything is written: a form that is sent twice must not count twice.
      await show(recordingView(language));
      if (!deps.seen.first(`view ${view.id} ${view.hash}`)) return;
      const recorded = await recordActivation(slackPerson(user), draft, 'slack', desk);
      await show(recordedView(recorded, writing(language, desk), JSON.stringify(metadata)));
    });
  });
}

function onUndo(app: App, deps: ListenerDeps, present: () => DeskDependencies): void {
  inOwnView(app, UNDO_ACTIVATION, deps, async ({ user, value, language }) => {
    const desk = present();
    const undone = await undoActivation(value, slackPerson(user), desk);
    return undoneView(undone, await ownTally(slackPerson(user), desk), writing(language, desk));
  });
}

const addedSchema = z.array(z.enum(ADVOCACY_PLATFORMS)).min(1);

function onUndoTouch(app: App, deps: ListenerDeps, present: () => DeskDependencies): void {
  inOwnView(app, UNDO_TOUCH, deps, async ({ user, value, language }) => {
    const desk = present();
    const [id = '', added = ''] = value.split(' ');
    const undone = await undoTouch(id, addedSchema.parse(added.split(',')), slackPerson(user), desk);
    return undoneView(undone && 'touch', await ownTally(slackPerson(user), desk), writing(language, desk));
  });
}

function onTakePart(app: App, deps: ListenerDeps, present: () => DeskDependencies): void {
  inOwnView(app, TAKE_PART, deps, async ({ user, language }) => {
    await saveOptOut(slackPerson(user), false, present());
    const words = ADVOCACY_WORDS[language];
    return said(words.formTitle, [textBlock(words.takingPart, false), textBlock(words.voluntary, true)], language);
  });
}

/** A button of a view or message that one person alone sees. */
interface OwnButton {
  readonly user: string;
  readonly value: string;
  readonly language: Language;
}

/** Listens to such a button and puts what comes of it in the place of what it stood in. With `once`, a value counts at its first press alone. */
export function inOwnView(app: App, id: string, deps: ListenerDeps, work: (pressed: OwnButton) => Promise<Modal>, once = false): void {
  app.action<BlockAction<ButtonAction>>(id, async ({ ack, action, body, respond, client }) => {
    await ack();
    const user = body.user.id;
    const twice = once ? [`${id} ${user} ${action.value ?? ''}`] : [];
    if (!deps.seen.first(`action ${action.action_ts} ${user}`, ...twice)) return;
    const metadata = body.view && readMetadata(body.view.private_metadata);
    const language = metadata?.language ?? (await deps.language(user, body.channel?.id));
    const words = ADVOCACY_WORDS[language];
    const show = (view: Modal): Promise<void> => inPlace(view, body.view?.id, client, respond);
    const teller = {
      listener: id,
      language,
      tell: (message: ReturnType<typeof messageOf>) => show(viewOf(words.notRecordedTitle, message, words.close)),
    };
    await deps.guard(teller, async () => show(await work({ user, value: action.value ?? '', language })));
  });
}

async function inPlace(view: Modal, viewId: string | undefined, client: WebClient, respond: RespondFn): Promise<void> {
  if (viewId !== undefined) await client.views.update({ view_id: viewId, view });
  else await respond({ response_type: 'ephemeral', replace_original: true, ...messageOf(view) });
}

/** How moments and quarters are written in a language, in the organisation's zone and calendar. */
export const writing = (language: Language, { config }: Pick<DeskDependencies, 'config'>): Writing => ({
  language,
  zone: config.organisation.zone,
  calendar: config.organisation.calendar,
});
