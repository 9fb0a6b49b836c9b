import type { WebClient } from '@slack/web-api';
import type { EditOutcome } from '../domain/delivery.js';
import type { Message } from './blocks/block.js';
import { violations } from './limits.js';
import { postFailure, refusedForPicture } from './outcome.js';

/** The channel of a person's direct messages. Rejects where Slack opens none. */
export async function openDirect(client: WebClient, person: string): Promise<string> {
  const { channel } = await client.conversations.open({ users: person });
  if (channel?.id === undefined) throw new Error(`Slack opened no direct messages with ${person}.`);
  return channel.id;
}

const GONE = new Set(['message_not_found', 'cant_update_message', 'channel_not_found', 'edit_window_closed', 'is_inactive']);

/** Replaces what a message says: by the first version, and by the second where Slack refuses the first one's picture. Never rejects. */
export async function editMessage(
  [withPictures, inWords]: readonly [Message, Message],
  place: { readonly channel: string; readonly message: string },
  client: WebClient,
): Promise<EditOutcome> {
  const update = async (message: Message): Promise<EditOutcome> => {
    const faults = violations(message);
    if (faults.length > 0) return { outcome: 'failed', reason: `over Slack's limits: ${faults.join('; ')}` };
    await client.chat.update({ channel: place.channel, ts: place.message, text: message.text, blocks: message.blocks });
    return { outcome: 'edited' };
  };
  try {
    return await update(withPictures).catch((cause: unknown) => {
      if (!refusedForPicture(cause)) throw cause;
      return update(inWords);
    });
  } catch (cause) {
    const failure = postFailure(cause);
    if (failure.outcome === 'refused' && GONE.has(failure.reason)) return { outcome: 'gone' };
    return { outcome: 'failed', reason: failure.outcome === 'sent' ? '' : failure.reason };
  }
}
