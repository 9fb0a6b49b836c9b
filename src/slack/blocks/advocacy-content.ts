import type { ChannelSetting, Role } from '../../config/config.js';
import { type Action, leastRole } from '../../config/roles.js';
import type { Campaign } from '../../domain/activation.js';
import type { Language } from '../../domain/digest.js';
import type { PostedCard } from '../../pipeline/content-cards.js';
import { fitText, LIMITS } from '../limits.js';
import { CONTENT_WORDS, type ContentWords } from './advocacy-content-words.js';
import { textBlock } from './lines.js';
import { escapeMrkdwn } from './mrkdwn.js';
import { type Control, type InputBlock, type Modal, type Option, plain } from './view.js';

/** The view in which a content card is made. */
export const POST_CONTENT = 'content.post';

/** The fields of that view: the block and its control bear the same name. */
export const CONTENT_FIELDS = {
  title: 'title',
  link: 'link',
  caption: 'caption',
  deadline: 'deadline',
  campaign: 'campaign',
  newCampaign: 'new-campaign',
  channel: 'channel',
} as const;

const MOST_TITLE = 150;
const MOST_CAPTION = 2_500;

/** What the form offers; `here` is the name of the channel in which it was asked for. */
export interface ContentForm {
  readonly channels: readonly ChannelSetting[];
  readonly campaigns: readonly Campaign[];
  readonly here: string | undefined;
}

/** The modal in which a content card is made. */
export function contentForm({ channels, campaigns, here }: ContentForm, language: Language, metadata: string): Modal {
  const words = CONTENT_WORDS[language];
  const places = channels.slice(0, LIMITS.options).map(({ name }) => option(name, `#${name}`));
  const place = places.find(({ value }) => value === here) ?? places[0];
  const running = campaigns.slice(0, LIMITS.options).map(({ id, label }) => option(id, label));
  const text = { type: 'plain_text_input' } as const;
  return {
    type: 'modal',
    callback_id: POST_CONTENT,
    title: plain(words.formTitle),
    submit: plain(words.post),
    close: plain(words.cancel),
    private_metadata: metadata,
    blocks: [
      input('title', words.title, { ...text, action_id: CONTENT_FIELDS.title, max_length: MOST_TITLE, placeholder: plain(words.titlePlaceholder) }),
      optional(input('link', words.link, { ...text, action_id: CONTENT_FIELDS.link, max_length: 1_000, placeholder: plain('https://…') })),
      optional({
        ...input('caption', words.caption, { ...text, action_id: CONTENT_FIELDS.caption, multiline: true, max_length: MOST_CAPTION }),
        hint: plain(words.captionHint),
      }),
      optional(input('deadline', words.deadline, { type: 'datepicker', action_id: CONTENT_FIELDS.deadline })),
      ...campaignInputs(running, words),
      input('channel', words.channel, {
        type: 'static_select',
        action_id: CONTENT_FIELDS.channel,
        options: places,
        ...(place === undefined ? {} : { initial_option: place }),
      }),
    ],
  };
}

const option = (value: string, text: string): Option => ({ value, text: plain(fitText(text, LIMITS.optionText).text) });

const input = (name: keyof typeof CONTENT_FIELDS, label: string, element: Control): InputBlock => ({
  type: 'input',
  block_id: CONTENT_FIELDS[name],
  label: plain(label),
  element,
});

const optional = (block: InputBlock): InputBlock => ({ ...block, optional: true });

function campaignInputs(running: Option[], words: ContentWords): InputBlock[] {
  const choice = { type: 'static_select', action_id: CONTENT_FIELDS.campaign, options: running } as const;
  const fresh = input('newCampaign', words.newCampaign, { type: 'plain_text_input', action_id: CONTENT_FIELDS.newCampaign, max_length: 60 });
  return [
    ...(running.length === 0 ? [] : [optional(input('campaign', words.campaign, { ...choice, placeholder: plain(words.campaignPlaceholder) }))]),
    optional({ ...fresh, hint: plain(words.newCampaignHint) }),
  ];
}

/** While the card is on its way. */
export const postingView = (language: Language): Modal => contentSaid(CONTENT_WORDS[language].posting, language);

/** What became of a card, for the one who made it. */
export function postedView({ item, channel, delivery, earlier, changed }: PostedCard, language: Language): Modal {
  const words = CONTENT_WORDS[language];
  const place = `<#${channel.id}>`;
  const title = escapeMrkdwn(item.title);
  switch (delivery.state) {
    case 'sent':
      return contentSaid(earlier ? (changed ? words.changed : words.earlier)(title, place) : words.posted(title, place), language);
    case 'failed':
      return contentSaid(words.failed(place, escapeMrkdwn(delivery.error ?? '-')), language);
    default:
      return contentSaid(words.unknown(place), language);
  }
}

/** A sentence in the place of the form; the sentence is escaped. */
export function contentSaid(sentence: string, language: Language): Modal {
  const words = CONTENT_WORDS[language];
  return {
    type: 'modal',
    callback_id: 'content.said',
    title: plain(words.formTitle),
    close: plain(words.close),
    blocks: [textBlock(sentence, false)],
  };
}

/** That somebody's role is not enough for something. */
export function notAllowed(action: Action, role: Role, language: Language): string {
  const words = CONTENT_WORDS[language];
  return words.notAllowed(words.roles[leastRole(action)], words.roles[role]);
}
