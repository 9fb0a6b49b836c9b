import type { RespondFn } from '@slack/bolt';
import type { WebClient } from '@slack/web-api';
import type { Message } from './blocks/block.js';

/** The ways back to one person. */
export interface WayBack {
  readonly respond: RespondFn;
  readonly client: WebClient;
  readonly channel: string | undefined;
  readonly user: string;
}

/** Shows a message to one person only: by the request's own address, and where that has expired as an ephemeral message in the channel. */
export async function replyPrivately({ respond, client, channel, user }: WayBack, message: Message): Promise<void> {
  try {
    await inTime(respond({ response_type: 'ephemeral', replace_original: false, text: message.text, blocks: message.blocks }));
  } catch (cause) {
    if (!channel) throw cause;
    await client.chat.postEphemeral({ channel, user, text: message.text, blocks: message.blocks });
  }
}

const RESPOND_WITHIN_MS = 10_000;

/** Bolt sets no limit on `respond` (5.1.0, 2026-11-25). */
async function inTime(work: Promise<unknown>): Promise<void> {
  let timer: NodeJS.Timeout | undefined;
  const limit = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error('The reply address did not answer in time.')), RESPOND_WITHIN_MS);
  });
  try {
    await Promise.race([work, limit]);
  } finally {
    clearTimeout(timer);
  }
}
