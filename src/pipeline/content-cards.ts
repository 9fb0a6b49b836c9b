import { createHash } from 'node:crypto';
import type { Text } from '../../connectors/contract/metric.js';
import { type CivilDate, lastDay, laterDay, periodOf } from '../../connectors/contract/period.js';
import type { WallClock } from '../clock.js';
import type { ChannelSetting, Config } from '../config/config.js';
import type { Campaign, ContentItem } from '../domain/activation.js';
import type { CardEditor, Delivery, Messenger } from '../domain/delivery.js';
import { PantauError } from '../errors.js';
import type { Logger } from '../log.js';
import type { WholeStore } from '../store/whole-store.js';
import { type TallyDependencies, todayOf } from './activations/tally.js';
import { deliver, settledDelivery } from './deliver.js';
import type { DeliveryTiming } from './deliver-one.js';
import { CARD_SLOT } from './deliver-sentences.js';
import { cardChannels, contentCardFor, noteShown, refreshCards } from './shown-cards.js';

/** Something to share as an editor describes it. */
export interface ToldContent {
  readonly title: string;
  readonly link: string | undefined;
  readonly caption: string | undefined;
  readonly deadline: CivilDate | undefined;
  /** the id of a campaign that is there, or the name of a new one */
  readonly campaign: { readonly id: string } | { readonly label: string } | undefined;
  /** the name of a channel of the configuration */
  readonly channel: string;
}

/** What making and posting cards needs. `tellOwner` speaks in the owner's language. */
export interface CardDependencies extends Pick<TallyDependencies, 'config' | 'clock'> {
  readonly store: WholeStore;
  readonly config: Config;
  readonly messenger: Messenger & Pick<CardEditor, 'edit'>;
  readonly wallClock: WallClock;
  readonly log: Logger;
  readonly tellOwner: (sentence: Text) => Promise<void>;
  readonly timing?: Partial<DeliveryTiming> | undefined;
}

/** What became of a card; `earlier` where it stood in that channel already, `changed` where what it says did. */
export interface PostedCard {
  readonly item: ContentItem;
  readonly channel: ChannelSetting;
  readonly delivery: Delivery;
  readonly earlier: boolean;
  readonly changed: boolean;
}

const SHORT = 40;

/** A name as an id: small letters, digits and hyphens. */
const slug = (text: string): string =>
  text
    .normalize('NFKD')
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-+|-+$/g, '')
    .slice(0, SHORT) || 'x';

/** The id of a content: the same title and link are the same content, whoever describes it and wherever it is posted. */
function contentId({ title, link }: Pick<ToldContent, 'title' | 'link'>): string {
  const digest = createHash('sha256')
    .update(JSON.stringify([title, link ?? '']))
    .digest('hex');
  return `${slug(title)}-${digest.slice(0, 8)}`;
}

/**
 * Puts a content into the library, with its campaign where that is new, and posts its card. A card that stands in that channel already is not posted
 * again: what was given anew is edited there, and wherever else it stands. `who` is a person's id or pseudonym. Rejects with `refused-input` where the channel is none for cards.
 */
export async function makeCard(told: ToldContent, who: string, dependencies: CardDependencies): Promise<PostedCard> {
  const { store, clock, config } = dependencies;
  const channel = cardChannel(told.channel, config);
  const { title, link } = told;
  const id = contentId(told);
  const settled = await settledDelivery({ ...addressOf(id, channel), again: false }, store);
  const kept = await store.advocacy.content(id);
  const actor = { who, at: clock.now() };
  const campaign = (await campaignOf(told, actor, dependencies)) ?? kept?.campaign;
  // What is left empty stays as it is.
  const item: ContentItem = { id, title, link, caption: told.caption ?? kept?.caption, campaign, deadline: told.deadline ?? kept?.deadline };
  const changed = kept !== undefined && JSON.stringify(kept) !== JSON.stringify(item);
  if (kept === undefined || changed) await store.advocacy.saveContent(item, actor);
  if (changed) await refreshCards(dependencies, id);
  if (settled?.state === 'sent') return { item, channel, delivery: settled, earlier: true, changed };
  return { item, channel, delivery: await postCard(item, channel, dependencies), earlier: false, changed };
}

const addressOf = (id: string, channel: ChannelSetting) => ({
  slot: `${CARD_SLOT}${id}`,
  destination: { channel: channel.id, class: channel.class },
});

async function campaignOf(
  { campaign, deadline }: ToldContent,
  actor: { readonly who: string; readonly at: ReturnType<CardDependencies['clock']['now']> },
  dependencies: CardDependencies,
): Promise<string | undefined> {
  if (campaign === undefined) return undefined;
  if ('id' in campaign) return campaign.id;
  const { store, config } = dependencies;
  const id = slug(campaign.label);
  const known = (await store.advocacy.listCampaigns()).some((one) => one.id === id);
  if (known) return id;
  const today = todayOf(dependencies);
  const until = deadline ?? lastDay(periodOf('quarter', today, config.organisation.calendar));
  const made: Campaign = { id, label: campaign.label, from: today, until: laterDay(until, today) };
  await store.advocacy.saveCampaign(made, actor);
  return id;
}

/** Posts the card of a content to a channel, at most once, however often it is asked for. Rejects where another process keeps the lease. */
async function postCard(item: ContentItem, channel: ChannelSetting, dependencies: CardDependencies): Promise<Delivery> {
  const { store, messenger, wallClock, log, tellOwner, timing = {} } = dependencies;
  const outgoing = await contentCardFor(item, channel, dependencies);
  // Whoever asks for it again after a failure has decided to try anew; what was sent is not sent again.
  const request = { ...addressOf(item.id, channel), outgoing, again: true };
  const delivery = await deliver(request, { store, messenger, wallClock, log, tellOwner, timing });
  if (delivery.state === 'sent') await noteShown(outgoing, channel.id, dependencies);
  return delivery;
}

/** The channel of that name. Rejects where there is none in which cards may stand. */
function cardChannel(name: string, config: Pick<Config, 'channels'>): ChannelSetting {
  const channel = cardChannels(config).find((candidate) => candidate.name === name);
  if (channel === undefined) throw new PantauError('refused-input', `There is no channel "${name}" for cards in the configuration.`);
  return channel;
}

/** Finishes the cards whose posting was broken off when the process ended. Throws the first failure, so that it is tried again. */
export async function finishCards(dependencies: CardDependencies): Promise<void> {
  const { store, config } = dependencies;
  for (const { slot, channel: id } of await store.listDeliveries(['queued', 'sending'])) {
    if (!slot.startsWith(CARD_SLOT)) continue;
    const item = await store.advocacy.content(slot.slice(CARD_SLOT.length));
    const channel = cardChannels(config).find((candidate) => candidate.id === id);
    if (item && channel) await postCard(item, channel, dependencies);
  }
}
