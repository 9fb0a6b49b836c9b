import { WebAPIPlatformError, type WebClient } from '@slack/web-api';
import type { Message } from './blocks/block.js';
import { textBlock } from './blocks/lines.js';
import { escapeMrkdwn } from './blocks/mrkdwn.js';
import type { Modal } from './blocks/view.js';
import { LIMITS } from './limits.js';

/** A modal that was submitted, and the ways to the person in front of it. */
export interface SubmittedModal {
  readonly id: string;
  readonly user: string;
  /** where the person was when the modal was opened; undefined after a global shortcut */
  readonly channel: string | undefined;
  readonly client: WebClient;
  /** acknowledges the submission by putting another view in its place */
  readonly replace: (view: Modal) => Promise<void>;
}

/**
 * Shows views one after the other in the place of a modal that was submitted: the first is the acknowledgement, the others are updates. Where the person
 * has closed the modal meanwhile they see it as a message that nobody else sees.
 */
export function viewsInPlace({ id, user, channel, client, replace }: SubmittedModal): (view: Modal) => Promise<void> {
  let acknowledged = false;
  return async (view) => {
    if (!acknowledged) {
      acknowledged = true;
      return replace(view);
    }
    try {
      await client.views.update({ view_id: id, view });
    } catch (cause) {
      if (!(cause instanceof WebAPIPlatformError) || cause.data.error !== 'not_found') throw cause;
      await tellAlone({ user, channel, client }, messageOf(view));
    }
  };
}

/** Says something to one person: beside what they see in a channel, else in their direct messages. */
export async function tellAlone({ user, channel, client }: Pick<SubmittedModal, 'user' | 'channel' | 'client'>, message: Message): Promise<void> {
  if (channel === undefined) await client.chat.postMessage({ channel: user, text: message.text, blocks: message.blocks });
  else await client.chat.postEphemeral({ channel, user, text: message.text, blocks: message.blocks });
}

/** A view without inputs as a message. */
export function messageOf({ title, blocks }: Modal): Message {
  const shown = blocks.flatMap((block) => (block.type === 'input' ? [] : [block]));
  const words = shown.flatMap((block) => (block.type === 'section' ? [block.text.text] : []));
  return { text: [title.text, ...words].join('\n').slice(0, LIMITS.text), blocks: shown };
}

/** A message as a view: what a failure says where a modal was expected. */
export const viewOf = (title: string, message: Message, close: string): Modal => ({
  type: 'modal',
  callback_id: 'said',
  title: { type: 'plain_text', text: title },
  close: { type: 'plain_text', text: close },
  blocks: message.blocks.length > 0 ? message.blocks : [textBlock(escapeMrkdwn(message.text), false)],
});
