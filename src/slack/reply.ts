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
    await respond({ response_type: 'ephemeral', replace_original: false, text: message.text, blocks: message.blocks });
  } catch (cause) {
    if (!channel) throw cause;
    await client.chat.postEphemeral({ channel, user, text: message.text, blocks: message.blocks });
  }
}
