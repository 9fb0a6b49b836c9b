import { createHash } from 'node:crypto';
import type { Instant } from '../../connectors/contract/period.js';
import type { ChannelSetting, Config } from '../config/config.js';
import type { ContentItem } from '../domain/activation.js';
import type { CardEditor, Outgoing } from '../domain/delivery.js';
import type { Logger } from '../log.js';
import type { WholeStore } from '../store/whole-store.js';
import { type TallyDependencies, todayOf } from './activations/tally.js';
import { CARD_SLOT } from './deliver-sentences.js';

/** What keeping posted cards right needs. */
export interface ShownCardDependencies extends Pick<TallyDependencies, 'clock'> {
  readonly config: Config;
  readonly store: WholeStore;
  readonly messenger: Pick<CardEditor, 'edit'>;
  readonly log: Logger;
}

/** The card of a content as a message. */
export type ContentCard = Extract<Outgoing, { readonly type: 'card' }>;

/** The channels in which cards may stand: not those of one person's data. */
export const cardChannels = (config: Pick<Config, 'channels'>): readonly ChannelSetting[] =>
  config.channels.filter((channel) => channel.class !== 'personal');

/** The card of a content as it is to be seen in a channel today. */
export async function contentCardFor(
  item: ContentItem,
  channel: ChannelSetting,
  dependencies: Pick<ShownCardDependencies, 'store' | 'config' | 'clock'>,
): Promise<ContentCard> {
  const campaigns = await dependencies.store.advocacy.listCampaigns();
  const campaign = campaigns.find(({ id }) => id === item.campaign)?.label ?? item.campaign;
  const ended = item.deadline !== undefined && item.deadline < todayOf(dependencies);
  return { type: 'card', item, campaign, language: channel.language, ended };
}

const settingOf = (content: string, channel: string): string => `card-shown:${content}:${channel}`;
const fingerprint = (card: ContentCard): string => createHash('sha256').update(JSON.stringify(card)).digest('hex').slice(0, 16);

/** Keeps what a channel sees now, so that it is edited only when that changes. */
export async function noteShown(card: ContentCard, channel: string, { store, clock }: Pick<ShownCardDependencies, 'store' | 'clock'>): Promise<void> {
  const validFrom: Instant = clock.now();
  await store.saveSetting({ name: settingOf(card.item.id, channel), value: fingerprint(card), validFrom, by: 'pantau' });
}

/**
 * Edits the posted cards (of one content where one is named) whose content changed or ended since; false where an edit failed and is to be tried again.
 * A card that was deleted stays so.
 */
export async function refreshCards(dependencies: ShownCardDependencies, only?: string): Promise<boolean> {
  const { config, store, messenger, log } = dependencies;
  let whole = true;
  for (const { slot, channel: id, message } of await store.listDeliveries(['sent'])) {
    const content = slot.startsWith(CARD_SLOT) ? slot.slice(CARD_SLOT.length) : undefined;
    const channel = cardChannels(config).find((candidate) => candidate.id === id);
    if (content === undefined || message === undefined || channel === undefined || (only ?? content) !== content) continue;
    const item = await store.advocacy.content(content);
    if (item === undefined) continue;
    const card = await contentCardFor(item, channel, dependencies);
    if ((await store.readSetting(settingOf(content, id)))?.value === fingerprint(card)) continue;
    const edited = await messenger.edit(card, { channel: id, message });
    if (edited.outcome === 'failed') {
      log.warn('A content card could not be edited; it is tried again.', { content, channel: id, reason: edited.reason });
      whole = false;
    } else await noteShown(card, id, dependencies);
  }
  return whole;
}
