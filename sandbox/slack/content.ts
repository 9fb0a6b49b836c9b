import { z } from 'zod';
import { blockProblems } from './blocks/blocks.js';
import { type Fields, fieldsOf, isFields, listOf } from './blocks/check.js';
import { limits } from './limits.js';
import type { Message } from './model.js';
import type { State } from './state.js';
import { type Arguments, fileUsable, Refusal, refusalWith } from './web-api/call.js';

/** What a message says: the part of it that the app writes. */
export type Content = Pick<Message, 'text' | 'blocks' | 'attachments' | 'metadata'>;

const metadataSchema = z.object({ event_type: z.string().min(1), event_payload: z.record(z.string(), z.unknown()) });

const metadataOf = (args: Arguments): Message['metadata'] => {
  if (!args.has('metadata')) return undefined;
  const given = args.fields('metadata');
  if (!given) throw new Refusal('invalid_metadata_format');
  if (Object.keys(given).length === 0) return undefined;
  const parsed = metadataSchema.safeParse(given);
  if (!parsed.success) throw new Refusal('invalid_metadata_schema');
  return parsed.data;
};

/** Gives every block and every element that has none an id, as Slack does. */
export const withIds = (state: State, blocks: readonly unknown[]): readonly Fields[] =>
  blocks.map((entry) => {
    const block = fieldsOf(entry);
    const named = (element: unknown): unknown => {
      const fields = fieldsOf(element);
      return interactive.has(String(fields.type)) && fields.action_id === undefined ? { ...fields, action_id: state.newId('a') } : element;
    };
    return {
      ...block,
      block_id: block.block_id ?? state.newId('b').slice(0, 6),
      ...(block.type === 'actions' ? { elements: listOf(block.elements).map(named) } : {}),
      ...(block.accessory === undefined ? {} : { accessory: named(block.accessory) }),
      ...(block.element === undefined ? {} : { element: named(block.element) }),
    };
  });

const interactive = new Set([
  'button',
  'overflow',
  'static_select',
  'users_select',
  'conversations_select',
  'datepicker',
  'radio_buttons',
  'checkboxes',
  'plain_text_input',
  'number_input',
]);

/** The content of a message that the app wants to write, or a Refusal; `textLimit` is the length above which it is refused, not cut. */
export const contentOf = (state: State, args: Arguments, textLimit = Number.POSITIVE_INFINITY): Content => {
  const markdown = args.text('markdown_text');
  if (markdown !== '' && (args.has('text') || args.has('blocks'))) throw new Refusal('markdown_text_conflict');
  if (markdown.length > limits.message.markdownText) throw new Refusal('msg_too_long');
  const text = markdown === '' ? args.text('text') : markdown;
  const blocks = args.list('blocks');
  const attachments = args.list('attachments');
  if (args.has('blocks') && !Array.isArray(args.all.blocks)) throw new Refusal('invalid_blocks_format');
  if (text.trim() === '' && !blocks?.length && !attachments?.length) throw new Refusal('no_text');
  if (text.length > textLimit) throw new Refusal('msg_too_long');
  if ((attachments?.length ?? 0) > limits.message.attachments) throw new Refusal('too_many_attachments');
  const problems = blockProblems(blocks ?? [], 'message', fileUsable(state));
  if (problems.length > 0) throw refusalWith('invalid_blocks', problems);
  const metadata = metadataOf(args);
  const written = markdown === '' ? blocks : [{ type: 'markdown', text: markdown }];
  return {
    text: text.slice(0, limits.message.textKept),
    ...(written?.length ? { blocks: withIds(state, written) } : {}),
    ...(attachments?.length ? { attachments: attachments.filter(isFields) } : {}),
    ...(metadata ? { metadata } : {}),
  };
};
