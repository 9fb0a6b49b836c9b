import { randomUUID } from 'node:crypto';
import { z } from 'zod';
import type { Renderer } from '../../charts/pool.js';
import type { Text } from '../../connectors/contract/metric.js';
import { type Instant, type Period, periodLabel } from '../../connectors/contract/period.js';
import type { WallClock } from '../clock.js';
import type { ChannelSetting, Config, DigestSetting } from '../config/config.js';
import type { SectionStore } from '../digest/context.js';
import type { Delivery, Messenger } from '../domain/delivery.js';
import type { Digest, Language } from '../domain/digest.js';
import type { Logger } from '../log.js';
import { composeDigest, missingSections } from './compose.js';
import { deliver, settledDelivery } from './deliver.js';
import type { DeliveryTiming } from './deliver-one.js';
import { publishedDigest } from './month-close.js';

/** Which digest is posted, for which slot (its id) and period, read when. */
export interface DigestPost {
  readonly slot: string;
  readonly digest: DigestSetting;
  readonly period: Period;
  readonly asOf: Instant;
  /** reads the values as they stood at `asOf` */
  readonly asItStood: boolean;
  /** a person's decision to try anew what failed or is unknown */
  readonly again: boolean;
}

/** What posting a digest works with. `tellOwner` speaks to the owner in the owner's language. */
export interface DigestPostDeps {
  readonly config: Config;
  readonly store: SectionStore;
  readonly log: Logger;
  readonly messenger: Messenger;
  readonly renderer: Pick<Renderer, 'render'>;
  readonly wallClock: WallClock;
  readonly tellOwner: (sentence: Text) => Promise<void>;
  readonly timing?: Partial<DeliveryTiming> | undefined;
}

/** What became of a digest in one channel; `earlier` where nothing was left to do for it. */
export interface ChannelDelivery {
  readonly channel: string;
  readonly state: Delivery['state'];
  readonly earlier: boolean;
  readonly error: string | undefined;
}

/**
 * Composes the digest of a slot once and delivers it to each of its channels in the channel's language. What is settled is not composed again.
 * A section that could not be composed is told to the owner. Rejects where another process keeps a lease, and with the store's errors.
 */
export async function postDigest(post: DigestPost, deps: DigestPostDeps): Promise<readonly ChannelDelivery[]> {
  const channels = post.digest.channels.flatMap((name) => deps.config.channels.find((channel) => channel.name === name) ?? []);
  const results: ChannelDelivery[] = [];
  let composed: Digest | undefined;
  for (const channel of channels) {
    const destination = { channel: channel.id, class: channel.class };
    const settled = await settledDelivery({ slot: post.slot, destination, again: post.again }, deps.store);
    if (settled) {
      results.push(resultOf(channel, settled, true));
      continue;
    }
    composed ??= await composeAndTell(post, deps);
    const pictures = await draw(composed, channel.language, deps);
    const outgoing = { type: 'digest', digest: composed, language: channel.language, pictures, status: undefined } as const;
    const { store, messenger, wallClock, log, tellOwner, timing = {} } = deps;
    const command = `pantau digest ${post.digest.id} --period ${periodLabel(post.period, deps.config.organisation.calendar)} --post`;
    const request = { slot: post.slot, destination, outgoing, again: post.again, command };
    const row = await deliver(request, { store, messenger, wallClock, log, tellOwner, timing });
    results.push(resultOf(channel, row, false));
  }
  return results;
}

const resultOf = (channel: ChannelSetting, row: Delivery, earlier: boolean): ChannelDelivery => ({
  channel: channel.name,
  state: row.state,
  earlier,
  error: row.error,
});

/** The moment at which a slot was first composed, so that what is posted after a restart says the same as what was posted before. */
async function fixedMoment({ slot, asOf, asItStood }: DigestPost, { store, wallClock }: DigestPostDeps): Promise<Instant> {
  if (asItStood) return asOf;
  const name = `digest:${slot}`;
  const fixed = await store.readSetting(name);
  if (fixed) return z.iso.datetime().parse(fixed.value) as Instant;
  await store.saveSetting({ name, value: asOf, validFrom: new Date(wallClock.now()).toISOString() as Instant, by: 'pantau' });
  return asOf;
}

async function composeAndTell(post: DigestPost, deps: DigestPostDeps): Promise<Digest> {
  const { digest, period, asItStood, slot } = post;
  const published = asItStood ? undefined : await publishedDigest(digest, period, deps);
  if (published !== undefined) return published;
  const asOf = await fixedMoment(post, deps);
  const composed = await composeDigest({ config: deps.config, digest, period, asOf, asItStood }, deps.store, deps.log);
  for (const line of missingSections(composed)) {
    const sentence: Text = { id: `Laporan ${slot}: ${line.id}`, en: `The report ${slot}: ${line.en}` };
    // The digest goes out in any case; the log has what could not be told.
    await deps.tellOwner(sentence).catch((cause: unknown) => deps.log.error('the owner could not be told', { sentence: sentence.en, cause }));
  }
  return composed;
}

/** The pictures in one language by file name; one that can't be drawn is left out, and its words go out instead. */
async function draw(digest: Digest, language: Language, { renderer, log }: DigestPostDeps): Promise<ReadonlyMap<string, Uint8Array>> {
  const pictures = new Map<string, Uint8Array>();
  for (const { file, spec } of digest.sections.flatMap((section) => section.charts).filter((chart) => chart.language === language)) {
    try {
      pictures.set(file, await renderer.render(spec));
    } catch (cause) {
      log.error('A chart could not be drawn.', { picture: file, cause });
    }
  }
  return pictures;
}

/** Says a sentence to the owner's direct messages; where there is no owner the log alone has it. Rejects where it could not be sent. */
export const ownerTeller =
  (config: () => Config, log: Logger, messenger: Messenger) =>
  async (sentence: Text): Promise<void> => {
    const owner = config().people.find((person) => person.role === 'owner');
    log.warn(sentence.en);
    if (!owner) return;
    const prepared = await messenger.prepare({ type: 'notice', text: sentence[owner.language] }, { channel: owner.slack, class: 'personal' });
    const outcome = await prepared.post(`notice>${randomUUID()}`);
    if (outcome.outcome !== 'sent') throw new Error(`the owner's notice: ${outcome.reason}`);
  };
