import type { Block, Button, PlainText } from './block.js';

/** One thing to choose. */
export interface Option {
  text: PlainText;
  value: string;
}

/** The controls that Pantau's forms use, in the form in which Slack reads them (Block Kit, 2026-11-25). */
export type Control =
  | { type: 'plain_text_input'; action_id: string; multiline?: boolean; initial_value?: string; placeholder?: PlainText; max_length?: number }
  | { type: 'number_input'; action_id: string; is_decimal_allowed: boolean; initial_value?: string; min_value?: string }
  | { type: 'static_select'; action_id: string; options: Option[]; initial_option?: Option; placeholder?: PlainText }
  | { type: 'checkboxes'; action_id: string; options: Option[]; initial_options?: Option[] }
  | { type: 'datepicker'; action_id: string; initial_date?: string };

/** A labelled control of a form; its `block_id` is what an error is said at. */
export interface InputBlock {
  type: 'input';
  block_id: string;
  label: PlainText;
  element: Control;
  hint?: PlainText;
  optional?: boolean;
}

/** A modal. `private_metadata` comes back with every deed in it. */
export interface Modal {
  type: 'modal';
  callback_id: string;
  title: PlainText;
  submit?: PlainText;
  close?: PlainText;
  private_metadata?: string;
  blocks: (Block | InputBlock)[];
}

/** A text without markup. */
export const plain = (text: string): PlainText => ({ type: 'plain_text', text });

/** A button that carries a value. */
export const button = (action: string, text: string, value: string, style?: 'primary' | 'danger'): Button => ({
  type: 'button',
  action_id: action,
  text: plain(text),
  value,
  ...(style === undefined ? {} : { style }),
});
