import type { App, BlockAction, ButtonAction, StaticSelectAction } from '@slack/bolt';
import type { WebClient } from '@slack/web-api';
import type { Config, Person } from '../../../config/config.js';
import type { Language } from '../../../domain/digest.js';
import type { HandingDesk } from '../../../pipeline/handed/board.js';
import { COLLECT_WORDS } from '../../blocks/collect-words.js';
import type { Modal } from '../../blocks/view.js';
import { tellAlone, viewOf, viewsInPlace } from '../../modal.js';
import type { ListenerDeps } from '../deps.js';
import { type CollectMetadata, readCollectMetadata } from './told.js';

/** What the listeners of handing in work with. */
export interface CollectDesk extends HandingDesk {
  /** brings the messages up to date in which owners were asked; never rejects */
  readonly refreshed: () => Promise<void>;
}

/** Whoever the configuration names. */
export const personOf = (user: string, { people }: Pick<Config, 'people'>): Person | undefined => people.find(({ slack }) => slack === user);

/** A button or choice that opens a form. */
export interface Opening {
  readonly user: string;
  readonly value: string;
  readonly language: Language;
  readonly channel: string | undefined;
  readonly client: WebClient;
  /** shows a view: a new one, or in the place of that in which the button stood */
  readonly show: (view: Modal) => Promise<void>;
}

/** Listens to a button or choice that shows a view. */
export function onOpening(app: App, id: string, deps: ListenerDeps, work: (opening: Opening) => Promise<void>): void {
  app.action<BlockAction<ButtonAction | StaticSelectAction>>(id, async ({ ack, action, body, client }) => {
    await ack();
    const user = body.user.id;
    if (!deps.seen.first(`action ${action.action_ts} ${user}`)) return;
    const channel = body.channel?.id;
    const language = await deps.language(user, channel);
    const value = action.type === 'button' ? (action.value ?? '') : action.selected_option.value;
    const viewId = body.view?.id;
    const show = async (view: Modal): Promise<void> => {
      if (viewId === undefined) await client.views.open({ trigger_id: body.trigger_id, view });
      else await client.views.update({ view_id: viewId, view });
    };
    const tell = tellAlone.bind(undefined, { user, channel, client });
    await deps.guard({ listener: id, language, tell }, () => work({ user, value, language, channel, client, show }));
  });
}

/** A form that was submitted, and the ways to answer it. */
export interface SubmittedForm {
  readonly user: string;
  readonly metadata: CollectMetadata;
  readonly values: unknown;
  readonly client: WebClient;
  readonly fail: (errors: Readonly<Record<string, string>>) => Promise<void>;
  readonly show: (view: Modal) => Promise<void>;
  /** false where the same form was sent already */
  readonly first: () => boolean;
}

/** Listens to a form; what fails is said in its place. */
export function onForm(app: App, id: string, deps: ListenerDeps, work: (form: SubmittedForm) => Promise<void>): void {
  app.view(id, async ({ ack, body, view, client }) => {
    const user = body.user.id;
    const metadata = readCollectMetadata(view.private_metadata);
    const { language, channel } = metadata;
    const words = COLLECT_WORDS[language];
    const replace = (next: Modal): Promise<void> => ack({ response_action: 'update', view: next });
    const show = viewsInPlace({ id: view.id, user, channel, client, replace });
    const tell = (message: Parameters<typeof viewOf>[1]): Promise<void> => show(viewOf(words.refused, message, words.close));
    await deps.guard({ listener: id, language, tell }, () =>
      work({
        user,
        metadata,
        values: view.state.values,
        client,
        fail: (errors) => ack({ response_action: 'errors', errors: { ...errors } }),
        show,
        first: () => deps.seen.first(`view ${view.id} ${view.hash}`),
      }),
    );
  });
}
