import { createRenderer } from '../../charts/pool.js';
import type { Instant, Period } from '../../connectors/contract/period.js';
import { messengerWay } from '../bot.js';
import { type BusinessClock, systemWallClock } from '../clock.js';
import type { Config, DigestSetting } from '../config/config.js';
import { slotId } from '../domain/delivery.js';
import type { WayOut } from '../http/way-out.js';
import type { Logger } from '../log.js';
import { type ChannelDelivery, ownerTeller, postDigest } from '../pipeline/post-digest.js';
import { slotOfPeriod } from '../schedule/due.js';
import { createMessenger } from '../slack/messenger.js';
import type { WholeStore } from '../store/whole-store.js';
import type { SlackAccess } from './slack-access.js';

/** A digest that a person posts. `asItStood` reads the values as they stood at `asOf`. */
export interface PostByHand {
  readonly digest: DigestSetting;
  readonly period: Period;
  readonly asOf: Instant;
  readonly asItStood: boolean;
}

/** What posting by hand works with. */
export interface PostByHandDeps {
  readonly config: Config;
  readonly store: WholeStore;
  readonly clock: BusinessClock;
  readonly log: Logger;
  readonly access: SlackAccess;
  /** undefined for the usual one */
  readonly way: WayOut | undefined;
}

/** Posts a digest as its schedule would have: under the slot of its period, so that neither posts what the other has. What failed or is unknown is tried anew. */
export async function postByHand(post: PostByHand, { config, store, clock, log, access, way }: PostByHandDeps): Promise<readonly ChannelDelivery[]> {
  const { digest, period } = post;
  const slot = slotOfPeriod({ id: digest.id, ...digest.schedule }, period, clock.now(), config.organisation.calendar);
  const messenger = createMessenger({ token: access.botToken, slackApiUrl: access.slackApiUrl, ...messengerWay(way), wall: systemWallClock, log });
  const renderer = createRenderer();
  try {
    return await postDigest(
      { ...post, slot: slotId(slot), again: true },
      { config, store, log, messenger, renderer, wallClock: systemWallClock, tellOwner: ownerTeller(() => config, log, messenger) },
    );
  } finally {
    await renderer.close();
    await way?.close();
  }
}
