import type { App } from '@slack/bolt';
import { z } from 'zod';
import { civilDate, isCivilDate } from '../../../../connectors/contract/period.js';
import { mayDo, roleOf } from '../../../config/roles.js';
import { readLink } from '../../../domain/activation-link.js';
import type { Language } from '../../../domain/digest.js';
import { todayOf } from '../../../pipeline/activations/tally.js';
import { type CardDependencies, makeCard, type ToldContent } from '../../../pipeline/content-cards.js';
import { cardChannels } from '../../../pipeline/shown-cards.js';
import { CONTENT_FIELDS, contentForm, contentSaid, notAllowed, POST_CONTENT, postedView, postingView } from '../../blocks/advocacy-content.js';
import { CONTENT_WORDS } from '../../blocks/advocacy-content-words.js';
import { sentenceMessage } from '../../blocks/answer.js';
import type { Message } from '../../blocks/block.js';
import type { Modal } from '../../blocks/view.js';
import type { CommandAsked, SlackFeature } from '../../feature.js';
import { viewOf, viewsInPlace } from '../../modal.js';
import type { ListenerDeps } from '../deps.js';
import { type Metadata, readMetadata } from './told.js';

/** Making a content card and posting it to a channel. */
export const contentsFeature = (present: () => CardDependencies): SlackFeature => ({
  ids: [POST_CONTENT],
  register: (app, deps) => onPost(app, deps, present),
  commands: [{ words: ['konten', 'content'], run: (asked) => openForm(asked, present()) }],
});

async function openForm({ user, channel, trigger, language, client }: CommandAsked, cards: CardDependencies): Promise<Message | undefined> {
  const role = roleOf(user, cards.config);
  if (!mayDo(role, 'post-content')) return sentenceMessage(notAllowed('post-content', role, language));
  const channels = cardChannels(cards.config);
  if (channels.length === 0) return sentenceMessage(CONTENT_WORDS[language].noChannels);
  const today = todayOf(cards);
  const campaigns = (await cards.store.advocacy.listCampaigns()).filter(({ until }) => until >= today);
  const here = channels.find(({ id }) => id === channel)?.name;
  const view = contentForm({ channels, campaigns, here }, language, JSON.stringify({ language, channel } satisfies Metadata));
  await client.views.open({ trigger_id: trigger, view });
  return undefined;
}

function onPost(app: App, deps: ListenerDeps, present: () => CardDependencies): void {
  app.view(POST_CONTENT, async ({ ack, body, view, client }) => {
    const user = body.user.id;
    const metadata = readMetadata(view.private_metadata);
    const language = metadata?.language ?? (await deps.language(user, undefined));
    const words = CONTENT_WORDS[language];
    const replace = (next: Modal): Promise<void> => ack({ response_action: 'update', view: next });
    const show = viewsInPlace({ id: view.id, user, channel: metadata?.channel, client, replace });
    const tell = (message: Message): Promise<void> => show(viewOf(words.formTitle, message, words.close));
    await deps.guard({ listener: POST_CONTENT, language, tell }, async () => {
      const cards = present();
      const role = roleOf(user, cards.config);
      // The form may have been open while the role changed.
      if (!mayDo(role, 'post-content')) return show(contentSaid(notAllowed('post-content', role, language), language));
      const { told, errors } = readContent(view.state.values, todayOf(cards), language);
      if (told === undefined) return ack({ response_action: 'errors', errors });
      await show(postingView(language));
      if (!deps.seen.first(`view ${view.id} ${view.hash}`)) return;
      const who = cards.config.people.find(({ slack }) => slack === user)?.id ?? user;
      await show(postedView(await makeCard(told, who, cards), language));
    });
  });
}

const text = (name: string) => z.object({ [name]: z.object({ value: z.string().nullish() }) });
const selected = z.object({ selected_option: z.object({ value: z.string() }).nullish() });

const stateSchema = z.object({
  [CONTENT_FIELDS.title]: text('title'),
  [CONTENT_FIELDS.link]: text('link'),
  [CONTENT_FIELDS.caption]: text('caption'),
  [CONTENT_FIELDS.deadline]: z.object({ deadline: z.object({ selected_date: z.string().nullish() }) }),
  [CONTENT_FIELDS.campaign]: z.object({ campaign: selected }).optional(),
  [CONTENT_FIELDS.newCampaign]: z.object({ [CONTENT_FIELDS.newCampaign]: z.object({ value: z.string().nullish() }) }),
  [CONTENT_FIELDS.channel]: z.object({ channel: z.object({ selected_option: z.object({ value: z.string() }) }) }),
});

const given = (value: string | null | undefined): string | undefined => value?.trim() || undefined;

/** What the form says, or what is wrong at which field. */
function readContent(
  values: unknown,
  today: string,
  language: Language,
): { readonly told: ToldContent; readonly errors?: undefined } | { readonly told?: undefined; readonly errors: Record<string, string> } {
  const words = CONTENT_WORDS[language];
  const state = stateSchema.parse(values);
  const title = given(state.title.title?.value);
  const link = given(state.link.link?.value);
  const { selected_date: deadline } = state.deadline.deadline;
  const known = state.campaign?.campaign.selected_option?.value;
  const fresh = given(state['new-campaign']['new-campaign']?.value);
  const errors = {
    ...(title === undefined ? { [CONTENT_FIELDS.title]: words.empty } : {}),
    ...(link !== undefined && !isLink(link) ? { [CONTENT_FIELDS.link]: words.notALink } : {}),
    ...(deadline && deadline < today ? { [CONTENT_FIELDS.deadline]: words.past } : {}),
    ...(known !== undefined && fresh !== undefined ? { [CONTENT_FIELDS.newCampaign]: words.twoCampaigns } : {}),
  };
  if (title === undefined || Object.keys(errors).length > 0) return { errors };
  return {
    told: {
      title,
      link,
      caption: given(state.caption.caption?.value),
      deadline: deadline && isCivilDate(deadline) ? civilDate(deadline) : undefined,
      campaign: fresh !== undefined ? { label: fresh } : known !== undefined ? { id: known } : undefined,
      channel: state.channel.channel.selected_option.value,
    },
  };
}

const isLink = (value: string): boolean => /^https?:\/\//i.test(value) && readLink(value).kind !== 'none';
